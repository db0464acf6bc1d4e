"""Nouns and their parts: which each has, how a part names its whole; the draft of a noun."""

from typing import Any

from django.db.models import Q

from programme.models.donors import Contribution, Donor
from programme.models.evidence import Evidence
from programme.models.figures import Figure
from programme.models.publishing import Publishable
from programme.models.reports import Edition, Report
from programme.models.results import Result

# The parts of each noun with the ways from a part to it: its own field, then by another part.
# Figures stand before the receipts that may be theirs.
PARTS: dict[type[Any], dict[type[Any], tuple[str, ...]]] = {
    Result: {Figure: ("result",), Evidence: ("result", "figure__result")},
    Report: {Edition: ("report",)},
    Donor: {Contribution: ("donor",)},
    Figure: {Evidence: ("figure",)},
}


def parts_of_kind(row: Any, kind: type[Any]) -> Any:
    """Return the parts of one kind that a row has, in their order."""
    mine = Q()
    for way in PARTS[type(row)][kind]:
        mine |= Q(**{way: row})  # the row, not its key: None would be the programme's own
    return kind.objects.filter(mine).in_order()


def parts_of(row: Publishable) -> list[Any]:
    """List the parts of a row: figures before the receipts that speak for them."""
    return [part for kind in PARTS.get(type(row), ()) for part in parts_of_kind(row, kind)]


def draft_of(row: Any) -> Any:
    """Return the draft of something public, or None."""
    return type(row)._base_manager.filter(replaces=row).first()
