"""The open data as files in a folder, all from one moment, each whole or not there."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from programme.datasets import archive, dcat, package
from programme.datasets.files import datasets
from programme.datasets.standing import standing
from programme.exports import FORMATS, TABLES, iati
from programme.exports.addresses import route_of
from programme.exports.asking import Asked
from programme.exports.columns import Row
from programme.feeds import FEEDS
from programme.feeds.feed import PAGE_SIZE
from programme.paging import page_asked

ATOM = "atom"
FORMS = (*FORMATS, ATOM)
Counting = Callable[[int], None]
Write = Callable[[BinaryIO, Counting], None]


class Refused(Exception):
    """What was asked for makes no sense; the message says which part of it."""


@dataclass(frozen=True)
class OneFile:
    """One file to write: its name, the rows in it, and how it is written, in its language."""

    name: str
    rows: int
    language: str
    write: Write


def reading(data: QueryDict) -> list[str]:
    """Name the tables that read every parameter given; all of them where none is."""
    return [name for name, table in TABLES.items() if set(data) <= set(table.asker.base_filters)]


def tables(
    names: Iterable[str], forms: Iterable[str], languages: Iterable[str], data: QueryDict
) -> list[OneFile]:
    """List the files of some tables, in each form and language, with what a query string asks.

    Make it inside `one_moment`, and write them there. Raises Refused, before anything is written.
    """
    forms = list(forms)
    found = []
    for language in languages:
        with translation.override(language):
            for name in names:
                found += _table(name, forms, language, data)
    return found


def about_them(languages: Iterable[str]) -> list[OneFile]:
    """List what holds or describes all tables: archive, catalogue, data package, aid data."""
    found = []
    for language in languages:
        documents = {"catalog.jsonld": _catalogue, "datapackage.json": package.of_this_folder}
        found += [
            OneFile(_named(name, language), 0, language, partial(_write_document, told))
            for name, told in documents.items()
        ]
        found.append(OneFile(_named("sahel-programme.zip", language), 0, language, _write_archive))
    if not iati.lacking():
        language = settings.PUBLIC_LANGUAGES[0]  # it holds all of them
        found.append(OneFile(iati.NAME, 0, language, lambda file, _count: iati.write(file)))
    return found


def written(into: Path, file: OneFile, count: Counting) -> int:
    """Write one file under another name and then rename it; return its size in bytes.

    A file of that name is replaced in one step: who reads it meanwhile reads the old one.
    """
    unfinished = into / f".{file.name}.{os.getpid()}.part"
    try:
        with unfinished.open("w+b") as made, translation.override(file.language):
            file.write(made, count)
        size = unfinished.stat().st_size
        unfinished.replace(into / file.name)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    return size


def _named(name: str, language: str) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}-{language}.{ending}"


def _table(name: str, forms: list[str], language: str, data: QueryDict) -> list[OneFile]:
    hold_known(name, data)
    found = []
    for form in forms:
        if form in FORMATS:
            asked = Asked(TABLES[name], reverse(route_of(name, form)), data, language)
            if asked.faults:
                raise Refused(" ".join(f"{at}: {sentence}" for at, sentence in asked.faults))
            rows = asked.found.without().count()
            write: Write = partial(_write_rows, asked, form)
        elif name in FEEDS:
            rows, write = 0, partial(_write_feed, name, data)
        else:
            continue
        found.append(OneFile(_named(f"{name}.{form}", language), rows, language, write))
    return found


def hold_known(table: str, data: QueryDict) -> None:
    """Refuse a parameter that a table does not read, rather than write all of its rows."""
    known = sorted(TABLES[table].asker.base_filters)
    for name in data:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise Refused(f"{name}: no parameter of the table {table}; these are: {allowed}.")


def _write_rows(asked: Asked, form: str, file: BinaryIO, count: Counting) -> None:
    counted = replace(asked.table, reading=_counting(asked.table.reading, count))
    FORMATS[form].write(counted, asked.found, file, asked.about)


def _counting(read: Callable[..., Iterator[Row]], count: Counting) -> Any:
    def reading(*args: Any) -> Iterator[Row]:
        for row in read(*args):
            count(1)
            yield row

    return reading


def _write_feed(name: str, data: QueryDict, file: BinaryIO, _count: Counting) -> None:
    """Write what the feed's address gives: its newest entries."""
    feed = FEEDS[name]
    found = feed.asker(data, feed.public())
    file.write(feed.written(page_asked(found, reverse(f"{name}_atom"), QueryDict(), PAGE_SIZE)))


def _write_document(told: Callable[[], object], file: BinaryIO, _count: Counting) -> None:
    file.write(f"{json.dumps(told(), ensure_ascii=False, indent=1)}\n".encode())


def _catalogue() -> object:
    now = standing()
    return dcat.catalogue(datasets(now), now)


def _write_archive(file: BinaryIO, _count: Counting) -> None:
    archive.write(file, standing())
