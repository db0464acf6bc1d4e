"""Translators of what is public: their words wait in its draft, their marks change no words."""

from functools import partial

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from programme import workflow
from programme.admin.counting import waiting
from programme.models import Figure, Remark, Result, Stale, Status
from programme.translating import standing
from tests.desk import act, form_of, opened
from tests.factories import a_place, a_result
from tests.test_never_lose_work import HERE
from tests.translated import (
    RESULTS,
    a_desk,
    a_translated_result,
    anew,
    answer_to,
    page_of,
    rows_of,
    worked_on,
)

pytestmark = pytest.mark.usefixtures("db")
WAITS = "It waits in a draft. Readers see it once the draft is published."


@pytest.fixture
def result():
    return a_translated_result()


def in_role(role):
    client = Client(HTTP_HOST="127.0.0.1")
    person = User.objects.create_user(role, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    return client


@pytest.fixture
def translator():
    return in_role("translator")


def typed(client, row, **texts):
    return form_of(client, page_of(row)) | texts


def test_words_typed_for_something_public_wait_in_its_draft_until_it_is_published(
    translator, editor, result
):
    assert "What you write here waits in a draft." in translator.get(page_of(result)).text
    words = {"title_fr": "Prison inaugurée", "figures-0-label_fr": "établissement"}
    page = translator.post(page_of(result), typed(translator, result, **words), follow=True)
    draft = worked_on(result)
    assert WAITS in page.text
    assert f'href="{RESULTS}{draft.pk}/submit/"' in page.text
    for language in ("fr", "ar"):
        public = Client(HTTP_HOST="127.0.0.1").get(f"/{language}/results/{result.slug}/").text
        assert "Prison inaugurée" not in public
        assert "établissement" not in public
    figure = result.figures.get()
    workflow.publish(draft, User.objects.get(username="editor"), cause="translation")
    assert anew(result).title_fr == "Prison inaugurée"
    assert (anew(figure).label_fr, anew(figure).value) == ("établissement", 1)
    assert not Result.objects.filter(replaces=result).exists()


def test_the_page_of_what_has_a_draft_shows_the_draft_at_the_same_address(editor, result):
    draft = opened(editor, result)
    draft.title_fr = "Du brouillon"
    draft.save()
    page = editor.get(page_of(result)).text
    assert "Du brouillon</textarea>" in page
    assert "These words stand in a draft." in page
    listed = editor.get(RESULTS).text
    assert (listed.count(f'href="{page_of(result)}"'), page_of(draft) in listed) == (2, False)
    assert f'href="{RESULTS}{draft.pk}/change/"' in page
    editor.post(page_of(result), typed(editor, result, title_fr="Encore"))
    assert (anew(draft).title_fr, anew(result).title_fr) == ("Encore", "Prison ouverte")


def test_a_draft_that_somebody_made_meanwhile_loses_nobodys_words(result):
    """Both pages were opened when there was no draft; the second to save sees both texts."""
    ada, bo, eve = a_desk("ada"), a_desk("bo"), a_desk("eve")
    bos = typed(bo, result, title_fr="De Bo", **{"figures-0-label_fr": "de Bo"})
    eves = typed(eve, result, statement_fr="D’Ève.")
    ada.post(page_of(result), typed(ada, result, title_fr="D’Ada"))
    page = bo.post(page_of(result), bos)
    assert page.status_code == 409
    found = {d.name: (d.theirs, d.mine, d.choice) for d in page.context["meanwhile"].differences}
    assert found == {
        "title_fr": ("D’Ada", "De Bo", ""),
        "figures-0-label_fr": ("prison", "de Bo", "mine"),
    }
    assert worked_on(result).title_fr == "D’Ada"
    again = form_of_page(page) | answer_to(page) | {"choose:title_fr": "mine"}
    assert bo.post(page_of(result), again).status_code == 302
    draft = worked_on(result)
    assert (draft.title_fr, draft.figures.get().label_fr) == ("De Bo", "de Bo")
    page = eve.post(page_of(result), eves)
    found = {d.name: d.choice for d in page.context["meanwhile"].differences}
    assert found["statement_fr"] == "mine"
    assert found["title_fr"] == "theirs"  # she changed another text
    assert eve.post(page_of(result), eves | answer_to(page)).status_code == 302
    draft = worked_on(result)
    assert (draft.title_fr, draft.statement_fr) == ("De Bo", "D’Ève.")
    assert anew(result).title_fr == "Prison ouverte"


def form_of_page(page):
    """What the page would send as it came back."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_what_was_typed_on_a_draft_that_was_published_meanwhile_is_compared(editor, result):
    draft = opened(editor, result)
    words = typed(editor, result, title_fr="Tapé", **{"figures-0-label_fr": "tapé"})
    draft.title_fr = "Publié"
    draft.save()
    workflow.publish(anew(draft), cause="translation")
    page = editor.post(page_of(result), words)
    assert page.status_code == 409
    assert "Tapé</textarea>" in page.text
    assert "tapé" in page.text
    assert anew(result).title_fr == "Publié"


def test_a_text_that_is_refused_leaves_no_draft(editor, result):
    page = editor.post(page_of(result), typed(editor, result, title_fr="é" * 201))
    assert page.status_code == 200
    assert not Result.objects.filter(replaces=result).exists()


def test_what_is_public_later_is_translated_by_a_draft_too(editor):
    later = a_result("scheduled", title_en="Later")
    editor.post(page_of(later), typed(editor, later, title_fr="Plus tard"))
    assert (anew(later).title_fr or "", worked_on(later).title_fr) == ("", "Plus tard")


def test_a_vocabulary_has_no_drafts(translator):
    place = a_place()
    translator.post(page_of(place), typed(translator, place, name_fr="Le Mali"))
    assert anew(place).name_fr == "Le Mali"
    assert translator.post(f"/admin/programme/place/{place.pk}/change/", {}).status_code == 403


# --- Who may


def test_a_translator_writes_translations_sends_the_draft_and_changes_nothing_else(
    translator, result
):
    translator.post(page_of(result), typed(translator, result, title_fr="Prison inaugurée"))
    draft = worked_on(result)
    change = f"{RESULTS}{draft.pk}/change/"
    assert 'name="level"' not in translator.get(change).text
    assert translator.post(change, {"title_en": "x"}).status_code == 403
    assert translator.post(f"{RESULTS}{result.pk}/edit/").status_code == 403
    assert translator.post(page_of(result, "en"), {"title_en": "x"}).status_code == 403
    assert f'href="{RESULTS}{draft.pk}/submit/"' in translator.get(page_of(result)).text
    send = {"seen_revision": draft.revision, "words": "Please look."}
    translator.post(f"{RESULTS}{draft.pk}/submit/", send)
    assert anew(draft).status == Status.REVIEW
    assert Remark.objects.get().words == "Please look."
    page = translator.get(page_of(result)).text
    assert "It is being reviewed; its translation can’t be changed meanwhile." in page
    assert 'name="title_fr"' not in page
    taken = translator.post(f"{RESULTS}{draft.pk}/take_back/")
    assert (taken.status_code, anew(draft).status) == (302, Status.DRAFT)


def test_in_review_what_was_typed_comes_back_and_reviewers_may_write(translator, result):
    late = typed(translator, result, title_fr="Trop tard")
    draft = workflow.edit(result, User.objects.create_superuser("boss"))
    workflow.submit(draft, User.objects.get(username="boss"))
    page = translator.post(page_of(result), late, **HERE)
    assert page.status_code == 403
    assert "Trop tard</textarea>" in page.text
    reviewer = in_role("editor")
    reviewer.post(page_of(result), typed(reviewer, result, title_fr="Relu"))
    assert anew(draft).title_fr == "Relu"


def test_a_new_draft_is_its_writers_to_send(translator):
    new = a_result("draft", title_en="New", title_fr="Nouveau")
    assert not workflow.may(User.objects.get(username="translator"), "submit", new)
    translator.post(page_of(new), typed(translator, new, title_fr="Neuf"))
    assert anew(new).title_fr == "Neuf"


# --- Marks


def test_a_mark_on_something_public_is_written_at_once_and_makes_no_draft(translator, result):
    translator.post(page_of(result), typed(translator, result, _review="x"))
    assert anew(result).translation("fr").reviewed_by == "translator"
    assert result.figures.get().translation("fr").reviewed_by == "translator"
    translator.post(page_of(result), typed(translator, result, origin="official"))
    assert anew(result).translation("fr").origin == "official"
    assert not Result.objects.filter(replaces=result).exists()


def test_a_mark_is_for_the_draft_too_where_it_says_the_same_and_keeps_it_in_step(editor, result):
    draft = opened(editor, result)
    act(editor, "result", "review_fr", result)
    for row in (anew(result), anew(draft)):
        assert standing(row, "fr").reviewed
    assert anew(draft).replaces_revision == anew(result).revision
    editor.post(page_of(result), typed(editor, result, origin="official", _review="x"))
    for row in (anew(result), anew(draft)):
        assert row.translation("fr").origin == "official"
        assert row.figures.get().translation("fr").origin == "official"
    assert anew(draft).replaces_revision == anew(result).revision
    workflow.publish(anew(draft), cause="translation")  # nothing was overtaken


def test_a_mark_on_new_words_says_nothing_of_those_that_readers_see(editor, result):
    words = typed(editor, result, title_fr="Prison inaugurée", _review="x")
    editor.post(page_of(result), words)
    assert worked_on(result).translation("fr").reviewed_by == "editor"
    assert anew(result).translation("fr").reviewed_by == ""
    figure = result.figures.get()  # its words are the same in both
    assert figure.translation("fr").reviewed_by == "editor"
    assert worked_on(result).replaces_revision == anew(result).revision


def test_who_marks_has_not_written(translator, editor, result):
    draft = opened(editor, result)
    translator.post(page_of(result), typed(translator, result, origin="official", _review="x"))
    person = User.objects.get(username="translator")
    assert anew(draft).translation("fr").reviewed_by == "translator"
    assert not workflow.is_own_text(person, anew(draft))
    translator.post(page_of(result), typed(translator, result, title_fr="Écrit"))
    assert workflow.is_own_text(person, anew(draft))


def test_a_list_marks_nothing_that_is_being_reviewed_by_others(translator, editor, result):
    draft = opened(editor, result)
    workflow.submit(draft, User.objects.get(username="editor"))
    page = act(translator, "result", "review_fr", result)
    assert "your account may not change its translation now" in page.text
    assert not standing(anew(result), "fr").reviewed


# --- Counts


def test_a_row_and_its_draft_are_counted_once_as_translators_see_them(editor, result):
    before = waiting([Result, Figure])
    draft = opened(editor, result)
    assert waiting([Result, Figure]) == before
    draft.title_fr = ""
    draft.save()
    assert waiting([Result])["result"]["fr", "missing"] == 1
    found = rows_of(editor, f"{RESULTS}?translation=fr-missing")
    assert found == {"Prison opened"}
    assert editor.get(f"{RESULTS}?translation=fr-missing").context["cl"].result_count == 1
    assert editor.get(RESULTS).context["cl"].result_count == 2


def test_a_number_that_the_draft_has_no_more_is_closed(editor, result):
    figure = result.figures.get()
    opened(editor, result).figures.get().delete()
    page = editor.get(page_of(figure))
    assert 'name="label_fr"' not in page.text
    assert editor.post(page_of(figure), {"label_fr": "x"}).status_code == 403


def test_two_who_begin_at_the_same_moment_make_one_draft(result):
    by = User.objects.create_superuser("boss")
    begin = partial(workflow.begin, anew(result), by)
    begin()
    with pytest.raises(Stale):
        begin()
    assert Result.objects.filter(replaces=result).count() == 1
