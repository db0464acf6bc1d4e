"""The activity file holds what is public, stays whole whatever is typed, is sent like others."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from tests.factories import a_donor, a_place, a_report, a_result, a_theme
from tests.iati import DIFFA, PATH, activity_file, an_introduction, fetched, links, period, said

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
    assert said(tree.find(".//indicator"), "title") == {"en": "2.5"}


def test_a_licence_cannot_end_the_comment_that_tells_it(source, reader, settings):
    settings.CONTENT_LICENCE = "none --> <iati-activities/> --"
    activity_file(reader)


@pytest.mark.django_db
def test_a_number_whose_date_nobody_knows_is_still_told(reader):
    an_introduction()
    Figure.objects.create(result=a_result(), value=-12, label_en="degrees")
    indicator = activity_file(reader).find(".//indicator")
    assert indicator.find("period") is None
    assert said(indicator, "description")["en"] == "-12 degrees"
    Source.objects.create(slug="s", title_en="S", as_of=date(2013, 1, 1), as_of_precision="year")
    indicator = activity_file(reader).find(".//indicator")
    assert indicator.find("period/actual").get("value") == "-12"
    assert period(indicator) == "2013-01-01/2013-12-31"


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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("IATI_REPORTING_ORG_REF", "XM-DAC-41128-SAHEL", "reporting-org/@ref"),
        ("IATI_ACTIVITY_IDENTIFIER", "XM-DAC-41128-OURS", "iati-identifier/text()"),
        ("IATI_ACTIVITY_STATUS", "4", "activity-status/@code"),
        ("PROGRAMME_BEGAN", "2013-11", "activity-date/@iso-date"),
    ],
)
def test_each_setting_is_in_it_at_once(name, value, place, reader, settings):
    an_introduction()
    a_result()
    fetched(reader)
    setattr(settings, name, value)
    found = activity_file(reader).find("iati-activity").xpath(place)
    assert found == [f"{value}-01" if name == "PROGRAMME_BEGAN" else value]


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
