"""Excel: typed cells, a sheet about the file, texts that stay texts."""

import subprocess
from datetime import date, datetime
from decimal import Decimal

import pytest

from programme.exports import TABLES
from programme.models import Edition, Figure
from tests.answers import content_of
from tests.conftest import OFFICE
from tests.data_files import book_of, csv_rows, fetched, lines_of, sheet_rows
from tests.factories import a_report, a_result, a_theme


def cells_of(sheet, number=2):
    names = [cell.value for cell in sheet[1]]
    return dict(zip(names, sheet[number], strict=True))


def test_cells_have_types(reader, db):
    result = a_result(happened_from=date(2016, 5, 17), precision="day")
    Figure.objects.create(result=result, value="2.7", label_en="tons", as_of_inferred=True)
    cells = cells_of(book_of(reader, "results").worksheets[0])
    assert cells["title"].data_type == "s"
    assert cells["first_day"].is_date
    assert cells["first_day"].value == datetime(2016, 5, 17)  # noqa: DTZ001 - as workbooks have it
    assert cells["updated_at"].is_date
    assert (cells["position"].data_type, cells["link"].value) == ("n", None)
    figure = cells_of(book_of(reader, "figures").worksheets[0])
    assert Decimal(str(figure["value"].value)) == Decimal("2.7")
    assert figure["value"].data_type == "n"
    assert figure["date_inferred"].value is True


def test_the_header_stays_in_sight_and_rows_can_be_narrowed(reader, source):
    sheet = book_of(reader, "results").worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.auto_filter.ref == sheet.dimensions
    assert (sheet.max_row, sheet.max_column) == (12, len(TABLES["results"].columns))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_sheets_are_read_in_the_direction_of_their_language(reader, source, language):
    for sheet in book_of(reader, "results", f"lang={language}").worksheets:
        assert bool(sheet.sheet_view.rightToLeft) is (language == "ar")


def test_a_second_sheet_says_what_the_file_is(reader, source, settings):
    settings.CONTENT_LICENCE = "=Ask us"
    book = book_of(reader, "figures", "place=mali&lang=en")
    rows, about = book.worksheets
    assert (rows.title, about.title) == ("Figures", "About")
    told = {row[0]: row[1] for row in about.iter_rows(values_only=True) if row[0]}
    assert "as of June 2017" in told["Source"]
    assert told["Terms"] == "=Ask us"
    assert told["Address of this file"] == (
        "http://127.0.0.1:8000/data/figures.csv?lang=en&place=mali".replace(".csv", ".xlsx")
    )
    assert told["This file was made at"].endswith("Z")
    explained = {row[0]: row[2:4] for row in about.iter_rows(values_only=True) if row[3]}
    assert set(explained) - {"Column"} == {column.name for column in TABLES["figures"].columns}
    assert explained["value"] == (
        "what the column “unit” says",
        "The number as stated; `qualifier` says how exact it is.",
    )
    assert {cell.data_type for row in about for cell in row} <= {"s", "n"}
    assert book.properties.title == "Figures"


@pytest.mark.parametrize(
    "formula", ["=1+1", '=HYPERLINK("https://evil.example")', "+1", "@SUM", "-1"]
)
def test_a_text_that_looks_like_a_formula_is_no_formula(reader, db, formula):
    a_result(title_en=formula, themes=[a_theme(formula, slug="x")])
    cells = cells_of(book_of(reader, "results").worksheets[0])
    for name in ("title", "title_en", "theme_names"):
        assert (cells[name].value, cells[name].data_type) == (formula, "s")
        assert bool(cells[name].quotePrefix) is formula.startswith("=")


def test_letters_that_a_workbook_cannot_hold_are_left_out(reader, db):
    a_result(title_en="a\x01b\x0bc\x1fd\ufffee", statement_en="tab\tline\n")
    cells = cells_of(book_of(reader, "results").worksheets[0])
    assert cells["title"].value == "abcde"
    assert cells["statement"].value.startswith("tab\tline")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(reader, db):
    a_result(statement_en="\U0001f600" + "x\U0001f600" * 12_000)
    value = cells_of(book_of(reader, "results").worksheets[0])["statement"].value
    assert value.endswith("…")
    assert 32_760 < len(value.encode("utf-16-le")) / 2 <= 32_767
    assert len(csv_rows(reader, "results")[0]["statement"]) == 24_001


def test_a_number_of_many_digits_stays_exact(reader, db):
    Figure.objects.create(result=a_result(), value="1234567890123", label_en="grams")
    assert sheet_rows(reader, "figures")[0]["value"] == 1234567890123


def test_a_report_without_a_file_says_so_in_each_place(reader, db):
    report = a_report()
    Edition.objects.create(report=report, language="en")
    Edition.objects.create(report=report, language="fr", address="https://example.org/a.pdf")
    row = sheet_rows(reader, "reports")[0]
    assert (row["languages"], row["addresses"]) == ("en;fr", "–;https://example.org/a.pdf")
    assert row["bytes"] == "–;–"


@pytest.mark.office
def test_libreoffice_reads_the_same_rows(reader, source, tmp_path):
    path = tmp_path / "results.xlsx"
    path.write_bytes(content_of(fetched(reader, "results", "xlsx")))
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path]
    subprocess.run([*command, path], check=True, timeout=120, capture_output=True)
    told = (tmp_path / "results.csv").read_text()
    for line in lines_of(fetched(reader, "results", "csv"))[1:]:
        assert line[0] in told
