"""To review and back: sending, taking back, returning with reasons."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.models import Publishable, Remark, Status
from programme.workflow import letters
from programme.workflow.acting import hold, kept, locked
from programme.workflow.checklist import hold_complete
from programme.workflow.colleagues import RETURNED, SENT, TAKEN_BACK
from programme.workflow.refusals import NotReady


@transaction.atomic
def submit(row: Publishable, by: Any, words: str = "") -> Any:
    """Send a draft to review; `words` are for whoever reviews it."""
    current = locked(row)
    hold("submit", current, by)
    hold_complete(current)
    current.status, current.submitted_at, current.submitted_by = Status.REVIEW, timezone.now(), by
    Remark.objects.about(current).unsettled().update(settled_at=timezone.now())
    remark(current, by, words, kind=Remark.Kind.SENT)
    letters.tell(letters.ASKED, current, by, words)
    return kept(current, SENT, by)


@transaction.atomic
def take_back(row: Publishable, by: Any) -> Any:
    """Take what one sent back from review, to go on writing."""
    current = locked(row)
    hold("take_back", current, by)
    current.status = Status.DRAFT
    return kept(current, TAKEN_BACK, by)


@transaction.atomic
def give_back(
    row: Publishable, by: Any, words: str = "", remarks: Iterable[tuple[str, str]] = ()
) -> Any:
    """Return what is in review to its writer, with a reason: in words, or (field, words) each."""
    current = locked(row)
    hold("give_back", current, by)
    said = _said(remarks)
    waits = Remark.objects.about(current).unsettled().filter(kind=Remark.Kind.COMMENT)
    if not words.strip() and not said and not waits.exists():
        raise NotReady(_("Say why it is returned, or comment on a field."))
    for field, text in said:
        remark(current, by, text, field=field)
    remark(current, by, words, kind=Remark.Kind.RETURNED)
    letters.tell(letters.RETURNED, current, by, words)
    current.status = Status.DRAFT
    return kept(current, RETURNED, by)


@transaction.atomic
def comment(
    row: Publishable, by: Any, words: str = "", remarks: Iterable[tuple[str, str]] = ()
) -> Any:
    """Say something of what is in review, whole or (field, words) each; it stays there."""
    current = locked(row)
    hold("give_back", current, by)
    said = _said([("", words), *remarks])
    if not said:
        raise NotReady(_("Write a comment on the whole, or on a field."))
    for field, text in said:
        remark(current, by, text, field=field)
    letters.tell(letters.COMMENTED, current, by, words)
    return current


def _said(remarks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(field, text.strip()) for field, text in remarks if text.strip()]


def remark(
    row: Publishable, by: Any, words: str, *, field: str = "", kind: str = Remark.Kind.COMMENT
) -> Remark:
    """Keep what somebody says of a row, or of one of its fields."""
    about = {"noun": str(row._meta.model_name), "object_id": row.pk}
    return Remark.objects.create(**about, by=by, words=words.strip(), field=field, kind=kind)
