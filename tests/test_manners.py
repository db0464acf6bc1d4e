"""Addresses for machines: open to programs of every site, their faults are problem+json."""

import json
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import OperationalError
from django.test import Client

from programme.models.results import ResultQuerySet
from sahel.wsgi import application
from tests.addresses import addresses
from tests.answers import Visitor

FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
FOR_MACHINES = ("/data/", "/api/", "/openapi.json")
NOTHING = ["/data/nothing.csv", "/data/x/", "/data/results.ods", "/api/x/", "/api/results/x/y/"]


def open_data():
    """Every address of open data, of the source's content."""
    slugs = {"result": "niger-diffa-terrorism-cases", "place": "mali", "theme": "prisons"}
    slugs |= {"donor": "netherlands", "report": "progress-report-june-2017"}
    return [path for path in addresses(**slugs) if path.startswith(FOR_MACHINES)]


@pytest.fixture
def calm():
    """A visitor's client to which an error of ours is an answer, as in real life."""
    return Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)


def is_a_problem(answer, status):
    """Check that an answer is problem+json, open to all, and gives nothing away; return it."""
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert FOR_ALL.items() <= dict(answer.items()).items()
    told = json.loads(answer.getvalue())
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert "<" not in answer.text
    assert not answer.cookies
    return told


@pytest.mark.usefixtures("source")
def test_programs_of_every_site_may_read_open_data(reader):
    paths = open_data()
    assert len(paths) > 50
    for path in paths:
        answer = reader.get(path, HTTP_ORIGIN="https://elsewhere.example")
        assert answer.status_code == 200, path
        assert FOR_ALL.items() <= dict(answer.items()).items(), path
        seen = answer.headers["Access-Control-Expose-Headers"]
        for name in ("ETag", "Link", "Content-Length", "Content-Range", "Content-Disposition"):
            assert name in seen
        assert "Origin" not in answer.headers.get("Vary", "")
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies
        same = reader.get(path, HTTP_IF_NONE_MATCH=answer.headers["ETag"])
        assert (same.status_code, same.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.django_db
def test_no_other_page_may_be_read_by_programs_of_other_sites(reader):
    for path in ("/en/", "/en/results/", "/admin/login/", "/healthz"):
        answer = reader.get(path, HTTP_ORIGIN="https://elsewhere.example")
        assert "Access-Control-Allow-Origin" not in answer.headers, path
        assert "Cross-Origin-Resource-Policy" not in answer.headers, path


def test_a_browser_that_asks_first_is_told_what_it_may(reader):
    for path in ("/data/results.csv", "/api/results/", "/openapi.json", "/data/nothing"):
        asks = {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET", "HTTP_ORIGIN": "https://x.example"}
        answer = reader.options(path, **asks)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        methods = answer.headers["Access-Control-Allow-Methods"].split(", ")
        assert set(methods) == {"GET", "HEAD", "OPTIONS"}
        allowed = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
        assert {"if-none-match", "if-range", "range", "accept"} <= set(allowed)
        assert int(answer.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("publisher", ["", "Somebody"])
def test_search_engines_are_not_kept_out(reader, settings, publisher):
    settings.PUBLISHER_NAME = publisher
    for path in open_data():
        assert "X-Robots-Tag" not in reader.get(path).headers, path
    rules = reader.get("/robots.txt").text
    assert "/data" not in rules
    assert "/api" not in rules


@pytest.mark.django_db
@pytest.mark.parametrize("path", NOTHING)
def test_what_is_not_there_is_a_problem(reader, path):
    told = is_a_problem(reader.get(path), 404)
    assert told["instance"] == path


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nobody_writes_there(reader, method):
    answer = getattr(reader, method)("/data/results.csv")
    told = is_a_problem(answer, 405)
    assert "GET" in told["detail"]
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/data/results.csv", "/data/results.xlsx?place=mali"])
def test_a_fault_of_ours_is_a_problem_and_says_nothing_of_it(calm, db, monkeypatch, path):
    def broken(*args, **kwargs):
        raise RuntimeError("secret words")

    monkeypatch.setattr(ResultQuerySet, "public", broken)
    answer = calm.get(path)
    is_a_problem(answer, 500)
    assert "secret" not in answer.text


def test_a_database_that_is_away_is_a_problem_for_a_moment(calm, db, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(ResultQuerySet, "public", broken)
    answer = calm.get("/data/results.csv")
    is_a_problem(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


def test_a_host_that_is_not_ours_is_a_problem():
    is_a_problem(Client(HTTP_HOST="evil.example").get("/data/results.csv"), 400)


@pytest.mark.django_db
def test_too_many_parameters_are_a_problem(calm):
    is_a_problem(calm.get("/data/results.csv?" + "&".join(["place=mali"] * 2_001)), 400)


@pytest.mark.django_db
def test_the_language_of_a_problem_is_the_one_asked_for(reader):
    english, french = reader.get("/data/nothing"), reader.get("/data/nothing?lang=fr")
    assert (english.headers["Content-Language"], french.headers["Content-Language"]) == ("en", "fr")
    assert is_a_problem(reader.get("/data/nothing?lang=xx"), 404) == english.json()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/data/results.csv", "/data/results.atom", "/api/results/"])
def test_an_answer_without_content_says_what_it_hangs_on_and_no_length(reader, path):
    etag = reader.get(path).headers["ETag"]
    answer = reader.get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Content-Length" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/data/results.csv", "/api/results/", "/data/cite.bib"])
def test_whoever_writes_without_a_token_is_told_that_nobody_can(method, path):
    strict = Visitor(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")
    is_a_problem(getattr(strict, method)(path), 405)


@pytest.mark.django_db
def test_a_part_is_given_to_get_alone(reader):
    whole = reader.head("/data/results.csv")
    part = reader.head("/data/results.csv", headers={"Range": "bytes=0-9"})
    assert part.status_code == 200
    assert part.headers["Content-Length"] == whole.headers["Content-Length"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["rot13", "zip", "hex", "idna", "undefined", "utf-16", ""])
@pytest.mark.parametrize("path", ["/data/results.csv", "/api/results/", "/en/results/", "/healthz"])
@pytest.mark.usefixtures("in_this_thread")
def test_the_charset_of_a_request_is_passed_over(path, charset):
    told = []
    environ = {"PATH_INFO": path, "QUERY_STRING": "q=%C3%A9", "HTTP_HOST": "127.0.0.1"}
    environ["CONTENT_TYPE"] = f"text/plain; charset={charset}"
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, _headers: told.append(status))
    assert b"".join(answer)
    answer.close()
    assert told == ["200 OK"]


@pytest.mark.django_db
def test_whoever_is_lost_is_told_where_all_is_listed(reader):
    assert "/en/data/ and /api/" in is_a_problem(reader.get("/data/"), 404)["detail"]
    assert "/fr/data/" in is_a_problem(reader.get("/data/?lang=fr"), 404)["detail"]
