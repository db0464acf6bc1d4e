"""A withdrawn page says what stood there, when and why; of what is protected, almost nothing."""

import re

import pytest
import time_machine

from programme.models import GoneAddress, OldAddress
from tests.factories import a_donor, a_report, a_result
from tests.memory import (
    NOW,
    a_change,
    protected_world,
    words_of,
)

MAKERS = {
    "result": (a_result, "title_en"),
    "report": (a_report, "title_en"),
    "donor": (a_donor, "name_en"),
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("noun", MAKERS)
def test_a_withdrawn_page_says_what_stood_there_when_and_why(reader, db, noun):
    make, field = MAKERS[noun]
    row = make("withdrawn", slug="gone", **{field: "Courts opened"})
    a_change(row, "added", days=9)
    a_change(row, "withdrawn", cause="outdated", reason="A newer one is out", reason_language="en")
    OldAddress.objects.create(noun=noun, object_id=row.pk, slug="former")
    for slug in ("gone", "former"):
        page = reader.get(row.get_absolute_url().replace("gone", slug))
        assert page.status_code == 410
        assert page.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page.text
        said = words_of(page)
        for words in (noun.title(), "Courts opened", "19 May 2026", "It is out of date"):
            assert words in said
        assert "A newer one is out" in said
        assert 'href="/en/changes/"' in page.text


def test_a_withdrawn_page_speaks_the_readers_language(reader, db):
    row = a_result("withdrawn", slug="gone", title_en="Courts", title_fr="Tribunaux")
    a_change(row, "withdrawn", reason="Newer", reason_language="en")
    page = reader.get("/fr/results/gone/")
    assert page.status_code == 410
    assert "Tribunaux" in page.text
    assert '<bdi lang="en" dir="ltr">Newer</bdi>' in page.text


def test_a_protected_page_says_only_that_something_was_removed_when_and_why(reader, db):
    row = protected_world()
    page = reader.get(row.get_absolute_url())
    assert page.status_code == 410
    said = words_of(page)
    assert "Something was removed to protect people." in said
    assert "19 May 2026" in said
    assert "It could point to a person" in said
    assert not re.search("zirconium|a named witness", page.text, re.IGNORECASE)


def test_an_address_that_is_gone_for_ever_answers_410_with_bare_words(reader, db):
    row = a_result(slug="courts", title_en="Courts opened")
    OldAddress.objects.create(noun="result", object_id=row.pk, slug="named-witness")
    GoneAddress.keep("result", "named-witness")
    for language in ("en", "fr", "ar"):
        page = reader.get(f"/{language}/results/named-witness/")
        assert page.status_code == 410
        assert "Courts opened" not in page.text
    assert reader.get("/en/reports/named-witness/").status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "webp"])
def test_the_files_of_a_withdrawn_report_are_gone_too(reader, db, ending):
    row = a_report("withdrawn", slug="gone", title_en="Yearly report")
    a_change(row, "withdrawn", cause="outdated")
    answer = reader.get(f"/files/gone/en.{ending}")
    assert answer.status_code == 410
    assert "Yearly report" in answer.text
    GoneAddress.keep("report", "gone-for-ever")
    assert reader.get(f"/files/gone-for-ever/en.{ending}").status_code == 410
