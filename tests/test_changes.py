"""Public memory: what readers are told of changes, on its page and on each page."""

import re
import uuid
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.filters import ChangeFilter
from programme.models import Report, Result
from tests.addresses import QUERIES
from tests.factories import FAR_AHEAD, a_donor, a_page_text, a_report, a_result
from tests.memory import (
    NOW,
    a_change,
    a_correction,
    changes,
    counted,
    feed,
    protected_world,
    texts,
    words_of,
)

QUERIES_A_PAGE = 8


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_without_changes_the_page_and_the_feed_say_so(reader, db):
    assert "No changes" in changes(reader).text
    tree = feed(reader)
    assert texts(tree, "id") == ["tag:127.0.0.1,2026:en/changes"]
    assert len(texts(tree, "updated")) == 1


def test_a_correction_tells_what_was_taken_out_and_put_in_and_why(reader, db):
    row = a_result(title_en="Courts opened")
    a_correction(row, reason="Counted again.", reason_language="en")
    page = changes(reader)
    assert re.search(r"<del><span[^>]*>[^<]+</span>ten</del>", page.text)
    assert re.search(r"<ins><span[^>]*>[^<]+</span>eleven</ins> courts", page.text)
    assert f'<a href="{row.get_absolute_url()}">Courts opened</a>' in page.text
    said = words_of(page)
    assert "Corrected" in said
    assert "Statement" in said
    assert "19 May 2026" in said
    assert "Why: the site’s editors were mistaken. Counted again." in said


def test_the_title_is_that_of_today_in_the_readers_language(reader, db):
    row = a_result(title_en="First", title_fr="Premier")
    a_change(row, "added")
    Result.objects.filter(pk=row.pk).update(title_en="Second")
    assert "Second" in changes(reader).text
    assert "First" not in changes(reader).text
    assert "Premier" in changes(reader, language="fr").text
    assert "Second" in changes(reader, language="ar").text


def test_the_fields_of_one_act_are_one_entry(reader, db):
    row, act = a_result(), uuid.uuid4()
    for field in ("title_en", "statement_fr", "figure:12", "something-new"):
        a_correction(row, field=field, act=act)
    page = changes(reader)
    assert counted(page) == 1
    assert re.findall(r"<dt>([^<]+)</dt>", page.text) == [
        "Title",
        "Statement",
        "Figure",
        "Another detail",
    ]


def test_a_text_of_another_language_says_which(reader, db):
    a_change(a_result(), field="title", old={"fr": "dix"}, new={"fr": "onze"})
    page = changes(reader)
    assert "<dt>Title in French</dt>" in page.text
    assert '<dd lang="fr" dir="ltr">' in page.text
    assert "<dt>Title</dt>" not in page.text


def test_the_newest_stand_first_and_a_page_has_twenty(reader, db):
    row = a_result()
    for days in range(1, 24):
        a_correction(row, days=days, new=f"word{days:02} courts")
    first, second = changes(reader), changes(reader, "?page=2")
    assert re.findall(r"word\d\d", first.text) == [f"word{n:02}" for n in range(1, 21)]
    assert re.findall(r"word\d\d", second.text) == ["word21", "word22", "word23"]
    assert reader.get("/en/changes/?page=3").status_code == 404


@pytest.mark.parametrize("where", ["/en/changes/", "/data/changes.atom", "page"])
def test_a_scheduled_change_appears_at_its_time_with_no_job_running(reader, db, where):
    row = a_result(title_en="Zirconium", publish_from=NOW + timedelta(hours=1))
    a_change(row, "added", at=NOW + timedelta(hours=1))
    path = row.get_absolute_url() if where == "page" else where
    for seconds, visible in ((-1, False), (1, True)):
        with time_machine.travel(NOW + timedelta(hours=1, seconds=seconds), tick=False):
            assert ("Zirconium" in reader.get(path).text) is visible


def test_filters_by_kind_what_day_and_page(reader, db):
    result, report = a_result(slug="one"), a_report(slug="one")
    a_change(result, "added", days=9)
    a_correction(result, days=5)
    a_change(report, "added", days=2)
    found = {
        "?kind=added": 2,
        "?kind=corrected": 1,
        "?kind=added&kind=corrected": 3,
        "?what=report": 1,
        "?what=result&kind=added": 1,
        "?what=donor": 0,
        "?since=2026-05-15": 2,
        "?since=2026-05-16": 1,
        "?slug=one": 3,
        "?what=result&slug=one": 2,
        "?slug=another": 0,
    }
    for query, number in found.items():
        assert counted(changes(reader, query)) == number, query
        assert len(texts(feed(reader, query), "entry")) == number, query


def test_every_parameter_is_asked_for_somewhere():
    asked = {name for query in QUERIES["change_list"] for name in query}
    assert asked == set(ChangeFilter.base_filters)


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2026-13-01",
        "kind=x",
        "what=x",
        "since=2026-01-01&since=2026-01-02",
    ],
)
def test_what_makes_no_sense_is_400_and_says_why(reader, db, query):
    page = reader.get(f"/en/changes/?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert 'name="since"' in page.text
    answer = reader.get(f"/data/changes.atom?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] in query
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["since", "kind", "what", "slug", "page", "lang", "q"])
@pytest.mark.parametrize(
    "value", ["0001-01-01", "9999-12-31", "٢٠٢٦-٠١-٠١", "2026-02-30", "\0", "x" * 300, "😀'\"%"]
)
def test_whatever_is_asked_is_answered(reader, db, name, value):
    a_correction(a_result())
    for path in ("/en/changes/", "/data/changes.atom"):
        assert reader.get(path, {name: value}).status_code in (200, 400)


def test_a_day_that_is_none_is_explained(reader, db):
    page = reader.get("/en/changes/?since=yesterday")
    assert "Write the day as year-month-day, such as 2026-05-31." in page.text


def test_what_is_active_can_be_taken_away_and_goes_into_other_languages(reader, db):
    a_change(a_result(slug="one"), "added")
    page = changes(reader, "?since=2026-01-01&what=result&slug=one&utm_source=x")
    chips = re.findall(r'class="chip" href="([^"]+)"', page.text)
    assert sorted(chips) == [
        "/en/changes/?since=2026-01-01&amp;slug=one",
        "/en/changes/?since=2026-01-01&amp;what=result",
        "/en/changes/?what=result&amp;slug=one",
    ]
    assert "Since 1 January 2026" in page.text
    assert 'href="/fr/changes/?since=2026-01-01&amp;what=result&amp;slug=one"' in page.text
    assert (
        "/data/changes.atom?lang=en&amp;since=2026-01-01&amp;what=result&amp;slug=one" in page.text
    )


@pytest.mark.parametrize("state", ["draft", "review", "scheduled"])
def test_changes_of_what_was_never_public_are_not_told(reader, db, state):
    hidden = a_result(state, slug="hidden", title_en="Zirconium")
    a_change(hidden, "added")
    a_correction(hidden, new="zirconium")
    for path in ("/en/changes/", "/en/changes/?slug=hidden", "/data/changes.atom"):
        answer = reader.get(path)
        assert "irconium" not in answer.text
        assert "hidden" not in re.sub(r"slug=hidden|“?hidden”?", "", answer.text)
    assert counted(changes(reader)) == 0


def test_a_draft_of_a_public_row_changes_nothing(reader, db):
    row = a_result(title_en="Public words")
    a_correction(row)
    before = changes(reader).text
    a_result("draft", title_en="Zirconium", slug=row.slug, replaces=row)
    assert changes(reader).text == before


def test_a_withdrawn_row_is_named_and_not_linked(reader, db):
    row = a_result("withdrawn", title_en="Courts opened")
    a_change(row, "withdrawn", cause="outdated")
    page = changes(reader)
    assert "Courts opened" in page.text
    assert row.get_absolute_url() not in page.text
    tree = feed(reader)
    assert row.get_absolute_url() not in ET.tostring(tree, encoding="unicode")
    assert texts(tree, "title")[1] == "Withdrawn: Courts opened"


def test_words_that_are_written_anew_after_a_withdrawal_are_not_told(reader, db):
    row = a_result("draft", title_en="Zirconium", slug="anew", withdrawn_at=NOW)
    a_change(row, "withdrawn", cause="outdated")
    for path in ("/en/changes/", "/data/changes.atom", row.get_absolute_url()):
        assert "irconium" not in reader.get(path).text
    assert counted(changes(reader)) == 1


def test_of_a_protected_row_only_its_removal_is_told(reader, db):
    protected_world()
    queries = ("", "?slug=named-witness", "?what=result", "?kind=protective", "?kind=added")
    for query in queries:
        for path in (f"/en/changes/{query}", f"/data/changes.atom{query}"):
            text = reader.get(path).text
            said = text.replace("slug=named-witness", "")
            assert not re.search("zirconium|a named witness|/named-witness", said, re.IGNORECASE)
    assert [counted(changes(reader, query)) for query in queries] == [1, 0, 0, 1, 0]
    said = words_of(changes(reader))
    assert "Something was removed to protect people." in said
    assert "19 May 2026" in said
    assert "Why: it could point to a person." in said
    assert "<h3" not in changes(reader).text


def test_a_protective_correction_tells_no_words_and_no_field(reader, db):
    row = a_result(title_en="Courts opened")
    a_correction(row, kind="protective", cause="child", old="Zirconium", reason="Zirconium asked")
    for path in ("/en/changes/", "/data/changes.atom", row.get_absolute_url()):
        text = reader.get(path).text
        assert "Zirconium" not in text
        assert "Something was removed to protect people." in text
        assert "it could point to a child" in text
        assert "<dt>Statement</dt>" not in text
    assert "Courts opened" not in words_of(changes(reader))


def test_a_page_lists_its_newest_changes_and_leads_to_the_rest(reader, db):
    for make in (a_result, a_report, a_donor):
        row = make(slug="one")
        quiet = reader.get(row.get_absolute_url())
        assert "Not changed since it was added here." in quiet.text
        a_change(row, "added", days=30)
        assert reader.get(row.get_absolute_url()).text == quiet.text
        for days in range(1, 6):
            a_correction(row, days=days, new=f"word{days:02} courts")
        page = reader.get(row.get_absolute_url())
        assert re.findall(r"word\d\d", page.text) == ["word01", "word02", "word03"]
        noun = row._meta.model_name
        assert f'href="/en/changes/?what={noun}&amp;slug=one"' in page.text
        assert "Not changed since" not in page.text
        assert counted(changes(reader, f"?what={noun}&slug=one")) == 6


def test_a_page_text_lists_its_changes(reader, db):
    a_correction(a_page_text(slug="about"), field="body")
    assert "What changed here" in reader.get("/en/about/").text


def test_a_page_tells_of_no_change_to_come(reader, db):
    row = a_result()
    a_correction(row, new="zirconium", at=FAR_AHEAD)
    assert "zirconium" not in reader.get(row.get_absolute_url()).text


def costs(reader, path):
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code in (200, 410)
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_pages_of_memory_stay_within_the_budget_however_much_changed(reader, db):
    rows = [a_result(slug="one"), a_report(), a_donor(), a_page_text(slug="about")]
    gone = a_result("withdrawn", slug="gone")
    a_change(gone, "withdrawn")
    paths = [
        "/en/changes/",
        "/en/changes/?kind=corrected&what=result&slug=one&since=2020-01-01",
        "/data/changes.atom",
        "/en/results/gone/",
        *(row.get_absolute_url() for row in rows),
    ]
    for row in rows:
        a_correction(row)
    few = {path: costs(reader, path) for path in paths}
    assert not {path: number for path, number in few.items() if number > QUERIES_A_PAGE}
    for row in rows:
        for days in range(1, 40):
            a_correction(row, days=days)
    assert {path: costs(reader, path) for path in paths} == few


def test_every_page_leads_to_the_changes_and_the_changes_to_their_feed(reader, db):
    assert 'href="/fr/changes/"' in reader.get("/fr/").text.partition("<footer")[2]
    head = reader.get("/fr/changes/").text.partition("</head>")[0]
    assert 'rel="alternate" type="application/atom+xml"' in head
    assert 'href="/data/changes.atom?lang=fr"' in head


def test_a_deleted_row_takes_its_words_along(reader, db):
    row = protected_world()
    row.delete()
    report = a_report("withdrawn", title_en="Zirconium")
    a_correction(report, new="zirconium")
    Report.objects.all().delete()
    page = changes(reader)
    assert counted(page) == 1
    assert "irconium" not in page.text
