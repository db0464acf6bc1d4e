"""Public memory as rows: one for each fact of each act, told as far as readers may know."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from programme.entries import Entry, each_alone
from programme.exports.columns import Row
from programme.frame import absolute
from programme.models import Change
from programme.wording import fact_words

PIECE = 500  # rows whose subjects are looked up at once


def changes_read(rows: Any, _names: Iterable[str], start: int, stop: int | None) -> Iterator[Row]:
    """Read changes as {column: value}."""
    found = rows[start:stop].iterator(PIECE)
    while piece := list(islice(found, PIECE)):
        yield from map(_row, each_alone(piece))


def _row(entry: Entry) -> Row:
    change = entry.head
    fact = change.field if change.kind == Change.Kind.CORRECTED else ""
    before, after, language = entry.words if fact else ("", "", "")
    reason = entry.reason
    return {
        "id": str(change.pk),
        "act": str(change.act),
        "at": change.at,
        "change": change.kind,
        "about": change.told_of,
        "about_id": entry.row.slug if entry.row and entry.href else "",
        "url": absolute(entry.href) if entry.href else "",
        "title": entry.title.text,
        "field": fact,
        "field_name": fact_words(fact) if fact else "",
        "language": language,
        "before": before,
        "after": after,
        "cause": change.cause,
        "reason": reason.text,
        "reason_language": reason.language if reason.text else "",
    }
