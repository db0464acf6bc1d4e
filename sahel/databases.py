"""Whether the database could not be asked, or was asked nonsense; reading from one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from sahel import purges

# SQLite has one kind of error for a busy file and for a wrong statement.
SQLITE_IS_AWAY = ("locked", "busy", "unable to open", "disk")


def is_away(exception: Exception) -> bool:
    """Say whether the database could not be asked, rather than was asked nonsense."""
    if isinstance(exception, OperationalError) and connection.vendor == "sqlite":
        return any(word in str(exception) for word in SQLITE_IS_AWAY)
    return isinstance(exception, OperationalError | InterfaceError)


def take_json_for_granted() -> None:
    """Keep Django from asking SQLite whether it knows JSON, as each one that we run on does.

    It asks in a writing transaction, on the first page that needs it: where the file is locked
    just then, that page waits, and the process believes for good that there is no JSON.
    """
    features: Any = DatabaseWrapper.features_class
    features.supports_json_field = True


_one_moment: ContextVar[str | None] = ContextVar("one_moment", default=None)
_mark: ContextVar[str | None] = ContextVar("mark", default=None)


class FromOneMoment:
    """A database router: inside `one_moment` every query goes to the connection for reading."""

    def db_for_read(self, *_args: Any, **_hints: Any) -> str | None:
        return _one_moment.get()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the content as it stands now, whatever is written meanwhile; nobody waits for it.

    No generator may yield inside: what runs between would read this moment too.
    """
    before = _one_moment.set(settings.EXPORT_DB)
    mark = _mark.set(mark_of_moment())
    try:
        with transaction.atomic(using=settings.EXPORT_DB):
            yield
    finally:
        _one_moment.reset(before)
        _mark.reset(mark)


def mark_of_moment() -> str:
    """Return the mark (sahel/purges.py) that stood before anything of this moment was read."""
    mark = _mark.get()
    return purges.mark() if mark is None else mark
