"""Where the rows of a page stand as files: a table, its filters, a language → an address a form."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from programme.exports import FORMATS
from programme.models.expressions import reading_language

FOR_PEOPLE = ("csv", "xlsx", "json")  # the endings that a page offers
Pairs = Iterable[tuple[str, str]]


class FormAt(NamedTuple):
    """One form of some rows: what it is called, its path and query string, its media type."""

    label: Any
    href: str
    media_type: str


def forms_of(
    table: str, query: Pairs = (), language: str = "", endings: Iterable[str] = FOR_PEOPLE
) -> list[FormAt]:
    """Return a table's forms for (parameter, value) pairs, in a language or the one that is read.

    The pairs of a list are its filter's `pairs`.
    """
    asked = urlencode([("lang", language or reading_language()), *query])
    return [
        FormAt(
            FORMATS[ending].label,
            f"{reverse(route_of(table, ending))}?{asked}",
            FORMATS[ending].media_type.partition(";")[0],
        )
        for ending in endings
    ]


def figures_of(query: Pairs) -> list[FormAt]:
    """Return the numbers of the results that are asked for, as one file."""
    return forms_of("figures", in_any_order(query), endings=["csv"])


def in_any_order(query: Pairs) -> list[tuple[str, str]]:
    """Leave out the order of a list: figures and feeds have their own."""
    return [pair for pair in query if pair[0] != "sort"]


def route_of(table: str, ending: str) -> str:
    """Name the route of a table in one form."""
    return f"{table}_{ending.replace('.', '_')}"
