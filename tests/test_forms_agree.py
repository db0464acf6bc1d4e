"""One address, every form: the same rows in the same order, and the same figures in all."""

import json

import pytest
from django.conf import settings
from django.db import transaction

from tests import forms, rich
from tests.answers import Visitor
from tests.forms import ROWS, Html, agreed, hold_same_figures, in_atom, numbers

LANGUAGES = settings.PUBLIC_LANGUAGES
FULL: tuple[dict[str, object], ...] = (  # each finds rows of the made-up content, in each language
    {},
    {"place": "mali"},
    {"place": "mali", "region_wide": "1"},
    {"place": ["niger", "chad"]},
    {"place": ["niger", "chad"], "region_wide": "1", "sort": "oldest"},
    {"place": "g5-sahel"},
    {"theme": "prisons"},
    {"theme": ["prisons", "media"], "sort": "title"},
    {"year": "2016"},
    {"year": "not-stated"},
    {"year": ["2014", "2015", "not-stated"], "sort": "oldest"},
    {"level": ["output", "impact"]},
    {"sort": "title"},
    {"sort": "source"},
    {"q": "{word}"},
    {"q": "{word}", "sort": "title"},
    {"q": "{word}", "place": "mali"},
    {"q": "{word} 1", "year": ["2015", "2016"], "sort": "source"},
    {"place": "mali", "theme": "prisons"},
    {"place": "mali", "region_wide": "1", "theme": ["courts", "prisons"], "year": "2016"},
    {"q": "{word}", "place": "niger", "theme": "media", "level": ["output", "outcome"]},
)
EMPTY = (
    {"q": "{nowhere}"},
    {"year": "1999"},
    {"theme": "border-management", "place": "mali"},
)
OTHERS: tuple[tuple[object, ...], ...] = (
    ("donors", {}),
    ("donors", {"kind": ["foundation", "other"]}),
    ("donors", {"q": "lawland 3", "kind": "other"}),
    ("reports", {}),
    ("reports", {"year": ["2015", "not-stated"]}),
    ("reports", {"language": "ar"}),
    ("reports", {"q": "law", "language": ["fr", "ar"], "kind": "progress-report"}),
)
FIGURES_ALSO = ({"qualifier": "minimum"}, {"qualifier": ["exact", "approximate"], "year": "2016"})


def label(query):
    return json.dumps(query).replace('"', "").replace(" ", "") if isinstance(query, dict) else None


@pytest.fixture(scope="module")
def reader():
    """One client for all: each new one starts the whole site."""
    return Visitor(HTTP_HOST="127.0.0.1")


@pytest.fixture(scope="module")
def hidden(django_db_setup, django_db_blocker):
    """The made-up content, once for all tests here that read it; none of them writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield rich.a_rich_world()
        transaction.set_rollback(True)


def filled(query, language):
    """A query with the words of a language."""
    given = {"word": rich.WORDS[language], "nowhere": rich.NOWHERE[language]}
    return {
        name: value.format(**given) if isinstance(value, str) else value
        for name, value in query.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", FULL, ids=label)
def test_all_forms_hold_the_same_results_and_figures(reader, hidden, db, language, query):
    query = filled(query, language)
    page, rows = agreed(reader, "results", language, query)
    assert page.ids
    assert not hidden & set(page.ids)
    hold_same_figures(reader, language, query, page, rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", EMPTY, ids=label)
def test_all_forms_are_empty_together(reader, hidden, db, language, query):
    query = filled(query, language)
    page, rows = agreed(reader, "results", language, query)
    assert page.ids == []
    hold_same_figures(reader, language, query, page, rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_value_is_refused_in_all_forms(reader, hidden, db, language):
    query = {"theme": "nothing-of-that-name", "place": "mali"}
    where = [f"/data/results.{ending}" for ending in forms.ENDINGS]
    for address in (*where, "/data/figures.csv"):
        answer = reader.get(forms.asked(address, language, query))
        assert answer.status_code == 400, address
        assert "theme" in answer.text, address
    assert reader.get(f"/{language}/results/?theme=nothing-of-that-name").status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "query"), OTHERS, ids=label)
def test_donors_and_reports_agree_too(reader, hidden, db, language, table, query):
    page, _rows = agreed(reader, table, language, query)
    assert page.ids


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["figures", "places", "themes", "changes"])
def test_tables_without_a_page_of_their_own_agree(reader, hidden, db, language, table):
    told = {form: read(reader, table, language, {}) for form, read in ROWS.items()}
    ids = {form: [row["id"] for row in rows] for form, rows in told.items()}
    assert ids == dict.fromkeys(ROWS, ids["csv"])
    assert ids["csv"] or table == "changes"


@pytest.mark.parametrize("query", FIGURES_ALSO, ids=label)
def test_figures_by_how_exact_they_are_agree(reader, hidden, db, query):
    told = {form: numbers(read(reader, "figures", "en", query)) for form, read in ROWS.items()}
    assert told == dict.fromkeys(ROWS, told["csv"])
    asked = query["qualifier"]
    assert {qualifier for *_, qualifier, _words in told["csv"]} == (
        set(asked) if isinstance(asked, list) else {asked}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_longer_than_a_feeds_page_agree(reader, hidden, db, language):
    rich.more_results(100)
    page = Html(reader, "results", language, {"sort": "title"})
    assert len(page.ids) == rich.RESULTS + 100
    for read in (forms.in_csv, forms.in_api):
        rows = read(reader, "results", language, {"sort": "title"})
        assert [row["id"] for row in rows] == page.ids
    assert sorted(in_atom(reader, "results", language, {})) == sorted(page.ids)
