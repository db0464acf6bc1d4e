"""Whether the database could not be asked, or was asked nonsense."""

from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.sqlite3.base import DatabaseWrapper

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
