"""A SQLite file: copied while it is written to, and put back by one rename."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils import timezone

from programme.backups import rows
from programme.backups.archives import Manifest, Refused
from programme.triggers import VERSION

BESIDE = ("-wal", "-shm", "-journal")


class Reader:
    """An open SQLite file."""

    COLUMNS = """SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
AND t.sql NOT LIKE 'CREATE VIRTUAL%'"""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        # Text that is not UTF-8 is copied as well as any other.
        connection.text_factory = lambda text: text.decode(errors="surrogateescape")

    def query(self, sql: str) -> Iterable[tuple[Any, ...]]:
        return self.connection.execute(sql)

    def rows(self, table: str) -> Iterator[bytes]:
        for row in self.query(f'SELECT * FROM "{table}"'):
            yield repr(row).encode()


class Engine:
    """The SQLite file that the settings name."""

    name = "sqlite"
    title = "SQLite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staging: Path | None = path.parent

    def describe(self, target: Path) -> tuple[Manifest, list[str]]:
        """Copy the database to a new file; return what is in it, and warnings."""
        if not self.path.is_file():
            raise Refused(f"There is no database {self.path}.")
        with (
            closing(sqlite3.connect(f"{self.path.as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            made_at = timezone.now()
            # All pages in one step: while it lasts writers go on (write-ahead log), and their
            # writes cannot make it begin anew, as they would between smaller steps.
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # the copy is this one file
            reader = Reader(copy)
            faults = [text for (text,) in reader.query("PRAGMA integrity_check")]
            if faults != ["ok"]:
                raise Refused(f"The database itself is damaged: {faults[0]}")
            orphans = sorted({row[0] for row in reader.query("PRAGMA foreign_key_check")})
            manifest = Manifest(
                made_at=made_at,
                engine=self.name,
                engine_version=sqlite3.sqlite_version,
                migrations=rows.migrations(reader),
                tables=rows.digests(reader),
                missing=rows.named_files(reader),
            )
            warnings = [f"Rows of {table} point to rows that are gone." for table in orphans]
            return manifest, warnings

    def refuse_unless_free(self, manifest: Manifest) -> None:
        """Raise Refused where a database, or what is left of one, would be lost or mixed in."""
        if self.path.exists() and self.path.stat().st_size:
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=rw", uri=True)) as here:
                try:
                    taken = rows.in_the_way(Reader(here), manifest.tables)
                except sqlite3.DatabaseError as fault:
                    taken = str(fault)
            if taken:
                raise Refused(
                    f"There is a database here already, {self.path} ({taken}). "
                    "Move it away first, then restore again."
                )
        for suffix in BESIDE:
            # SQLite would play an old write-ahead log into whatever database it finds beside it.
            left = self.path.with_name(self.path.name + suffix)
            if left.exists():
                raise Refused(
                    f"{left} is still here: the site is running, or it belongs to a database that "
                    "was here before. Stop the site, move that file away, then restore again."
                )

    def restore(self, dump: Path, manifest: Manifest, leap: int) -> None:
        """Compare the copy row by row, then make it the site's database."""
        with closing(sqlite3.connect(dump)) as copy:
            if wrong := rows.differing(Reader(copy), manifest.tables):
                raise Refused(f"These tables are not as the backup says: {', '.join(wrong)}.")
            with copy:
                copy.execute("DELETE FROM django_session")
                copy.execute(f"UPDATE {VERSION} SET n = n + ?", [leap])
            copy.execute("PRAGMA journal_mode=WAL")
        dump.replace(self.path)
