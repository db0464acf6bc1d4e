"""Rows as an Excel workbook: typed cells, a header that stays in sight, a sheet about the file."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from programme.exports.about import About
from programme.exports.columns import JOINT, Column, Value
from programme.exports.tables import Table
from programme.filters import ListFilter

LONGEST = 32_767  # characters that a cell can hold
WIDTHS = {"text": 28, "list": 28, "url": 28}  # characters; others are narrow
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(table: Table, found: ListFilter, file: BinaryIO, about: About) -> None:
    """Write the sheet of the rows, then the sheet about them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(table.title)[:31])
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 14)
    sheet.append([_head(sheet, column.name) for column in table.columns])
    for record in table.records(found):
        sheet.append([_cell(sheet, value) for value in record.values()])
    _about(book, table.columns, about)
    book.save(file)


def _about(book: Workbook, columns: Iterable[Column], about: About) -> None:
    sheet = book.create_sheet(_("About"))
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 16
    sheet.column_dimensions["C"].width = 100
    for _name, label, words in about.lines:
        sheet.append([_head(sheet, label), None, _cell(sheet, words)])
    sheet.append([])
    sheet.append([_head(sheet, words) for words in (_("Column"), _("Type"), _("What it means"))])
    for column in columns:
        meaning = WriteOnlyCell(sheet, str(column.meaning))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([column.name, str(column.kind), meaning])


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, list):
        value = JOINT.join(value) or None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)  # a workbook knows no time zones
    return value


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """Write a text as a text: one that begins with "=" is no formula."""
    cell = WriteOnlyCell(sheet, _UNFIT.sub("", text)[:LONGEST])
    cell.data_type = "s"
    return cell
