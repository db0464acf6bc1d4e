"""What a file would change, text by text, against the site as it is now; writes nothing."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from programme import workflow
from programme.exchange.incoming import Delivery, Incoming
from programme.exchange.keys import NOUNS, Key, by_noun, parsed, rows_of
from programme.exchange.letters import comparable, print_of
from programme.exchange.units import called, kind_of, label_of
from programme.models import Status

AT_ONCE = 200  # rows; more would keep others from saving for too long
Rows = dict[str, dict[str, Any]]  # noun → name → row

ASKED = {
    "newer": _("The text here was changed since the file was made."),
    "unknown": _("The file does not say which text stood here when it was made."),
    "original": _("These are the words of the original; perhaps nobody translated them."),
}
REFUSED = {
    "unknown": _("There is no such text here, or no longer."),
    "right": _("Your account may not change this."),
    "withdrawn": _("This was withdrawn."),
    "review": _("This is being reviewed. Bring it in when it is back, or public."),
    "born": _("This was written in this language; it is no translation."),
    "no_original": _("There is no original any more that this would translate."),
    "deleted": _("There is a text here and none in the file. A file deletes nothing."),
    "long": _("This text has %(number)s characters; there is room for %(longest)s."),
    "lines": _("This text has more than one line; there is room for one."),
    "letters": _("This text holds characters that no page can show."),
    "formula": _("The cell holds a formula, not a text."),
    "number": _("The cell holds a number or a date. Mark the cell as text and type it anew."),
    "twice": _("This text stands twice in the file, with different words."),
}


class Kind(StrEnum):
    """What would become of one text."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    ASKED = "asked"
    SAME = "same"
    UNTRANSLATED = "untranslated"
    LATER = "later"
    REFUSED = "refused"


WRITTEN = (Kind.NEW, Kind.CHANGED, Kind.CONFIRMED, Kind.ASKED)


@dataclass
class Arrival:
    """One text of a file against the text that stands here.

    `ours` and `original` are the texts of today; `is_older` says that the original in the file
    is not today's.
    """

    incoming: Incoming
    kind: Kind = Kind.REFUSED
    words: Any = ""
    row: Any = None
    field: str = ""
    ours: str = ""
    original: str = ""
    is_older: bool = False

    @property
    def theirs(self) -> str:
        """The text of the file, as a form would take it: without space around it."""
        return self.incoming.text.strip()

    @property
    def is_same(self) -> bool:
        """Say whether the text of the file is the one that stands here."""
        return self.theirs == comparable(self.ours).strip()

    @property
    def made_from(self) -> str:
        """The original that the text of the file was made from."""
        return self.incoming.original if self.is_older else self.original

    @property
    def called(self) -> str:
        """What the row is called, or the id where there is none."""
        return called(self.row) if self.row else self.incoming.id

    @property
    def label(self) -> str:
        """What the row is, and which of its texts this is."""
        if self.row is None:
            return ""
        return f"{kind_of(self.row)}: {label_of(self.row, self.field)}"

    @property
    def born_in(self) -> str:
        return self.row.born_in if self.row else self.incoming.source_language

    @property
    def key(self) -> str:
        """The name of the choice; another one once the text here is another."""
        return f"choose:{print_of(f'{self.incoming.id} {self.ours}')}"


@dataclass
class Plan:
    """What a delivery would change."""

    delivery: Delivery
    arrivals: list[Arrival] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Arrival]:
        return [arrival for arrival in self.arrivals if arrival.kind in kinds]

    @property
    def changes(self) -> list[Arrival]:
        """What is carried out unless nobody confirms."""
        return self.of(Kind.NEW, Kind.CHANGED, Kind.CONFIRMED)

    @property
    def asked(self) -> list[Arrival]:
        """What stays as it is here unless somebody chooses the file's text."""
        return self.of(Kind.ASKED)

    @property
    def refused(self) -> list[Arrival]:
        return self.of(Kind.REFUSED)

    @property
    def later(self) -> list[Arrival]:
        """What waits until the rows before it are done."""
        return self.of(Kind.LATER)

    @property
    def untranslated(self) -> list[Arrival]:
        return self.of(Kind.UNTRANSLATED)

    @property
    def same(self) -> list[Arrival]:
        return self.of(Kind.SAME)

    @cached_property
    def seen(self) -> str:
        """A print of all that is shown: another one as soon as any of it is different."""
        shown = [[a.incoming.id, a.kind, a.ours, a.original] for a in self.arrivals]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def planned(delivery: Delivery, by: Any, *, lock: bool = False) -> Plan:
    """Compare a delivery with what translators work on; `by` is who brings it in.

    With `lock`, in a transaction, the rows stay as they are until it ends.
    """
    keys = [parsed(text.id) for text in delivery.texts]
    may = {noun for noun, model in NOUNS.items() if workflow.has_translate_right(by, model)}
    allowed = [key for key in keys if key and key.noun in may]
    rows: Rows = {
        noun: rows_of(NOUNS[noun], names, lock=lock) for noun, names in by_noun(allowed).items()
    }
    arrivals = [
        _arrival(text, key, key in allowed, rows, delivery.language)
        for text, key in zip(delivery.texts, keys, strict=True)
    ]
    for arrival in arrivals:
        _hold_open(arrival, by)
    _put_off(arrivals)
    return Plan(delivery, arrivals)


def _hold_open(arrival: Arrival, by: Any) -> None:
    """Refuse what would be written where this person may not write now."""
    if arrival.kind in WRITTEN and not workflow.may_translate(by, arrival.row):
        is_reviewed = workflow.whole_of(arrival.row).status == Status.REVIEW
        arrival.kind = Kind.REFUSED
        arrival.words = REFUSED["review" if is_reviewed else "right"]


def _put_off(arrivals: list[Arrival]) -> None:
    """Leave what is beyond the rows that are done at once for the next time."""
    rows: set[tuple[str, int]] = set()
    for arrival in sorted(arrivals, key=lambda one: one.kind == Kind.ASKED):
        if arrival.kind in WRITTEN:
            key = (arrival.row._meta.label, arrival.row.pk)
            if len(rows) >= AT_ONCE and key not in rows:
                arrival.kind = Kind.LATER
            else:
                rows.add(key)


def _arrival(
    incoming: Incoming, key: Key | None, is_allowed: bool, rows: Rows, language: str
) -> Arrival:
    arrival = Arrival(incoming)
    if key is None or not is_allowed:
        arrival.words = REFUSED["unknown" if key is None else "right"]
        return arrival
    row = rows[key.noun].get(key.name)
    if row is None:
        arrival.words = REFUSED["unknown"]
        return arrival
    arrival.row, arrival.field = row, key.field
    arrival.ours = row.text(key.field, language)
    arrival.original = row.text(key.field, row.born_in)
    arrival.is_older = _is_older(arrival)
    longest = row._meta.get_field(key.field).max_length
    why = _why_row(arrival, language) or _why_text(arrival, longest)
    if why:
        arrival.words = REFUSED[why] % {"number": len(arrival.theirs), "longest": longest}
    else:
        arrival.kind, arrival.words = _compared(arrival, language)
    return arrival


def _is_older(arrival: Arrival) -> bool:
    """Say whether the file was made from another original than today's."""
    left, today = arrival.incoming.left_as[0], print_of(arrival.original)
    return today not in (left, print_of(arrival.incoming.original))


def _why_row(arrival: Arrival, language: str) -> str:
    """Say why no text is taken for this row; "" where one may be."""
    row = arrival.row
    whole = workflow.whole_of(row)
    if whole is not None and Status.WITHDRAWN in (whole.status, _status_of(whole.replaces)):
        return "withdrawn"
    if language == row.born_in:
        return "born"
    return "" if arrival.original else "no_original"


def _status_of(row: Any) -> str:
    return row.status if row is not None else ""


def _why_text(arrival: Arrival, longest: int | None) -> str:
    """Say why this text is not taken; "" where it may be."""
    text = arrival.theirs
    if arrival.incoming.fault:
        return arrival.incoming.fault
    if not text and arrival.ours and _was_edited(arrival):
        return "deleted"
    if not longest or arrival.is_same:
        return ""
    if "\n" in text:
        return "lines"
    return "long" if len(text) > longest else ""


def _was_edited(arrival: Arrival) -> bool:
    """Say whether the file's text is another than when it left; yes where nobody knows."""
    left = arrival.incoming.left_as[1]
    return print_of(arrival.incoming.text) != left


def _compared(arrival: Arrival, language: str) -> tuple[Kind, Any]:
    left = arrival.incoming.left_as[1]
    if not arrival.theirs:
        return Kind.UNTRANSLATED, ""
    if arrival.is_same:
        return (Kind.CONFIRMED if _confirms(arrival, language) else Kind.SAME), ""
    if not _was_edited(arrival):
        return Kind.SAME, ""  # newer here, and the file brings nothing
    if left and print_of(arrival.ours) != left:
        return Kind.ASKED, ASKED["newer"]
    if not left and arrival.ours:
        return Kind.ASKED, ASKED["unknown"]
    if arrival.theirs == comparable(arrival.made_from).strip():
        return Kind.ASKED, ASKED["original"]  # some programs fill what nobody translated
    return (Kind.CHANGED if arrival.ours else Kind.NEW), ""


def _confirms(arrival: Arrival, language: str) -> bool:
    """Say whether the file calls a text finished that is behind today's original."""
    if arrival.is_older or not arrival.incoming.done:
        return False
    return arrival.field in arrival.row.behind(language)
