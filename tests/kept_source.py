"""The source content as `load_source` leaves it: loaded once a run, then put back row by row."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from programme import triggers
from programme.models import ContentVersion, Donor, Place, Report, Result, Source, Theme

KEPT: dict[type, list[tuple[object, ...]]] = {}  # by model


def put_in():
    """Fill the database of a test with the source content, with its history and search."""
    if any(model._base_manager.exists() for model in (Donor, Place, Report, Result, Source, Theme)):
        call_command("load_source", verbosity=0)
    elif KEPT:
        with transaction.atomic():  # some rows point to later ones
            for model, rows in KEPT.items():
                _write(model, rows)
        triggers.analyze()
    else:
        before = _rows()
        call_command("load_source", verbosity=0)
        KEPT.update(_new(before, _rows()))


def _new(before, after):
    """What the command wrote, by model; what counts changes counts them anew."""
    changed = [model for model in after if after[model] != before[model]]
    changed.remove(ContentVersion)
    assert not [model for model in changed if before[model]], "it changed rows that were there"
    return {model: after[model] for model in changed}


def _rows():
    return {model: _read(model) for model in apps.get_models(include_auto_created=True)}


def _names(model):
    """The names of its table and columns, as SQL."""
    quoted = connection.ops.quote_name
    columns = ",".join(quoted(field.column) for field in model._meta.local_concrete_fields)
    return quoted(model._meta.db_table), columns


def _read(model):
    table, columns = _names(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT to_json(t)::text FROM (SELECT {columns} FROM {table}) t")  # noqa: S608 - our own names
        else:
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - our own names
        return cursor.fetchall()


def _write(model, rows):
    table, columns = _names(model)
    into = f"INSERT INTO {table} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            typed = f"{into} SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608
            cursor.execute(typed, ["[" + ",".join(text for (text,) in rows) + "]"])
        else:
            cursor.executemany(f"{into} VALUES ({','.join(['%s'] * len(rows[0]))})", rows)
