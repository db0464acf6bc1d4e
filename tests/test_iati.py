"""The activity file: valid for the tools of others, the same facts as all else, nothing made up."""

import csv
import io

import pytest
from okfn_iati.iati_schema_validator import IatiValidator
from okfn_iati.multi_csv_converter import IatiMultiCsvConverter

from programme.models import Result
from tests.factories import a_donor, a_result
from tests.iati import (
    DIFFA,
    XML,
    activity_file,
    an_introduction,
    codes_of,
    fetched,
    period,
    result_called,
    said,
)

FIREARMS = "More than 13,500 firearms marked in Burkina Faso and Mali"
KINGPIN = "Kingpin of an international drug trafficking network arrested in Mali"
LAW = "mauritania-access-to-legal-aid"
SAME_LAW = "mauritania-fourth-legal-aid-law"
ORDER = [
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
    "activity-scope",
    "recipient-region",
    "location",
    "sector",
    "tag",
    "document-link",
    "result",
]


@pytest.fixture
def tree(source, reader):
    return activity_file(reader)


def figures_of(reader):
    """The rows of the table of figures."""
    text = reader.get("/data/figures.csv").getvalue().decode()
    return list(csv.DictReader(io.StringIO(text)))


# --- Valid, by the tools of others


def test_the_file_of_the_source_is_valid_in_every_respect(tree):
    assert len(list(codes_of(tree))) > 400
    assert [len(tree.findall(f".//{tag}")) for tag in ("result", "indicator")] == [12, 14]


@pytest.mark.usefixtures("source")
def test_the_validator_of_others_finds_nothing(reader):
    well, faults = IatiValidator("2.03").validate(fetched(reader).decode())
    assert (well, faults) == (True, {"schema_errors": [], "ruleset_errors": []})


@pytest.mark.usefixtures("source")
def test_a_converter_of_others_reads_the_same_rows(reader, tmp_path):
    path = tmp_path / "file.xml"
    path.write_bytes(fetched(reader))
    converter = IatiMultiCsvConverter()
    assert converter.xml_to_csv_folder(path, tmp_path / "csv"), converter.latest_errors

    def rows(name):
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    assert [row["activity_identifier"] for row in rows("activities")] == [
        "XM-DAC-41128-SAHEL-PROGRAMME"
    ]
    assert len(rows("results")) == 12
    assert len(rows("participating_orgs")) == 14
    assert len(rows("documents")) == 10
    assert not rows("transactions")
    assert not rows("budgets")


def test_parts_stand_in_the_order_of_the_standard(tree):
    tags = [part.tag for part in tree.find("iati-activity")]
    assert list(dict.fromkeys(tags)) == ORDER
    assert tags == sorted(tags, key=ORDER.index)


# --- The same facts as all else


def test_it_names_the_programme_and_who_reports_it(tree):
    activity = tree.find("iati-activity")
    assert tree.get("version") == "2.03"
    assert activity.attrib == {XML: "en", "last-updated-datetime": "2026-11-24T00:00:00Z"}
    assert activity.findtext("iati-identifier") == "XM-DAC-41128-SAHEL-PROGRAMME"
    reporter = activity.find("reporting-org")
    assert reporter.attrib == {"ref": "XM-DAC-41128", "type": "40", "secondary-reporter": "1"}
    assert said(activity, "title")["en"] == "UNODC Sahel Programme"
    assert activity.find("activity-status").get("code") == "2"
    start = activity.find("activity-date")
    assert start.attrib == {"type": "2", "iso-date": "2014-01-01"}
    assert said(activity, "activity-date")["en"] == "January 2014; the source gives no day."
    assert [one.get("code") for one in activity.findall("sector")] == ["15130"]
    assert [one.get("code") for one in activity.findall("recipient-region")] == ["289"]
    places = [one.get("code") for one in activity.findall("location/location-id")]
    assert places == ["BF", "TD", "ML", "MR", "NE"]


def test_nothing_stands_in_it_that_the_source_does_not_state(tree):
    absent = ("budget", "transaction", "planned-disbursement", "baseline", "target", "value")
    absent += ("recipient-country", "policy-marker", "document-date", "contact-info")
    assert not [tag for tag in absent if tree.findall(f".//{tag}")]
    for name in ("percentage", "humanitarian", "default-currency", "budget-not-provided"):
        assert not tree.xpath(f"//@{name}")
    assert not tree.xpath("(//result | //indicator)[not(@aggregation-status='0')]")
    assert len(tree.findall(".//activity-date")) == 1


def test_thirteen_governments_fund_it(tree):
    funding = tree.xpath("//participating-org[@role='1']")
    names = [one.xpath("string(narrative[@xml:lang='en'])") for one in funding]
    assert len(names) == 13
    assert names[0] == "Government of Austria"
    assert names[-3:] == [
        "Government of the Netherlands",
        "Government of Spain",
        "Government of the United States",
    ]
    assert {one.get("type") for one in funding} == {"10"}
    assert not any(one.get("ref") for one in funding)


def test_french_and_arabic_name_a_government_rightly_or_by_its_name(tree):
    """“Gouvernement de Autriche” is no French; “حكومة” goes before every name."""
    funding = tree.xpath("//participating-org[@role='1']")[0]
    told = {one.get(XML): one.text for one in funding}
    assert told["fr"] == "Autriche (gouvernement)"
    assert told["ar"] == "حكومة النمسا"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "code"),
    [("multilateral", "40"), ("foundation", "60"), ("private-sector", "70"), ("other", "90")],
)
def test_a_donor_of_another_kind_stands_by_its_name(kind, code, reader):
    an_introduction()
    a_result()
    a_donor(name_en="The Courts Fund", kind=kind)
    funding = activity_file(reader).xpath("//participating-org[@role='1']")
    assert [(one.get("type"), one[0].text) for one in funding] == [(code, "The Courts Fund")]


def test_figures_are_those_of_the_table(tree, reader):
    rows = figures_of(reader)
    assert len(rows) == 8
    actuals = tree.xpath("//indicator[@measure='1']//actual/@value")
    assert sorted(actuals) == sorted(row["value"] for row in rows)
    for row in rows:
        result = result_called(tree, row["result_title"] or "Programme totals")
        assert row["value"] in result.xpath(".//actual/@value")
        whole = not row["part_of"]
        told = [said(one, "description").get("en") for one in result.findall("indicator")]
        assert (row["words"] in told) is whole


def test_qualifiers_are_told_in_words(tree):
    comments = {one.get("value"): said(one, "comment").get("en", "") for one in tree.iter("actual")}
    assert comments["13500"].startswith("A lower bound")
    assert comments["9000"].startswith("A lower bound")
    assert comments["30"].startswith("Approximate")
    for value in ("339", "45", "117", "2.7"):
        assert "bound" not in comments[value]
        assert "Approximate" not in comments[value]


def test_the_children_are_part_of_the_individuals_and_no_indicator_of_their_own(tree):
    indicators = result_called(tree, DIFFA).findall("indicator")
    assert [said(one, "title")["en"] for one in indicators] == ["cases", "individuals"]
    whole, part = indicators[1].findall("period/actual")
    assert (whole.get("value"), part.get("value")) == ("117", "28")
    assert whole.find("dimension") is None
    assert part.find("dimension").attrib == {"name": "age", "value": "children"}
    assert "never add the two" in said(part, "comment")["en"]


def test_periods_are_what_is_stated_or_say_that_it_is_not(tree):
    found = {said(one, "title")["en"]: period(one.find("indicator")) for one in tree.iter("result")}
    assert found[KINGPIN] == "2015-05-01/2015-05-31"  # the seizure's month, not the arrest's
    assert found[FIREARMS] == "2015-01-01/2017-06-30"
    assert found[DIFFA] == "2014-01-01/2017-06-30"
    assert found["Programme totals"] == "2014-01-01/2017-06-30"
    years = "Human trafficking network discovered in a remote mining area of Mali"
    assert found[years] == "2016-01-01/2016-12-31"
    cases, people = (tree.xpath(f"//actual[@value='{value}']")[0] for value in ("45", "9000"))
    assert said(cases, "comment")["en"].startswith("No date is stated: the period runs from the")
    assert "follows from the sentence" in said(people, "comment")["en"]


def test_a_result_without_a_number_tells_its_story(tree):
    statements = dict(Result.objects.public().values_list("title_en", "statement_en"))
    qualitative = tree.xpath("//result[indicator/@measure='5']")
    assert len(qualitative) == 7
    for result in qualitative:
        actual = result.find("indicator/period/actual")
        assert actual.get("value") is None
        assert said(actual, "comment")["en"] == statements[said(result, "title")["en"]]


def test_two_results_that_tell_of_the_same_law_are_both_there_and_name_each_other(tree):
    for slug, other in ((LAW, SAME_LAW), (SAME_LAW, LAW)):
        row = Result.objects.get(slug=slug)
        urls = result_called(tree, row.title_en).xpath("document-link/@url")
        assert [url.rpartition("results/")[2] for url in urls] == [f"{slug}/", f"{other}/"]


def test_levels_are_types(tree):
    types = tree.xpath("//result/@type")
    assert (types.count("2"), types.count("1")) == (8, 4)  # three outputs and the totals


def test_places_of_a_result_are_places_of_the_activity(tree):
    refs = result_called(tree, FIREARMS).xpath(".//actual/location/@ref")
    assert refs == ["burkina-faso", "mali"]
    assert not result_called(tree, "Programme totals").xpath(".//location")


def test_goals_are_tags_without_a_split(tree):
    targets = tree.xpath("//tag[@vocabulary='3']/@code")
    assert targets == ["5.2", "8.7", "16.2", "16.3", "16.4", "16.5", "16.10", "16.a"]
    assert tree.xpath("//tag[@vocabulary='2']/@code") == ["5", "8", "16"]


# --- Languages


def test_narratives_stand_in_each_language_that_there_is(tree):
    told = said(result_called(tree, DIFFA), "description")
    row = Result.objects.get(slug="niger-diffa-terrorism-cases")
    assert told == {code: getattr(row, f"statement_{code}") for code in ("en", "fr", "ar")}


@pytest.mark.django_db
def test_what_is_not_translated_has_no_narrative(reader):
    an_introduction(body_fr="Il a commencé.")
    a_result(title_en="Courts", statement_en="They work.", title_ar="محاكم")
    born_french = {"title_en": None, "title_fr": "Des tribunaux", "original_language": "fr"}
    a_result(**born_french, position=2)
    tree = activity_file(reader)
    first, second = tree.findall(".//result")
    introduction = said(tree.find("iati-activity"), "description")
    assert introduction == {"en": "It began.", "fr": "Il a commencé."}
    assert said(first, "title") == {"en": "Courts", "ar": "محاكم"}
    assert said(first, "description") == {"en": "They work."}
    assert said(second, "title") == said(second.find("indicator"), "title")
    assert said(second, "title") == {"fr": "Des tribunaux"}
    assert second.find("description") is None
