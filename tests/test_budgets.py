"""What a page may cost: database queries, whatever the number of rows, and bytes on the wire."""

from datetime import date
from itertools import cycle, islice

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import (
    Donor,
    Edition,
    Evidence,
    Figure,
    Place,
    Precision,
    Report,
    Result,
    Source,
    Theme,
)
from tests.addresses import LISTS, QUERIES, addresses, asked, known_routes
from tests.factories import STATES

QUERIES_A_PAGE = 8
RAW = 40_000  # bytes of the list of results
FIRST_ROUND_TRIP = 14_600  # bytes: ten packets, which a server sends before it hears back
WORDS = "Police officers in border towns were trained to find forged papers. " * 4
STATEMENTS = 2_000


# What is made once for each version of the content, and then costs no more than a page.
MADE_ONCE = {"data_page", "data_catalog", "data_zip", "iati_activities", "api_documentation"}


def costs(reader, paths):
    """The number of queries for each address."""
    reader.get("/en/")  # Django asks SQLite once in a process whether it knows JSON
    for path in addresses(MADE_ONCE):
        reader.get(path).getvalue()
    counted = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(path)
        # Without an introduction there is no activity to tell of.
        expected = (200, 404) if path == "/data/iati-activities.xml" else (200, 302)
        assert answer.status_code in expected, path
        counted[path] = len(queries)
    return counted


def too_dear(counted):
    return {path: number for path, number in counted.items() if number > QUERIES_A_PAGE}


def a_crowd():
    """2,000 more results with all that a card shows, 40 themes, 30 places, reports, donors."""
    public = STATES["published"]
    places = Place.objects.bulk_create(
        Place(slug=f"place-{n}", name_en=f"Place {n}", iso_code="XX") for n in range(30)
    )
    themes = Theme.objects.bulk_create(
        Theme(slug=f"theme-{n}", name_en=f"Theme {n}") for n in range(40)
    )
    results = Result.objects.bulk_create(
        Result(
            slug=f"crowd-{n}",
            title_en=f"Law number {n}",
            statement_en=f"{n}. {WORDS}",
            position=n,
            happened_from=date(1990 + n % 30, 1, 1),
            precision=Precision.YEAR,
            level=("output", "outcome", "impact")[n % 3],
            **public,
        )
        for n in range(STATEMENTS)
    )
    for field, rows in (("place", places), ("theme", themes)):
        links = getattr(Result, f"{field}s").through
        choice = cycle([*rows, getattr(Result, f"{field}s").rel.model.objects.first()])
        links.objects.bulk_create(
            links(result=result, **{field: row}) for result in results for row in islice(choice, 2)
        )
    figures = Figure.objects.bulk_create(
        Figure(result=result, value=n, label_en="people") for n, result in enumerate(results)
    )
    source, _ = Source.objects.get_or_create(slug="crowd", title_en="A source")
    Evidence.objects.bulk_create(
        [Evidence(result=result, source=source, quote=WORDS) for result in results]
        + [Evidence(figure=figure, source=source, quote=WORDS) for figure in figures]
    )
    crowd_of_others(public)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does after such an import, a minute later


def crowd_of_others(public):
    Donor.objects.bulk_create(
        Donor(slug=f"crowd-{n}", name_en=f"Lawland {n}", **public) for n in range(60)
    )
    reports = Report.objects.bulk_create(
        Report(slug=f"crowd-{n}", title_en=f"Law report {n}", **public) for n in range(60)
    )
    Edition.objects.bulk_create(
        Edition(report=report, language=code) for report in reports for code in ("en", "fr", "ar")
    )


def every_address():
    """Every page of the source's content, and every way to ask for its lists."""
    slugs = {
        noun: list(model.objects.values_list("slug", flat=True))
        for noun, model in (
            ("result", Result),
            ("place", Place),
            ("theme", Theme),
            ("donor", Donor),
            ("report", Report),
        )
    }
    given = {"place": "mali", "theme": "prisons", "language": "en"}
    return addresses(**slugs) + asked(q="law", year="2016", **given)


def list_addresses():
    lists = addresses(LISTS)
    return lists + asked(q="law", year="2016", place="mali", theme="prisons", language="en")


def test_every_list_is_measured():
    assert set(QUERIES) == {name for name in known_routes() if name.endswith("_list")} | {"search"}


def test_pages_without_content_stay_within_the_budget(reader, db):
    paths = addresses() + asked(q="law", year="2016", place="", theme="", language="en")
    assert not too_dear(costs(reader, paths))


@pytest.mark.usefixtures("source")
def test_pages_of_the_source_stay_within_the_budget(reader):
    assert not too_dear(costs(reader, every_address()))


@pytest.mark.usefixtures("source")
def test_a_page_costs_the_same_queries_in_each_language(reader):
    counted: dict[str, set[int]] = {}
    without_words = [path for path in every_address() if path[3:4] == "/" and "q=" not in path]
    for path, number in costs(reader, without_words).items():
        counted.setdefault(path[3:], set()).add(number)
    assert len(counted) > 60
    assert {path: numbers for path, numbers in counted.items() if len(numbers) > 1} == {}


@pytest.mark.usefixtures("source")
def test_two_thousand_results_cost_no_more_queries_than_eleven(reader):
    source_pages, lists = every_address(), list_addresses()
    few = costs(reader, lists)
    a_crowd()
    many = costs(reader, list(dict.fromkeys([*source_pages, *lists, "/en/results/?page=90"])))
    assert not too_dear(many)
    found = {path: number for path, number in few.items() if many[path] > number}
    # An empty list asks for no rows; once the crowd fills it, it asks for them: one query more.
    assert all("?" in path and many[path] == few[path] + 1 for path in found)
    bare = [path for path in lists if "?" not in path]
    assert {path: many[path] for path in bare} == {path: few[path] for path in bare}


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_the_list_of_results_arrives_in_the_first_round_trip(reader, language):
    plain = reader.get(f"/{language}/results/")
    assert plain.text.count("<h3>") == 11
    assert len(plain.content) <= RAW
    page = reader.get(f"/{language}/results/", HTTP_ACCEPT_ENCODING="br")
    assert page.headers["Content-Encoding"] == "br"
    assert brotli.decompress(page.content) == plain.content
    sheet = plain.text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    style = reader.get(sheet, HTTP_ACCEPT_ENCODING="br")
    assert style.headers["Content-Encoding"] == "br"
    css = style.getvalue()
    assert b"}" in brotli.decompress(css)
    assert len(page.content) + len(css) <= FIRST_ROUND_TRIP
