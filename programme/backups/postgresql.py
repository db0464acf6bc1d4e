"""A PostgreSQL database: dumped at one moment by pg_dump, put back in one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from programme.backups import rows
from programme.backups.archives import Manifest, Refused
from programme.triggers import VERSION

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
# A row's text must not hang on how a server or a role is set up.
ONE_SPELLING = """SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC';
SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1"""
# Roles, rights and replication are the server's, not the site's.
SITE_ALONE = ["--no-owner", "--no-privileges", "--no-comments", "--no-security-labels"]
SITE_ALONE += ["--no-publications", "--no-subscriptions"]


class Reader:
    """A connection inside a transaction."""

    COLUMNS = """SELECT c.table_name, c.column_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def query(self, sql: str) -> Iterable[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def rows(self, table: str) -> Iterator[bytes]:
        with self.connection.chunked_cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (text,) in cursor:
                yield text.encode()


class Engine:
    """The PostgreSQL database that the settings name."""

    name = "postgresql"
    title = "PostgreSQL"
    staging: Path | None = None

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def describe(self, target: Path) -> tuple[Manifest, list[str]]:
        """Dump the database to a new file; return what is in it, and warnings."""
        with transaction.atomic(), self.connection.cursor() as cursor:
            cursor.execute(f"{ONE_MOMENT} READ ONLY; {ONE_SPELLING}")
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            snapshot, version = cursor.fetchone()
            made_at = timezone.now()
            dump = ["--format=custom", *SITE_ALONE, f"--snapshot={snapshot}", f"--file={target}"]
            self._run("pg_dump", *dump)
            reader = Reader(self.connection)
            manifest = Manifest(
                made_at=made_at,
                engine=self.name,
                engine_version=version,
                migrations=rows.migrations(reader),
                tables=rows.digests(reader),
                missing=rows.named_files(reader),
            )
            return manifest, []

    def refuse_unless_free(self, manifest: Manifest) -> None:
        """Raise Refused where rows would be lost, or the server or its programs are too old."""
        with transaction.atomic():
            taken = rows.in_the_way(Reader(self.connection), manifest.tables)
        if taken:
            raise Refused(
                f"There is a database here already, {self.connection.settings_dict['NAME']} "
                f"({taken}). Make a new, empty one and name it in DATABASE_URL, then restore again."
            )
        made_on = int(re.split(r"\D", manifest.engine_version)[0])
        if self._server() < made_on:
            raise Refused(
                f"The backup was made on PostgreSQL {made_on}; this server is {self._server()}, "
                "which is older. Use a server at least as new."
            )
        self._program("pg_restore")

    def restore(self, dump: Path, manifest: Manifest, leap: int) -> None:
        """Load the dump, whole or not at all; compare it row by row."""
        # --clean, since `migrate` may have made the tables; they are empty, as was seen.
        whole = ["--single-transaction", "--exit-on-error", "--clean", "--if-exists"]
        into = f"--dbname={self._conninfo()}"
        self._run("pg_restore", *whole, *SITE_ALONE, into, str(dump), connect=False)
        tables = ", ".join(f'"{table}"' for table in manifest.tables)
        try:
            with transaction.atomic(), self.connection.cursor() as cursor:
                cursor.execute(f"{ONE_MOMENT}; {ONE_SPELLING}")
                if wrong := rows.differing(Reader(self.connection), manifest.tables):
                    raise Refused(f"These tables are not as the backup says: {', '.join(wrong)}.")
                cursor.execute("DELETE FROM django_session")
                cursor.execute(f"INSERT INTO {VERSION}(n) VALUES (%s)", [leap])
                cursor.execute(f"ANALYZE {tables}")
        except BaseException:
            with self.connection.cursor() as cursor:  # the place was empty, and is again
                cursor.execute(f"DROP TABLE {tables} CASCADE")
            raise

    def _server(self) -> int:
        self.connection.ensure_connection()
        return int(self.connection.pg_version // 10000)

    def _conninfo(self) -> str:
        """Return how the site itself connects, without the password."""
        self.connection.ensure_connection()
        return make_conninfo(**self.connection.connection.info.get_parameters())

    def _program(self, name: str) -> str:
        """Return the path of a client program that is not older than the server."""
        path = shutil.which(name, path=settings.PG_BIN or None)
        wanted = f"Install the client programs of PostgreSQL {self._server()} or newer, or name "
        wanted += "their folder in PG_BIN."
        if path is None:
            raise Refused(f"{name} is not here. {wanted}")
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"\) (\d+)", said.stdout)
        if version is None or int(version[1]) < self._server():
            raise Refused(f"{path} is {said.stdout.strip() or 'broken'}. {wanted}")
        return path

    def _run(self, name: str, *arguments: str, connect: bool = True) -> None:
        command = [self._program(name), "--no-password", *arguments]
        if connect:
            command.append(f"--dbname={self._conninfo()}")
        password = self.connection.connection.info.password
        environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
        done = subprocess.run(
            command,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
            raise Refused(f"{name} failed. {' '.join(lines[:2]) or done.stderr.strip()[-300:]}")
