"""What databases keep of rows that are gone: written over, after the transaction."""

import logging
import re
import time
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection

TRIES, PAUSE = 4, 0.5  # seconds between them
_NUMBER = re.compile(r"\d+")
logger = logging.getLogger("sahel")


def scrub(names: Iterable[str]) -> bool:
    """Have the database file, or these tables, written anew without what was deleted.

    Say whether that was done: not inside a transaction, nor while others hold the file, or read
    from a moment before for longer than this waits.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                done = [_written_anew(cursor, name) for name in names]
                return all(done)
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_pages) = cursor.fetchone()
            return not is_busy
    except DatabaseError as fault:
        logger.warning("What was purged is not yet written over: %s", type(fault).__name__)
        return False


def _written_anew(cursor: Any, name: str) -> bool:
    """Write a table of PostgreSQL anew; say whether it is without all that was deleted.

    Rows that somebody still reads from a moment before are carried along: the answer counts them.
    The plain VACUUM goes first, for it asks this database alone: writing anew also carries what is
    younger than a transaction of any other database of the server.
    """
    carried: list[str] = []
    table = connection.ops.quote_name(name)

    def hear(told: Any) -> None:
        carried.extend(_NUMBER.findall(told.message_detail or "")[:1])

    opened = cursor.connection
    opened.add_notice_handler(hear)
    try:
        for _try in range(TRIES):
            carried.clear()
            cursor.execute(f"VACUUM {table}")
            cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
            if not any(map(int, carried)):
                return True
            time.sleep(PAUSE)
    finally:
        opened.remove_notice_handler(hear)
    return False
