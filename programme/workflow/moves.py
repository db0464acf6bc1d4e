"""The moves between states: from where, and with which right."""

from typing import Any, NamedTuple

from django.contrib.auth import get_permission_codename
from django.utils import timezone

from programme.models import Publishable, Status

LATER = "scheduled"  # published, from a time that is still to come
DRAFT, REVIEW, PUBLISHED, WITHDRAWN = (str(status) for status in Status)

TRANSLATE = ("change", "translate")  # rights of which one is needed to write translations


class Move(NamedTuple):
    """One way on: the states it starts from, and the rights of which one is needed.

    `of_drafts` says whether a draft of something public can make it: None for both kinds of rows.
    """

    starts: tuple[str, ...]
    rights: tuple[str, ...]
    of_drafts: bool | None = None


MOVES: dict[str, Move] = {
    "submit": Move((DRAFT,), TRANSLATE),
    "take_back": Move((REVIEW,), TRANSLATE),
    "give_back": Move((REVIEW,), ("review", "publish")),
    "publish": Move((DRAFT, REVIEW), ("review", "publish")),
    "edit": Move((PUBLISHED, LATER), ("change",), of_drafts=False),
    "discard": Move((DRAFT,), ("change",), of_drafts=True),
    "withdraw": Move((PUBLISHED, LATER), ("review", "publish"), of_drafts=False),
    "protect": Move((PUBLISHED, LATER, WITHDRAWN), ("publish",), of_drafts=False),
    "reopen": Move((WITHDRAWN,), ("review", "publish"), of_drafts=False),
    "change_address": Move((PUBLISHED, LATER), ("review", "publish"), of_drafts=False),
}


def state_of(row: Publishable) -> str:
    """Return where a row stands: its status, or LATER while its time has not come."""
    is_later = row.publish_from is not None and row.publish_from > timezone.now()
    return LATER if row.status == Status.PUBLISHED and is_later else str(row.status)


def has_right(by: Any, row: Publishable | type[Publishable], right: str) -> bool:
    """Say whether a person has a right on a noun; nobody (None) is the system, which has all."""
    codename = get_permission_codename(right, row._meta)
    return by is None or bool(by.has_perm(f"{row._meta.app_label}.{codename}"))


def starts_here(name: str, row: Publishable) -> bool:
    """Say whether a move can start from where a row stands, whoever asks."""
    move = MOVES[name]
    kind_fits = move.of_drafts in (None, row.replaces_id is not None)
    was_public = name == "protect" and row.withdrawn_at is not None and row.replaces_id is None
    return kind_fits and (state_of(row) in move.starts or was_public)


def may(by: Any, name: str, row: Publishable, also: tuple[str, ...] = ()) -> bool:
    """Say whether a person may make a move with a row as it stands; `also` are more rights to."""
    if not starts_here(name, row):
        return False
    if name == "take_back" and by is not None and row.submitted_by_id != by.pk:
        return False
    rights = (*MOVES[name].rights, *also)
    if name == "submit" and row.replaces_id is None:
        rights = ("change",)  # what is new is its writer’s to send; translators have drafts alone
    if (row.replaces or row).is_protected and "review" in rights:
        rights = ("publish",)  # what was removed to protect people is no editor's alone
    return any(has_right(by, row, right) for right in rights)


def possible(by: Any, row: Publishable) -> list[str]:
    """List the moves that a person may make with a row as it stands."""
    return [name for name in MOVES if may(by, name, row)]
