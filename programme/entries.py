"""Rows of public memory → the entries that readers see: one for each act, with its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.urls import reverse

from programme.language_words import FIELD_IN
from programme.models import Change, Noun, Publishable, Status
from programme.models.changes import ACT
from programme.models.expressions import LANGUAGES, reading_language
from programme.models.worded import Said
from programme.wording import compared, fact_words, shortened

NEWEST = 3  # entries on the page of what changed
ROWS = 60  # rows that are looked at for them


class Difference(NamedTuple):
    """One fact that changed: what it is called, its words before and after, and their language."""

    name: str
    pieces: list[tuple[str, str]]
    language: str


@dataclass(frozen=True)
class Entry:
    """What is told of one act: `rows` are its fields, `row` what it is about, if that is told."""

    rows: list[Change]
    row: Publishable | None = None
    is_public: bool = False

    @property
    def head(self) -> Change:
        return self.rows[0]

    @property
    def is_protective(self) -> bool:
        return self.head.kind == Change.Kind.PROTECTIVE

    @property
    def noun(self) -> str:
        """What kind of thing it is about; "" where not even that is told."""
        return str(Noun(self.head.told_of).label) if self.head.told_of else ""

    @property
    def title(self) -> Said:
        """Its title now, in the reader's language; none while it is rewritten, or was protected."""
        told = self.row is not None and (self.is_public or self.row.status == Status.WITHDRAWN)
        if self.row is None or self.is_protective or not told:
            return Said("", "")
        return self.row.said(self.row.title_field)

    @property
    def href(self) -> str:
        is_told = self.row and self.is_public and not self.is_protective
        return its_address(self.row) if is_told else ""

    @property
    def cause(self) -> str:
        return str(self.head.get_cause_display()) if self.head.cause else ""

    @property
    def reason(self) -> Said:
        """The reason in words; none beside what was removed to protect people."""
        if self.is_protective:
            return Said("", "")
        return Said(self.head.reason, self.head.reason_language)

    @property
    def words(self) -> tuple[str, str, str]:
        """The words of its first fact before and after, and their language."""
        return _words_of(self.head)

    @property
    def differences(self) -> list[Difference]:
        if self.head.kind != Change.Kind.CORRECTED:
            return []
        return [_difference(row) for row in self.rows if row.field]


@dataclass(frozen=True)
class History:
    """What a page tells of its own changes: the newest entries, and how many rows lie behind."""

    entries: list[Entry]
    changed: bool
    rest: str


def its_address(row: Any) -> str:
    return str(row.get_absolute_url())


def entries_of(heads: Iterable[Change]) -> list[Entry]:
    """Return an entry for each row (the first of its act), in at most one query a noun and one."""
    heads = list(heads)
    if not heads:
        return []
    acts = _by_act(Change.objects.public().of_the_acts_of(heads))
    subjects = _subjects(heads)
    return [
        _entry(acts.get(_key(head), [head]), subjects.get((head.told_of, head.object_id)))
        for head in heads
    ]


def each_alone(rows: Iterable[Change]) -> list[Entry]:
    """Return an entry for each row by itself, in at most one query a noun."""
    rows = list(rows)
    subjects = _subjects(rows)
    return [_entry([row], subjects.get((row.told_of, row.object_id))) for row in rows]


def history_of(row: Publishable) -> History:
    """Return what the page of a public row tells of its changes, in one query."""
    rows = list(Change.objects.public().about(row).newest()[:ROWS])
    acts = _by_act(sorted(rows, key=lambda change: change.pk))
    newest = [acts[key] for key in dict.fromkeys(map(_key, rows))]
    entries = [Entry(found, row, is_public=True) for found in newest]
    changed = any(entry.head.kind != Change.Kind.ADDED for entry in entries)
    address = f"{reverse('change_list')}?what={row._meta.model_name}&slug={row.slug}"
    return History(entries[:NEWEST], changed, address if len(entries) > NEWEST else "")


def removal_of(row: Publishable) -> Entry | None:
    """Return the entry that tells why a row is there no more; None where none is on record."""
    newest = Change.objects.public().about(row).removals().newest().first()
    return Entry([newest], row) if newest else None


def _key(row: Change) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in ACT)


def _by_act(rows: Iterable[Change]) -> dict[tuple[Any, ...], list[Change]]:
    acts: dict[tuple[Any, ...], list[Change]] = {}
    for row in rows:
        acts.setdefault(_key(row), []).append(row)
    return acts


def _subjects(heads: list[Change]) -> dict[tuple[str, int], Any]:
    found = {}
    for noun in {head.told_of for head in heads} - {""}:
        ids = {head.object_id for head in heads if head.told_of == noun}
        rows: Any = apps.get_model("programme", noun)._default_manager
        for row in rows.saying_whether_public().in_bulk(ids).values():
            found[noun, row.pk] = row
    return found


def _entry(rows: list[Change], subject: Any) -> Entry:
    return Entry(rows, subject, bool(subject and subject.is_public))


def _difference(row: Change) -> Difference:
    old, new, language = _words_of(row)
    name = fact_words(row.field)
    if language != reading_language() and language in FIELD_IN:
        name = str(FIELD_IN[language]) % {"field": name}
    pieces = [] if old == new else list(shortened(compared(old, new)))
    return Difference(name, pieces, language)


def _words_of(row: Change) -> tuple[str, str, str]:
    language = _language_of(row.old, row.new)
    return str(row.old.get(language) or ""), str(row.new.get(language) or ""), language


def _language_of(old: dict[str, str], new: dict[str, str]) -> str:
    """Return the reader's language where words changed in it, or else the first that has any."""
    languages = [reading_language(), *LANGUAGES]
    changed = (code for code in languages if (old.get(code) or "") != (new.get(code) or ""))
    return next(changed, languages[0])
