"""One history row for one edit, its links to other rows included."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save


def remember(row: Any, reason: str, *, created: bool = False) -> None:
    """Have a saved row written to its history as it is now, links included."""
    row._change_reason = reason
    post_save.send(
        sender=type(row),
        instance=row,
        created=created,
        raw=False,
        using="default",
        update_fields=None,
    )
    row._change_reason = None  # it says why of this save alone


@contextmanager
def one_history_row(row: Any, reason: str = "", *, created: bool = False) -> Iterator[None]:
    """Collect all saves and link changes of a row inside the block into one history row.

    Without it each change of a link writes a row of its own, of columns not yet saved.
    """
    row.skip_history_when_saving = True
    try:
        yield
    finally:
        del row.skip_history_when_saving
    remember(row, reason, created=created)
