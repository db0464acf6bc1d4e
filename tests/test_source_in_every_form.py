"""The source's own content is whole in every form, number by number."""

import csv
import io
import json
import xml.etree.ElementTree as ET
import zipfile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext, override

from programme.models import Result
from tests import forms
from tests.answers import Visitor, content_of
from tests.forms import ROWS, Html, agreed, hold_same_figures, in_csv, numbers

LANGUAGES = settings.PUBLIC_LANGUAGES
COUNTS = {"results": 11, "donors": 13, "reports": 5}
FIGURES = [  # result, number, how exact: all that the source states
    ("", 339, "exact"),
    ("", 9000, "minimum"),
    ("mali-trafficking-network-discovered", 30, "approximate"),
    ("mali-drug-network-kingpin-arrested", 2.7, "exact"),
    ("niger-diffa-terrorism-cases", 45, "exact"),
    ("niger-diffa-terrorism-cases", 117, "exact"),
    ("niger-diffa-terrorism-cases", 28, "exact"),
    ("burkina-faso-mali-firearms-marked", 13500, "minimum"),
]
ASKED: tuple[tuple[dict[str, object], int], ...] = (  # (query, how many results it finds)
    ({}, 11),
    ({"place": "mali"}, 3),
    ({"place": "mali", "region_wide": "1"}, 5),
    ({"place": "g5-sahel"}, 1),
    ({"theme": "terrorism-prevention", "sort": "title"}, 5),
    ({"theme": "border-management"}, 0),
    ({"year": ["2015", "2016"], "sort": "oldest"}, 5),
    ({"year": "not-stated"}, 5),
    ({"level": "output", "sort": "source"}, 3),
    ({"q": "2016"}, 3),
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The source's content, once for all tests here; what one of them writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_source", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reader():
    """One client for all: each new one starts the whole site."""
    return Visitor(HTTP_HOST="127.0.0.1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("query", "count"), ASKED, ids=str)
def test_the_sources_results_are_the_same_in_all_forms(reader, loaded, db, language, query, count):
    page, rows = agreed(reader, "results", language, query)
    assert len(page.ids) == count
    hold_same_figures(reader, language, query, page, rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_eleven_results_thirteen_donors_five_reports_in_all_forms(reader, loaded, db, language):
    for table, count in COUNTS.items():
        page, _rows = agreed(reader, table, language, {})
        assert len(page.ids) == count
    archive = archived(reader, language)
    for table, count in {**COUNTS, "figures": len(FIGURES)}.items():
        assert len(list(csv.DictReader(io.StringIO(archive[f"{table}.csv"], newline="")))) == count
        assert json.loads(archive[f"{table}.json"])["count"] == count


def test_the_activity_file_holds_them_too(reader, loaded, db):
    activity = in_iati(reader)
    results = {slug for slug, *_ in iati_results(activity)}
    assert results - {""} == set(Result.objects.public().values_list("slug", flat=True))
    funders = [each for each in activity.iter("participating-org") if each.get("role") == "1"]
    assert len(funders) == COUNTS["donors"]
    links = activity.findall("iati-activity/document-link")
    reports = {forms.slug_of(link.get("url")) for link in links}
    assert set(Html(reader, "reports", "en", {}).ids) <= reports


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_figures_are_the_same_in_all_forms(reader, loaded, db, language):
    told = {form: numbers(read(reader, "figures", language, {})) for form, read in ROWS.items()}
    assert told == dict.fromkeys(ROWS, told["csv"])
    assert [tuple(row[1:4]) for row in told["csv"]] == FIGURES
    stated = sorted((result, value, words) for _id, result, value, _q, words in told["csv"])
    assert sorted(iati_numbers(reader)) == [(slug, number) for slug, number, _words in stated]
    with override(language):
        among = (
            f"{gettext('including')} "  # what is part of another; its name alone does not say so
        )
    named = sorted((slug, number, words.removeprefix(among)) for slug, number, words in stated)
    assert sorted(on_pages(reader, language, observed)) == named != stated
    pages = sorted(on_pages(reader, language, shown))
    assert pages == sorted((slug, words) for slug, _number, words in stated)


def test_a_figure_has_one_id_in_the_table_and_on_its_page(reader, loaded, db):
    for row in in_csv(reader, "figures", "en", {}):
        address = row["result_url"] or f"{settings.SITE_URL}/en/"
        told = forms.graph_of(forms.tree_of(reader, address))
        assert any(row["id"] in thing.get("@id", "") for thing in told)


def archived(reader, language):
    content = content_of(forms.opened(reader, f"/data/all.zip?lang={language}"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def in_iati(reader):
    return ET.fromstring(content_of(forms.opened(reader, "/data/iati-activities.xml")))  # noqa: S314 - our own


def iati_results(activity):
    """(slug, element) of each result; that of the programme's own numbers has no page: ""."""
    for result in activity.iter("result"):
        links = [link.get("url") for link in result.findall("document-link")]
        yield next((forms.slug_of(link) for link in links if "/results/" in link), ""), result


def iati_numbers(reader):
    """(slug, number): what is part of another number is a second value of the same indicator."""
    for slug, result in iati_results(in_iati(reader)):
        for actual in result.iter("actual"):
            if actual.get("value"):
                yield slug, float(actual.get("value"))


def on_pages(reader, language, read):
    """What stands on the front page of the programme's numbers, and of a result's on its own."""
    pages = {"": f"/{language}/"}
    pages |= {row["id"]: row["url"] for row in in_csv(reader, "results", language, {})}
    for slug, address in pages.items():
        for found in read(forms.tree_of(reader, address), slug):
            yield slug, *found


def observed(tree, slug):
    for thing in forms.graph_of(tree):
        if thing["@type"] == "Observation":
            yield float(thing.get("value", thing.get("minValue"))), thing["name"]


def shown(tree, slug):
    for feature in forms.with_class(tree, "feature" if slug else "figures"):
        for figure in forms.with_class(feature, "fig"):
            yield (forms.words_of(figure),)
