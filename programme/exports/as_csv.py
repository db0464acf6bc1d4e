"""Rows as CSV: RFC 4180, UTF-8 without a byte order mark, nothing that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from programme.exports.about import About
from programme.exports.columns import Column, Kind, Value, flat
from programme.exports.tables import Table
from programme.filters import ListFilter

NUMBERS = (Kind.INTEGER, Kind.NUMBER)
# What a spreadsheet takes for the start of a formula, where it takes a cell to start: at the front,
# behind the “;” of a list or a tab, where it parts cells in French or by default, and on a line of
# its own there; quotation marks may stand before it.
WIDE = "\uff1d\uff0b\uff0d\uff20"  # the same signs as East Asia writes them
RUN = f"=+-@\t\r\n{WIDE}"
_FORMULA = re.compile(
    rf'^(?=[{re.escape(RUN)}])|[;\t](?="*[{re.escape(RUN)}])|[\r\n](?="*(?:[=+@{WIDE}]|-\S))'
)
_MAY_START = re.compile(r"[;\t\r\n]")


def write(table: Table, found: ListFilter, file: BinaryIO, _about: About) -> None:
    """Write a header line and a line a row."""
    _write(table, found, file, tagged=False)


def write_tagged(table: Table, found: ListFilter, file: BinaryIO, _about: About) -> None:
    """Write the same with a second header line: the tags of the Humanitarian Exchange Language."""
    _write(table, found, file, tagged=True)


def _write(table: Table, found: ListFilter, file: BinaryIO, *, tagged: bool) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    if tagged:
        writer.writerow([column.tag for column in table.columns])
    writer.writerows(_lines(table, found))
    text.flush()
    text.detach()


def _lines(table: Table, found: ListFilter) -> Iterator[list[str]]:
    writers = [_writer(column) for column in table.columns]
    for record in table.records(found):
        yield [write(value) for write, value in zip(writers, record.values(), strict=True)]


def _writer(column: Column) -> Callable[[Value], str]:
    """Return what writes the cells of a column."""
    return flat if column.kind in NUMBERS else _guarded


def _guarded(value: Value) -> str:
    text = value if isinstance(value, str) else flat(value)
    # A text is looked through for single signs first, which is quick; few have any of them.
    if text and (text[0] in RUN or _MAY_START.search(text)):
        return _FORMULA.sub(r"\g<0>'", text)
    return text
