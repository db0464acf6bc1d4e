"""Rows as an Excel workbook: typed cells, a header that stays in sight, a sheet about the file."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from programme.exports import words
from programme.exports.about import About
from programme.exports.columns import Column, Value, flat
from programme.exports.tables import Table
from programme.filters import ListFilter
from programme.language_words import direction

LONGEST = 32_767  # UTF-16 units that a cell can hold
LONGEST_TITLE = 31  # characters
WIDTHS = {"text": 28, "list": 28, "url": 28}  # characters; others are narrow
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(table: Table, found: ListFilter, file: BinaryIO, about: About) -> None:
    """Write the sheet of the rows, then the sheet about them."""
    book = Workbook(write_only=True)
    book.properties.creator = str(settings.PUBLISHER_NAME or settings.SITE_NAME)
    book.properties.title = str(table.title)
    book.properties.language = about.language
    book.properties.created = book.properties.modified = _plain(about.read_at)
    sheet = _sheet(book, str(table.title), about)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 14)
    sheet.append([_head(sheet, column.name) for column in table.columns])
    count = 0
    for record in table.records(found):
        sheet.append([_cell(sheet, value) for value in record.values()])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count + 1}"
    _about(book, table.columns, about)
    book.save(file)


def _about(book: Workbook, columns: Iterable[Column], about: About) -> None:
    sheet = _sheet(book, _("About"), about)
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 16
    sheet.column_dimensions["C"].width = 16
    sheet.column_dimensions["D"].width = 100
    counting = [("", _("Before you count"), str(words.NEVER_ADD)), ("", "", str(words.NOT_STATED))]
    for _name, label, told in (*about.lines, *counting):
        sheet.append([_head(sheet, label) if label else None, _text(sheet, told)])
    sheet.append([])
    heads = (_("Column"), _("Type"), _("Unit"), _("What it means"))
    sheet.append([_head(sheet, head) for head in heads])
    for column in columns:
        meaning = _text(sheet, words.meaning_of(column))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        unit = _text(sheet, str(column.unit)) if column.unit else None
        sheet.append([column.name, str(words.TYPES[column.kind]), unit, meaning])


def _sheet(book: Workbook, title: str, about: About) -> Any:
    """Add a sheet, which is read in the direction of its language."""
    sheet = book.create_sheet(title[:LONGEST_TITLE])
    sheet.sheet_view.rightToLeft = direction(about.language) == "rtl"
    return sheet


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, list):
        value = flat(value) or None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, datetime):
        return _plain(value)
    return value


def _plain(at: datetime) -> datetime:
    """Write a moment in UTC: a workbook knows no time zones."""
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """Write a text as a text: one that begins with "=" is no formula."""
    cell = WriteOnlyCell(sheet, _fitting(text))
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith("=")  # it stays a text when somebody edits the cell
    return cell


def _fitting(text: str) -> str:
    """Leave out what a workbook can't hold; a text that had to be cut ends with "…"."""
    text = _UNFIT.sub("", text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
