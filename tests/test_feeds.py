"""The lists as Atom feeds: the same rows, page by page, under ids that last."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.feeds import FEEDS
from programme.models import Figure, OldAddress, Result
from tests.atom import SITE, followed, read
from tests.factories import a_donor, a_place, a_report, a_result, a_theme
from tests.memory import NOW, a_change

ROWS = {"results": a_result, "donors": a_donor, "reports": a_report}
SOURCE = "Programme results page"
HOSTILE = "</script><b>bold</b> ]]> &amp; \x0b\x1f\ufffe “Two” العدالة"
FILTERS = ("", "&place=mali", "&place=mali&region_wide=1", "&theme=prisons", "&year=2016", "&q=law")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def listed(reader, address):
    """The pages that the list for people links to, page by page."""
    found, number = [], 1
    while True:
        page = reader.get(f"{address}page={number}")
        if page.status_code == 404:
            return sorted(found)
        main = page.text.partition("<main")[2]
        found += re.findall(r'<h3[^>]*><a href="(/../\w+/[\w-]+/)">', main)
        number += 1


def rows(reader, address):
    return json.loads(reader.get(address).getvalue())["results"]


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
@pytest.mark.parametrize("query", FILTERS)
def test_a_feed_holds_the_rows_of_its_list(reader, language, query):
    query = query.replace("law", {"fr": "loi", "ar": "قانون"}.get(language, "law"))
    [document] = followed(reader, f"/data/results.atom?lang={language}{query}")
    expected = listed(reader, f"/{language}/results/?{query[1:]}&")
    assert sorted(entry.link.removeprefix(SITE) for entry in document.entries) == expected
    assert expected
    records = rows(reader, f"/data/results.json?lang={language}{query}")
    assert {entry.link for entry in document.entries} == {record["url"] for record in records}
    for record in records:
        entry = next(entry for entry in document.entries if entry.link == record["url"])
        assert entry.title == record["title"]
        for figure in record["figures"]:
            assert figure in entry.content[0].value
        assert {tag.term for tag in entry.tags} == {*record["themes"], *record["places"]}


@pytest.mark.usefixtures("source")
def test_an_entry_tells_all_that_a_reader_wants_to_know(reader):
    document = read(reader, "/data/results.atom?q=firearms+marked")
    [entry] = [entry for entry in document.entries if entry.link.endswith("firearms-marked/")]
    words = entry.content[0].value
    told = ("<p>", "more than 13,500 firearms marked", "Since 2015", "Burkina Faso, Mali", SOURCE)
    for part in told:
        assert part.lower() in words.lower()
    themes = {tag.term: tag.label for tag in entry.tags if tag.scheme.endswith(":themes")}
    assert themes == {"firearms": "Firearms", "law-enforcement": "Law enforcement"}
    assert "published" not in entry
    assert document.parsed.feed.title == "Results: “firearms marked” – UNODC Sahel Programme"
    assert document.links["alternate"] == f"{SITE}/en/results/?q=firearms+marked"
    assert document.links["self"] == f"{SITE}/data/results.atom?lang=en&q=firearms+marked"


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("name", ["donors", "reports"])
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_donors_and_reports_have_feeds_too(reader, name, language):
    [document] = followed(reader, f"/data/{name}.atom?lang={language}")
    records = rows(reader, f"/data/{name}.json?lang={language}")
    told = {entry.link: entry.title for entry in document.entries}
    assert told == {record["url"]: record.get("title", record.get("name")) for record in records}


def test_two_hundred_and_fifty_rows_are_three_pages_that_lead_to_each_other(reader, db):
    for number in range(250):
        a_result(slug=f"row-{number}", updated_at=NOW - timedelta(minutes=number % 90))
    address = f"{SITE}/data/results.atom?lang=en"
    pages = followed(reader, address)
    assert [len(page.entries) for page in pages] == [100, 100, 50]
    ids = [entry for page in pages for entry in page.ids]
    assert len(set(ids)) == 250
    at = {number: f"{address}&page={number}" for number in (2, 3)} | {1: address}
    around = [{name: page.links.get(name) for name in ("previous", "next")} for page in pages]
    assert around == [
        {"previous": None, "next": at[2]},
        {"previous": at[1], "next": at[3]},
        {"previous": at[2], "next": None},
    ]
    for number, page in enumerate(pages, 1):
        links = page.links
        assert (links["self"], links["first"], links["last"]) == (at[number], at[1], at[3])
        assert page.parsed.feed.id == pages[0].parsed.feed.id
    dates = [entry.updated for page in pages for entry in page.entries]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("name", ROWS)
def test_an_id_outlives_words_and_address(reader, db, name):
    row = ROWS[name](slug="one")
    ROWS[name](slug="two")
    before = read(reader, f"/data/{name}.atom")
    OldAddress.objects.create(noun=row._meta.model_name, object_id=row.pk, slug="one")
    setattr(row, f"{row.title_field}_en", "Other words")
    row.slug = "another"
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        row.save()
        after = read(reader, f"/data/{name}.atom")
    assert set(after.ids) == set(before.ids)
    assert after.ids[0] == f"tag:127.0.0.1,2026:en/{name}/{row.pk}"
    assert after.entries[0].title == "Other words"
    assert after.entries[0].link.endswith("/another/")
    assert after.entries[0].updated == "2026-05-21T12:00:00+00:00"


def test_the_same_row_has_an_id_of_its_own_in_each_language(reader, db):
    a_result(title_en="Courts", title_fr="Tribunaux", statement_en="Ten courts.")
    found = {code: read(reader, f"/data/results.atom?lang={code}") for code in ("en", "fr", "ar")}
    assert len({document.ids[0] for document in found.values()}) == 3
    assert [document.entries[0].title for document in found.values()] == [
        "Courts",
        "Tribunaux",
        "Courts",
    ]
    assert found["ar"].entries[0].title_detail.language == "en"
    assert '<div lang="en" dir="ltr"><p>Ten courts.</p></div>' in reader.get(
        "/data/results.atom?lang=fr"
    ).text.replace("&lt;", "<").replace("&gt;", ">")
    assert found["fr"].parsed.feed.language == "fr"


def test_what_waited_for_its_time_is_new_when_it_comes(reader, db):
    a_result(title_en="Older", updated_at=NOW)
    waiting = {"publish_from": NOW + timedelta(hours=1), "updated_at": NOW - timedelta(days=9)}
    a_result(title_en="Waiting", **waiting)
    assert [entry.title for entry in read(reader, "/data/results.atom").entries] == ["Older"]
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        entries = read(reader, "/data/results.atom").entries
    assert [entry.title for entry in entries] == ["Waiting", "Older"]
    assert entries[0].updated == "2026-05-20T13:00:00+00:00"


def test_a_withdrawn_row_leaves_and_its_feed_is_sent_again(reader, db):
    row = a_result(title_en="Zirconium")
    first = reader.get("/data/results.atom")
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = reader.get("/data/results.atom", **tag)
    assert (again.status_code, again.content) == (304, b"")
    a_donor()  # changes nothing of these words
    assert reader.get("/data/results.atom", **tag).status_code == 304
    Result.objects.filter(pk=row.pk).update(status="withdrawn")
    answer = reader.get("/data/results.atom", **tag)
    assert answer.status_code == 200
    assert "Zirconium" not in answer.text
    assert read(reader, "/data/results.atom").entries == []


@pytest.mark.parametrize("name", FEEDS)
def test_an_empty_feed_is_a_feed(reader, db, name):
    document = read(reader, f"/data/{name}.atom")
    assert document.entries == []
    assert set(document.links) == {"self", "alternate"}


def test_whatever_is_typed_stays_text(reader, db):
    a_place("Mali", name_ar="مالي")
    row = a_result(title_en=HOSTILE, statement_en=HOSTILE, title_ar="العدالة & <القضاء>")
    Figure.objects.create(result=row, value=7, label_en=HOSTILE)
    row.themes.set([a_theme("T", name_en=HOSTILE)])
    a_change(row, "added")
    for code in ("en", "ar"):
        [entry] = read(reader, f"/data/results.atom?lang={code}").entries
        words = reader.get(f"/data/results.atom?lang={code}").text
        assert "</script>" not in words
        assert not re.search("[\x0b\x1f\ufffe]", words)
        assert "&lt;/script&gt;&lt;b&gt;" in entry.content[0].value
    assert entry.title_detail.type == "text/plain"
    assert entry.title == "العدالة & <القضاء>"
    assert "</script>" in read(reader, "/data/changes.atom").entries[0].title


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [("lang=de", "lang"), ("page=x", "page"), ("page=1&page=2", "page"), ("kind=x", "kind")],
)
def test_what_makes_no_sense_names_the_parameter(reader, db, name, query, parameter):
    query = query.replace("kind", "level") if name == "results" else query
    parameter = parameter.replace("kind", "level") if name == "results" else parameter
    answer = reader.get(f"/data/{name}.atom?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


@pytest.mark.parametrize("page", ["2", "999999999", "99999999999999"])
def test_there_is_nothing_beyond_the_end(reader, db, page):
    a_result()
    answer = reader.get(f"/data/results.atom?page={page}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", FEEDS)
def test_no_feed_is_closed_to_robots_or_sets_a_cookie(reader, db, name):
    answer = reader.get(f"/data/{name}.atom")
    assert "X-Robots-Tag" not in answer.headers
    assert not answer.cookies
    head = reader.head(f"/data/{name}.atom")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/fr/results/?place=mali&sort=title&page=1", "/data/results.atom?lang=fr&place=mali"),
        ("/en/donors/?kind=government", "/data/donors.atom?lang=en&kind=government"),
        ("/ar/reports/", "/data/reports.atom?lang=ar"),
        ("/fr/places/mali/", "/data/results.atom?lang=fr&place=mali"),
        ("/en/themes/prisons/", "/data/results.atom?lang=en&theme=prisons"),
    ],
)
def test_a_list_names_its_feed(reader, db, path, feed):
    a_result(places=[a_place("Mali")], themes=[a_theme("Prisons")])
    a_donor()
    a_report()
    page = reader.get(path)
    href = feed.replace("&", "&amp;")
    head, _, body = page.text.partition("</head>")
    assert re.search(
        rf'<link rel="alternate" type="application/atom\+xml" [^>]*href="{re.escape(href)}"', head
    )
    assert f'href="{href}"' in body
    read(reader, feed)


def cost(reader, path):
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("name", ROWS)
def test_a_feed_costs_the_same_queries_however_long_and_one_where_nothing_changed(reader, db, name):
    ROWS[name]()
    few = cost(reader, f"/data/{name}.atom")
    for _number in range(60):
        row = ROWS[name]()
        if name == "results":
            Figure.objects.create(result=row, value=1, label_en="court")
            row.places.set([a_place(f"P{row.pk}")])
    assert cost(reader, f"/data/{name}.atom") == few <= 5
