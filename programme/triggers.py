"""What the tables need beyond columns: version triggers, search indexes, planner statistics."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections

VERSION = "programme_contentversion"
ENTRY = "programme_searchentry"
FTS = "programme_search_fts"
LEFT_ALONE = {
    "contentversion",
    "searchentry",
    "account",
    "auditrecord",
    "remark",
    "previewlink",
    "gaterule",
    "allowedwords",
    "resolution",
}

BUMP_FUNCTION = """CREATE OR REPLACE FUNCTION programme_content_changed() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN INSERT INTO programme_contentversion(n) VALUES (1); RETURN NULL;
END $$"""
BUMP_POSTGRESQL = """CREATE OR REPLACE TRIGGER content_changed
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION programme_content_changed()"""
# Each change appends a row on PostgreSQL, where writers would wait for one another at a single one.
FOLD = f"""WITH gone AS (DELETE FROM {VERSION} RETURNING n)
INSERT INTO {VERSION}(n) SELECT sum(n) FROM gone HAVING count(*) > 0"""
BUMP_SQLITE = """CREATE TRIGGER IF NOT EXISTS content_changed_{table}_{event}
AFTER {event} ON {table} BEGIN UPDATE programme_contentversion SET n = n + 1 WHERE id = 1; END"""

# FTS5's `ascii` tokenizer keeps every letter beyond ASCII: our tokens stay exactly as we cut them.
SEARCHED = ("title", "words", "own")
FTS_TABLE = f"""CREATE VIRTUAL TABLE {FTS} USING fts5(title, words, own,
content='{ENTRY}', content_rowid='id', tokenize='ascii')"""
REBUILD_FTS = f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')"
_ADD = f"INSERT INTO {FTS}(rowid, title, words, own) VALUES (new.id, new.title, new.words, new.own)"
_REMOVE = f"""INSERT INTO {FTS}({FTS}, rowid, title, words, own)
VALUES ('delete', old.id, old.title, old.words, old.own)"""
FTS_TRIGGERS = {
    "search_insert": f"AFTER INSERT ON {ENTRY} BEGIN {_ADD}; END",
    "search_delete": f"AFTER DELETE ON {ENTRY} BEGIN {_REMOVE}; END",
    "search_update": f"AFTER UPDATE ON {ENTRY} BEGIN {_REMOVE}; {_ADD}; END",
}
TSVECTOR = f"""ALTER TABLE {ENTRY} ADD COLUMN IF NOT EXISTS {{column}}_tsv tsvector
GENERATED ALWAYS AS (array_to_tsvector(string_to_array({{column}}, ' '))) STORED"""
GIN = (
    f"CREATE INDEX IF NOT EXISTS programme_search_{{column}} ON {ENTRY} USING gin ({{column}}_tsv)"
)


def content_tables() -> list[str]:
    """Name every table whose rows a reader could see, links between rows included."""
    return [
        model._meta.db_table
        for model in apps.get_app_config("programme").get_models(include_auto_created=True)
        if not (model._meta.model_name or "").startswith("historical")
        and model._meta.model_name not in LEFT_ALONE
    ]


def install(using: str = "default", **_kwargs: Any) -> None:
    """Create all triggers and search columns that are absent, and one version row."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if not {VERSION, ENTRY} <= present:
            return
        for statement in _statements(connection.vendor, present):
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT OR IGNORE INTO {VERSION}(id, n) VALUES (1, 0)")
            cursor.execute(f"UPDATE {VERSION} SET n = n + 1 WHERE id = 1")
        else:
            cursor.execute(f"INSERT INTO {VERSION}(n) VALUES (1)")
            cursor.execute(FOLD)
        columns = connection.introspection.get_table_description(cursor, ENTRY)
        if {column.name for column in columns}.issuperset(SEARCHED):
            _install_search(connection.vendor, cursor)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


def _statements(vendor: str, present: set[str]) -> Iterator[str]:
    tables = [table for table in content_tables() if table in present]
    if vendor == "sqlite":
        for table in tables:
            for event in ("INSERT", "UPDATE", "DELETE"):
                yield BUMP_SQLITE.format(table=table, event=event)
    else:
        yield BUMP_FUNCTION
        for table in tables:
            yield BUMP_POSTGRESQL.format(table=table)


def _install_search(vendor: str, cursor: Any) -> None:
    """Create the search index; one of other columns, by another version of the site, goes."""
    if vendor != "sqlite":
        for column in SEARCHED:
            cursor.execute(TSVECTOR.format(column=column))
            cursor.execute(GIN.format(column=column))
        return
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [FTS])
    made = cursor.fetchone()
    if made is None or made[0] != FTS_TABLE:
        for name in FTS_TRIGGERS:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        cursor.execute(f"DROP TABLE IF EXISTS {FTS}")
        cursor.execute(FTS_TABLE)
    for name, body in FTS_TRIGGERS.items():
        cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
    cursor.execute(REBUILD_FTS)


def rebuild_index(using: str = "default") -> None:
    """Write SQLite's index anew: what it had to forget stands in it until then."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute(REBUILD_FTS)


def uninstall(using: str = "default", **_kwargs: Any) -> None:
    """Take the triggers off before a migration: SQLite remakes tables and loses or breaks them."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND (name LIKE 'content_changed_%' OR name LIKE 'search_%')"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def analyze(using: str = "default") -> None:
    """Tell the planner of many new rows; it is slow where it takes full tables for empty ones.

    The content's own tables alone: the server's shared ones may be locked by others.
    """
    tables = ", ".join([*content_tables(), ENTRY])
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(f"ANALYZE {tables}")
        else:
            cursor.execute("PRAGMA optimize")


def missing(using: str = "default") -> list[str]:
    """Name the existing tables whose changes nothing would notice."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            wanted = dict.fromkeys(content_tables(), 3) | {ENTRY: 3}
        else:
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal"
            )
            wanted = dict.fromkeys(content_tables(), 1)
        have: dict[str, int] = {}
        for _name, table in cursor.fetchall():
            have[table] = have.get(table, 0) + 1
        no_row = VERSION in present and not _has_version(cursor)
    lacking = [t for t, n in wanted.items() if t in present and have.get(t, 0) < n]
    return [*lacking, VERSION] if no_row else lacking


def _has_version(cursor: Any) -> bool:
    """Say whether there is a row to count in; on SQLite the triggers move that one row."""
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {VERSION})")
    return bool(cursor.fetchone()[0])
