"""History rows of a row, its parts and its drafts → acts: what one person did in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value

from programme.models import PUBLISHED, Evidence, Figure
from programme.models.wholes import PARTS

AT_ONCE = timedelta(seconds=2)  # between two history rows of one save


class Trace(NamedTuple):
    """A history row without its content; `owner` is the row that a part belonged to.

    `figure` is the figure that a receipt spoke for. A draft's are told apart from the row's own.
    """

    model: type[Any]
    history_id: int
    id: int
    at: datetime
    kind: str
    who: int | None
    reason: str
    owner: int | None
    figure: int | None
    is_of_draft: bool = False

    @property
    def of(self) -> tuple[type[Any], int]:
        return self.model, self.id


@dataclass
class Act:
    """History rows that one person wrote in one go, the newest first."""

    traces: list[Trace] = field(default_factory=list)
    reason: str = ""

    @property
    def at(self) -> datetime:
        """The moment at which all of it had happened."""
        return self.traces[0].at

    @property
    def who(self) -> int | None:
        return self.traces[0].who

    def takes(self, trace: Trace) -> bool:
        """Say whether the next older history row belongs to this; no save writes a row twice."""
        if not self.traces:
            return True
        last = self.traces[-1]
        # Parts say what was done, the row also why: “corrected” and “corrected: It was wrong.”
        short, long = sorted((trace.reason, self.reason), key=len)
        agrees = long.startswith(short)
        is_near = last.who == trace.who and last.at - trace.at <= AT_ONCE
        return agrees and is_near and all(trace.of != other.of for other in self.traces)

    def take(self, trace: Trace) -> None:
        self.traces.append(trace)
        self.reason = max(self.reason, trace.reason, key=len)


def acts_of(traces: Iterable[Trace]) -> list[Act]:
    """Gather traces, the newest first, into acts, the newest first."""
    acts: list[Act] = []
    latest: dict[bool, Act] = {}  # of the row itself, and of its draft
    for trace in traces:
        act = latest.get(trace.is_of_draft)
        if act is None or not act.takes(trace):
            act = latest[trace.is_of_draft] = Act()
            acts.append(act)
        act.take(trace)
    return acts


def traces_of(model: type[Any], pk: int) -> list[Trace]:
    """List what history holds of a row, its drafts and the parts of both, the newest first.

    One query, whatever they are.
    """
    own = Q(id=pk) | Q(replaces_id=pk) if model in PUBLISHED else Q(id=pk)
    ids = _history(model).filter(own).values("id")
    found = [_traces(model, Q(id__in=ids), "id", "id")]
    figures = _history(Figure).filter(result_id__in=ids).values("id")
    for part, (own_field, *_by_others) in PARTS.get(model, {}).items():
        owner = f"{own_field}_id"
        mine = Q(**{f"{owner}__in": ids})
        if part is Evidence and model is not Figure:  # history knows no way over another table
            mine |= Q(figure_id__in=figures)
        # Their whole history: a part may have belonged elsewhere before.
        whole = Q(id__in=_history(part).filter(mine).values("id"))
        figure = "figure_id" if part is Evidence else "id"
        found.append(_traces(part, whole, owner, figure))
    rows = found[0].union(*found[1:], all=True) if found[1:] else found[0]
    models = {str(each._meta.model_name): each for each in (model, *PARTS.get(model, ()))}
    traces = [Trace(models[name], *columns) for name, *columns in rows]
    # At the very same moment the row comes after its parts, as a save writes them.
    traces.sort(key=lambda one: (one.at, one.of == (model, pk), one.history_id))
    return [*reversed(_told_apart(traces, model, pk))]


def _told_apart(traces: list[Trace], model: type[Any], pk: int) -> list[Trace]:
    """Say of each trace, the oldest first, whether it is of a draft of the row."""
    drafts = {trace.id for trace in traces if trace.model is model} - {pk}
    owners: dict[int | None, int | None] = {}  # of figures, which move over once published
    told = []
    for trace in traces:
        if trace.model is Figure:
            owners[trace.id] = trace.owner
        owner = trace.id if trace.model is model else trace.owner or owners.get(trace.figure)
        told.append(trace._replace(reason=trace.reason or "", is_of_draft=owner in drafts))
    return told


def _traces(model: type[Any], which: Q, owner: str, figure: str) -> QuerySet[Any, Any]:
    rows = _history(model).filter(which).order_by()
    traces: QuerySet[Any, Any] = rows.annotate(
        noun=Value(str(model._meta.model_name), output_field=CharField()),
        owner_key=F(owner),
        figure_key=F(figure),
    ).values_list(
        "noun",
        "history_id",
        "id",
        "history_date",
        "history_type",
        "history_user_id",
        "history_change_reason",
        "owner_key",
        "figure_key",
    )
    return traces


def _history(model: type[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.history.model.objects.all()
    return rows
