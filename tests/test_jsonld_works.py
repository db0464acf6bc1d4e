"""Graphs of works in several languages, of reports, donors and places; never of what is hidden."""

import json

import pytest
from django.conf import settings

from programme.models import (
    Contribution,
    Edition,
    Report,
    Result,
    Status,
)
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.graphs import at, blocks, nodes, of_type, one, own_page

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
LANGUAGES = settings.PUBLIC_LANGUAGES
DIFFA = "results/niger-diffa-terrorism-cases/"


# --- Languages


def test_each_language_is_a_work_that_names_its_original(reader):
    result = a_result(title_en=None, original_language="fr", title_fr="Loi", title_ar="قانون")
    path = f"results/{result.slug}/"
    french = one(at(reader, f"/fr/{path}"), "Article")
    arabic = one(at(reader, f"/ar/{path}"), "Article")
    assert french["workTranslation"] == [{"@id": arabic["@id"]}]
    assert arabic["translationOfWork"] == {"@id": french["@id"]}
    assert "translationOfWork" not in french
    assert "workTranslation" not in arabic


def test_a_page_without_a_translation_shows_the_original_and_says_so(reader):
    result = a_result(title_en=None, original_language="fr", title_fr="Loi")
    path = f"results/{result.slug}/"
    shown = one(at(reader, f"/en/{path}"), "Article")
    assert shown == one(at(reader, f"/fr/{path}"), "Article") | {"about": shown["about"]}
    assert shown["@id"] == f"{SITE}/fr/{path}#it"
    assert shown["inLanguage"] == ["fr"]
    page = own_page(at(reader, f"/en/{path}"))
    assert page["@id"] == f"{SITE}/en/{path}"
    assert page["mainEntity"] == {"@id": shown["@id"]}


def test_a_translation_of_the_words_alone_names_both_languages(reader):
    result = a_result(statement_en="A law was passed.", statement_fr="Une loi a été votée.")
    article = one(at(reader, f"/fr/results/{result.slug}/"), "Article")
    assert article["@id"] == f"{SITE}/fr/results/{result.slug}/#it"
    assert article["inLanguage"] == ["en", "fr"]
    assert article["translationOfWork"] == {"@id": f"{SITE}/en/results/{result.slug}/#it"}


def test_a_language_that_is_not_open_is_not_named(reader, settings):
    settings.PUBLIC_LANGUAGES = ["en", "fr"]
    born = a_result(title_en="Law", title_ar="قانون", original_language="ar")
    article = one(at(reader, f"/en/results/{born.slug}/"), "Article")
    assert "translationOfWork" not in article
    other = a_result(title_ar="قانون", title_fr="Loi")
    article = one(at(reader, f"/en/results/{other.slug}/"), "Article")
    assert article["workTranslation"] == [{"@id": f"{SITE}/fr/results/{other.slug}/#it"}]


def test_a_fixed_page_says_which_language_its_words_are_in(reader):
    a_page_text(slug="about", title_en="About", body_en="Words.", title_fr="À propos")
    a_page_text(slug="terms", title_en="Terms of use", body_en="Words.")
    french = one(at(reader, "/fr/about/"), "AboutPage")
    assert french["name"] == "À propos"
    assert french["inLanguage"] == ["fr", "en"]
    assert french["translationOfWork"] == {"@id": f"{SITE}/en/about/"}
    assert one(at(reader, "/en/about/"), "AboutPage")["workTranslation"] == [
        {"@id": f"{SITE}/fr/about/"}
    ]
    untranslated = one(at(reader, "/fr/terms/"), "WebPage")
    assert untranslated["inLanguage"] == ["en"]
    assert "translationOfWork" not in untranslated


# --- Reports, donors, places, themes


@pytest.mark.usefixtures("source")
def test_the_date_of_a_report_is_not_said_to_be_that_of_its_publication(reader):
    graph = at(reader, "/en/reports/progress-report-june-2017/")
    work = next(node for node in of_type(graph, "Report") if node["@id"].endswith("#it"))
    assert work["temporal"] == "2017-06"
    assert work["inLanguage"] == ["en", "fr"]
    assert [node["@id"].rpartition("#")[2] for node in work["workExample"]] == ["en", "fr"]
    dates = {"datePublished", "dateCreated", "temporalCoverage", "encoding"}
    assert not [node for node in nodes(graph) if dates & set(node)]
    strategy = at(reader, "/en/reports/un-integrated-strategy-for-the-sahel/")
    assert not [node for node in nodes(strategy) if "temporal" in node]


def test_an_edition_has_a_file_or_an_address_the_day_it_is_added(reader):
    report = a_report()
    bare = Edition.objects.create(report=report, language="en")
    Edition.objects.create(report=report, language="fr", address="https://example.org/fr")
    path = f"/en/reports/{report.slug}/"

    def editions():
        found = of_type(at(reader, path), "Report")
        return {node["@id"].rpartition("#")[2]: node for node in found}

    assert not {"url", "encoding"} & set(editions()["en"])
    assert editions()["fr"]["url"] == ["https://example.org/fr"]
    bare.file, bare.bytes, bare.sha256 = "editions/x.pdf", 1234, "a" * 64
    bare.save()
    (file,) = editions()["en"]["encoding"]
    assert file["contentUrl"] == f"{SITE}/files/{report.slug}/en.pdf"
    assert (file["contentSize"], file["encodingFormat"]) == ("1234 B", "application/pdf")
    assert file["sha256"] == "a" * 64


@pytest.mark.usefixtures("source")
def test_a_donor_supports_the_programme_and_no_amount_is_said(reader):
    graph = at(reader, "/en/donors/austria/")
    donor, programme = one(graph, "GovernmentOrganization"), one(graph, "Project")
    assert donor["name"] == "Austria"
    assert donor["areaServed"]["identifier"]["value"] == "AT"
    assert programme["funder"] == {"@id": donor["@id"]}


def test_a_donor_that_is_no_government_is_an_organisation(reader):
    donor = a_donor(kind="foundation", website="https://example.org/")
    Contribution.objects.create(donor=donor, amount=5, currency="EUR", year=2016, kind="pledged")
    graph = at(reader, f"/en/donors/{donor.slug}/")
    assert one(graph, "Organization")["sameAs"] == "https://example.org/"
    assert not [node for node in nodes(graph) if "amount" in node]


@pytest.mark.usefixtures("source")
def test_a_place_has_its_own_results_apart_from_those_of_its_regions(reader):
    graph = at(reader, "/en/places/mali/")
    own, wide = of_type(graph, "ItemList")
    assert own["numberOfItems"] == len(own["itemListElement"]) == 3
    assert len(wide["itemListElement"]) == 2
    assert [region["name"] for region in one(graph, "Country")["containedInPlace"]] == [
        "G5 Sahel",
        "West Africa",
    ]
    members = one(at(reader, "/en/places/g5-sahel/"), "Place")["containsPlace"]
    assert len(members) == 5


@pytest.mark.usefixtures("source")
def test_a_theme_has_its_results_and_its_codes(reader):
    graph = at(reader, "/en/themes/judicial-systems/")
    assert one(graph, "ItemList")["numberOfItems"] == 5
    about = one(graph, "CollectionPage")["about"]
    assert {term.get("termCode") for term in about} == {None, "15130", "16.3"}


# --- What readers may not see


@pytest.mark.parametrize("state", ["draft", "review", "scheduled"])
def test_what_is_not_public_is_in_no_graph(reader, state):
    place, theme = a_place(is_focus=True), a_theme()
    hidden = a_result(state, places=[place], themes=[theme], title_en="Quartz", highlight=1)
    shown = a_result(places=[place], themes=[theme])
    shown.related.add(hidden)
    a_report(state, title_en="Quartz")
    a_donor(state, name_en="Quartz")
    for path in (
        "/en/",
        "/en/results/",
        "/en/donors/",
        "/en/reports/",
        f"/en/results/{shown.slug}/",
        f"/en/places/{place.slug}/",
        f"/en/themes/{theme.slug}/",
    ):
        (block,) = blocks(reader.get(path))
        said = json.dumps(block)
        assert "Quartz" not in said
        assert hidden.slug not in said


@pytest.mark.usefixtures("source")
def test_a_withdrawn_result_leaves_every_graph(reader):
    paths = ["/en/results/", "/en/places/niger/", "/en/themes/judicial-systems/"]
    slug = "niger-diffa-terrorism-cases"
    assert all(slug in json.dumps(at(reader, path)) for path in paths)
    Result.objects.filter(slug=slug).update(status=Status.WITHDRAWN)
    assert not any(slug in json.dumps(at(reader, path)) for path in paths)
    gone = reader.get(f"/en/{DIFFA}")
    assert gone.status_code == 410
    assert blocks(gone) == []


@pytest.mark.usefixtures("source")
def test_a_withdrawn_report_is_named_by_no_graph(reader):
    name = "Progress Report June 2017"
    assert name in json.dumps(at(reader, "/en/"))
    Report.objects.filter(slug="progress-report-june-2017").update(status=Status.WITHDRAWN)
    assert name not in json.dumps(at(reader, "/en/"))
