"""The activity file: valid for the tools of others, the same facts as all else, nothing made up."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from okfn_iati.iati_schema_validator import IatiValidator
from okfn_iati.multi_csv_converter import IatiMultiCsvConverter

from programme.exports import iati
from programme.models import (
    Donor,
    Edition,
    Evidence,
    Figure,
    PageText,
    Place,
    Precision,
    Report,
    Result,
    Source,
)
from programme.workflow import withdraw
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.iati import PATH, XML, activity_file, codes_of, fetched, result_called, said

DIFFA = "Investigation of 45 cases of alleged terrorism-related offenses in Diffa"
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


def an_introduction(**fields):
    words = {"slug": "introduction", "body_en": "It began."}
    return a_page_text(**{**words, **fields})


def figures_of(reader):
    """The rows of the table of figures."""
    text = reader.get("/data/figures.csv").getvalue().decode()
    return list(csv.DictReader(io.StringIO(text)))


def period(indicator):
    days = [indicator.find(f"period/period-{end}").get("iso-date") for end in ("start", "end")]
    return "/".join(days)


def links(tree):
    """Address → format, of the documents of the activity."""
    found = tree.findall("iati-activity/document-link")
    return {link.get("url"): link.get("format") for link in found}


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
    assert set(tree.xpath("//result/@aggregation-status")) == {"0"}
    assert set(tree.xpath("//indicator/@aggregation-status")) == {"0"}
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
    """“Gouvernement de Autriche” is no French; “حكومة النمسا” is Arabic for every name."""
    funding = tree.xpath("//participating-org[@role='1']")[0]
    told = {one.get(XML): one.text for one in funding}
    assert told["fr"] == "Autriche"
    assert told["ar"] in ("النمسا", "حكومة النمسا")


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
    for value, words in {
        "13500": "A lower bound",
        "9000": "A lower bound",
        "30": "Approximate",
    }.items():
        assert comments[value].startswith(words)
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
    comments = said(result_called(tree, DIFFA).find(".//actual"), "comment")
    assert comments["en"].startswith(
        "No date is stated: the period runs from the programme’s start"
    )
    assert (
        "follows from the sentence"
        in said(tree.xpath("//actual[@value='9000']")[0], "comment")["en"]
    )


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
    assert said(tree.find("iati-activity"), "description") == {
        "en": "It began.",
        "fr": "Il a commencé.",
    }
    assert said(first, "title") == {"en": "Courts", "ar": "محاكم"}
    assert said(first, "description") == {"en": "They work."}
    assert said(second, "title") == {"fr": "Des tribunaux"}
    assert second.find("description") is None
    assert said(second.find("indicator/period/actual") or second.find("indicator"), "title") or True


# --- What is public, and when there is no file


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("missing", [Result, PageText])
def test_without_an_introduction_or_a_result_there_is_no_file(missing, reader):
    missing.objects.update(status="draft", publish_from=None)
    answer = reader.get(PATH)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("There is no activity file while no ")
    assert reader.head(PATH).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", " ", "\x0b"])
def test_an_introduction_without_words_makes_no_file(body, reader):
    an_introduction(body_en=body)
    a_result()
    assert reader.get(PATH).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "withdrawn"])
def test_what_is_not_public_is_not_in_it(state, reader):
    an_introduction()
    a_result(title_en="Open")
    place, theme = a_place(name="Hidden land", code="ZZ"), a_theme(sdg_targets="17.9")
    hidden = a_result(state, title_en="Hidden court", places=[place], themes=[theme])
    Figure.objects.create(result=hidden, value=7, label_en="hidden halls")
    a_donor(state, name_en="Hidden fund")
    report = a_report(state, title_en="Hidden report")
    Edition.objects.create(report=report, language="en", address="https://example.org/hidden.pdf")
    content = fetched(reader).decode()
    assert "idden" not in content
    assert "17.9" not in content
    assert "Open" in content


@pytest.mark.usefixtures("source")
def test_a_withdrawn_result_is_gone_at_once(reader):
    before = fetched(reader)
    assert DIFFA.encode() in before
    withdraw(Result.objects.get(slug="niger-diffa-terrorism-cases"), cause="safety")
    tree = activity_file(reader)
    assert len(tree.findall(".//result")) == 11
    assert DIFFA.encode() not in fetched(reader)
    assert not tree.xpath("//actual[@value='117' or @value='28' or @value='45']")
    assert tree.find("iati-activity").get("last-updated-datetime") > "2026-11-24T00:00:00Z"


# --- Documents


@pytest.mark.usefixtures("source")
def test_a_document_leads_to_its_page_until_it_has_a_file(reader):
    page = "http://127.0.0.1:8000/fr/reports/progress-report-june-2017/"
    file = "http://127.0.0.1:8000/files/progress-report-june-2017/fr.pdf"
    before = links(activity_file(reader))
    assert len(before) == 10
    assert set(before.values()) == {"text/html"}
    assert page in before
    report = Report.objects.get(slug="progress-report-june-2017")
    report.editions.filter(language="fr").update(file="editions/x.pdf", sha256="x")
    after = links(activity_file(reader))
    assert page not in after
    assert after[file] == "application/pdf"
    assert len(after) == 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "url", "kind"),
    [
        ("https://example.org/a b.pdf", "https://example.org/a%20b.pdf", "application/pdf"),
        ("https://example.org/read?x=1&y=é", "https://example.org/read?x=1&y=%C3%A9", "text/html"),
        ("javascript:alert(1)", "http://127.0.0.1:8000/en/reports/it/", "text/html"),
    ],
)
def test_a_document_elsewhere_is_linked_there(address, url, kind, reader):
    an_introduction()
    a_result()
    Edition.objects.create(report=a_report(slug="it"), language="es", address=address)
    found = links(activity_file(reader))
    assert found[url] == kind


# --- Whatever is typed, the file stays whole


@pytest.mark.django_db
def test_marks_and_control_characters_cannot_break_it(reader):
    an_introduction(body_en="A & B <c>\x1b ]]>")
    words = 'Courts </title> & <b>"halls"</b>\x0b\x1f\ufffe -->'
    row = a_result(title_en=words, statement_en="&amp; </narrative>\x02")
    Figure.objects.create(result=row, value=1, label_en="</indicator>\x01")
    a_donor(name_en="X\x08 & Y", kind="other")
    tree = activity_file(reader)
    result = tree.find(".//result")
    assert said(result, "title")["en"] == 'Courts </title> & <b>"halls"</b> -->'
    assert said(result, "description")["en"] == "&amp; </narrative>"
    assert said(result.find("indicator"), "title")["en"] == "</indicator>"


@pytest.mark.django_db
def test_titles_of_nothing_that_shows_still_make_a_valid_file(reader):
    an_introduction()
    row = a_result(title_en="\x0b", slug="blank")
    Figure.objects.create(result=row, value="2.50", label_en=" ")
    tree = activity_file(reader)
    assert said(tree.find(".//result"), "title") == {"en": "blank"}
    assert tree.xpath("//actual/@value") == [] or tree.xpath("//actual/@value") == ["2.5"]


def test_a_licence_cannot_end_the_comment_that_tells_it(source, reader, settings):
    settings.CONTENT_LICENCE = "none --> <iati-activities/> --"
    activity_file(reader)


@pytest.mark.django_db
def test_a_number_whose_date_nobody_knows_is_still_told(reader):
    an_introduction()
    figure = Figure.objects.create(result=a_result(), value=-12, label_en="degrees")
    indicator = activity_file(reader).find(".//indicator")
    assert indicator.find("period") is None
    assert said(indicator, "description")["en"] == "-12 degrees"
    Source.objects.create(slug="s", title_en="S", as_of=date(2013, 1, 1), as_of_precision="year")
    indicator = activity_file(reader).find(".//indicator")
    assert indicator.find("period/actual").get("value") == "-12"
    assert period(indicator) == "2013-01-01/2013-12-31"
    assert figure.pk


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["published", "draft"])
def test_a_receipt_dates_its_result_unless_its_report_is_not_public(state, reader):
    an_introduction()
    Source.objects.create(slug="s", title_en="S", as_of=date(2017, 6, 1), as_of_precision="month")
    row = a_result(happened_from=date(2018, 1, 1), precision=Precision.SINCE)
    report = a_report(state, dated=date(2019, 3, 1), dated_precision=Precision.MONTH)
    edition = Edition.objects.create(report=report, language="en")
    Evidence.objects.create(result=row, edition=edition)
    expected = {"published": "2018-01-01/2019-03-31", "draft": "2018-01-01/2018-12-31"}
    assert period(activity_file(reader).find(".//indicator")) == expected[state]


@pytest.mark.django_db
def test_parts_of_parts_and_circles_lose_no_number(reader):
    an_introduction()
    Source.objects.create(slug="s", title_en="S", as_of=date(2017, 6, 1), as_of_precision="month")
    row = a_result()
    one = Figure.objects.create(result=row, value=9, label_en="people")
    two = Figure.objects.create(result=row, value=5, label_en="women", part_of=one)
    Figure.objects.create(result=row, value=2, label_en="judges", part_of=two)
    left = Figure.objects.create(result=row, value=11, label_en="left")
    right = Figure.objects.create(result=row, value=12, label_en="right", part_of=left)
    Figure.objects.filter(pk=left.pk).update(part_of=right)
    tree = activity_file(reader)
    assert sorted(tree.xpath("//actual/@value"), key=int) == ["2", "5", "9", "11", "12"]
    assert tree.xpath("//dimension/@name") == ["sex"]


@pytest.mark.django_db
def test_a_part_with_a_date_of_its_own_has_a_period_of_its_own(reader):
    an_introduction()
    row = a_result(happened_from=date(2016, 1, 1), precision=Precision.YEAR)
    whole = Figure.objects.create(result=row, value=9, label_en="people")
    may = {"as_of": date(2016, 5, 1), "as_of_precision": Precision.MONTH}
    Figure.objects.create(result=row, value=4, label_en="judges", part_of=whole, **may)
    (indicator,) = activity_file(reader).findall(".//indicator")
    assert indicator.xpath("period/period-start/@iso-date") == ["2016-01-01", "2016-05-01"]
    assert indicator.xpath("period/actual/@value") == ["9", "4"]


# --- Sent like the other files


@pytest.mark.usefixtures("source")
def test_the_same_content_gives_the_same_bytes(reader, settings, tmp_path):
    first = fetched(reader)
    settings.SPOOL_ROOT = tmp_path / "another"
    assert fetched(reader) == first
    file = io.BytesIO()
    iati.write(file)
    assert file.getvalue() == first


@pytest.mark.usefixtures("source")
def test_it_is_sent_as_the_other_files_are(reader):
    answer = reader.get(PATH)
    content = answer.getvalue()
    assert answer.headers["Content-Type"] == "application/xml"
    assert 'filename="iati-activities.xml"' in answer.headers["Content-Disposition"]
    again = reader.get(PATH, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    head = reader.head(PATH)
    assert (head.headers["Content-Length"], head.content) == (str(len(content)), b"")
    part = reader.get(PATH, headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.getvalue()) == (206, b"<?xml")
    packed = reader.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.getvalue()) < len(content) / 4


@pytest.mark.usefixtures("source")
def test_a_change_makes_another_file(reader):
    before = fetched(reader)
    Donor.objects.filter(slug="austria").update(kind="other")
    assert fetched(reader) != before


@pytest.mark.usefixtures("source")
def test_settings_are_in_it_at_once(reader, settings):
    fetched(reader)
    settings.IATI_REPORTING_ORG_REF = "XM-DAC-1"
    settings.IATI_ACTIVITY_IDENTIFIER = "XM-DAC-1-OURS"
    settings.IATI_ACTIVITY_STATUS = "4"
    settings.PROGRAMME_BEGAN = "2013-11"
    activity = activity_file(reader).find("iati-activity")
    assert activity.findtext("iati-identifier") == "XM-DAC-1-OURS"
    assert activity.find("reporting-org").get("ref") == "XM-DAC-1"
    assert activity.find("activity-status").get("code") == "4"
    assert activity.find("activity-date").get("iso-date") == "2013-11-01"


@pytest.mark.usefixtures("source")
def test_more_results_cost_no_more_queries(reader, settings, tmp_path):
    def cost(name):
        settings.SPOOL_ROOT = tmp_path / name
        with CaptureQueriesContext(connection) as queries:
            fetched(reader)
        return len(queries)

    few = cost("few")
    for number in range(40):
        row = a_result(places=Place.objects.all()[:3])
        figure = Figure.objects.create(result=row, value=number, label_en="halls")
        Evidence.objects.create(figure=figure, source=Source.objects.first())
    assert cost("many") == few


def test_the_page_about_data_says_whose_identifiers_these_are():
    html = render_to_string("programme/_iati_note.html", {"iati_identifier": "XM-DAC-1-OURS"})
    assert "not registered with IATI" in html
    assert "XM-DAC-1-OURS" in html
    assert "no amounts" in html
