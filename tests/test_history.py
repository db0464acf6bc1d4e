"""The page of a row's history: every act upon it and its parts, in words, the newest first."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import Contribution, Edition, Evidence, Figure, Result, Source, Status
from programme.models.remembering import one_history_row
from tests.desk import form_of
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme

RESULTS = "/admin/programme/result/"


def history_of(client, row):
    return client.get(f"/admin/programme/{row._meta.model_name}/{row.pk}/history/")


def acts(page):
    """The acts on a page of history, each as the words that are seen and heard."""
    listed = page.text.partition('<ol class="acts"')[2].partition("</ol>")[0]
    whole = [re.sub(r"<[^>]+>", " ", one) for one in listed.split("<li>")[1:]]
    return [" ".join(unescape(one).split()) for one in whole]


def saved(client, row, **given):
    address = f"/admin/programme/{row._meta.model_name}/{row.pk}/change/"
    data = form_of(client, address) | given
    assert client.post(address, data).status_code == 302


def receipt_of(client, row, quote):
    """Where a receipt stands in the form of its result: databases put the first elsewhere."""
    data = form_of(client, f"{RESULTS}{row.pk}/change/")
    found = next(name for name, value in data.items() if value == quote)
    return found.removesuffix("-quote")


@pytest.fixture
def result(editor):
    """A draft with a number and two receipts, as somebody wrote it."""
    row = a_result(
        "draft",
        places=[a_place()],
        title_en="A law was passed",
        title_fr="Une loi fut votée",
        statement_en="The parliament passed a law in May.",
        level="output",
    )
    source = Source.objects.create(slug="page", title_en="The page")
    figure = Figure.objects.create(result=row, value=45, label_en="cases")
    Evidence.objects.create(result=row, source=source, quote="passed a law", page="3")
    Evidence.objects.create(figure=figure, source=source, quote="45 cases were heard")
    return row


def test_an_act_is_told_word_by_word_with_who_and_when(editor, result):
    saved(editor, result, statement_en="The parliament passed two laws in May.")
    page = history_of(editor, result)
    assert "· editor" in acts(page)[0]
    words = 'passed <del><span class="visually-hidden">[taken out:] </span>a law</del>'
    assert words in page.text
    assert '<ins><span class="visually-hidden">[put in:] </span>two laws</ins>' in page.text
    assert "Words in English" in acts(page)[0]


def test_what_is_no_text_is_told_before_and_after(editor, result):
    saved(editor, result, level="outcome", when="2016")
    newest = acts(history_of(editor, result))[0]
    assert "Level Output → Outcome" in newest
    assert "Happened (from) none → 1 January 2016" in newest


def test_links_are_told_by_name(editor, result):
    niger, theme = a_place("Niger", "NE"), a_theme("Prisons")
    saved(editor, result, places=[niger.pk], themes=[theme.pk])
    newest = acts(history_of(editor, result))[0]
    assert "Places [taken out:] Mali [put in:] Niger" in newest
    assert "Themes [put in:] Prisons" in newest


def test_changes_of_parts_belong_to_the_act(editor, result):
    changes = {"figures-0-value": "46", "figures-0-label_en": "cases heard"}
    receipt = receipt_of(editor, result, "45 cases were heard")
    changes |= {"title_en": "Two laws were passed", f"{receipt}-quote": "46 cases were heard"}
    saved(editor, result, **changes)
    newest, *_older = acts(history_of(editor, result))
    assert "Title in English" in newest
    assert "Figure: 46 cases heard" in newest
    assert "Number 45 → 46" in newest
    assert "Label in English cases [put in:] heard" in newest
    assert "Receipt: The page" in newest
    assert "[taken out:] 45 [put in:] 46 cases were heard" in newest


def test_parts_that_came_and_went_are_told_by_what_they_say(editor, result):
    given = {
        "figures-TOTAL_FORMS": "2",
        "figures-1-value": "7",
        "figures-1-qualifier": "minimum",
        "figures-1-label_en": "laws",
        "figures-1-position": "1",
        f"{receipt_of(editor, result, 'passed a law')}-DELETE": "on",
    }
    saved(editor, result, **given)
    newest = acts(history_of(editor, result))[0]
    assert "Figure added: more than 7 laws" in newest
    assert "Receipt removed: The page, 3" in newest
    assert "[taken out:] passed a law" in newest


def test_a_figure_changed_by_itself_stands_in_the_history_of_its_result(editor, result):
    saved(editor, result.figures.get(), label_en="cases in court")
    page = history_of(editor, result)
    assert "Figure: 45 cases in court" in acts(page)[0]
    assert "Label in English cases [put in:] in court" in acts(page)[0]
    own = acts(history_of(editor, result.figures.get()))
    assert "cases [put in:] in court" in own[0]


def test_editions_and_contributions_are_told_too(editor):
    report, donor = a_report("draft"), a_donor("draft")
    edition = Edition.objects.create(report=report, language="fr", pages=3)
    gift = Contribution.objects.create(donor=donor, amount=5, currency="EUR", year=2016)
    edition.pages = 4
    edition.save()
    gift.amount = 6
    gift.save()
    assert "Edition: Français Pages 3 → 4" in acts(history_of(editor, report))[0]
    assert "Contribution: 6 EUR 2016 Amount 5 → 6" in acts(history_of(editor, donor))[0]


def test_what_became_of_a_translation_is_told(editor, result):
    address = f"{RESULTS}{result.pk}/translate/fr/"
    data = form_of(editor, address) | {"title_fr": "Une loi votée", "_review": "x"}
    editor.post(address, data)
    told = " ".join(acts(history_of(editor, result))[:2])
    assert "French translation" in told
    assert "French: reviewed by editor" in told
    assert "Title in French Une loi [taken out:] fut votée" in told


def test_texts_keep_their_language_and_direction(editor, result):
    saved(editor, result, title_ar="قانون")
    assert '<dd class="words" lang="ar" dir="rtl">' in history_of(editor, result).text


def test_the_reason_is_given(editor, result):
    result = Result.objects.get(pk=result.pk)
    result.title_en = "Another"
    with one_history_row(result, "published"):
        result.save()
    assert "published" in acts(history_of(editor, result))[0]


def test_two_saves_in_a_row_are_two_acts(editor, result):
    before = len(acts(history_of(editor, result)))
    saved(editor, result, title_en="First")
    saved(editor, result, title_en="Second")
    assert len(acts(history_of(editor, result))) == before + 2


def test_the_draft_of_something_public_is_told_of_with_it(editor):
    original = a_result(title_en="Public")
    draft = a_result("draft", replaces=original, title_en="Public")
    copy = Figure.objects.create(result=original, value=1, label_en="law")
    Figure.objects.create(result=draft, value=1, label_en="law", copy_of=copy)
    draft = Result.objects.get(pk=draft.pk)
    draft.title_en = "In the making"
    draft.save()
    draft.delete()
    told = acts(history_of(editor, original))
    assert any("In the draft" in act and "[put in:] In the making" in act for act in told)
    assert any("Draft begun" in act for act in told)
    assert sum("Figure added" in act for act in told) == 1


def test_a_deleted_row_still_has_its_history(editor, result):
    name = result.title_en
    Result.objects.get(pk=result.pk).delete()
    page = history_of(editor, result)
    assert name in page.text
    assert "Deleted" in acts(page)[0]
    assert history_of(editor, Result(pk=999)).status_code == 404


def test_history_is_paged(editor):
    row = a_page_text("draft")
    for number in range(24):
        row.title_en = f"Heading {number}"
        row.save()
    page = history_of(editor, row)
    assert len(acts(page)) == 20
    assert "?p=2" in page.text
    assert len(acts(editor.get(f"/admin/programme/pagetext/{row.pk}/history/?p=2"))) == 5


def test_the_number_of_queries_does_not_grow_with_acts_and_parts(editor, result):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert history_of(editor, result).status_code == 200
        return len(asked)

    saved(editor, result, title_en="Once", **{"evidence-0-quote": "passed"})
    before = count()
    for number in range(6):
        source = Source.objects.create(slug=f"page-{number}", title_en=f"Page {number}")
        figure = Figure.objects.create(result=result, value=number, label_en="more")
        Evidence.objects.create(figure=figure, source=source, quote="more")
        row = Result.objects.get(pk=result.pk)
        row.places.set([a_place(f"Place {number}", f"X{chr(65 + number)}")])
        row.title_en, row.status = f"Title {number}", Status.REVIEW
        row.save()
    assert count() <= before
    assert before <= 20


def test_what_cannot_be_a_moment_or_a_row_is_404(editor, result):
    for tail in ("x", "99999999T000000000000", "20200101T000000000000"):
        assert editor.get(f"{RESULTS}{result.pk}/history/{tail}/").status_code == 404
    assert editor.get(f"{RESULTS}x/history/").status_code == 404


def test_lines_as_a_browser_sends_them_are_no_change(editor, result):
    """A browser ends each line of a box in its own way."""
    receipt = Evidence.objects.get(result=result)
    receipt.errata = "passed → past\na → one"
    receipt.save()
    page = a_page_text("draft", body_en="One line.\n\nAnother.")
    told = [acts(history_of(editor, row)) for row in (result, page)]
    saved(editor, result)
    saved(editor, page)
    assert Evidence.objects.get(pk=receipt.pk).revision == receipt.revision
    assert [acts(history_of(editor, row)) for row in (result, page)] == told
