"""The content is the source's, word for word."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.serializers import serialize

from programme.models import WORDED, Donor, Edition, Evidence, PageText, Report, Result
from programme.models.evidence import one_line

SOURCE = Path(__file__).with_name("results-page.txt")
ERRATA = {
    "s uspected": "suspected",
    "mesures to to ensure": "measures to ensure",
    "transparancy": "transparency",
    "helped establishing": "helped establish",
    "burkinabé police": "Burkinabé police",
    "marking equipment related": "marking equipment and related",
    "seizure of 2.7 tons of cannabis seized in Bamako": "seizure of 2.7 tons of cannabis in Bamako",
}
LANGUAGES = {("en",): "", ("en", "fr"): "( French )", ("en", "fr", "ar"): "( French ; Arabic )"}


def rebuilt():
    """The source page, put together from the database. Only the marks are this test's own."""
    texts = {page.slug: page for page in PageText.objects.public()}
    words = [texts["introduction"].title_en, texts["introduction"].body_en, "Results:"]
    for result in Result.objects.public().in_source_order():
        quote = Evidence.objects.get(result=result).quote
        words += ["•", quote, "Find out more", result.link_label_en or ""]
    words.append(texts["donors"].body_en)
    for donor in Donor.objects.public().order_by("position"):
        words += ["•", donor.name_en]
    words.append(texts["reports"].title_en)
    for report in Report.objects.public().in_source_order():
        languages = tuple(report.editions.in_order().values_list("language", flat=True))
        words += [report.title_en, "- (New!)" if report.is_new else "", LANGUAGES[languages]]
    return one_line(" ".join(filter(None, words)))


def published():
    return one_line(SOURCE.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("source")
def test_the_database_rebuilds_the_source_page_word_for_word():
    assert rebuilt() == published()


@pytest.mark.usefixtures("source")
def test_one_changed_letter_in_a_fixture_is_noticed(tmp_path):
    path = settings.BASE_DIR / "fixtures" / "sahel.json"
    changed = path.read_text(encoding="utf-8").replace("remote mining area", "remote mining aria")
    (tmp_path / "changed.json").write_text(changed, encoding="utf-8")
    call_command("loaddata", tmp_path / "changed.json", verbosity=0)
    assert rebuilt() != published()


@pytest.mark.usefixtures("source")
def test_statements_are_the_quotes_with_the_recorded_errata_and_nothing_else():
    recorded = {}
    for result in Result.objects.public():
        receipt = Evidence.objects.get(result=result)
        recorded.update(receipt.corrections())
        assert receipt.quote_as_shown() == one_line(result.statement_en)
        assert receipt.quote in published()
    assert recorded == ERRATA


@pytest.mark.usefixtures("source")
def test_every_figure_quotes_words_of_the_source():
    receipts = Evidence.objects.filter(figure__isnull=False)
    assert receipts.count() == 8  # six of results, two of the programme
    assert all(receipt.quote in published() for receipt in receipts)


@pytest.mark.usefixtures("source")
def test_counts_are_those_of_the_source():
    assert Result.objects.public().count() == 11
    assert Donor.objects.public().count() == 13
    assert Report.objects.public().count() == 5
    assert Edition.objects.public().count() == 9


def everything():
    objects = [
        row
        for model in (Result, Report, Donor, PageText, Edition, Evidence)
        for row in model.objects.order_by("pk")
    ]
    return json.loads(serialize("json", objects))


def test_loading_twice_gives_the_same_data(db):
    call_command("loaddata", "sahel", verbosity=0)
    once = everything()
    call_command("loaddata", "sahel", verbosity=0)
    assert everything() == once


def test_every_text_of_the_source_stands_in_french_and_arabic_too(db):
    call_command("load_source", verbosity=0)
    for model in WORDED:
        for language in ("fr", "ar"):
            assert list(model.objects.missing_in(language)) == []
            assert list(model.objects.behind_in(language)) == []
        assert model.objects.count() == len(model.objects.unreviewed_in("fr"))
