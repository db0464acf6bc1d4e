"""Every row of a database → one count and one digest a table, the same wherever it is restored."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Protocol, TypedDict

from django.apps import apps
from django.db.models import FileField

from programme.triggers import FTS, VERSION

# `migrate` fills these in an empty database; rows here are nobody's work.
MADE_BY_MIGRATE = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "programme_allowedwords",
    "programme_gaterule",
    VERSION,
}


class Rows(TypedDict):
    """What is known of a table."""

    rows: int
    sha256: str


class Database(Protocol):
    """A database that can be read at one moment."""

    # Selects (table, column) of all tables.
    COLUMNS: str

    def query(self, sql: str) -> Iterable[tuple[Any, ...]]: ...

    def rows(self, table: str) -> Iterator[bytes]:
        """Give each row, all its values in one text."""
        ...


def columns(database: Database) -> dict[str, set[str]]:
    """Return the columns of each table."""
    found: dict[str, set[str]] = {}
    for table, column in database.query(database.COLUMNS):
        found.setdefault(table, set()).add(column)
    return found


def digests(database: Database) -> dict[str, Rows]:
    """Return the digest of every table."""
    return {table: digest(database.rows(table)) for table in sorted(columns(database))}


def digest(rows: Iterable[bytes]) -> Rows:
    """Count rows and add up their SHA-256: the order, which collations differ on, is no matter."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(sha256(row).digest())
    return Rows(rows=count, sha256=f"{total % 2**256:064x}")


def differing(database: Database, wanted: dict[str, Rows]) -> list[str]:
    """Name the tables that are not, row by row, what was written down."""
    found = digests(database)
    return sorted(
        name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)
    )


def migrations(database: Database) -> list[str]:
    """Name every migration that this database has had; none where there was never one."""
    if "django_migrations" not in columns(database):
        return []
    return sorted(
        f"{app}.{name}" for app, name in database.query("SELECT app, name FROM django_migrations")
    )


def named_files(database: Database) -> list[str]:
    """Return the path of every file that a row names."""
    present = columns(database)
    found: set[str] = set()
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.column in present.get(table, ()):
                sql = f'SELECT "{field.column}" FROM "{table}" WHERE "{field.column}" <> \'\''
                found |= {name for (name,) in database.query(sql)}
    return sorted(found)


def in_the_way(database: Database, coming: Iterable[str]) -> str:
    """Name a table that a restore would harm: it has rows, or is unknown to the backup; or ""."""
    for table in sorted(columns(database)):
        if table not in set(coming):
            return table
        made = table in MADE_BY_MIGRATE or table.startswith(FTS)
        if not made and list(database.query(f'SELECT 1 FROM "{table}" LIMIT 1')):
            return table
    return ""
