"""Everything in one ZIP file: each table as CSV and JSON, what its columns mean, on what terms."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from programme.datasets import package
from programme.datasets.files import in_this_language, writer_of
from programme.datasets.standing import Standing
from programme.exports import FORMATS, TABLES, words
from programme.exports.about import About
from programme.exports.asking import key_of
from programme.exports.tables import Table
from programme.frame import absolute
from programme.models.expressions import reading_language

FORMS = ("csv", "json")
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # that a ZIP file can tell
READABLE = 0o100644 << 16
UNIX = 3


def href() -> str:
    """Return its path in the language that is read."""
    return in_this_language("data_zip")


def key(now: Standing) -> str:
    """Return what it is spooled by."""
    return key_of(absolute(href()), version=now.version)


def write(file: BinaryIO, now: Standing) -> None:
    """Write it piece by piece; the times inside are that of the content's last change."""
    about = About(absolute(href()), reading_language(), timezone.now())
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", now, lambda member: member.write(_told(about, now).encode()))
        for name, table in TABLES.items():
            for ending in FORMS:
                _add(archive, f"{name}.{ending}", now, writer_of(table, FORMATS[ending]))
        _add(archive, "columns.csv", now, _write_columns)
        _add(archive, "datapackage.json", now, _write_package)


def _add(archive: ZipFile, name: str, now: Standing, write: Callable[[BinaryIO], object]) -> None:
    at = max(now.newest or EARLIEST, EARLIEST).astimezone(UTC)
    entry = ZipInfo(name, at.timetuple()[:6])
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, READABLE, UNIX
    with archive.open(entry, "w") as member:
        write(cast("BinaryIO", member))


def _write_package(file: BinaryIO) -> None:
    text = json.dumps(package.of_one_folder(), ensure_ascii=False, indent=1)
    file.write(f"{text}\n".encode())


def _write_columns(file: BinaryIO) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(package.COLUMNS)
    for table in TABLES.values():
        for column in table.columns:
            told = (column.name, column.kind, column.unit, column.tag, words.meaning_of(column))
            writer.writerow([table.name, *told])
    file.write(text.getvalue().encode())


def _told(about: About, now: Standing) -> str:
    lines = [str(words.TITLE), ""]
    lines += [f"{label}: {told}" for _name, label, told in about.lines]
    lines += ["", *(_file_line(table, now.rows[name]) for name, table in TABLES.items())]
    lines += [f"columns.csv: {_('What each column means')}", "datapackage.json: Data Package", ""]
    lines += [f"- {note}" for note in words.NOTES]
    return "\n".join([*lines, ""])


def _file_line(table: Table, rows: int) -> str:
    names = ", ".join(f"{table.name}.{ending}" for ending in FORMS)
    return f"{names} ({rows}): {table.meaning}"
