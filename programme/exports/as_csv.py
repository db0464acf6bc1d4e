"""Rows as CSV: RFC 4180, UTF-8 without a byte order mark, nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from programme.exports.about import About
from programme.exports.columns import Column, Kind, Value, flat
from programme.exports.tables import Table
from programme.filters import ListFilter

RUN = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for the start of a formula
ALONE = "-"  # "not stated" in a list; no formula


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
        writer.writerow([column.hxl for column in table.columns])
    writer.writerows(_lines(table, found))
    text.flush()
    text.detach()


def _lines(table: Table, found: ListFilter) -> Iterator[list[str]]:
    writers = [WRITERS.get(column.kind, _text) for column in table.columns]
    for record in table.records(found):
        yield [write(value) for write, value in zip(writers, record.values(), strict=True)]


def cell(column: Column, value: Value) -> str:
    """Write a value as the text of a cell; what would be run as a formula is made text."""
    return WRITERS.get(column.kind, _text)(value)


def _text(value: Value) -> str:
    text = value if isinstance(value, str) else flat(value)
    return f"'{text}" if text.startswith(RUN) and text != ALONE else text


WRITERS: dict[Kind, Callable[[Value], str]] = {Kind.INTEGER: flat, Kind.NUMBER: flat}
