"""How the data stands: the rows of each table and its last change, counted once a version."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from programme.exports import TABLES, iati
from programme.exports.asking import key_of
from programme.exports.spool import spooled
from programme.models import Change, ContentVersion, Donor, PageText, Report, Result

# The tables whose rows are published one by one; those of others change as these do.
PUBLISHED: dict[str, tuple[str, Callable[[], Any]]] = {
    "results": ("result", lambda: Result.objects.public()),
    "donors": ("donor", lambda: Donor.objects.public()),
    "reports": ("report", lambda: Report.objects.public()),
}
PLACE = "place"  # the parameter of results


@dataclass(frozen=True)
class Standing:
    """The data at one moment.

    `rows` and `changed` go by the name of a table; `place` is the one that most results name, with
    their number, or None; `version` is that of the content.
    """

    version: str
    rows: dict[str, int]
    changed: dict[str, datetime]
    newest: datetime | None
    place: tuple[str, int] | None
    has_activity: bool


def standing() -> Standing:
    """Say how the data stands. Ask it inside `one_moment`."""
    version = ContentVersion.at_this_moment()
    with closing(spooled(key_of("standing", version=version), _write).file) as file:
        told = json.load(file)
    return Standing(
        version,
        told["rows"],
        {name: moment for name, at in told["changed"].items() if (moment := parse_datetime(at))},
        parse_datetime(told["newest"]) if told["newest"] else None,
        told["place"] and tuple(told["place"]),
        told["has_activity"],
    )


def _write(file: BinaryIO) -> None:
    rows = {name: table.public().count() for name, table in TABLES.items()}
    changes = Change.objects.public().newest_of_each_noun()
    moments = {
        name: _newest(public().newest_change(), changes.get(noun))
        for name, (noun, public) in PUBLISHED.items()
    }
    newest = _newest(*moments.values(), *changes.values(), _texts())
    moments |= {name: newest for name in TABLES if name not in moments}
    moments["changes"] = _newest(*changes.values())
    told = {
        "rows": rows,
        "changed": {name: at.isoformat() for name, at in moments.items() if at},
        "newest": newest.isoformat() if newest else "",
        "place": _most_named(),
        "has_activity": not iati.lacking(),
    }
    file.write(json.dumps(told).encode())


def _texts() -> datetime | None:
    return PageText.objects.public().newest_change()


def _newest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)


def _most_named() -> tuple[str, int] | None:
    """Return the place that most results name, and their number."""
    table = TABLES["places"]
    rows: list[dict[str, Any]] = list(table.records(table.asked(QueryDict())))
    most = max(rows, key=lambda row: row["results"], default={})
    return (most["id"], most["results"]) if most.get("results") else None
