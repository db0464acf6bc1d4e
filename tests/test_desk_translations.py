"""Translating at the desk: side by side, behind and in which words, reviewed, confirmed."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.utils import timezone

from programme.models import Figure, Result, Status
from programme.translating import standing
from tests.desk import form_of, opened
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.test_never_lose_work import HERE, form_on
from tests.translated import (
    ENGLISH,
    FRENCH,
    RESULTS,
    a_desk,
    a_new_original,
    a_translated_result,
    anew,
    answer_to,
    page_of,
    worked_on,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def result():
    return a_translated_result()


# --- The page


def test_each_original_stands_beside_the_field_for_its_translation(editor, result):
    page = editor.get(page_of(result)).text
    for words in ("Prison opened", "A prison was opened in Mali.", "buildings"):
        assert f'lang="en" dir="ltr">{words}</p>' in page
    for name in ("title_fr", "statement_fr", "figures-0-label_fr", "figures-0-unit_fr"):
        field = re.search(rf'<textarea name="{name}".*?>', page)[0]
        assert 'lang="fr"' in field
    assert "title_ar" not in page
    assert "when_words_fr" not in page  # there is nothing to translate
    assert 'name="level"' not in page


def test_arabic_is_typed_from_right_to_left(editor, result):
    field = re.search(r'<textarea name="statement_ar".*?>', editor.get(page_of(result, "ar")).text)
    assert 'lang="ar"' in field[0]
    assert 'dir="rtl"' in field[0]
    form = editor.get(f"{RESULTS}{opened(editor, result).pk}/change/").text
    for name, tag in (("statement_ar", "textarea"), ("figures-0-label_ar", "input")):
        field = re.search(rf'<{tag} [^>]*name="{name}".*?>', form)
        assert 'lang="ar"' in field[0]
        assert 'dir="rtl"' in field[0]
    assert 'dir="auto"' in re.search(r'<textarea name="evidence-__prefix__-quote".*?>', form)[0]


@pytest.mark.parametrize("make", [a_report, a_donor, a_page_text, a_place, a_theme])
def test_every_noun_has_its_page(make, editor):
    row = make()
    field = f"{row.translated[0]}_fr"
    address = page_of(row)
    assert (
        editor.post(address, form_of(editor, address) | {field: "En français"}).status_code == 302
    )
    assert worked_on(row).text(row.translated[0], "fr") == "En français"
    assert worked_on(row).history.first().history_change_reason == "French translation"


def test_a_figure_of_the_programme_is_translated_and_one_of_a_result_moves_its_result(
    editor, result
):
    alone = Figure.objects.create(value=339, label_en="activities")
    assert editor.post(page_of(alone), form_of(editor, page_of(alone)) | {"label_fr": "activités"})
    assert anew(alone).label_fr == "activités"
    figure = result.figures.get()
    editor.post(page_of(figure), form_of(editor, page_of(figure)) | {"label_fr": "prisons"})
    assert (anew(figure).label_fr, worked_on(figure).label_fr) == ("prison", "prisons")
    before = worked_on(result).revision
    editor.post(page_of(figure), form_of(editor, page_of(figure)) | {"label_fr": "maisons"})
    assert worked_on(figure).label_fr == "maisons"
    assert worked_on(result).revision == before + 1


def test_saving_a_translation_touches_nothing_else_and_says_that_it_waits_in_a_draft(
    editor, result
):
    address, before = page_of(result), result.history.count()
    typed = {"title_fr": "Une prison\nouverte", "figures-0-label_fr": "établissement"}
    page = editor.post(address, form_of(editor, address) | typed, follow=True)
    assert "It waits in a draft. Readers see it once the draft is published." in page.text
    assert anew(result).history.count() == before
    assert (anew(result).title_fr, anew(result).status) == ("Prison ouverte", Status.PUBLISHED)
    row = worked_on(result)
    assert (row.title_fr, row.title_en, row.level) == (
        "Une prison ouverte",
        "Prison opened",
        "output",
    )
    assert row.figures.get().label_fr == "établissement"
    assert row.status == Status.DRAFT
    saves = [one.history_change_reason for one in row.history.all()]
    assert saves == ["French translation", "draft made"]
    assert row.history.first().history_user.username == "editor"


def test_saving_nothing_saves_nothing(editor, result):
    before = anew(result).revision, result.history.count()
    assert editor.post(page_of(result), form_of(editor, page_of(result))).status_code == 302
    assert (anew(result).revision, result.history.count()) == before
    assert worked_on(result) == result


def test_a_new_line_is_for_texts_that_have_lines(editor, result):
    address = page_of(result)
    typed = {"statement_fr": "Une.\r\n\r\nDeux\u202f!", "title_fr": "Une\r\nDeux\u202f!"}
    editor.post(address, form_of(editor, address) | typed)
    row = worked_on(result)
    assert row.statement_fr == "Une.\n\nDeux\u202f!"
    assert row.title_fr == "Une Deux\u202f!"


def test_a_text_in_its_own_language_is_edited_in_its_form(editor, result):
    page = editor.get(page_of(result, "en"))
    assert page.headers["Location"] == f"{RESULTS}{result.pk}/change/"
    assert editor.get(page_of(result, "de")).status_code == 404


# --- Behind


def test_the_words_that_changed_stand_at_their_field(editor, result):
    a_new_original(result, statement_en="Two prisons were opened in Mali.")
    page = editor.get(page_of(result)).text
    told = page.partition('class="since"')[2].partition("</div>")[0]
    assert re.sub(r"<span.*?</span>", "", told.partition('<p class="words"')[2]).partition(">")[
        2
    ] == ("<del>A prison was</del><ins>Two prisons were</ins> opened in Mali.</p>")
    assert "[taken out:]" in told
    assert "[put in:]" in told
    since = re.search(r'id="(since_\w+)"', page)[1]
    field = re.search(r'<textarea name="statement_fr".*?>', page)[0]
    assert f'aria-describedby="{since}"' in field
    assert page.count('class="since"') == 1
    assert "4 of 4 texts · behind and not reviewed" in page


def test_what_an_original_says_is_no_markup(editor, result):
    a_new_original(result, statement_en="A <b>prison</b> & more")
    page = editor.get(page_of(result)).text
    assert "<b>prison" not in page
    assert "&lt;b&gt;prison" in page


def test_new_words_are_behind_no_more_and_the_others_still_are(editor, result):
    a_new_original(result, title_en="Prisons opened", statement_en="Two prisons were opened.")
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"title_fr": "Prisons ouvertes"})
    assert [behind.field for behind in standing(worked_on(result), "fr").behind] == ["statement"]


def test_one_button_says_that_the_rest_needs_no_new_words(editor, result):
    figure = result.figures.get()
    a_new_original(figure, label_en="new prison")
    a_new_original(result, title_en="Prison opened.", statement_en="A prison opened in Mali.")
    address = page_of(result)
    typed = form_of(editor, address) | {"title_fr": "Une prison ouverte", "_confirm": "x"}
    editor.post(address, typed)
    now = standing(worked_on(result), "fr")
    assert (now.behind, now.reviewed) == ([], False)
    assert worked_on(result).title_fr == "Une prison ouverte"
    assert worked_on(result).statement_fr == FRENCH["statement_fr"]


# --- Reviewed, and from where


def test_save_and_mark_as_reviewed_records_who_and_when(editor, result):
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"title_fr": "Relu", "_review": "x"})
    row = worked_on(result)
    for record in (row.translation("fr"), row.figures.get().translation("fr")):
        assert (record.reviewed_by, record.reviewed_on) == ("editor", timezone.localdate())
    assert "4 of 4 texts · reviewed" in editor.get(address).text
    assert "reviewed by editor on" in editor.get(address).text
    editor.post(address, form_of(editor, address) | {"title_fr": "Encore"})
    assert not standing(worked_on(result), "fr").reviewed


def test_the_origin_is_chosen_and_new_words_are_unofficial_until_somebody_says_otherwise(
    editor, result
):
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"origin": "official"})
    assert anew(result).translation("fr").origin == "official"
    assert anew(result).figures.get().translation("fr").origin == "official"
    assert form_of(editor, address)["origin"] == "official"
    editor.post(address, form_of(editor, address) | {"title_fr": "Autrement"})
    assert worked_on(result).translation("fr").origin == "human"
    new = a_result("draft", **ENGLISH)
    typed = {"title_fr": "Traduit", "origin": "machine"}
    editor.post(page_of(new), form_of(editor, page_of(new)) | typed)
    assert anew(new).translation("fr").origin == "machine"


def test_there_is_nothing_to_review_where_nothing_is_translated(editor):
    row = a_result("draft", **ENGLISH)
    page = editor.post(page_of(row), form_of(editor, page_of(row)) | {"_review": "x"}, follow=True)
    assert "There is nothing to review yet." in page.text
    assert anew(row).translation("fr") is None


# --- Two people; nothing is lost


def test_two_translators_see_both_texts_and_choose(result):
    ada, bo = a_desk("ada"), a_desk("bo")
    address = page_of(result)
    adas = form_of(ada, address) | {"title_fr": "D’Ada", "figures-0-label_fr": "d’Ada"}
    bos = form_of(bo, address) | {"title_fr": "De Bo", "figures-0-label_fr": "de Bo"}
    assert ada.post(address, adas).status_code == 302
    page = bo.post(address, bos)
    assert page.status_code == 409
    found = {d.name: (d.theirs, d.mine, d.language) for d in page.context["meanwhile"].differences}
    assert found == {
        "title_fr": ("D’Ada", "De Bo", "fr"),
        "figures-0-label_fr": ("d’Ada", "de Bo", "fr"),
    }
    assert "De Bo</textarea>" in page.text
    now = page.context["meanwhile"].revision
    chosen = {"choose:title_fr": "theirs", "choose:figures-0-label_fr": "mine"}
    assert bo.post(address, bos | chosen | {"settled_revision": now}).status_code == 302
    row = worked_on(result)
    assert (row.title_fr, row.figures.get().label_fr) == ("D’Ada", "de Bo")


@pytest.mark.parametrize("button", ["_save", "_confirm", "_review"])
def test_no_translation_counts_as_made_from_an_original_that_its_translator_never_saw(
    button, editor, result
):
    address = page_of(result)
    typed = form_of(editor, address) | {"statement_fr": "Nouveau.", button: "x"}
    a_new_original(result, statement_en="Three prisons were opened in Mali.")
    page = editor.post(address, typed)
    assert page.status_code == 409
    assert "The original changed while you had it open." in page.text
    assert "<del>" in page.text
    assert "Nouveau.</textarea>" in page.text
    assert anew(result).statement_fr == FRENCH["statement_fr"]
    assert editor.post(address, typed | answer_to(page)).status_code == 302
    record = worked_on(result).translation("fr")
    assert record.made_from["statement"] == "Three prisons were opened in Mali."
    assert worked_on(result).statement_fr == "Nouveau."


def test_words_for_a_number_that_was_removed_meanwhile_are_shown(editor, result):
    address = page_of(result)
    typed = form_of(editor, address) | {"figures-0-label_fr": "mots perdus"}
    result.figures.get().delete()
    anew(result).save()
    page = editor.post(address, typed)
    assert page.status_code == 409
    assert "was removed meanwhile. What you wrote for it:" in page.text
    assert "mots perdus" in page.text
    assert editor.post(address, typed | answer_to(page)).status_code == 302
    assert not anew(result).figures.exists()


def test_a_database_that_is_busy_gives_the_page_back(editor, result, monkeypatch):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    address = page_of(result)
    typed = form_of(editor, address) | {"title_fr": "Gardé"}
    with monkeypatch.context() as patch:
        patch.setattr(Result, "save", busy)
        page = editor.post(address, typed)
    assert page.status_code == 503
    assert "the database is busy or away" in page.text
    assert "Gardé</textarea>" in page.text


def test_whoever_was_signed_out_keeps_the_translation(editor, result):
    person, address = User.objects.get(), page_of(result)
    typed = form_of(editor, address) | {"title_fr": "Gardé", "_review": "x"}
    editor.logout()
    page = editor.post(address, typed, **HERE)
    assert page.status_code == 403
    form, data = form_on(page)
    assert data["title_fr"] == ["Gardé"]
    assert 'name="_review"' in page.text
    editor.force_login(person)
    assert editor.post(form.get("action"), data | {"_review": "x"}).status_code == 302
    assert worked_on(result).translation("fr").reviewed_by == "editor"


def test_what_the_browser_kept_comes_back_unsaved(editor, result):
    address = page_of(result)
    page = editor.post(address, form_of(editor, address) | {"title_fr": "Gardé", "_again": "1"})
    assert "This is what you typed; it is not saved yet." in page.text
    assert anew(result).title_fr == FRENCH["title_fr"]


def test_a_text_that_is_too_long_is_refused_at_its_field(editor, result):
    address = page_of(result)
    page = editor.post(address, form_of(editor, address) | {"title_fr": "é" * 201})
    assert page.status_code == 200
    assert '<a href="#id_title_fr">' in page.text
    assert "é" * 201 in page.text


# --- Who may


def test_those_who_may_only_look_read_both_texts_and_change_none(result):
    looker = a_desk("looker", "view_result", "view_figure")
    page = looker.get(page_of(result)).text
    assert 'lang="fr" dir="ltr">Prison ouverte</p>' in page
    assert 'lang="fr" dir="ltr">bâtiments</p>' in page
    main = page.partition("<main")[2]
    assert "<textarea" not in main
    assert 'name="_save"' not in main
    assert 'name="origin"' not in main
    assert looker.post(page_of(result), {"title_fr": "x", "_review": "x"}).status_code == 403
    assert "review_fr_selected" not in looker.get(RESULTS).text


def test_numbers_are_translated_by_those_who_may_change_numbers(result):
    writer = a_desk("writer", "view_result", "change_result", "view_figure")
    address = page_of(result)
    page = writer.get(address).text
    assert 'name="figures-0-label_fr"' not in page
    typed = {"title_fr": "Autre", "figures-0-label_fr": "x"}
    writer.post(address, form_of(writer, address) | typed)
    row = worked_on(result)
    assert (row.title_fr, row.figures.get().label_fr) == ("Autre", "prison")


# --- Lists and the front page
