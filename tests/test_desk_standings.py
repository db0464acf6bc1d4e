"""How far translations have come, in lists, on the front page and in history."""

import re
from itertools import groupby

import pytest
from django.utils import timezone

from programme.models import Figure, Result, Status
from programme.translating import confirm, review, standing
from tests.desk import act, asked, form_of, opened
from tests.factories import a_donor, a_place, a_result, a_theme
from tests.translated import (
    RESULTS,
    a_desk,
    a_new_original,
    a_translated_result,
    anew,
    page_of,
    rows_of,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def result():
    return a_translated_result()


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
    result.status, result.publish_from = Status.DRAFT, None
    result.save()
    address = page_of(result)
    editor.post(address, form_of(editor, address) | {"title_fr": "Relu", "_review": "x"})
    a_new_original(result, title_en="Prison opened.")
    confirm(anew(result), "fr")
    editor.post(address, form_of(editor, address) | {"origin": "official"})
    editor.post(address, form_of(editor, address) | {"title_fr": "Encore"})
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    listed = page.partition('<ol class="acts"')[2].partition("</ol>")[0]
    told = re.findall(r'<dt>(.*?)</dt>|<p class="told">(.*?)</p>', listed)
    # Its number has an account too, which says the same.
    said = [words for words, _same in groupby("".join(words) for words in told)]
    assert said[:8] == [
        "Title in French",
        "French: its review no longer counts",
        "French: Unofficial translation",
        "French: Official translation",
        "French: confirmed to fit a new original",
        "Title in English",
        "French: reviewed by editor",
        "Title in French",
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
    page = editor.post(add, form_of(editor, add) | {"when": "2015", "_written_in": language})
    form = page.context["adminform"].form
    first = page.context["adminform"].fieldsets[0][1]["fields"]
    assert first == [f"title_{language}", f"statement_{language}"]
    assert form["when"].value() == "2015"  # what was typed before is there still
    assert "Please correct" not in page.text
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
    act(editor, "result", "publish", row)
    assert anew(row).status == Status.PUBLISHED
    assert f"/en/results/{row.slug}/" in editor.get("/en/results/").text
    assert title in editor.get(f"/en/results/{row.slug}/").text
    again = editor.get(f"{RESULTS}{opened(editor, row).pk}/change/").context
    assert again["adminform"].fieldsets[0][1]["fields"][0] == f"title_{language}"
    figures = again["inline_admin_formsets"][0]
    assert f"label_{language}" in figures.fieldsets[0][1]["fields"]


def test_the_card_is_in_the_language_that_is_being_edited(editor, result):
    address = f"{RESULTS}{opened(editor, result).pk}"
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
    typed = form_of(editor, f"{RESULTS}{draft.pk}/change/") | {"level": "output"}
    editor.post(f"{RESULTS}{draft.pk}/change/", typed)
    assert '<bdi lang="en" dir="ltr">Draft</bdi>' in editor.get("/admin/").text
