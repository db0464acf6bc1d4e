"""What graphs say is what their pages say: the same rows, numbers, dates and sources."""

import json
from datetime import date

import pytest
from django.conf import settings

from programme.models import (
    Edition,
    Evidence,
    Figure,
    PageText,
    Precision,
    Result,
    Source,
    Status,
)
from tests.factories import a_donor, a_place, a_report, a_result
from tests.graphs import at, blocks, graph_of, of_type, one, own_page
from tests.reading import read

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
LANGUAGES = settings.PUBLIC_LANGUAGES
DIFFA = "results/niger-diffa-terrorism-cases/"


def numbers(graph):
    return {
        node["variableMeasured"]: (node.get("value"), node.get("minValue"))
        for node in of_type(graph, "Observation")
    }


# --- Lists


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query", ["", "?place=mali", "?place=mali&region_wide=1", "?sort=title", "?theme=firearms"]
)
def test_a_list_holds_the_rows_of_its_page_in_their_order(reader, language, query):
    path = f"/{language}/results/{query}"
    graph, page = at(reader, path), read(reader, path)
    rows = one(graph, "ItemList")
    assert page.rows
    assert [item["url"] for item in rows["itemListElement"]] == [SITE + row for row in page.rows]
    assert [item["position"] for item in rows["itemListElement"]] == [*range(1, len(page.rows) + 1)]
    assert rows["numberOfItems"] == len(page.rows)
    assert own_page(graph)["mainEntity"] == {"@id": rows["@id"]}
    assert own_page(graph)["inLanguage"] == language


def test_a_later_page_counts_on_and_says_how_long_the_list_is(reader):
    for position in range(45):
        a_result(position=position)
    rows = one(at(reader, "/en/results/?page=3"), "ItemList")
    assert [item["position"] for item in rows["itemListElement"]] == [41, 42, 43, 44, 45]
    assert rows["numberOfItems"] == 45


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(("noun", "count"), [("donors", 13), ("reports", 5)])
def test_donors_and_reports_are_listed_too(reader, noun, count):
    rows = one(at(reader, f"/fr/{noun}/"), "ItemList")
    assert [item["url"] for item in rows["itemListElement"]] == [
        SITE + row for row in read(reader, f"/fr/{noun}/").rows
    ]
    assert rows["numberOfItems"] == count


# --- The programme


@pytest.mark.usefixtures("source")
def test_the_front_page_describes_the_programme(reader):
    graph = at(reader, "/en/")
    programme = one(graph, "Project")
    assert programme["@id"] == f"{SITE}/#programme"
    assert {country["identifier"]["value"] for country in programme["areaServed"]} == {
        "BF",
        "ML",
        "MR",
        "NE",
        "TD",
    }
    assert len(programme["funder"]) == 13
    assert {donor["@type"] for donor in programme["funder"]} == {"GovernmentOrganization"}
    assert "The Netherlands" in {donor["name"] for donor in programme["funder"]}
    assert programme["subjectOf"]["name"] == "UNODC Sahel Programme Progress Report June 2017"
    assert "in January 2014" in programme["description"]
    assert numbers(graph) == {
        "activities implemented": (339, None),
        "direct beneficiaries": (None, 9000),
    }


@pytest.mark.usefixtures("source")
def test_nothing_is_said_of_the_programme_that_no_field_states(reader):
    programme = one(at(reader, "/en/"), "Project")
    assert not {"parentOrganization", "address", "foundingLocation"} & set(programme)


@pytest.mark.usefixtures("source")
def test_when_the_programme_began_is_said_beside_the_words_that_say_it(reader):
    assert one(at(reader, "/en/"), "Project")["foundingDate"] == "2014-01"
    PageText.objects.filter(slug="introduction").update(status=Status.WITHDRAWN)
    assert not {"foundingDate", "description"} & set(one(at(reader, "/en/"), "Project"))


@pytest.mark.usefixtures("source")
def test_a_date_that_only_follows_from_the_sentence_is_not_said(reader):
    found = {node["variableMeasured"]: node for node in of_type(at(reader, "/en/"), "Observation")}
    assert found["activities implemented"]["observationDate"] == "2017-06"
    assert "observationDate" not in found["direct beneficiaries"]


def test_a_country_out_of_focus_is_not_served(reader):
    a_place("Mali", "ML", is_focus=True)
    a_place("Nigeria", "NG")
    (country,) = one(at(reader, "/en/"), "Project")["areaServed"]
    assert country["name"] == "Mali"


def test_who_publishes_is_named_only_where_it_is_set(reader, settings):
    assert "publisher" not in one(at(reader, "/en/"), "WebSite")
    settings.PUBLISHER_NAME = "UNODC"
    settings.CONTENT_LICENCE = "https://example.org/licence/"
    site = one(at(reader, "/en/"), "WebSite")
    assert site["publisher"]["name"] == "UNODC"
    assert site["license"] == "https://example.org/licence/"
    settings.CONTENT_LICENCE = "All rights reserved"
    assert one(at(reader, "/en/"), "WebSite")["license"]["name"] == "All rights reserved"


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_of_the_site_is_where_it_says(reader, language):
    site = one(at(reader, f"/{language}/"), "WebSite")
    target = site["potentialAction"]["target"].removeprefix(SITE)
    page = reader.get(target.replace("{search_term_string}", "Mali"))
    assert page.status_code == 200
    assert "mali" in page.text.lower()


# --- A result


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_is_an_article_with_the_words_of_its_page(reader, language):
    path = f"/{language}/results/mali-drug-network-kingpin-arrested/"
    result = Result.objects.get(slug="mali-drug-network-kingpin-arrested")
    article = one(at(reader, path), "Article")
    assert article["headline"] == result.text("title", language)
    assert article["articleBody"] == result.text("statement", language)
    assert article["inLanguage"] == [language]
    assert article["temporalCoverage"] == "2016-10"
    assert article["dateModified"] == result.updated_at.date().isoformat()
    (place,) = article["contentLocation"]
    assert place["@type"] == "Country"
    assert place["name"] == {"en": "Mali", "fr": "Mali", "ar": "مالي"}[language]
    assert place["identifier"]["value"] == "ML"
    assert place["@id"] == f"{SITE}/en/places/mali/#it"


@pytest.mark.usefixtures("source")
def test_themes_come_with_the_codes_of_other_lists(reader):
    about = one(at(reader, "/en/results/mali-drug-network-kingpin-arrested/"), "Article")["about"]
    assert [term["name"] for term in about if "name" in term] == [
        "UNODC Sahel Programme",
        "Drug trafficking",
        "Law enforcement",
    ]
    codes = {(term["termCode"], term["inDefinedTermSet"]["@id"]) for term in about[3:]}
    dac, sdg = f"{SITE}/#dac", f"{SITE}/#sdg"
    assert codes == {("16063", dac), ("15132", dac), ("16.4", sdg), ("16.a", sdg)}


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"happened_from": date(2016, 1, 1), "precision": Precision.YEAR}, "2016"),
        ({"happened_from": date(2015, 1, 1), "precision": Precision.SINCE}, "2015/.."),
        (
            {
                "happened_from": date(2015, 3, 1),
                "happened_to": date(2015, 6, 1),
                "precision": Precision.MONTH,
            },
            "2015-03/2015-06",
        ),
        (
            {
                "happened_from": date(2015, 3, 1),
                "happened_to": date(2015, 3, 31),
                "precision": Precision.MONTH,
            },
            "2015-03",
        ),
        ({}, None),
    ],
)
def test_when_is_as_exact_as_it_is_known(reader, dates, said):
    result = a_result(**dates)
    assert one(at(reader, f"/en/results/{result.slug}/"), "Article").get("temporalCoverage") == said


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_those_of_the_page_and_never_added(reader, language):
    found = at(reader, f"/{language}/{DIFFA}")
    values = [node["value"] for node in of_type(found, "Observation")]
    assert values == [45, 117, 28]
    page = reader.get(f"/{language}/{DIFFA}").text.partition("<body>")[2]
    assert all(str(value) in page for value in values)
    individuals, children = of_type(found, "Observation")[1:]
    part_of = {
        fact["value"]["@id"]
        for fact in children["additionalProperty"]
        if fact["propertyID"] == "part_of"
    }
    assert part_of == {individuals["@id"]}
    assert one(found, "Article")["mentions"] == [
        {"@id": node["@id"]} for node in of_type(found, "Observation")
    ]


def test_a_number_says_how_exact_it_is(reader):
    result = a_result()
    for value, qualifier in (("13500", "minimum"), ("30", "approximate"), ("2.70", "exact")):
        Figure.objects.create(result=result, value=value, qualifier=qualifier, label_en=qualifier)
    graph = at(reader, f"/en/results/{result.slug}/")
    assert numbers(graph) == {
        "minimum": (None, 13500),
        "approximate": (30, None),
        "exact": (2.7, None),
    }
    for node in of_type(graph, "Observation"):
        assert {"@type": "PropertyValue", "propertyID": "qualifier"} | {
            "value": node["variableMeasured"]
        } in node["additionalProperty"]


def test_sources_are_named_and_have_the_addresses_that_are_stated(reader):
    result, report, hidden = a_result(), a_report(), a_report("draft", title_en="Quartz")
    figure = Figure.objects.create(result=result, value=3, label_en="laws")
    known = Source.objects.create(
        slug="known", title_en="A page", address="https://example.org/page"
    )
    unknown = Source.objects.create(slug="unknown", title_en="A letter")
    Evidence.objects.create(result=result, source=known)
    Evidence.objects.create(result=result, source=unknown)
    Evidence.objects.create(figure=figure, source=known)
    for work in (report, hidden):
        edition = Edition.objects.create(report=work, language="en")
        Evidence.objects.create(result=result, edition=edition)
    page = reader.get(f"/en/results/{result.slug}/")
    found = {node["name"]: node for node in one(graph_of(page), "Article")["isBasedOn"]}
    assert list(found) == ["A page", "A letter", report.title_en]
    assert found["A page"]["url"] == "https://example.org/page"
    assert "url" not in found["A letter"]
    assert found[report.title_en]["@id"] == f"{SITE}/en/reports/{report.slug}/#it"
    assert "Quartz" not in page.text


def test_an_address_that_is_no_web_address_is_left_out(reader):
    result = a_result(link="javascript:alert(1)")
    source = Source.objects.create(slug="odd", title_en="Odd", address="javascript:alert(2)")
    Evidence.objects.create(result=result, source=source)
    donor = a_donor(website="javascript:alert(3)")
    for path in (f"/en/results/{result.slug}/", f"/en/donors/{donor.slug}/"):
        (block,) = blocks(reader.get(path))
        assert "javascript" not in json.dumps(block)
