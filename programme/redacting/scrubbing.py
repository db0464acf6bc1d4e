"""What databases keep of rows that are gone: written over, after the transaction."""

import logging
from collections.abc import Iterable

from django.db import DatabaseError, connection

logger = logging.getLogger("sahel")


def scrub(names: Iterable[str]) -> bool:
    """Have the database file, or these tables, written anew without what was deleted.

    Say whether that was done: not inside a transaction, nor while others hold the file.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for name in names:
                    cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(name)}")
                return True
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_pages) = cursor.fetchone()
            return not is_busy
    except DatabaseError as fault:
        logger.warning("What was purged is not yet written over: %s", type(fault).__name__)
        return False
