"""Words put into every column of every table, and looked for in all that a database keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import JSONField, SlugField, URLField

from programme.models import (
    Account,
    AuditRecord,
    Change,
    Contribution,
    Edition,
    Evidence,
    Figure,
    OldAddress,
    PreviewLink,
    Remark,
    Resolution,
    Source,
)
from programme.redacting.columns import tables
from tests.factories import (
    a_donor,
    a_page_text,
    a_place,
    a_report,
    a_result,
    a_theme,
)
from tests.pdfs import a_pdf, stream

NAME = "Zubrowka Quennevilo"
SHORT = "qzx"  # for columns that hold little
TYPED = ["zubrowka  QUENNEVILO", SHORT]
SPELLINGS = (b"zubrowka", b"quennevilo", SHORT.encode())
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
whole = pytest.mark.django_db(transaction=True)


def a_named_pdf(name=NAME):
    return a_pdf(content=stream(b"BT /F1 12 Tf 72 720 Td (It was %s.) Tj ET" % name.encode()))


def one_of_each():
    """A row in every table, and in every history."""
    result = a_result(places=[a_place()], themes=[a_theme()], statement_en="Said.")
    report, donor = a_report(), a_donor()
    a_page_text()
    source = Source.objects.create(slug="page", title_en="Page")
    figure = Figure.objects.create(result=result, value=3, label_en="laws")
    Evidence.objects.create(figure=figure, source=source)
    Edition.objects.create(report=report, language="en")
    Contribution.objects.create(donor=donor, amount=1, currency="EUR", year=2016)
    a_result("draft", replaces=result, replaces_revision=1)
    about = {"noun": "result", "object_id": result.pk}
    OldAddress.objects.create(slug="old", **about)
    Change.objects.create(kind="corrected", at=LONG_AGO, **about)
    Remark.objects.create(**about)
    Resolution.objects.create(rule="children", words="x", reason="x", **about)
    PreviewLink.objects.create(ends_at=LONG_AGO, **about)
    AuditRecord.objects.record(AuditRecord.Kind.EXPORTED)
    user = User.objects.create_user("somebody")
    Account.objects.create(user=user)
    LogEntry.objects.create(user=user, action_flag=CHANGE, object_repr="x")
    return result


def words_for(field, number):
    """Words that fit into a column, the name among them."""
    if isinstance(field, JSONField):
        return {"en": [f"Of {NAME}."], "fr": {"made_from": {"title": NAME, "origin": 5}}}
    if isinstance(field, SlugField):
        return f"of-zubrowka-quennevilo-{number}"
    if isinstance(field, URLField):
        return f"https://example.org/{NAME.replace(' ', '%20')}"
    if field.unique:
        return f"Of {NAME} {number}."
    return f"Of {NAME}." if (field.max_length or 99) > 25 else SHORT


def fill_every_column():
    """Put the words into every text and JSON column that there is; say where."""
    filled, number = set(), 0
    for table in tables():
        for row in table.rows():
            number += 1
            fields = {n: f for n, f in table.fields.items() if (f.max_length or 99) >= len(SHORT)}
            values = {name: words_for(field, number) for name, field in fields.items()}
            table.rows().filter(pk=row.pk).update(**values)
            filled |= {(table.model._meta.db_table, name) for name in values}
    return filled


def holding(spellings=SPELLINGS):
    """Every (table, column) of the whole database in which a spelling stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table that there is
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if name == "session_data":  # packed: any three letters may stand there
                        value = SessionStore().decode(value)
                    raw = value if isinstance(value, bytes | memoryview) else str(value).encode()
                    if any(each in bytes(raw).lower() for each in spellings):
                        found.add((table, name))
    return found


def bytes_of_the_database():
    """All that the database keeps of this site on disk, what it has deleted included."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            (folder,) = cursor.fetchone()
            cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            paths = list(Path(folder, "base", str(cursor.fetchone()[0])).iterdir())
    else:
        path = Path(connection.settings_dict["NAME"])
        paths = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-journal")]
    return b"".join(path.read_bytes() for path in paths if path.exists()).lower()


def address_of(row):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/change/"
