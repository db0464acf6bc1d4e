"""From a row to what it belongs to: addresses in the API, in the language that is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.exports import Table
from programme.frame import absolute
from programme.models.expressions import reading_language

Record = dict[str, Any]
Pairs = Iterable[tuple[str, str]]
ABOUT = {"result": "results", "report": "reports", "donor": "donors"}  # noun → table


def rows_at(table: str, pairs: Pairs = ()) -> str:
    """Return the address of a table in the API, with a query string."""
    return _address(absolute(reverse(f"api_{table}")), pairs)


def row_at(table: str, key: str, pairs: Pairs = ()) -> str:
    """Return the address of one row in the API."""
    return _address(f"{absolute(reverse(f'api_{table}'))}{key}/", pairs)


def in_language(path: str) -> str:
    """Return the address of a path without a language of its own."""
    return _address(absolute(path), ())


def _address(bare: str, pairs: Pairs) -> str:
    language = reading_language()
    said = [("lang", language)] if language != settings.PUBLIC_LANGUAGES[0] else []
    query = urlencode([*said, *pairs], safe=",")
    return f"{bare}?{query}" if query else bare


@dataclass(frozen=True)
class Link:
    """One link of a row: its name, what it means, where it leads; `schema` is that of its value."""

    name: str
    meaning: Any
    of: Callable[[Record], Any]
    schema: dict[str, Any]


def _each(name: str, table: str, column: str, meaning: Any) -> Link:
    def of(record: Record) -> list[str]:
        return [row_at(table, key) for key in record[column]]

    return Link(name, meaning, of, {"type": "array", "items": {"type": "string", "format": "uri"}})


def _one(name: str, table: str, column: str, meaning: Any) -> Link:
    def of(record: Record) -> str | None:
        return row_at(table, record[column]) if record[column] else None

    return Link(name, meaning, of, {"type": ["string", "null"], "format": "uri"})


def _list(name: str, table: str, meaning: Any, **fixed: str) -> Link:
    """Lead to a list; `fixed` says what it is asked, {id} standing for the row's own id."""

    def of(record: Record) -> str:
        return rows_at(table, [(key, value.format(**record)) for key, value in fixed.items()])

    return Link(name, meaning, of, {"type": "string", "format": "uri"})


def _about(record: Record) -> str | None:
    table = ABOUT.get(record["about"] or "")
    return row_at(table, record["about_id"]) if table and record["about_id"] else None


CHANGES = _("What was added, corrected or withdrawn of it.")
MAY_BE_NONE = {"type": ["string", "null"], "format": "uri"}
LINKS: dict[str, list[Link]] = {
    "results": [
        _each("figures", "figures", "figure_ids", _("The numbers stated for it.")),
        _each("places", "places", "places", _("Its places.")),
        _each("themes", "themes", "themes", _("Its themes.")),
        _each("related", "results", "related", _("Results that tell of the same.")),
        _list("changes", "changes", CHANGES, what="result", slug="{id}"),
    ],
    "figures": [
        _one("result", "results", "result", _("Its result.")),
        _one("part_of", "figures", "part_of", _("The larger number that counts this one.")),
        _one("supersedes", "figures", "supersedes", _("The older number.")),
    ],
    "donors": [_list("changes", "changes", CHANGES, what="donor", slug="{id}")],
    "reports": [_list("changes", "changes", CHANGES, what="report", slug="{id}")],
    "places": [
        _each("members", "places", "members", _("A region’s countries.")),
        _list("results", "results", _("The results that name it."), place="{id}"),
    ],
    "themes": [_list("results", "results", _("The results that have it."), theme="{id}")],
    "changes": [Link("about", _("What it is about, while that is public."), _about, MAY_BE_NONE)],
}


def with_links(table: Table, record: Record) -> Record:
    """Add a row's own address in the API, and those of what it belongs to."""
    key, *rest = record.items()
    links = {link.name: link.of(record) for link in LINKS[table.name]}
    own = row_at(table.name, str(key[1]))
    return {key[0]: key[1], "self": own, **dict(rest), "links": links}
