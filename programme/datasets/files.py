"""The files of each table in the language that is read, with the size of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from programme.datasets.standing import Standing
from programme.exports import FORMATS, TABLES, About, Format, Table, words
from programme.exports.addresses import route_of
from programme.exports.asking import key_of
from programme.exports.spool import size_of, spooled
from programme.frame import absolute
from programme.models.expressions import reading_language

SMALL = 200  # rows; a larger table is not written only to say how large its files are


@dataclass(frozen=True)
class DataFile:
    """One form of a table; `size` in bytes is None where a large one was not asked for yet."""

    form: Format
    href: str
    size: int | None

    @property
    def address(self) -> str:
        return absolute(self.href)

    @property
    def media_type(self) -> str:
        return self.form.media_type.partition(";")[0]


@dataclass(frozen=True)
class Dataset:
    """A table as it stands now, in each of its forms."""

    table: Table
    rows: int
    changed: datetime | None
    files: list[DataFile]

    @property
    def page(self) -> str:
        """Return the path of the list for people with the same rows; "" where there is none."""
        return reverse(self.table.page) if self.table.page else ""

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Say of each column, in words, what it is."""
        return [
            {
                "name": column.name,
                "type": words.TYPES[column.kind],
                "unit": column.unit,
                "hxl": column.tag,
                "meaning": words.meaning_of(column),
            }
            for column in self.table.columns
        ]


def in_this_language(route: str) -> str:
    """Return the path of a file of data in the language that is read."""
    return f"{reverse(route)}?lang={reading_language()}"


def file_of(table: str, ending: str) -> str:
    """Return the path of one form of a table in the language that is read."""
    return in_this_language(route_of(table, ending))


def datasets(now: Standing) -> list[Dataset]:
    """List the tables with their files. Ask it inside `one_moment`, and while making no file."""
    return [
        Dataset(table, now.rows[name], now.changed.get(name), _files(table, now))
        for name, table in TABLES.items()
    ]


def _files(table: Table, now: Standing) -> list[DataFile]:
    found = []
    for ending, form in FORMATS.items():
        href = file_of(table.name, ending)
        key = key_of(absolute(href), version=now.version)
        size = size_where_small(key, writer_of(table, form), now.rows[table.name])
        found.append(DataFile(form, href, size))
    return found


def size_where_small(key: str, write: Callable[[BinaryIO], object], rows: int) -> int | None:
    """Return a file's bytes; None where it is large and was not asked for yet.

    A small one is made for it: it will be asked for next.
    """
    size = size_of(key)
    if size is None and rows <= SMALL:
        made = spooled(key, write)
        made.file.close()
        return made.size
    return size


def writer_of(table: Table, form: Format) -> Callable[[BinaryIO], None]:
    """Return what writes all rows of a table in one form, just as its address gives them."""

    def write(file: BinaryIO) -> None:
        address = absolute(file_of(table.name, form.ending))
        about = About(address, reading_language(), timezone.now())
        form.write(table, table.asked(QueryDict()), file, about)

    return write
