"""Whether the database could not be asked, or was asked nonsense."""

from django.db import InterfaceError, OperationalError, connection

# SQLite has one kind of error for a busy file and for a wrong statement.
SQLITE_IS_AWAY = ("locked", "busy", "unable to open", "disk")


def is_away(exception: Exception) -> bool:
    """Say whether the database could not be asked, rather than was asked nonsense."""
    if isinstance(exception, OperationalError) and connection.vendor == "sqlite":
        return any(word in str(exception) for word in SQLITE_IS_AWAY)
    return isinstance(exception, OperationalError | InterfaceError)
