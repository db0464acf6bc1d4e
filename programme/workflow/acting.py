"""What every move has in common: the row is locked, the right is asked for, one history row."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programme.models import Publishable, Stale
from programme.models.remembering import one_history_row
from programme.workflow.moves import may, starts_here
from programme.workflow.refusals import NotAllowed, NotReady

M = TypeVar("M", bound=Publishable)
LONGEST_REASON = 100  # characters that history keeps


def locked(row: M) -> M:
    """Read a row anew, for nobody else to change. Raises Stale where it was saved since."""
    current: M = (
        type(row)
        ._base_manager.select_for_update(of=("self",))
        .select_related("replaces")
        .get(pk=row.pk)
    )
    if current.revision != row.revision:
        raise Stale(row.pk)
    return current


def hold(name: str, row: Publishable, by: Any, also: tuple[str, ...] = ()) -> None:
    """Raise NotReady where a move can't start from here, NotAllowed where this person may not."""
    if not starts_here(name, row):
        state = row.get_status_display()
        raise NotReady(_("This can’t be done while it stands as “%(state)s”.") % {"state": state})
    if not may(by, name, row, also):
        raise NotAllowed(_("Your account may not do this."))


def kept(row: M, what: str, by: Any, words: str = "") -> M:
    """Save a row with one history row that says what was done, by whom and why."""
    if by is not None:
        row._history_user = by  # type: ignore[attr-defined]
    with one_history_row(row, f"{what}: {words}"[:LONGEST_REASON] if words else what):
        row.save()
    in_step(row)
    return row


def in_step(row: Publishable) -> None:
    """Have the draft of a row count as made from it as it is now: nothing that it says changed.

    Its own revision stays: whoever has the draft open loses nothing.
    """
    if row.replaces_id is None:
        drafts: QuerySet[Any] = QuerySet(type(row)).filter(replaces=row)
        drafts = drafts.filter(replaces_revision=row.revision - 1)
        drafts.update(slug=row.slug, replaces_revision=row.revision)
