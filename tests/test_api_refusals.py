"""What makes no sense is refused: the problem names the parameter, and what is allowed."""

import pytest

from programme.api.parameters import members
from programme.exports import TABLES
from tests.factories import a_donor, a_result

pytestmark = pytest.mark.django_db
LEVELS = ["output", "outcome", "impact"]
FILTERS = ["q", "place", "region_wide", "theme", "year", "level", "sort"]
OWN = ["fields", "lang", "page", "page_size"]


def refusal(reader, path, status=400):
    answer = reader.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    for error in problem["errors"]:
        assert error["parameter"] in problem["detail"]
    return {error["parameter"]: error for error in problem["errors"]}


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [
        ("order=newest", "order", [*FILTERS, *OWN]),
        ("utm_source=x", "utm_source", [*FILTERS, *OWN]),
        ("level=big", "level", LEVELS),
        ("sort=best", "sort", ["newest", "oldest", "title", "source"]),
        ("region_wide=yes", "region_wide", ["1"]),
        ("lang=de", "lang", ["en", "fr", "ar"]),
        ("fields=id,foo", "fields", members(TABLES["results"])),
        ("year=16", "year", None),
        (f"q={'x' * 201}", "q", None),
        ("sort=title&sort=newest", "sort", ["newest", "oldest", "title", "source"]),
        ("lang=fr&lang=ar", "lang", ["en", "fr", "ar"]),
        ("fields=id&fields=title", "fields", members(TABLES["results"])),
        ("page=1&page=2", "page", None),
        ("page=0", "page", None),
        ("page=-1", "page", None),
        ("page=1.5", "page", None),
        ("page=²", "page", None),
        ("page=١", "page", None),
        (f"page={'9' * 10}", "page", None),
        (f"page={'9' * 5000}", "page", None),
        ("page_size=0", "page_size", None),
        ("page_size=101", "page_size", None),
        ("page_size=all", "page_size", None),
        ("q=a%00b", "q", None),
        ("q=%FF", "q", None),
        ("q=\u00ff%C3", "q", None),
        ("%FF=1", "\ufffd", None),
    ],
)
def test_a_bad_parameter_is_named_with_what_is_allowed(reader, query, parameter, allowed):
    errors = refusal(reader, f"/api/results/?{query}")
    assert list(errors) == [parameter]
    assert errors[parameter].get("allowed") == allowed
    assert errors[parameter]["detail"]


@pytest.mark.usefixtures("source")
def test_places_and_themes_that_there_are_are_told(reader):
    errors = refusal(reader, "/api/results/?place=timbuktu&theme=x")
    assert set(errors) == {"place", "theme"}
    slugs = {row["id"] for row in reader.get("/api/places/").json()["results"]}
    assert set(errors["place"]["allowed"]) == slugs


def test_each_table_takes_its_own_parameters_alone(reader):
    for name, table in TABLES.items():
        errors = refusal(reader, f"/api/{name}/?nothing=1")
        assert errors["nothing"]["allowed"] == [*table.asker.base_filters, *OWN]


@pytest.mark.parametrize("path", ["/api/", "/openapi.json"])
def test_what_has_no_rows_takes_a_language_alone(reader, path):
    assert refusal(reader, f"{path}?page=1")["page"]["allowed"] == ["lang"]
    assert reader.get(f"{path}?lang=ar").headers["Content-Language"] == "ar"


def test_one_row_takes_members_and_a_language(reader):
    a_donor(slug="japan")
    errors = refusal(reader, "/api/donors/japan/?q=x&fields=amount")
    assert errors["q"]["allowed"] == ["fields", "lang"]
    assert "amount" in errors["fields"]["detail"]


@pytest.mark.usefixtures("source")
def test_a_page_beyond_the_end_is_404_and_says_which_is_the_last(reader):
    errors = refusal(reader, "/api/results/?page=7&page_size=2", 404)
    assert errors["page"]["detail"].endswith("6.")
    assert reader.get("/api/results/?place=burkina-faso&year=1999").json()["results"] == []
    refusal(reader, "/api/results/?year=1999&page=2", 404)


def test_empty_values_count_as_absent_and_the_same_value_twice_as_one(reader):
    a_result()
    bare = reader.get("/api/results/").json()
    assert bare["count"] == 1
    query = "q=&place=&sort=&lang=&fields=&page=&page_size=&page=1&page=1"
    assert reader.get(f"/api/results/?{query}").json() == bare


def test_the_charset_that_a_request_names_changes_nothing(reader):
    a_result(title_en="état")
    bare = reader.get("/api/results/?q=%C3%A9tat").content
    assert "état".encode() in bare
    odd = reader.get("/api/results/?q=%C3%A9tat", CONTENT_TYPE="text/plain; charset=utf-16")
    assert odd.content == bare


@pytest.mark.parametrize(
    "query",
    [
        f"fields={','.join(f'x{n}' for n in range(5_000))}",
        "&".join(f"x{n}=1" for n in range(1_500)),
        "&".join(f"level=x{n}" for n in range(1_500)),
        "&".join(f"x{n}=%FF" for n in range(1_500)),
    ],
)
def test_a_refusal_is_not_many_times_as_long_as_the_call(reader, query):
    answer = reader.get(f"/api/results/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert len(answer.content) < 30_000
