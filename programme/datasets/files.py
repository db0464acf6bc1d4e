"""The files of each table in the language that is read, with the size of each."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.http import QueryDict
from django.urls import reverse

from programme.datasets import words
from programme.datasets.standing import Standing
from programme.exports import FORMATS, TABLES, Format, Table
from programme.exports.asking import Asked, key_of
from programme.exports.spool import size_of, spooled
from programme.frame import absolute
from programme.models.expressions import reading_language

SMALL = 500  # rows; a larger table is not written only to say how large its files are


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
                "hxl": column.hxl,
                "meaning": words.meaning_of(column),
            }
            for column in self.table.columns
        ]


def in_this_language(route: str) -> str:
    """Return the path of a file of data in the language that is read."""
    return f"{reverse(route)}?lang={reading_language()}"


def file_of(table: str, ending: str) -> str:
    """Return the path of one form of a table in the language that is read."""
    return in_this_language(f"{table}_{ending.replace('.', '_')}")


def datasets(now: Standing) -> list[Dataset]:
    """List the tables with their files. Ask it inside `one_moment`, and while making no file."""
    return [
        Dataset(
            table,
            now.rows[name],
            now.changed.get(name),
            [_file(table, form, now) for form in FORMATS.values()],
        )
        for name, table in TABLES.items()
    ]


def _file(table: Table, form: Format, now: Standing) -> DataFile:
    href = file_of(table.name, form.ending)
    key = key_of(absolute(href), now.version)
    size = size_of(key)
    if size is None and now.rows[table.name] <= SMALL:
        with closing(spooled(key, writer_of(table, form)).file) as file:
            size = file.seek(0, 2)
    return DataFile(form, href, size)


def writer_of(table: Table, form: Format) -> Callable[[BinaryIO], None]:
    """Return what writes all rows of a table in one form, in the language that is read."""
    language = reading_language()
    path = reverse(f"{table.name}_{form.ending.replace('.', '_')}")
    asked = Asked(table, path, QueryDict(f"lang={language}"), language)
    return lambda file: form.write(table, asked.found, file, asked.about)
