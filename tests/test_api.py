"""The API gives programs the public rows: the same as the files, page by page, with links."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.exports import TABLES
from programme.models import Change, Figure, OldAddress, Result
from tests.answers import content_of
from tests.factories import a_donor, a_place, a_report, a_result, a_theme

HIDDEN = ("draft", "review", "scheduled", "withdrawn")
LANGUAGES = settings.PUBLIC_LANGUAGES
ASKED = [
    "results?q=law&sort=title",
    "results?place=mali&region_wide=1&year=2016&year=not-stated",
    "figures?theme=firearms&theme=terrorism-prevention&qualifier=exact",
    "reports?language=fr",
    "places?kind=region",
]


def path_of(address):
    return address.removeprefix(settings.SITE_URL)


def rows(reader, path):
    """All rows of a list, followed from page to page as a program would."""
    found, seen = [], set()
    while path:
        assert path not in seen
        seen.add(path)
        page = reader.get(path).json()
        found += page["results"]
        path = page["next"] and path_of(page["next"])
    return found


def links_of(answer):
    """{relation: path} of an answer's Link header."""
    found = {}
    for link in answer.headers["Link"].split(", "):
        address, _, about = link.partition("; ")
        found[about.split('"')[1]] = path_of(address.strip("<>"))
    return found


def each_link(row):
    for value in row["links"].values():
        yield from [value] if isinstance(value, str) else value or []


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_followed_to_the_last_give_the_rows_of_the_file(reader, language):
    for table in TABLES:
        file = json.loads(content_of(reader.get(f"/data/{table}.json?lang={language}")))
        found = rows(reader, f"/api/{table}/?lang={language}&page_size=3")
        for row in found:
            del row["self"], row["links"]
        assert found == file["results"], table


@pytest.mark.usefixtures("source")
def test_filters_find_the_same_as_in_files(reader):
    for asked in ASKED:
        table, _, query = asked.partition("?")
        file = json.loads(content_of(reader.get(f"/data/{table}.json?{query}")))
        page = reader.get(f"/api/{table}/?{query}").json()
        assert page["count"] == file["count"] > 0, asked
        assert [row["id"] for row in page["results"]] == [row["id"] for row in file["results"]]


@pytest.mark.usefixtures("source")
def test_every_row_has_an_address_of_its_own_and_links_that_lead_somewhere(reader):
    links = set()
    for table in TABLES:
        for row in rows(reader, f"/api/{table}/?lang=fr"):
            assert reader.get(path_of(row["self"])).json() == row
            links |= set(each_link(row))
    assert len(links) > 50
    assert {link for link in links if reader.get(path_of(link)).status_code != 200} == set()


@pytest.mark.usefixtures("source")
def test_a_result_leads_to_its_figures_places_themes_and_what_tells_of_the_same(reader):
    row = reader.get("/api/results/mauritania-access-to-legal-aid/").json()
    assert row["links"] == {
        "figures": [],
        "places": [f"{settings.SITE_URL}/api/places/mauritania/"],
        "themes": [f"{settings.SITE_URL}/api/themes/judicial-systems/"],
        "related": [f"{settings.SITE_URL}/api/results/mauritania-fourth-legal-aid-law/"],
        "changes": f"{settings.SITE_URL}/api/changes/?what=result&slug={row['id']}",
    }
    diffa = reader.get("/api/results/niger-diffa-terrorism-cases/").json()
    words = [reader.get(path_of(each)).json()["words"] for each in diffa["links"]["figures"]]
    assert words == diffa["figures"]
    assert len(words) == 3
    mali = reader.get("/api/places/mali/").json()
    assert reader.get(path_of(mali["links"]["results"])).json()["count"] == mali["results"] == 3


@pytest.mark.usefixtures("source")
def test_links_of_the_header_lead_around_a_list(reader):
    answer = reader.get("/api/results/?place=mali&place=niger&page_size=2&page=2&lang=fr")
    kept = "/api/results/?lang=fr&place=mali&place=niger&page_size=2"
    assert links_of(answer) == {
        "first": kept,
        "prev": kept,
        "next": f"{kept}&page=3",
        "last": f"{kept}&page=3",
        "alternate": "/fr/results/?place=mali&place=niger",
        "service-desc": "/openapi.json?lang=fr",
        "service-doc": "/fr/data/api/",
    }
    body = answer.json()
    assert (path_of(body["next"]), path_of(body["previous"])) == (f"{kept}&page=3", kept)
    ends = [reader.get(path_of(kept)).json(), reader.get(f"{kept}&page=3").json()]
    assert (ends[0]["previous"], ends[1]["next"]) == (None, None)
    row = reader.get("/api/results/cenozo-investigative-journalism/?lang=ar")
    assert links_of(row)["alternate"] == "/ar/results/cenozo-investigative-journalism/"


@pytest.mark.usefixtures("source")
def test_only_the_members_asked_for_come_in_the_order_of_the_row(reader):
    page = reader.get("/api/results/?fields=links,title,%20id&page_size=1").json()
    assert [list(row) for row in page["results"]] == [["id", "title", "links"]]
    assert "fields=id,title,links" in page["next"]
    assert list(reader.get("/api/donors/japan/?fields=name").json()) == ["name"]
    assert len(reader.get("/api/donors/japan/?fields=").json()) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_in_the_language_asked_for_and_says_so(reader, language):
    a_result(slug="one", title_en="Prison", title_fr="Prison ouverte", title_ar="سجن")
    answer = reader.get(f"/api/results/one/?lang={language}")
    assert answer.headers["Content-Language"] == language
    row = answer.json()
    assert row["title"] == row[f"title_{language}"]
    assert path_of(row["url"]) == f"/{language}/results/one/"
    refusal = reader.get(f"/api/results/?lang={language}&page=x")
    assert refusal.headers["Content-Language"] == language


@pytest.mark.usefixtures("source")
def test_the_index_leads_to_all_there_is(reader):
    index = reader.get("/api/").json()
    assert list(index["tables"]) == list(TABLES)
    for table in index["tables"].values():
        first = reader.get(path_of(table["rows"])).json()["results"][:1]
        for row in first:
            assert table["row"].replace("{id}", row["id"]) == row["self"]
    assert reader.get(path_of(index["openapi"])).json()["openapi"].startswith("3.1")
    assert reader.get(path_of(index["documentation"])).status_code == 200
    assert index["terms"].startswith("The source does not state what rights hold in its words")
    assert index["publisher"] is None


# --- Manners


@pytest.mark.django_db
def test_an_answer_is_asked_for_again_and_comes_only_when_it_changed(reader):
    result = a_result(slug="one", title_en="One")
    for path in ("/api/results/", "/api/results/one/", "/openapi.json", "/api/"):
        answer = reader.get(path)
        assert answer.headers["Cache-Control"] == "public, no-cache"
        etag = answer.headers["ETag"]
        again = reader.get(path, HTTP_IF_NONE_MATCH=etag)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag
        packed = reader.get(path, HTTP_ACCEPT_ENCODING="br")
        assert packed.headers["ETag"] == etag
        assert packed.headers["Access-Control-Allow-Origin"] == "*"
    etag = reader.get("/api/results/").headers["ETag"]
    result.title_en = "Two"
    result.save()
    assert reader.get("/api/results/", HTTP_IF_NONE_MATCH=etag).status_code == 200


@pytest.mark.django_db
def test_a_head_says_what_the_answer_would(reader):
    a_result(slug="one")
    for path in ("/api/", "/api/results/", "/api/results/one/", "/openapi.json"):
        head, answer = reader.head(path), reader.get(path)
        assert head.content == b""
        assert head.headers["ETag"] == answer.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(answer.content))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_and_no_token_is_asked_for(method):
    strict = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    for path in ("/api/", "/api/results/", "/api/results/any/", "/openapi.json"):
        answer = getattr(strict, method)(path)
        assert answer.status_code == 405
        assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepts", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/*", 200),
        ("", 200),
        (",;", 406),
        ("text/html", 406),
        ("application/xml, application/json;q=0", 406),
    ],
)
def test_json_is_all_there_is(reader, accepts, status):
    answer = reader.get("/api/results/", HTTP_ACCEPT=accepts)
    assert answer.status_code == status
    if status == 406:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["allowed"] == ["application/json"]


@pytest.mark.django_db
def test_a_script_in_a_title_is_text(reader):
    title = "</script><script>alert(1)</script>"
    a_result(slug="one", title_en=title)
    answer = reader.get("/api/results/one/")
    assert answer.json()["title"] == title
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = reader.get("/en/data/api/").text
    assert "alert(1)" in page
    assert "<script>alert" not in page


# --- What is not public


@pytest.mark.django_db
@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize(
    ("table", "make"), [("results", a_result), ("donors", a_donor), ("reports", a_report)]
)
def test_what_is_hidden_is_in_no_answer(reader, state, table, make):
    make(state, slug="hidden")
    assert reader.get(f"/api/{table}/").json()["count"] == 0
    answer, never = reader.get(f"/api/{table}/hidden/"), reader.get(f"/api/{table}/never/")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status_code == (410 if state == "withdrawn" else 404)
    if state != "withdrawn":
        assert answer.text.replace("hidden", "never") == never.text


@pytest.mark.django_db
@pytest.mark.parametrize("state", HIDDEN)
def test_what_belongs_to_a_hidden_row_is_in_no_answer(reader, state):
    shown, hidden = a_result(slug="shown"), a_result(state, slug="hidden")
    shown.related.add(hidden)
    figure = Figure.objects.create(result=hidden, value=5, label_en="people")
    part = Figure.objects.create(result=shown, value=3, label_en="of them", part_of=figure)
    change = Change.objects.create(
        noun="result", object_id=hidden.pk, kind="added", at="2026-01-01T00:00:00Z"
    )
    assert reader.get(f"/api/figures/{figure.uid}/").status_code == 404
    assert reader.get(f"/api/figures/{part.uid}/").json()["links"]["part_of"] is None
    assert reader.get("/api/results/shown/").json()["links"]["related"] == []
    told = reader.get(f"/api/changes/{change.pk}/")
    assert told.status_code == (200 if state == "withdrawn" else 404)
    if state == "withdrawn":
        assert told.json()["links"] == {"about": None}
    assert "hidden" not in reader.get("/api/changes/").text


@pytest.mark.django_db
def test_a_withdrawn_result_leaves_at_once(reader):
    row = a_result(slug="one")
    assert reader.get("/api/results/").json()["count"] == 1
    Result.objects.filter(pk=row.pk).update(status="withdrawn")
    assert reader.get("/api/results/").json()["count"] == 0
    assert reader.get("/api/results/one/").status_code == 410


@pytest.mark.django_db
def test_an_id_that_changed_leads_on_and_keeps_what_was_asked(reader):
    for noun, table, make in (
        ("result", "results", a_result),
        ("donor", "donors", a_donor),
        ("report", "reports", a_report),
    ):
        OldAddress.objects.create(noun=noun, object_id=make(slug=f"new-{noun}").pk, slug="old")
        answer = reader.get(f"/api/{table}/old/?lang=fr&fields=id")
        assert answer.status_code == 301
        to = path_of(answer.headers["Location"])
        assert to == f"/api/{table}/new-{noun}/?lang=fr&fields=id"
        assert reader.get(to).json() == {"id": f"new-{noun}"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing/",
        "/api/results/nothing/",
        "/api/places/nothing/",
        "/api/figures/00000000-0000-4000-8000-000000000000/",
        "/api/figures/nothing/",
        "/api/changes/999999999999999999999999/",
        "/api/changes/x/",
    ],
)
def test_what_was_never_there_is_a_problem_404(reader, path):
    answer = reader.get(path)
    assert answer.status_code == answer.json()["status"] == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


# --- What it costs


def costs(reader, paths):
    counted = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(path).status_code == 200, path
        counted[path] = len(queries)
    return counted


@pytest.mark.usefixtures("source")
def test_more_rows_cost_no_more_queries(reader):
    paths = [f"/api/{table}/?page_size={{}}" for table in TABLES]
    place, theme = a_place("Senegal", "SN"), a_theme("Archives")
    for n in range(30):
        result = a_result(places=[place], themes=[theme])
        Figure.objects.create(result=result, value=n, label_en="people")
        a_donor()
        a_report()
    one = costs(reader, [path.format(1) for path in paths])
    many = costs(reader, [path.format(100) for path in paths])
    assert list(one.values()) == list(many.values())
    assert max(many.values()) <= 8
    row = costs(reader, ["/api/results/niger-diffa-terrorism-cases/", "/api/", "/openapi.json"])
    assert max(row.values()) <= 8
