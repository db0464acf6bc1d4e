"""What a row needs before it can be public."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models import Donor, PageText, Publishable, Report, Result
from programme.workflow.refusals import NotReady

Test = tuple[str, Any, Callable[[Any], bool]]  # field, what it is called, whether it is there

CHECKLISTS: dict[type[Publishable], list[Test]] = {
    Result: [
        ("title", gettext_lazy("a title"), lambda row: bool(row.shown("title"))),
        ("statement", gettext_lazy("its words"), lambda row: bool(row.shown("statement"))),
        ("places", gettext_lazy("a place"), lambda row: bool(row.places.all())),
        ("themes", gettext_lazy("a theme"), lambda row: bool(row.themes.all())),
        ("level", gettext_lazy("a level"), lambda row: bool(row.level)),
    ],
    Report: [
        ("title", gettext_lazy("a title"), lambda row: bool(row.shown("title"))),
        ("editions", gettext_lazy("an edition"), lambda row: bool(row.editions.all())),
    ],
    Donor: [("name", gettext_lazy("a name"), lambda row: bool(row.shown("name")))],
    PageText: [("title", gettext_lazy("a heading"), lambda row: bool(row.shown("title")))],
}
# What the checklists look at, to be brought along where they are read for many rows.
LOOKED_AT: dict[type[Publishable], tuple[str, ...]] = {
    Result: ("places", "themes"),
    Report: ("editions",),
}


def checked(row: Publishable) -> list[tuple[str, str, bool]]:
    """List (field, what it is called, whether it is there) of what publishing needs."""
    return [(field, str(what), is_there(row)) for field, what, is_there in CHECKLISTS[type(row)]]


def lacks(row: Publishable) -> list[tuple[str, str]]:
    """List (field, what it is called) of what a row still lacks to be published."""
    return [(field, what) for field, what, is_there in checked(row) if not is_there]


def lacking(row: Publishable) -> list[str]:
    """Name what a row still lacks to be published."""
    return [what for _field, what in lacks(row)]


def hold_complete(row: Publishable) -> None:
    """Raise NotReady where a row lacks what it needs to be public."""
    if without := lacks(row):
        names = ", ".join(what for _field, what in without)
        raise NotReady(_("It lacks: %(what)s.") % {"what": names}, without)
