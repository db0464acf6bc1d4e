"""Publish and withdraw: the only writer of status."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from programme.models import Donor, PageText, Publishable, Report, Result, Stale, Status
from programme.models.remembering import one_history_row

Test = tuple[str, Any, Callable[[Any], bool]]  # field, what it is called, whether it is there

CHECKLISTS: dict[type[Publishable], list[Test]] = {
    Result: [
        ("title", gettext_lazy("a title"), lambda row: bool(row.shown("title"))),
        ("statement", gettext_lazy("its words"), lambda row: bool(row.shown("statement"))),
        ("places", gettext_lazy("a place"), lambda row: row.places.exists()),
        ("themes", gettext_lazy("a theme"), lambda row: row.themes.exists()),
        ("level", gettext_lazy("a level"), lambda row: bool(row.level)),
    ],
    Report: [
        ("title", gettext_lazy("a title"), lambda row: bool(row.shown("title"))),
        ("editions", gettext_lazy("an edition"), lambda row: row.editions.exists()),
    ],
    Donor: [("name", gettext_lazy("a name"), lambda row: bool(row.shown("name")))],
    PageText: [("title", gettext_lazy("a heading"), lambda row: bool(row.shown("title")))],
}


# What the checklists look at, to be brought along where they are read for many rows.
LOOKED_AT: dict[type[Publishable], tuple[str, ...]] = {
    Result: ("places", "themes"),
    Report: ("editions",),
}


class NotReady(Exception):
    """This row can't be published or withdrawn now; the message says why, for its editor.

    `lacks` lists (field, what it is called) of what is missing.
    """

    def __init__(self, words: str, lacks: list[tuple[str, str]] | None = None) -> None:
        super().__init__(words)
        self.lacks = lacks or []


def lacks(row: Publishable) -> list[tuple[str, str]]:
    """List (field, what it is called) of what a row still lacks to be published."""
    tests = CHECKLISTS[type(row)]
    return [(field, str(what)) for field, what, is_there in tests if not is_there(row)]


def lacking(row: Publishable) -> list[str]:
    """Name what a row still lacks to be published."""
    return [what for _field, what in lacks(row)]


def keep_whole(row: Publishable) -> None:
    """Refuse a saved change by which something public would lack what it needs. Raises NotReady."""
    if row.status == Status.PUBLISHED and (without := lacks(row)):
        words = _("This is public and would lack: %(what)s. Withdraw it first, or fill it in.")
        raise NotReady(words % {"what": ", ".join(what for _field, what in without)}, without)


@transaction.atomic
def publish(row: Publishable, reason: str = "") -> Publishable:
    """Make a row public from now on.

    Raises NotReady where the checklist or the state forbids it, and Stale where somebody else
    saved it meanwhile.
    """
    current = _locked(row)
    if current.replaces is not None:
        raise NotReady(_("A draft of something public is not published itself."))
    if current.status == Status.PUBLISHED:
        raise NotReady(_("It is public already."))
    if without := lacks(current):
        names = ", ".join(what for _field, what in without)
        raise NotReady(_("It lacks: %(what)s.") % {"what": names}, without)
    current.publish_from = timezone.now()
    return _moved(current, Status.PUBLISHED, reason or gettext_noop("published"))


@transaction.atomic
def withdraw(row: Publishable, reason: str = "") -> Publishable:
    """Take a public row back: its address answers 410 from the next request on.

    One that was to be public later becomes a draft again: its address never was there.
    Raises NotReady where it is neither, and Stale where somebody else saved it meanwhile.
    """
    current = _locked(row)
    if current.status != Status.PUBLISHED:
        raise NotReady(_("It is not public."))
    if current.publish_from and current.publish_from > timezone.now():
        current.publish_from = None
        early = gettext_noop("withdrawn before it was public")
        return _moved(current, Status.DRAFT, reason or early)
    return _moved(current, Status.WITHDRAWN, reason or gettext_noop("withdrawn"))


def _locked(row: Publishable) -> Publishable:
    current: Publishable = (
        type(row).objects.select_for_update().get(pk=row.pk)  # type: ignore[attr-defined]
    )
    if current.revision != row.revision:
        raise Stale(row.pk)
    return current


def _moved(row: Publishable, status: Status, reason: str) -> Publishable:
    row.status = status
    with one_history_row(row, reason):
        row.save()
    return row
