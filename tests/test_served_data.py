"""A file of open data is served as files should be: whole, in part, compressed, or unchanged."""

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme import workflow
from programme.exports import FORMATS, TABLES
from programme.models import Edition, Evidence, Figure, Result, Source
from programme.models.results import ResultQuerySet
from tests.answers import content_of, text_of
from tests.data_files import csv_rows, fetched, json_of, sheet_rows
from tests.factories import a_donor, a_place, a_report, a_result, a_theme
from tests.memory import a_change

FILES = [f"/data/{table}.{ending}" for table in TABLES for ending in FORMATS]
RESULTS = "/data/results.csv"
UNDO = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", FILES)
def test_the_head_of_a_file_is_that_of_the_file(reader, path):
    for headers in ({}, {"HTTP_ACCEPT_ENCODING": "br"}):
        whole, head = reader.get(path, **headers), reader.head(path, **headers)
        assert head.status_code == whole.status_code
        assert dict(head.items()) == dict(whole.items())
        assert head.getvalue() == b""
        assert int(head.headers["Content-Length"]) == len(content_of(whole))


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_says_its_type_its_name_and_its_language(reader, ending):
    for language in ("en", "fr", "ar"):
        answer = fetched(reader, "results", ending, f"lang={language}")
        assert answer.headers["Content-Type"] == FORMATS[ending].media_type
        assert answer.headers["Content-Language"] == language
        assert f'filename="results-{language}.{ending}"' in answer.headers["Content-Disposition"]
        assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("coding", UNDO)
@pytest.mark.parametrize("ending", ["csv", "hxl.csv", "json"])
def test_compressed_bytes_are_the_same_file(reader, ending, coding):
    plain = fetched(reader, "results", ending)
    packed = fetched(reader, "results", ending, HTTP_ACCEPT_ENCODING=coding)
    assert packed.headers["Content-Encoding"] == coding
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert len(content_of(packed)) < len(content_of(plain)) / 2
    assert UNDO[coding](content_of(packed)) == content_of(plain)


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", [RESULTS, "/data/results.json", "/data/results.xlsx"])
def test_an_unchanged_file_is_not_sent_again(reader, path):
    etags = {}
    for coding in ("br", "gzip", "identity"):
        answer = reader.get(path, HTTP_ACCEPT_ENCODING=coding)
        etags[coding] = answer.headers["ETag"]
        again = reader.get(path, HTTP_ACCEPT_ENCODING=coding, HTTP_IF_NONE_MATCH=etags[coding])
        assert (again.status_code, again.getvalue()) == (304, b"")
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again.headers.get(name) == answer.headers.get(name)
        assert reader.get(path, HTTP_IF_NONE_MATCH='"other"').status_code == 200
    assert len(set(etags.values())) == (1 if path.endswith("xlsx") else 3)


@pytest.mark.usefixtures("source")
def test_a_part_of_a_file_is_a_part_of_its_plain_bytes(reader):
    whole = content_of(reader.get(RESULTS))
    etag = reader.get(RESULTS).headers["ETag"]
    part = reader.get(RESULTS, HTTP_RANGE="bytes=10-99", HTTP_ACCEPT_ENCODING="br")
    assert (part.status_code, content_of(part)) == (206, whole[10:100])
    assert part.headers["Content-Range"] == f"bytes 10-99/{len(whole)}"
    assert "Content-Encoding" not in part.headers
    beyond = reader.get(RESULTS, HTTP_RANGE=f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    same = reader.get(RESULTS, HTTP_RANGE="bytes=10-", HTTP_IF_RANGE=etag)
    assert (same.status_code, content_of(same)) == (206, whole[10:])
    other = reader.get(RESULTS, HTTP_RANGE="bytes=10-", HTTP_IF_RANGE='"other"')
    assert (other.status_code, content_of(other)) == (200, whole)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_corrected_is_in_the_next_answer(reader, db, ending):
    result = a_result(title_en="Earlier words")
    old = fetched(reader, "results", ending)
    assert "Earlier words" in text_of(old)
    result.title_en = "Since then"
    result.save()
    new = fetched(reader, "results", ending, HTTP_IF_NONE_MATCH=old.headers["ETag"])
    assert new.status_code == 200
    assert "Since then" in text_of(new)
    assert "Earlier words" not in text_of(new)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_clock_adds_a_row_though_the_file_was_kept(reader, db, ending):
    at = datetime(2031, 5, 1, 12, tzinfo=UTC)
    with time_machine.travel(at - timedelta(days=1), tick=False):
        a_result(slug="there")
        a_result(slug="comes-later", status="published", publish_from=at)
        assert "comes-later" not in text_of(fetched(reader, "results", ending))
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert "comes-later" not in text_of(fetched(reader, "results", ending))
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert "comes-later" in text_of(fetched(reader, "results", ending))


@pytest.mark.usefixtures("source")
def test_a_withdrawn_result_is_gone_from_every_file_at_once(reader):
    slug = "niger-diffa-terrorism-cases"
    held = [path for path in FILES if slug in text_of(reader.get(path))]
    assert {path.partition(".")[0] for path in held} == {"/data/results", "/data/figures"}
    workflow.withdraw(Result.objects.get(slug=slug), cause="mistake")
    for path in FILES:
        assert slug not in text_of(reader.get(path)), path


QUERIES = [
    "place=mali",
    "place=mali&region_wide=1",
    "theme=law-enforcement&theme=prisons&sort=title",
    "year=2015&year=not-stated&sort=oldest",
    "level=output&sort=source",
    "q=police",
    "q=police&place=mali&level=outcome",
    "place=chad&year=1999",
]


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("query", QUERIES)
def test_all_forms_have_the_rows_that_the_list_shows_in_its_order(reader, query, language):
    found = [row.slug for row in reader.get(f"/{language}/results/?{query}").context["page"].rows]
    asked = f"{query}&lang={language}"
    assert [row["id"] for row in csv_rows(reader, "results", asked)] == found
    assert [row["id"] for row in sheet_rows(reader, "results", asked)] == found
    told = json_of(reader, "results", asked)
    assert [row["id"] for row in told["results"]] == found
    assert told["count"] == len(found)
    assert told["about"]["language"] == language
    for row in told["results"]:
        assert f"/{language}/results/{row['id']}/" in row["url"]


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/data/results.csv?place=atlantis", {"place": "mali"}),
        ("/data/results.xlsx?theme=x&level=y", {"theme": "prisons", "level": "outcome"}),
        ("/data/results.json?sort=upwards", {"sort": "newest"}),
        ("/data/results.csv?year=20", {"year": None}),
        ("/data/results.csv?lang=de", {"lang": "fr"}),
        ("/data/results.csv?lang=en&lang=fr", {"lang": "fr"}),
        ("/data/results.csv?q=" + "x" * 201, {"q": None}),
        ("/data/figures.csv?qualifier=about", {"qualifier": "minimum"}),
        ("/data/donors.csv?kind=x", {"kind": "government"}),
        ("/data/reports.json?language=xx", {"language": "fr"}),
        ("/data/changes.csv?since=yesterday", {"since": None}),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_what_is_allowed(reader, path, names):
    answer = reader.get(path)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert {error["parameter"] for error in told["errors"]} == set(names)
    for error in told["errors"]:
        assert error["detail"]
        assert error["detail"] in told["detail"]
        if allowed := names[error["parameter"]]:
            assert allowed in error["allowed"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("source")
def test_a_problem_is_told_in_the_language_asked_for(reader):
    answer = reader.get("/data/results.csv?lang=fr&sort=x")
    assert answer.headers["Content-Language"] == "fr"
    assert reader.get("/data/results.csv?sort=x").json()["detail"] != answer.json()["detail"]


@pytest.mark.usefixtures("source")
def test_what_belongs_to_pages_alone_changes_no_file(reader):
    plain = reader.get(RESULTS)
    same = reader.get(f"{RESULTS}?utm_source=x&page=1&place=")
    assert same.headers["ETag"] == plain.headers["ETag"]


def rows_of_all(count):
    """So many rows of every table, with all their parts."""
    place, theme = a_place(f"Place {count}", "ML"), a_theme(f"Theme {count}")
    source = Source.objects.create(slug=f"page-{count}", title_en="Page")
    for number in range(count):
        result = a_result(statement_en="Said.", places=[place], themes=[theme])
        figure = Figure.objects.create(result=result, value=number, label_en="people")
        Evidence.objects.create(figure=figure, source=source, quote="Said")
        Evidence.objects.create(result=result, source=source, quote="Said")
        a_change(result, "added")
        a_donor()
        Edition.objects.create(report=a_report(), language="en")
        a_place(f"Town {count} {number}", "ML")
        a_theme(f"Matter {count} {number}")


@pytest.mark.parametrize("table", TABLES)
def test_a_file_takes_the_same_queries_for_3_rows_and_for_60(reader, db, table):
    counted = []
    for count in (3, 57):
        rows_of_all(count)
        with CaptureQueriesContext(connection) as queries:
            content_of(fetched(reader, table, "csv"))
        counted.append(len(queries))
    assert len(json_of(reader, table)["results"]) >= 60
    assert counted[0] == counted[1]
    with CaptureQueriesContext(connection) as queries:
        content_of(fetched(reader, table, "csv"))
    assert len(queries) < counted[0]  # it was kept


def test_what_the_clock_publishes_meanwhile_is_in_the_next_file(reader, db, monkeypatch):
    due = datetime(2027, 1, 1, 9, tzinfo=UTC)
    with time_machine.travel(due - timedelta(seconds=1), tick=False) as clock:
        a_result(title_en="Now"), a_result("scheduled", title_en="Then", publish_from=due)
        public = ResultQuerySet.public

        def slowly(rows):
            found = public(rows)  # as of now
            clock.move_to(due + timedelta(seconds=1))
            return found

        for ending in ("csv", "atom"):
            clock.move_to(due - timedelta(seconds=1))
            with monkeypatch.context() as patched:
                patched.setattr(ResultQuerySet, "public", slowly)
                first = text_of(reader.get(f"/data/results.{ending}"))
            assert "Then" not in first
            assert "Then" in text_of(reader.get(f"/data/results.{ending}"))
