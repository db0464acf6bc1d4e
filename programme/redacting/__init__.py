"""Words that could point to a person, purged from every table, file and index."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from programme.models import AuditRecord, Edition, SearchEntry
from programme.models.revising import Revised
from programme.redacting import purging
from programme.redacting.columns import Hit, tables
from programme.redacting.documents import Documents
from programme.redacting.phrases import MARK, Phrases, lines_of
from programme.redacting.scrubbing import scrub

__all__ = [
    "MARK",
    "SHORTEST",
    "Findings",
    "Phrases",
    "Report",
    "Spot",
    "find",
    "lines_of",
    "redact",
]


@dataclass(frozen=True)
class Spot:
    """In how many rows of a table the words stand in one column; both in words."""

    table: str
    column: str
    rows: int


@dataclass
class Findings:
    """Where words stand: columns, the rows that people edit, files; and files without a text.

    `unread` are files of which nobody can say: pictures of pages, or unreadable.
    """

    spots: list[Spot]
    rows: list[Any]
    files: list[str]
    unread: list[str]

    @property
    def places(self) -> int:
        return sum(spot.rows for spot in self.spots)

    def __bool__(self) -> bool:
        return bool(self.spots or self.files)


@dataclass
class Report:
    """What was purged: columns of rows, files; files without a text that are still there.

    `is_scrubbed` says whether the database also wrote over what it had deleted: at the earliest
    when the caller's transaction is committed.
    """

    places: int = 0
    files: int = 0
    unread: list[str] = field(default_factory=list)
    is_scrubbed: bool = False


def find(words: Iterable[str]) -> Findings:
    """Say where these phrases stand. Raises ValidationError where one is too short."""
    phrases = Phrases(words)
    documents = Documents()
    documents.look(phrases)
    hits = [hit for table in tables() for hit in table.hits(phrases)]
    return Findings(
        spots=_spots(hits),
        rows=_rows(hits, documents.held_by()),
        files=documents.called(documents.holding),
        unread=documents.called(documents.unread),
    )


def redact(words: Iterable[str], by: Any = None) -> Report:
    """Purge these phrases everywhere, in one transaction; `by` is an account, None a command.

    Call it inside another transaction to have both or neither. Raises ValidationError where a
    phrase is too short.
    """
    phrases = Phrases(words)
    documents = Documents()
    documents.look(phrases)  # takes long: nobody waits for it
    everything = list(tables())
    names = [table.model._meta.db_table for table in everything]
    report = Report()
    with transaction.atomic():
        purging.lock(names)
        documents.look(phrases)  # what was saved meanwhile
        hits = [hit for table in everything for hit in table.hits(phrases)]
        touched = purging.Touched()
        for edition in documents.held_by():
            touched.add(Edition, edition.pk)
        purging.purge(hits, touched)
        documents.forget()
        touched.settle(by)
        purging.search_anew()
        report.places = sum(spot.rows for spot in _spots(hits))
        report.files = len(documents.holding)
        report.unread = documents.called(documents.unread)
        what = f"{report.places} places, {report.files} files{'' if by else ', by command'}"
        AuditRecord.objects.record(AuditRecord.Kind.REDACTED, by, what)
        transaction.on_commit(documents.remove)
        transaction.on_commit(lambda: _scrub(report, [*names, SearchEntry._meta.db_table]))
    return report


def _scrub(report: Report, names: list[str]) -> None:
    report.is_scrubbed = scrub(names)


def _spots(hits: list[Hit]) -> list[Spot]:
    counts: Counter[tuple[str, str]] = Counter()
    for hit in hits:
        for name in hit.columns:
            counts[hit.table.called, hit.table.column_called(name)] += 1
    return [Spot(*where, rows) for where, rows in counts.items()]


def _rows(hits: list[Hit], editions: list[Edition]) -> list[Any]:
    """The rows whose forms show the words, a whole for its parts; once each."""
    keys: dict[Any, list[Any]] = {}
    for hit in hits:
        if issubclass(hit.table.model, Revised):
            keys.setdefault(hit.table.model, []).append(hit.pk)
    rows = [row for model, pks in keys.items() for row in model._base_manager.filter(pk__in=pks)]
    wholes = [getattr(row, "whole", None) or row for row in (*rows, *editions)]
    return list({(type(row), row.pk): row for row in wholes}.values())
