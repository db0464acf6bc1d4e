"""Acts upon a row and its parts → what the page of its history shows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.admin.saves import Entry, Names, lines, name_in, told_of_translations
from programme.models.worded import Said
from programme.pasts import Act, Past, Trace, acts_of, rows_of, traces_of

STAMP = "%Y%m%dT%H%M%S%f"


@dataclass
class Told:
    """One act as it is shown; `moment` leads to how things stood after it, "" where nowhere."""

    at: datetime
    who: str
    reason: str
    is_of_draft: bool
    moment: str = ""
    entries: list[Entry] = field(default_factory=list)


def stamp(at: datetime) -> str:
    """Write a moment for an address."""
    return at.astimezone(UTC).strftime(STAMP)


def moment(text: str) -> datetime | None:
    """Read a moment from an address."""
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


class Timeline:
    """All acts upon a row, its parts and its drafts; only those that are told are read whole."""

    def __init__(self, model: type[Any], pk: int) -> None:
        self.model, self.pk = model, pk
        self.traces = traces_of(model, pk)
        self.acts = acts_of(self.traces)
        self.before: dict[Trace, Trace] = {}
        newer: dict[tuple[type[Any], int], Trace] = {}
        for trace in self.traces:
            if trace.of in newer:
                self.before[newer[trace.of]] = trace
            newer[trace.of] = trace

    def told(self, acts: list[Act]) -> list[Told]:
        """Tell some acts, in a number of queries that does not depend on how many they are."""
        traces = [trace for act in acts for trace in act.traces]
        rows = rows_of({*traces, *(self.before[t] for t in traces if t in self.before)})
        names = Names(rows.values())
        people = get_user_model().objects.in_bulk({act.who for act in acts if act.who})
        return [self._act(act, rows, names, people) for act in acts]

    def last_name(self) -> Said:
        """What the row was called when history last saw it."""
        last = next(trace for trace in self.traces if trace.of == (self.model, self.pk))
        row = rows_of([last])[last]
        return name_in(self.model, row, Names([row]))

    def _act(self, act: Act, rows: dict[Trace, Any], names: Names, people: Any) -> Told:
        is_of_draft = act.traces[0].is_of_draft
        person = people.get(act.who)
        who = str(person) if person else (_("somebody") if act.who else _("the site itself"))
        is_over = any(t.of == (self.model, self.pk) and t.kind == "-" for t in act.traces)
        return Told(
            at=act.at,
            who=who,
            reason=translation.gettext(act.reason) if act.reason else "",
            is_of_draft=is_of_draft,
            moment="" if is_of_draft or is_over else stamp(act.at),
            # A save writes the parts first; the row itself comes first here.
            entries=[
                entry
                for trace in sorted(act.traces, key=lambda one: one.model is not self.model)
                if (entry := self._entry(trace, rows, names))
            ],
        )

    def _entry(self, trace: Trace, rows: dict[Trace, Any], names: Names) -> Entry | None:
        row, model = rows[trace], trace.model
        if model is self.model and trace.kind != "~":
            return Entry(label=_begun_or_ended(trace))
        if trace.is_of_draft and (trace.kind == "-" or _is_a_copy(trace, row)):
            return None
        before = self.before.get(trace)
        older = rows.get(before) if before else None
        # What is new in a draft moves over when the draft is published.
        came = before is not None and before.is_of_draft and not trace.is_of_draft
        kind = "+" if came else trace.kind
        entry = Entry()
        if model is not self.model:
            entry.label, entry.name = _of_part(model, kind), name_in(model, row, names)
        if kind == "+":
            entry.lines = list(lines(model, None, row, names))
        elif kind == "-":
            entry.lines = list(lines(model, row, None, names))
        elif older is not None:
            entry.lines = list(lines(model, older, row, names))
            entry.said = list(told_of_translations(older, row))
        return entry


def _begun_or_ended(trace: Trace) -> str:
    if trace.is_of_draft:
        return _("Draft begun") if trace.kind == "+" else _("Draft ended")
    return _("Added") if trace.kind == "+" else _("Deleted")


def _is_a_copy(trace: Trace, row: Any) -> bool:
    return trace.kind == "+" and row.copy_of_id is not None


def _of_part(model: Any, kind: str) -> str:
    what = {"what": capfirst(str(model._meta.verbose_name))}
    match kind:
        case "+":
            return _("%(what)s added") % what
        case "-":
            return _("%(what)s removed") % what
        case _changed:
            return str(what["what"])


def told_of(past: Past, model: type[Any]) -> list[Entry]:
    """Tell all that stood there at a moment, the row first, then its parts."""
    parts = [(part, row) for part, rows in past.parts.items() for row in rows]
    names = Names([past.row, *(row for _part, row in parts)])
    whole = list(lines(model, None, past.row, names))
    return [
        Entry(lines=[line for line in whole if line.label]),
        *(
            Entry(
                label=capfirst(str(part._meta.verbose_name)),
                name=name_in(part, row, names),
                lines=list(lines(part, None, row, names)),
            )
            for part, row in parts
        ),
    ]
