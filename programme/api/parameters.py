"""What a call may be asked: each parameter, what it means, and the values that it takes."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programme.exports import Table
from programme.filters import ListFilter
from programme.filters.lists import YearsFilter

PAGE_SIZE = 20
LARGEST_PAGE = 100
FARTHEST_PAGE = 999_999_999
OWN = ("self", "links")  # members of a row that the files do not have
FOUR_DIGITS = "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9]|not-stated)$"
NO_NUL = "^[^\\u0000]*$"
MEANINGS = {
    "q": _("Words to look for, in the language asked for; all of them have to be there."),
    "place": _("Of any of these places, by their ids."),
    "region_wide": _("1: with results of regions that hold the places asked for."),
    "theme": _("On any of these themes, by their ids."),
    "year": _("Of any of these years, in four digits; or not-stated: without a date."),
    "level": _("Of any of these levels."),
    "sort": _("The order of the rows. Without it: the newest first; with words, titles first."),
    "kind": _("Of any of these kinds."),
    "language": _("That exist in any of these languages."),
    "qualifier": _("Of any of these qualifiers: how exact a number is stated."),
    "since": _("Since the beginning of this day, in UTC."),
    "what": _("About any of these kinds of things."),
    "slug": _("About the one thing with this id."),
    "lang": _("The language that is searched, sorted by and written in."),
    "fields": _("Only these members of each row, with commas between. Without it: all."),
    "page": _("Which page of the list."),
    "page_size": _("How many rows a page has."),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a call. `schema` is the JSON Schema of one value.

    One that repeats takes several values, each with its name: place=mali&place=niger.
    """

    name: str
    schema: dict[str, Any]
    repeats: bool = False
    has_commas: bool = False

    @property
    def meaning(self) -> Any:
        return MEANINGS[self.name]

    @property
    def allowed(self) -> list[str]:
        """The values that it takes, where they can be counted."""
        return list(self.schema.get("enum", ()))


def language() -> Parameter:
    open_ones = list(settings.PUBLIC_LANGUAGES)
    return Parameter("lang", {"type": "string", "enum": open_ones, "default": open_ones[0]})


def members(table: Table) -> list[str]:
    """Name all that a row says, in order."""
    first, *rest = [column.name for column in table.columns]
    return [first, "self", *rest, "links"]


def of_row(table: Table) -> list[Parameter]:
    """List what can be asked of one row."""
    fields = {"type": "string", "enum": members(table)}
    return [Parameter("fields", fields, has_commas=True), language()]


def of_rows(table: Table, found: ListFilter) -> list[Parameter]:
    """List what can be asked of a table: its filters, which members, which page, the language."""
    page = {"type": "integer", "minimum": 1, "maximum": FARTHEST_PAGE, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
    return [
        *(_of_filter(name, each) for name, each in found.filters.items()),
        *of_row(table),
        Parameter("page", page),
        Parameter("page_size", size),
    ]


def _of_filter(name: str, reads: django_filters.Filter) -> Parameter:
    repeats = isinstance(reads, django_filters.MultipleChoiceFilter)
    return Parameter(name, _schema(reads), repeats=repeats)


def _schema(reads: django_filters.Filter) -> dict[str, Any]:
    if isinstance(reads, YearsFilter):
        return {"type": "string", "pattern": FOUR_DIGITS}
    if "choices" in reads.extra:
        return {"type": "string", "enum": [value for value, _label in reads.extra["choices"]]}
    if isinstance(reads, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    return {"type": "string", "maxLength": reads.extra["max_length"], "pattern": NO_NUL}
