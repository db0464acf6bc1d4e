"""The open data as files in a folder, all from one moment, each whole or not there."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from programme.exports import FORMATS, TABLES
from programme.exports.asking import Asked
from programme.exports.columns import Row

Counting = Callable[[int], None]


class Refused(Exception):
    """What was asked for makes no sense; the message says which part of it."""


@dataclass(frozen=True)
class OneFile:
    """One file to write: its name, how many rows it will hold, and how it is written."""

    name: str
    rows: int
    write: Callable[[BinaryIO, Counting], None]


def files(
    tables: Iterable[str], forms: Iterable[str], languages: Iterable[str], data: QueryDict
) -> list[OneFile]:
    """List the files of some tables, in each form and language, with what a query string asks.

    Make it inside `one_moment`, and write them there. Raises Refused, before anything is written.
    """
    forms = list(forms)
    return [
        _one_file(table, form, language, data)
        for language in languages
        for table in tables
        for form in forms
    ]


def reading(data: QueryDict) -> list[str]:
    """Name the tables that read every parameter given; all of them where none is."""
    return [name for name, table in TABLES.items() if set(data) <= set(table.asker.base_filters)]


def written(folder: Path, file: OneFile, count: Counting) -> int:
    """Write one file under another name and then rename it; return its size in bytes.

    A file of that name is replaced in one step: who reads it meanwhile reads the old one.
    """
    unfinished = folder / f".{file.name}.{os.getpid()}.part"
    try:
        with unfinished.open("w+b") as made:
            file.write(made, count)
        size = unfinished.stat().st_size
        unfinished.replace(folder / file.name)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    return size


def _one_file(table: str, ending: str, language: str, data: QueryDict) -> OneFile:
    hold_known(table, data)
    with translation.override(language):
        path = reverse(f"{table}_{ending.replace('.', '_')}")
        asked = Asked(TABLES[table], path, data, language)
        if asked.faults:
            raise Refused(" ".join(f"{name}: {sentence}" for name, sentence in asked.faults))
        rows = asked.found.without().count()

    def write(file: BinaryIO, count: Counting) -> None:
        with translation.override(language):
            counted = replace(asked.table, reading=_counting(asked.table.reading, count))
            FORMATS[ending].write(counted, asked.found, file, asked.about)

    return OneFile(f"{table}-{language}.{ending}", rows, write)


def hold_known(table: str, data: QueryDict) -> None:
    """Refuse a parameter that a table does not read, rather than write all of its rows."""
    known = sorted(TABLES[table].asker.base_filters)
    for name in data:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise Refused(f"{name}: no parameter of the table {table}; these are: {allowed}.")


def _counting(reading: Callable[..., Iterator[Row]], count: Counting) -> Any:
    def read(*args: Any) -> Iterator[Row]:
        for row in reading(*args):
            count(1)
            yield row

    return read
