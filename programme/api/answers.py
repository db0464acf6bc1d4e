"""The answers of the API, as what JSON has: a page of rows, one row, the index."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.api.asking import Given
from programme.api.links import Record, in_language, row_at, rows_at, with_links
from programme.api.parameters import PAGE_SIZE, language, of_row, of_rows
from programme.exports import TABLES, Table
from programme.exports.about import source, terms
from programme.exports.asking import language_asked
from programme.exports.columns import for_json
from programme.frame import absolute

Links = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What a call is answered with; `links` are (relation, address) for its header."""

    body: dict[str, Any]
    links: Links = field(default_factory=list)


def rows_of(table: Table, data: QueryDict) -> Answer:
    """Answer with one page of a table. Raises Refused."""
    page = Page(table, data)
    first = (page.number - 1) * page.size
    records = table.records(page.found, first, first + page.size)
    body = {
        "count": page.count,
        "next": page.next,
        "previous": page.previous,
        "results": list(_members(table, records, page.fields)),
    }
    return Answer(body, page.links)


def row_of(table: Table, key: str, data: QueryDict) -> Answer | None:
    """Answer with one row; None where no such row is public. Raises Refused."""
    given = Given(data, of_row(table))
    fields = given.fields()
    given.refuse(language_asked(data)[1])
    for record in table.record(key):
        body = next(_members(table, iter([record]), fields))
        page = record.get("url")
        return Answer(body, [("alternate", str(page))] if page else [])
    return None


def index(data: QueryDict) -> Answer:
    """Answer with all that can be asked for. Raises Refused."""
    Given(data, [language()]).refuse(language_asked(data)[1])
    body = {
        "title": str(settings.SITE_NAME),
        "source": source(),
        "publisher": settings.PUBLISHER_NAME or None,
        "terms": terms(),
        "languages": list(settings.PUBLIC_LANGUAGES),
        "tables": {
            table.name: {
                "title": str(table.title),
                "meaning": str(table.meaning),
                "rows": rows_at(table.name),
                "row": row_at(table.name, "{id}"),
            }
            for table in TABLES.values()
        },
        "openapi": in_language(reverse("openapi_document")),
        "documentation": absolute(reverse("api_documentation")),
    }
    return Answer(body)


def _members(table: Table, records: Iterator[Record], fields: list[str]) -> Iterator[Record]:
    for record in records:
        whole = with_links(table, {name: for_json(value) for name, value in record.items()})
        yield {name: whole[name] for name in fields}


class Page:
    """One page of a table: which rows, and the addresses of the pages around it."""

    def __init__(self, table: Table, data: QueryDict) -> None:
        self.table = table
        self.found = table.asked(data)
        self.given = Given(data, of_rows(table, self.found))
        self.number = self.given.number("page")
        self.size = self.given.number("page_size")
        self.fields = self.given.fields()
        self.given.refuse([*language_asked(data)[1], *self.found.faults])
        if self.number > self.last:
            words = _("There are no more rows: the last page is %(last)s.") % {"last": self.last}
            self.given.refuse([("page", words)], 404)

    @cached_property
    def count(self) -> int:
        return int(self.found.without().count())

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))

    @property
    def next(self) -> str | None:
        return self.at(self.number + 1) if self.number < self.last else None

    @property
    def previous(self) -> str | None:
        return self.at(self.number - 1) if self.number > 1 else None

    def at(self, number: int) -> str:
        """Return the address of another page of the same rows, in a fixed order."""
        asked = {
            "fields": ",".join(self.fields) if self.given.one("fields") else "",
            "page_size": str(self.size) if self.size != PAGE_SIZE else "",
            "page": str(number) if number > 1 else "",
        }
        pairs = [(name, value) for name, value in asked.items() if value]
        return rows_at(self.table.name, [*self.found.pairs, *pairs])

    @property
    def links(self) -> Links:
        around = {
            "first": self.at(1),
            "prev": self.previous,
            "next": self.next,
            "last": self.at(self.last),
            "alternate": self._page_for_people() if self.table.page else None,
        }
        return [(relation, address) for relation, address in around.items() if address]

    def _page_for_people(self) -> str:
        query = QueryDict(mutable=True)
        for name, value in self.found.pairs:
            query.appendlist(name, value)
        address = absolute(reverse(self.table.page))
        return f"{address}?{query.urlencode()}" if query else address
