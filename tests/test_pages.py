"""The pages of one result, place, theme, donor and report say what the source says."""

import html
import json
import re

import pytest

from programme.models import Donor, Evidence, Result, Source
from programme.models.evidence import one_line
from tests.factories import a_report, a_result

pytestmark = pytest.mark.usefixtures("source")
FIREARMS = "/en/results/burkina-faso-mali-firearms-marked/"
DIFFA = "/en/results/niger-diffa-terrorism-cases/"


def text_of(response, tag="main"):
    """The words of one element of a page, as a reader sees them."""
    inside = re.search(rf"<{tag}[ >].*</{tag}>", response.content.decode(), re.DOTALL)[0]
    words = one_line(html.unescape(re.sub(r"<[^>]*>", " ", inside)))
    return re.sub(r" (?=[.,])", "", words)


def facts_of(response):
    page = response.content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {fact["@type"]: fact for block in blocks for fact in json.loads(block)["@graph"]}


def test_the_words_of_each_result_are_the_sources_but_for_recorded_errata(reader):
    for result in Result.objects.public():
        page = reader.get(result.get_absolute_url())
        said = re.search(r'<p class="lead said">(.*?)</p>', page.content.decode(), re.DOTALL)[1]
        receipt = Evidence.objects.get(result=result)
        assert one_line(html.unescape(said)) == receipt.quote_as_shown()
        words = text_of(page)
        for before, after in receipt.corrections():
            assert f"“{before}” is shown as “{after}”" in words
        if receipt.errata:
            assert "Spelling corrected by the site’s editors:" in words
            assert f"“{receipt.quote}”" in words
        else:
            assert words.count("These are the source’s own words.") == 1
            assert f"“{receipt.quote}”" not in words


def test_a_result_says_where_when_on_what_and_from_which_source(reader):
    words = text_of(reader.get("/en/results/mali-drug-network-kingpin-arrested/"))
    for part in (
        "Where Mali",
        "When Late October 2016",
        "Themes Drug trafficking, Law enforcement",
        "Level Outcome",
        "Last changed here 24 November 2026",
        "2.7 tons of cannabis seized in May 2015 As of May 2015.",
        "Programme results page; address not stated. As of June 2017.",
        "Page Not stated",
        "Checked Not yet checked.",
    ):
        assert part in words


def test_numbers_stand_with_their_qualifier_and_parts_are_not_added(reader):
    assert "more than 13,500 firearms marked Since 2015. A minimum." in text_of(
        reader.get(FIREARMS)
    )
    diffa = text_of(reader.get(DIFFA))
    assert "45 cases As of: not stated." in diffa
    assert "including 28 children" in diffa
    assert "never add them" in diffa


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mauritania-access-to-legal-aid", "mauritania-fourth-legal-aid-law"),
        ("mauritania-fourth-legal-aid-law", "mauritania-access-to-legal-aid"),
    ],
)
def test_two_results_of_the_same_law_name_each_other(one, other, reader):
    page = reader.get(f"/en/results/{one}/")
    assert "Tells of the same" in text_of(page)
    assert page.content.decode().count(f'href="/en/results/{other}/"') == 1


def test_a_result_can_be_cited_and_read_by_machines(reader, settings):
    page = reader.get(FIREARMS)
    address = f"{settings.SITE_URL}{FIREARMS}"
    head = page.content.decode()
    assert f'<link rel="canonical" href="{address}">' in head
    assert f'<meta property="og:url" content="{address}">' in head
    assert "More than 13,500 firearms marked in Burkina Faso and Mali [Result]." in text_of(page)
    assert "(not an official UNODC site)" in text_of(page)
    facts = facts_of(page)
    assert facts["Article"]["temporalCoverage"] == "2015/.."
    assert facts["Article"]["url"] == address
    assert [place["name"] for place in facts["Article"]["contentLocation"]] == [
        "Burkina Faso",
        "Mali",
    ]
    assert facts["Observation"]["minValue"] == 13500
    assert "value" not in facts["Observation"]
    assert len(facts["BreadcrumbList"]["itemListElement"]) == 3


def test_facts_for_machines_cannot_end_their_block_early(reader):
    result = a_result(title_en="</script><script>alert(1)</script>")
    page = reader.get(result.get_absolute_url())
    assert facts_of(page)["Article"]["headline"] == "</script><script>alert(1)</script>"
    assert page.content.count(b"<script") == 1


def test_what_has_no_source_says_so(reader):
    bare = a_result(statement_en="Said by nobody.")
    bare.figures.create(value=12, label_en="judges trained")
    words = text_of(reader.get(bare.get_absolute_url()))
    assert "No source is recorded for this result." in words
    assert "12 judges trained As of: not stated. No source is recorded." in words
    assert "See the receipt" not in words
    assert "the words are the source’s own" not in words


def test_a_source_with_an_address_is_a_link(reader):
    Source.objects.update(address="https://example.org/results")
    assert 'href="https://example.org/results"' in reader.get(FIREARMS).content.decode()


def test_an_outside_link_is_shown_once_staff_give_it_an_address(reader):
    result = Result.objects.get(slug="mali-trafficking-network-discovered")
    address = result.get_absolute_url()
    assert "Find out more" not in text_of(reader.get(address))
    Result.objects.filter(pk=result.pk).update(link="https://example.org/tip")
    assert "Find out more about TIP/SOM" in text_of(reader.get(address))


def test_a_country_shows_its_own_results_and_region_wide_ones_apart(reader):
    words = text_of(reader.get("/en/places/mali/"))
    own, _, region_wide = words.partition("Region-wide results")
    assert own.count("Mali ") > 3
    assert "The G5 establishes" in region_wide
    assert "The G5 establishes" not in own
    chad = text_of(reader.get("/en/places/chad/"))
    assert "Norbert Zongo" not in chad  # Chad is no member of West Africa
    g5 = text_of(reader.get("/en/places/g5-sahel/"))
    for member in ("Burkina Faso", "Chad", "Mali", "Mauritania", "Niger"):
        assert member in g5.partition("Results of")[0]


def test_the_map_says_the_same_numbers_as_its_table(reader):
    page = reader.get("/en/").content.decode()
    link = r'href="/en/places/([a-z0-9-]+)/"'
    on_map = dict(re.findall(rf'{link} aria-label="[^:]+: (\d+) result', page))
    in_table = dict(re.findall(rf"<a {link}>[^<]*</a></th><td>(\d+)</td>", page))
    assert on_map == dict.fromkeys(["burkina-faso", "mauritania", "niger"], "2") | {
        "mali": "3",
        "chad": "1",
    }
    assert on_map.items() <= in_table.items()
    assert in_table["g5-sahel"] == in_table["west-africa"] == "1"


def test_a_theme_without_results_says_so(reader):
    words = text_of(reader.get("/en/themes/border-management/"))
    assert "No result on this theme has been published here." in words
    assert "One of the programme’s areas of focus" in words


def test_a_report_says_what_it_is_dated_and_that_no_file_came(reader):
    words = text_of(reader.get("/en/reports/"))
    assert "New Dated June 2017" in words
    assert words.count("No file or address yet") == 9
    assert words.count("Date not stated") == 2
    report = a_report(title_en="With an address")
    report.editions.create(
        language="fr", address="https://example.org/r.pdf", format="PDF", pages=8
    )
    page = reader.get(report.get_absolute_url())
    assert 'href="https://example.org/r.pdf" hreflang="fr"' in page.content.decode()
    assert "(PDF, 8 pages)" in text_of(page)


def test_a_donor_says_that_no_amount_is_stated_until_one_is(reader):
    donor = Donor.objects.get(slug="netherlands")
    assert "Amounts Not stated" in text_of(reader.get(donor.get_absolute_url()))
    donor.contributions.create(amount="1500000", currency="EUR", year=2016, kind="paid")
    assert "2016 Paid 1,500,000 EUR" in text_of(reader.get(donor.get_absolute_url()))


def test_the_contact_address_and_the_publisher_are_named_once_they_are_set(reader, settings):
    bare = reader.get("/en/corrections/")
    assert "mailto:" not in bare.content.decode()
    assert "Not an official UNODC site." in text_of(bare, "footer")
    settings.CONTACT_EMAIL, settings.PUBLISHER_NAME = "desk@example.org", "A publisher"
    named = reader.get("/en/corrections/")
    assert "body=http%3A//127.0.0.1%3A8000/en/corrections/" in named.content.decode()
    assert "Published by A publisher." in text_of(named, "footer")
    assert "noindex" not in named.content.decode()
