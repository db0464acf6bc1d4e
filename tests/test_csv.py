"""CSV: what other programs read of it, and nothing in it that a spreadsheet would run."""

import csv
import io
import re
from datetime import date

import hxl
import pytest
from frictionless import Dialect, Resource, formats, validate

from programme.exports import TABLES
from programme.models import Evidence, Figure, Source
from tests.answers import content_of
from tests.data_files import csv_rows, fetched, json_of, lines_of, sheet_rows
from tests.factories import a_donor, a_place, a_report, a_result, a_theme

FORMULAS = [
    '=HYPERLINK("https://evil.example","x")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
]


def test_a_file_is_utf_8_without_a_mark_and_its_lines_end_as_rfc_4180_has_it(reader, source):
    content = content_of(fetched(reader, "results", "csv"))
    assert not content.startswith("\ufeff".encode())
    assert "Burkinabé" in content.decode()
    without_cells = re.sub('"(?:[^"]|"")*"', "", content.decode())
    assert without_cells.count("\r\n") == without_cells.count("\n") == 12
    assert without_cells.endswith("\r\n")


@pytest.mark.parametrize("table", TABLES)
def test_frictionless_finds_no_fault(reader, source, tmp_path, table):
    path = tmp_path / "rows.csv"
    path.write_bytes(content_of(fetched(reader, table, "csv")))
    report = validate(
        Resource(
            path=path.name,
            basepath=str(tmp_path),
            dialect=Dialect(controls=[formats.CsvControl()]),
        )
    )
    assert report.flatten(["rowNumber", "fieldNumber", "type", "note"]) == []
    assert report.tasks[0].stats.get("rows", 0) == len(json_of(reader, table)["results"])


@pytest.mark.parametrize("table", TABLES)
def test_the_second_line_of_a_tagged_file_is_read_as_hxl(reader, source, table):
    data = hxl.data(io.BytesIO(content_of(fetched(reader, table, "hxl.csv")))).cache()
    tagged = [column.hxl for column in TABLES[table].columns if column.hxl]
    assert [column.tag for column in data.columns if column.tag] == [
        tag.partition("+")[0] for tag in tagged
    ]
    assert len(list(data)) == len(json_of(reader, table)["results"])
    faults = []
    hxl.schema(None, lambda found: faults.append(str(found))).validate(data)
    assert faults == []


def test_lists_are_tagged_as_lists(reader, db):
    _names, tags = lines_of(fetched(reader, "results", "hxl.csv"))
    assert "#country+code+v_iso2+list" in tags
    assert "#sector+code+list+v_sdg" in tags


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_looks_like_a_formula_is_a_text(reader, db, formula):
    place, theme = a_place(name_en=formula), a_theme(name_en=f"Law;{formula}")
    result = a_result(
        title_en=formula,
        statement_en=f"Said;{formula}",
        places=[place, a_place("Chad", "TD")],
        themes=[theme],
    )
    source = Source.objects.create(slug="page", title_en="Page")
    Evidence.objects.create(result=result, source=source, quote=formula)
    a_donor(name_en=formula)
    a_report(title_en=formula)
    for table, ending in [(table, form) for table in TABLES for form in ("csv", "hxl.csv")]:
        for line in lines_of(fetched(reader, table, ending))[1:]:
            for cell in line:
                # Cells as they are parted at commas, and as a French spreadsheet parts them.
                for part in cell.split(";"):
                    assert not part.startswith(("=", "+", "@", "\t", "\r", "\n", "\uff1d")), cell
                    assert not re.match(r"-(?!\d)|-1\+", part), cell
    row = csv_rows(reader, "results")[0]
    assert {row["title"][0], row["quotes"][0], row["statement"][5]} == {"'"}
    assert row["quotes"].replace("'", "") == formula
    formula = formula.replace("\r", "\n")  # as what is saved with a title is kept
    assert row["title"].replace("'", "") == formula
    assert any(name.replace("'", "") == formula for name in row["place_names"].split(";"))
    # Nothing is put before it where nothing could run it.
    said = json_of(reader, "results")["results"][0]
    assert (said["title"], said["statement"]) == (formula, f"Said;{formula}")
    assert said["theme_names"][0].startswith("Law;")
    assert "'" not in said["theme_names"][0]


@pytest.mark.parametrize("hidden", ['x;"=1+1";y', 'x\n"=1+1"', "x\t=1+1", 'x\t""@SUM(A1)'])
@pytest.mark.parametrize("parted", [";", "\t", ","])
def test_quotation_marks_and_tabs_hide_no_formula(reader, db, hidden, parted):
    a_result(title_en="Said", statement_en=hidden)
    text = content_of(fetched(reader, "results", "csv")).decode()
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=parted):
        for cell in "\n".join(line).splitlines():
            assert not cell.startswith(("=", "@")), cell


def test_a_negative_number_is_a_number(reader, db):
    Figure.objects.create(result=a_result(), value="-12.50", label_en="degrees")
    assert csv_rows(reader, "figures")[0]["value"] == "-12.5"
    assert json_of(reader, "figures")["results"][0]["value"] == -12.5
    assert float(sheet_rows(reader, "figures")[0]["value"]) == -12.5


def test_a_semicolon_within_a_value_does_not_part_a_list(reader, db):
    a_result(themes=[a_theme("Prisons; and courts", slug="prisons"), a_theme("Media")])
    cell = csv_rows(reader, "results")[0]["theme_names"]
    parts = [part.replace("\\;", ";") for part in re.split(r"(?<!\\);", cell)]
    assert sorted(parts) == ["Media", "Prisons; and courts"]


def test_cells_hold_commas_quotes_and_lines(reader, db):
    words = 'He said "now", then\nleft.\nشكراً, é'
    a_result(title_en="One", statement_en=words)
    assert csv_rows(reader, "results")[0]["statement"] == words


def test_what_is_not_stated_is_empty_and_never_made_up(reader, db):
    a_result()
    row = csv_rows(reader, "results")[0]
    for name in ("date", "first_day", "last_day", "level", "places", "figures", "link", "quotes"):
        assert row[name] == "", name
    assert row["precision"] == "not_stated"


def test_dates_are_as_exact_as_they_are_stated(reader, db):
    a_result(happened_from=date(2016, 2, 1), precision="month")
    row = csv_rows(reader, "results")[0]
    assert (row["date"], row["first_day"], row["last_day"]) == (
        "2016-02",
        "2016-02-01",
        "2016-02-29",
    )


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_is_a_header(reader, db, table):
    assert len(lines_of(fetched(reader, table, "csv"))) == 1
    assert len(lines_of(fetched(reader, table, "hxl.csv"))) == 2
    assert json_of(reader, table)["count"] == 0
    assert sheet_rows(reader, table) == []


def test_pandas_style_readers_get_one_shape(reader, source):
    """Each line has as many cells as the header, whatever stands in them."""
    for table in TABLES:
        lines = lines_of(fetched(reader, table, "csv"))
        assert {len(line) for line in lines} == {len(TABLES[table].columns)}
