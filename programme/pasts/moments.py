"""A row and its parts as they stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programme.models import Evidence, Figure
from programme.models.wholes import PARTS
from programme.pasts.acts import Trace, acts_of, traces_of


@dataclass(frozen=True)
class Past:
    """History rows of a row and of the parts that it had; the keys of the rows it was linked to."""

    row: Any
    links: dict[str, list[int]]
    parts: dict[type[Any], list[Any]]


def past_of(model: type[Any], pk: int, moment: datetime | None = None) -> Past | None:
    """Return what stood there at a moment, or stands now; None where there was nothing.

    Of a row that was deleted by then: as it was when somebody deleted it.
    """
    traces = [t for t in traces_of(model, pk) if moment is None or t.at <= moment]
    own = [trace for trace in traces if trace.of == (model, pk)]
    if not own:
        return None
    ending = _ending(traces, own[0])
    latest: dict[tuple[type[Any], int], Trace] = {}
    for trace in traces:
        latest.setdefault(trace.of, trace)
    there = [trace for trace in latest.values() if trace.kind != "-" or trace in ending]
    wanted = [own[0], *_parts(there, model, pk)]
    # Deleting a row takes its links away before history looks.
    linked = next((trace for trace in own if trace.kind != "-"), None)
    rows = rows_of([*wanted, *filter(None, [linked])])
    parts = {
        part: sorted(
            (rows[trace] for trace in wanted[1:] if trace.model is part),
            key=lambda row: (row.position, row.id),
        )
        for part in PARTS.get(model, ())
    }
    return Past(rows[own[0]], rows[linked].linked if linked else {}, parts)


def rows_of(traces: Iterable[Trace]) -> dict[Trace, Any]:
    """Return whole history rows, each with its `linked`: a fixed number of queries a model."""
    found: dict[Trace, Any] = {}
    by_model: dict[type[Any], dict[int, Trace]] = {}
    for trace in traces:
        by_model.setdefault(trace.model, {})[trace.history_id] = trace
    for model, wanted in by_model.items():
        rows = model.history.model.objects.in_bulk(wanted)
        _bring_links(model, rows)
        found |= {wanted[key]: row for key, row in rows.items()}
    return found


def _bring_links(model: type[Any], rows: dict[int, Any]) -> None:
    """Set on history rows the keys of the rows they were linked to, by the name of the link."""
    for row in rows.values():
        row.linked = {}
    history: Any = model.history.model
    for link in history._history_m2m_fields:
        for row in rows.values():
            row.linked[link.name] = []
        kept = getattr(history, link.name).model.objects.filter(history__in=rows)
        to = f"{link.m2m_reverse_field_name()}_id"
        for key, other in kept.values_list("history_id", to):
            rows[key].linked[link.name].append(other)


def _ending(traces: list[Trace], last: Trace) -> list[Trace]:
    """What was deleted along with a row."""
    if last.kind != "-":
        return []
    act = next(act for act in acts_of(traces) if last in act.traces)
    return [trace for trace in act.traces if trace.kind == "-"]


def _parts(there: list[Trace], model: type[Any], pk: int) -> list[Trace]:
    """Keep what belongs to a row itself, and the receipts of its figures."""
    figures = {trace.id for trace in there if trace.model is Figure}
    if model is not Figure:
        figures = {trace.id for trace in there if trace.model is Figure and trace.owner == pk}
    return [
        trace
        for trace in there
        if trace.model is not model
        and (
            (trace.model is Evidence and trace.figure in figures)
            or (model is not Figure and trace.owner == pk)
        )
    ]
