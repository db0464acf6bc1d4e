"""Translating at the desk: side by side, behind and in which words, reviewed, confirmed."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from programme.models import Figure, Result, Status
from programme.translating import confirm, review, standing
from tests.desk import act, asked, form_of, ready_result
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.test_never_lose_work import HERE, form_on

pytestmark = pytest.mark.usefixtures("db")

RESULTS = "/admin/programme/result/"
ENGLISH = {"title_en": "Prison opened", "statement_en": "A prison was opened in Mali."}
FRENCH = {"title_fr": "Prison ouverte", "statement_fr": "Une prison a été ouverte au Mali."}


def page_of(row, language="fr"):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/translate/{language}/"


def anew(row):
    return type(row).objects.get(pk=row.pk)


def a_desk(name, *codenames):
    client = Client(HTTP_HOST="127.0.0.1")
    person = User.objects.create_user(name, is_staff=True, is_superuser=not codenames)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(person)
    return client


@pytest.fixture
def result():
    """A public result in English, translated into French with its number."""
    row = ready_result("published", **ENGLISH, **FRENCH)
    words = {"label_en": "prison", "label_fr": "prison", "unit_en": "buildings"}
    Figure.objects.create(result=row, value=1, unit_fr="bâtiments", **words)
    return row


def a_new_original(row, **texts):
    row = anew(row)
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()
    return row


def answer_to(page):
    """What the page that asks sends with the choices that it proposes."""
    meanwhile = page.context["meanwhile"]
    proposed = {one.key: one.choice for one in meanwhile.differences}
    return proposed | {"settled_revision": meanwhile.revision}


def rows_of(client, address):
    return {str(row) for row in client.get(address).context["cl"].result_list}


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
    form = editor.get(f"{RESULTS}{result.pk}/change/").text
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
    assert anew(row).text(row.translated[0], "fr") == "En français"
    assert anew(row).history.first().history_change_reason == "French translation"


def test_a_figure_of_the_programme_is_translated_and_one_of_a_result_moves_its_result(
    editor, result
):
    alone = Figure.objects.create(value=339, label_en="activities")
    assert editor.post(page_of(alone), form_of(editor, page_of(alone)) | {"label_fr": "activités"})
    assert anew(alone).label_fr == "activités"
    figure, before = result.figures.get(), anew(result).revision
    editor.post(page_of(figure), form_of(editor, page_of(figure)) | {"label_fr": "prisons"})
    assert anew(result).revision == before + 1


def test_saving_a_translation_touches_nothing_else_and_readers_see_it_at_once(editor, result):
    address, before = page_of(result), result.history.count()
    typed = {"title_fr": "Une prison\nouverte", "figures-0-label_fr": "établissement"}
    page = editor.post(address, form_of(editor, address) | typed, follow=True)
    assert "Readers see this now" in page.text
    row = anew(result)
    assert (row.title_fr, row.title_en, row.level) == (
        "Une prison ouverte",
        "Prison opened",
        "output",
    )
    assert row.figures.get().label_fr == "établissement"
    assert row.status == Status.PUBLISHED
    assert row.history.count() == before + 1
    assert row.history.first().history_user.username == "editor"


def test_saving_nothing_saves_nothing(editor, result):
    before = anew(result).revision, result.history.count()
    assert editor.post(page_of(result), form_of(editor, page_of(result))).status_code == 302
    assert (anew(result).revision, result.history.count()) == before


def test_a_new_line_is_for_texts_that_have_lines(editor, result):
    address = page_of(result)
    typed = {"statement_fr": "Une.\r\n\r\nDeux\u202f!", "title_fr": "Une\r\nDeux\u202f!"}
    editor.post(address, form_of(editor, address) | typed)
    row = anew(result)
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
    assert [behind.field for behind in standing(anew(result), "fr").behind] == ["statement"]


def test_one_button_says_that_the_rest_needs_no_new_words(editor, result):
    figure = result.figures.get()
    a_new_original(figure, label_en="new prison")
    a_new_original(result, title_en="Prison opened.", statement_en="A prison opened in Mali.")
    address = page_of(result)
    typed = form_of(editor, address) | {"title_fr": "Une prison ouverte", "_confirm": "x"}
    editor.post(address, typed)
    now = standing(anew(result), "fr")
    assert (now.behind, now.reviewed) == ([], False)
    assert anew(result).title_fr == "Une prison ouverte"
    assert anew(result).statement_fr == FRENCH["statement_fr"]


# --- Reviewed, and from where


def test_save_and_mark_as_reviewed_records_who_and_when(editor, result):
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"title_fr": "Relu", "_review": "x"})
    row = anew(result)
    for record in (row.translation("fr"), row.figures.get().translation("fr")):
        assert (record.reviewed_by, record.reviewed_on) == ("editor", timezone.localdate())
    assert "4 of 4 texts · reviewed" in editor.get(address).text
    assert "reviewed by editor on" in editor.get(address).text
    editor.post(address, form_of(editor, address) | {"title_fr": "Encore"})
    assert not standing(anew(result), "fr").reviewed


def test_the_origin_is_chosen_and_new_words_are_unofficial_until_somebody_says_otherwise(
    editor, result
):
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"origin": "official"})
    assert anew(result).translation("fr").origin == "official"
    assert anew(result).figures.get().translation("fr").origin == "official"
    assert form_of(editor, address)["origin"] == "official"
    editor.post(address, form_of(editor, address) | {"title_fr": "Autrement"})
    assert anew(result).translation("fr").origin == "human"
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
    row = anew(result)
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
    record = anew(result).translation("fr")
    assert record.made_from["statement"] == "Three prisons were opened in Mali."
    assert anew(result).statement_fr == "Nouveau."


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
    assert anew(result).translation("fr").reviewed_by == "editor"


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
    assert (anew(result).title_fr, anew(result).figures.get().label_fr) == ("Autre", "prison")


# --- Lists and the front page


def test_a_list_says_how_far_each_translation_has_come_with_a_link_to_it(editor, result):
    a_new_original(result, title_en="Prison opened.")
    page = editor.get(f"{RESULTS}?state=public").text
    cell = re.search(r'<td class="field-translated_into">(.*?)</td>', page)[1]
    french, arabic = cell.split("</a> ")
    assert "<b>French</b> 4/4 <span>behind and not reviewed</span>" in french
    assert 'class="standing behind"' in french
    assert f'href="{page_of(result)}?_changelist_filters=state%3Dpublic"' in french
    assert "<b>Arabic</b> 0/4 <span>missing</span>" in arabic


def test_saving_leads_back_to_the_list_with_its_filters(editor, result):
    address = f"{page_of(result)}?_changelist_filters=translation%3Dfr-unreviewed"
    answer = editor.post(address, form_of(editor, address) | {"title_fr": "Autre"})
    assert answer.headers["Location"] == f"{RESULTS}?translation=fr-unreviewed"


def test_the_form_leads_to_the_pages_of_its_translations(editor, result):
    page = editor.get(f"{RESULTS}{result.pk}/change/").text
    assert f'href="{page_of(result)}"' in page
    assert f'href="{page_of(result, "ar")}"' in page
    assert page_of(result, "en") not in page


def test_lists_are_filtered_by_what_a_translation_waits_for(editor, result):
    whole = a_result("draft", title_en="Whole", title_fr="Entier", title_ar="كامل")
    review(whole, "fr", "editor", timezone.localdate())
    born = a_result("draft", title_en="", title_fr="Né", original_language="fr")
    a_new_original(result, title_en="Prison opened.")
    found = {
        key: rows_of(editor, f"{RESULTS}?translation={key}")
        for key in ("fr-missing", "fr-behind", "fr-unreviewed", "ar-missing", "en-missing")
    }
    assert found == {
        "fr-missing": set(),
        "fr-behind": {"Prison opened."},
        "fr-unreviewed": {"Prison opened."},
        "ar-missing": {"Prison opened.", str(born)},
        "en-missing": {str(born)},
    }
    page = editor.get(f"{RESULTS}?_facets=True").text
    assert "French: behind (1)" in page
    assert "Arabic: missing (2)" in page
    assert len(rows_of(editor, f"{RESULTS}?translation=xx-yy")) == 3


def test_the_front_page_leads_to_exactly_what_waits_for_a_translation(editor, result):
    a_new_original(result, title_en="Prison opened.")
    a_donor("draft")
    Figure.objects.create(value=339, label_en="activities")
    board = editor.get("/admin/").context["translations"]
    found = {
        (str(name), str(state)): [(line.count, line.words) for line in lines]
        for name, states in board
        for state, lines in states
    }
    places = [(1, "place"), (1, "theme")]
    assert found == {
        ("French", "missing"): [(1, "donor"), *places, (1, "figure")],
        ("French", "behind"): [(1, "result")],
        ("French", "not reviewed"): [(1, "result")],
        ("Arabic", "missing"): [(1, "result"), (1, "donor"), *places, (1, "figure")],
    }
    for _name, states in board:
        for _state, lines in states:
            for line in lines:
                assert editor.get(line.href).context["cl"].result_count == line.count
    donors = a_desk("donors", "view_donor").get("/admin/").context["translations"]
    assert {line.words for _n, states in donors for _s, lines in states for line in lines} == {
        "donor"
    }


# --- Many rows at once


def test_many_are_marked_as_reviewed_at_once_but_none_that_is_behind(editor, result):
    behind = a_result("draft", title_en="Old", title_fr="Vieux")
    a_new_original(behind, title_en="New")
    bare = a_result("draft", title_en="Bare")
    page = asked(editor, "result", "review_fr", result, behind, bare)
    said = {str(row): words for row, words in page.context["rows"]}
    assert said == {
        "Prison opened": "it counts as reviewed by you, today",
        "New": "nothing happens: its original changed since; look at the words that changed first",
        "Bare": "nothing happens: nothing is translated yet",
    }
    done = act(editor, "result", "review_fr", result, behind, bare).text
    assert "Prison opened</bdi>: 1 counts as reviewed now." in done
    assert standing(anew(result), "fr").reviewed
    assert not standing(anew(behind), "fr").reviewed


def test_many_are_confirmed_at_once(editor, result):
    a_new_original(result, title_en="Prison opened.", statement_en="A prison opened in Mali.")
    fits = a_result("draft", title_en="Fits", title_fr="Va")
    page = asked(editor, "result", "confirm_fr", result, fits)
    assert {words for _row, words in page.context["rows"]} == {
        "2 texts count as translated from today’s original",
        "nothing happens: it is not behind",
    }
    done = act(editor, "result", "confirm_fr", result, fits).text
    assert "1 needs no new words." in done
    assert standing(anew(result), "fr").behind == []


def test_vocabularies_are_reviewed_in_their_lists_too(editor):
    place, theme = a_place(name_fr="Mali"), a_theme(name_ar="السجون")
    act(editor, "place", "review_fr", place)
    act(editor, "theme", "review_ar", theme)
    assert anew(place).translation("fr").reviewed_by == "editor"
    assert anew(theme).translation("ar").reviewed_by == "editor"


# --- History


def test_history_says_in_words_what_became_of_a_translation(editor, result):
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"title_fr": "Relu", "_review": "x"})
    a_new_original(result, title_en="Prison opened.")
    confirm(anew(result), "fr")
    editor.post(address, form_of(editor, address) | {"origin": "official"})
    editor.post(address, form_of(editor, address) | {"title_fr": "Encore"})
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    cells = re.findall(r"<li>(.*?)</li>", page.partition("<tbody>")[2].partition("</tbody>")[0])
    assert cells[:8] == [
        '<strong>Title in French:</strong> <bdi lang="fr" dir="ltr">Relu</bdi> → '
        '<bdi lang="fr" dir="ltr">Encore</bdi>',
        "French: its review no longer counts",
        "French: Unofficial translation",
        "French: Official translation",
        "French: confirmed to fit a new original",
        '<strong>Title in English:</strong> <bdi lang="en" dir="ltr">Prison opened</bdi> → '
        '<bdi lang="en" dir="ltr">Prison opened.</bdi>',
        "French: reviewed by editor",
        '<strong>Title in French:</strong> <bdi lang="fr" dir="ltr">Prison ouverte</bdi> → '
        '<bdi lang="fr" dir="ltr">Relu</bdi>',
    ]
    assert "made_from" not in page


# --- Born in another language


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("fr", "Une loi sur l’aide juridique", "une-loi-sur-l-aide-juridique"),
        ("ar", "قانون 2015", None),
    ],
)
def test_a_text_born_in_another_language_is_typed_saved_published_and_listed(
    language, title, slug, editor
):
    add = f"{RESULTS}add/"
    a_place(), a_theme()
    opened = editor.post(add, form_of(editor, add) | {"when": "2015", "_written_in": language})
    form = opened.context["adminform"].form
    first = opened.context["adminform"].fieldsets[0][1]["fields"]
    assert first == [f"title_{language}", f"statement_{language}"]
    assert form["when"].value() == "2015"  # what was typed before is there still
    assert "Please correct" not in opened.text
    assert not Result.objects.exists()
    typed = form_of(editor, f"{add}?original_language={language}")
    assert typed["original_language"] == language
    figure = {"figures-TOTAL_FORMS": 1, "figures-0-value": "3", "figures-0-qualifier": "exact"}
    figure |= {"figures-0-position": 0, f"figures-0-label_{language}": title}
    typed |= figure | {
        f"title_{language}": title,
        f"statement_{language}": title,
        "level": "output",
    }
    links = {"places": a_place("Chad", "TD").pk, "themes": a_theme("Media").pk}
    assert editor.post(add, typed | links | {"_publish": "x"}).status_code == 302
    row = Result.objects.get()
    assert (row.original_language, row.title_en or "") == (language, "")
    assert row.slug == (slug or "result-1")
    assert row.status == Status.PUBLISHED
    assert f"/en/results/{row.slug}/" in editor.get("/en/results/").text
    assert title in editor.get(f"/en/results/{row.slug}/").text
    again = editor.get(f"{RESULTS}{row.pk}/change/").context
    assert again["adminform"].fieldsets[0][1]["fields"][0] == f"title_{language}"
    figures = again["inline_admin_formsets"][0]
    assert f"label_{language}" in figures.fieldsets[0][1]["fields"]


def test_the_card_is_in_the_language_that_is_being_edited(editor, result):
    address = f"{RESULTS}{result.pk}"
    typed = form_of(editor, f"{address}/change/")
    french = editor.post(f"{address}/preview/", typed | {"editing": "fr"}).text
    assert '<div lang="fr" dir="ltr">' in french
    assert "Prison ouverte" in french
    arabic = editor.post(f"{address}/preview/", typed | {"editing": "ar"}).text
    assert '<div lang="ar" dir="rtl">' in arabic
    assert "Prison opened" in arabic
    assert '<div lang="en"' in editor.post(f"{address}/preview/", typed | {"editing": "xx"}).text


# --- Names keep their direction


def test_names_say_their_language_wherever_they_stand(editor, result):
    name = '<bdi lang="en" dir="ltr">Prison opened</bdi>'
    for address in (
        "",
        f"{result.pk}/change/",
        f"{result.pk}/history/",
        f"{result.pk}/translate/ar/",
    ):
        assert name in editor.get(f"{RESULTS}{address}").text, address
    draft = a_result("draft", title_en="Draft")
    assert '<bdi lang="en" dir="ltr">Draft</bdi>' in editor.get(f"{RESULTS}{draft.pk}/delete/").text
    assert name in asked(editor, "result", "withdraw", result).text
    assert name in act(editor, "result", "withdraw", result).text
    editor.post(f"{RESULTS}{draft.pk}/change/", form_of(editor, f"{RESULTS}{draft.pk}/change/"))
    assert '<bdi lang="en" dir="ltr">Draft</bdi>' in editor.get("/admin/").text
