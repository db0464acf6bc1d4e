"""Writes what was confirmed, all of it or nothing: of what is public into its draft."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from programme import workflow
from programme.exchange.arriving import Arrival, Kind, Plan, planned
from programme.exchange.incoming import Delivery
from programme.models import Figure, Result, Stale, Translation, Worded
from programme.models.remembering import one_history_row
from programme.models.translations import RANKS


@dataclass
class Outcome:
    """What was done: texts written, asked about and left as they were, refused; rows changed.

    `later` are texts for which there was no room this time.
    """

    language: str
    written: list[Arrival]
    left: list[Arrival]
    refused: list[Arrival]
    rows: list[Any]
    later: list[Arrival]


@transaction.atomic
def carry_out(
    delivery: Delivery,
    by: Any,
    *,
    seen: str,
    takes: Callable[[Arrival], bool],
    origin: str,
) -> Outcome:
    """Write what the plan with the print `seen` showed; `takes` answers for what it asked.

    Each text has an account of what it was made from; what is public is written into its draft.
    Raises Stale, with nothing written, where anything that was shown is different by now.
    """
    plan = planned(delivery, by, lock=True)
    if plan.seen != seen:
        raise Stale
    taken = [arrival for arrival in plan.asked if takes(arrival)]
    written = [*plan.changes, *taken]
    left = [arrival for arrival in plan.asked if arrival not in taken]
    changed = []
    for arrivals in _by_row(written):
        row = arrivals[0].row
        target = workflow.translate(row, by)
        _write(target, arrivals, _covered(plan, row), delivery.language, origin)
        changed.append(target)
    _save_wholes(changed)
    return Outcome(delivery.language, written, left, plan.refused, changed, plan.later)


def _by_row(arrivals: Iterable[Arrival]) -> list[list[Arrival]]:
    found: dict[tuple[str, int], list[Arrival]] = {}
    for arrival in arrivals:
        key = (arrival.row._meta.label, arrival.row.pk)
        found.setdefault(key, []).append(arrival)
    return list(found.values())


def _covered(plan: Plan, row: Any) -> set[str]:
    """The fields of a row whose text in the file is the one that stands here already."""
    return {one.field for one in plan.same if one.row is row and one.is_same}


def _write(
    row: Any, arrivals: list[Arrival], covered: set[str], language: str, origin: str
) -> None:
    before = row.translation(language) or Translation()
    texts = [arrival for arrival in arrivals if arrival.kind != Kind.CONFIRMED]
    with one_history_row(row, _("Imported translation")):
        if texts:
            for arrival in texts:
                setattr(row, f"{arrival.field}_{language}", arrival.theirs)
            row.save()
        record = _record(before, arrivals, texts, origin)
        if _others(row, language, {*covered, *(arrival.field for arrival in arrivals)}):
            record = replace(record, origin=min(before.origin, record.origin, key=RANKS.index))
        # A save of its own: with the texts, a record that is as it was would be written anew.
        if row.translations.get(language) != record.as_json():
            row.translations = {**row.translations, language: record.as_json()}
            row.save()


def _record(
    before: Translation, arrivals: list[Arrival], texts: list[Arrival], origin: str
) -> Translation:
    made_from = {arrival.field: arrival.made_from for arrival in arrivals}
    if not texts:
        return before.confirmed({**before.made_from, **made_from})
    return replace(before.made_anew(made_from, set()), origin=origin)


def _others(row: Worded, language: str, fields: set[str]) -> bool:
    """Say whether a row has texts in this language that the file does not bring."""
    return any(row.text(name, language) for name in row.to_translate() if name not in fields)


def _save_wholes(rows: list[Any]) -> None:
    """Save the rows that a changed part stands on: whatever changes a part changes its page."""
    saved = {row.pk for row in rows if isinstance(row, Result)}
    wholes = {row.result.pk: row.result for row in rows if isinstance(row, Figure) and row.result}
    for key, whole in wholes.items():
        if key not in saved:
            with one_history_row(whole, _("Imported translation")):
                whole.save()
