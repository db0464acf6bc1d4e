"""Queryset → counted choices, each facet counted without its own constraint, in one query."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import pgettext

from programme.elsewhere import other_languages
from programme.filters import NOT_STATED, Counting, ListFilter
from programme.models import Place, Result
from programme.models.expressions import plain, reading_language
from programme.models.reports import EDITION_LANGUAGES
from programme.models.worded import Said

Counts = dict[str, dict[str, int]]
TEXT = CharField()
LANGUAGE_NAMES = dict(EDITION_LANGUAGES)


@dataclass(frozen=True)
class Choice:
    """One value of a facet, how many rows it leads to, and whether it is chosen."""

    value: str
    label: str
    language: str
    count: int
    chosen: bool

    @property
    def disabled(self) -> bool:
        """A choice that leads nowhere cannot be made, but can be taken back."""
        return self.count == 0 and not self.chosen


@dataclass(frozen=True)
class Facet:
    """One group of choices."""

    parameter: str
    name: str
    legend: str
    choices: list[Choice]


@dataclass(frozen=True)
class Counted:
    """What a list holds: rows found, rows in all, facets, rows without each active part.

    `elsewhere` are rows that the words find in another language alone.
    """

    found: int
    all: int
    facets: list[Facet]
    without: dict[str, int]
    elsewhere: dict[str, int]


def count(found: ListFilter) -> Counted:
    """Count everything that a list page says, in one query."""
    counts: Counts = defaultdict(lambda: defaultdict(int))
    first, *others = _parts(found)
    for part, value, number in first.union(*others, all=True):
        counts[part][value] += number
    return Counted(
        found=counts["found"][""],
        all=counts["all"][""],
        facets=[
            _facet(found, parameter, spec, counts) for parameter, spec in found.counted.items()
        ],
        without=dict(counts["without"]),
        elsewhere=dict(counts["elsewhere"]),
    )


def _parts(found: ListFilter) -> list[Any]:
    parts = [_number(found.without(), "found", ""), _number(found.queryset, "all", "")]
    for name, spec in found.counted.items():
        parts.append(_values(spec, found.without(name), name))
        if name not in found.labels:
            parts.append(_values(spec, found.queryset, f"every {name}"))
        if found.chosen(name):
            parts.append(_number(found.without(name), "without", name))
    if found.asked:
        parts.append(_number(found.without("q"), "without", "q"))
        parts += [_number(found.elsewhere(o), "elsewhere", o) for o in other_languages()]
    if found.region_wide_on:
        parts.append(_region_wide(found))
    return parts


def _grouped(rows: Any, part: str, value: Any, counted: str) -> Any:
    return (
        plain(rows)
        .order_by()
        .annotate(in_part=Value(part, output_field=TEXT), facet_value=value)
        .values_list("in_part", "facet_value")
        .annotate(number=Count(counted, distinct=True))
    )


def _number(rows: Any, part: str, value: str) -> Any:
    return _grouped(rows, part, Value(value, output_field=TEXT), "pk")


def _values(spec: Counting, rows: Any, part: str) -> Any:
    value = Coalesce(Cast(spec.value, TEXT), Value(NOT_STATED))
    if spec.through is None:
        return _grouped(rows.with_year() if spec.value == "year" else rows, part, value, "pk")
    owned = {f"{spec.owner}__in": rows.order_by().values("pk")}
    return _grouped(spec.through._default_manager.filter(**owned), part, value, spec.owner)


def _region_wide(found: ListFilter) -> Any:
    """Count for each country the results of its regions that are not its own already."""
    ids = found.without("place").order_by().values("pk")
    own = Result.places.through.objects.filter(
        result_id=OuterRef("regions__result"), place_id=OuterRef("pk")
    )
    more = Place.objects.filter(~Exists(own), regions__result__in=ids)
    return _grouped(more, "place", Cast(F("slug"), TEXT), "regions__result")


def _facet(found: ListFilter, parameter: str, spec: Counting, counts: Counts) -> Facet:
    legend = str(spec.legend or spec.name)
    return Facet(parameter, str(spec.name), legend, _choices(found, parameter, counts))


def _choices(found: ListFilter, name: str, counts: Counts) -> list[Choice]:
    chosen = found.chosen(name)
    labels = dict(found.labels.get(name, {}))
    if not labels:
        present = {*counts[f"every {name}"], *chosen} - {""}
        labels = {value: _label(value) for value in sorted(present, key=_rank)}
    return [
        Choice(value, *label, counts[name].get(value, 0), value in chosen)
        for value, label in labels.items()
    ]


def _rank(value: str) -> tuple[int, str]:
    """Put the newest year first, languages in their usual order, and "not stated" last."""
    if value.isdecimal():
        return (-int(value), "")
    return (list(LANGUAGE_NAMES).index(value) if value in LANGUAGE_NAMES else 99, value)


def _label(value: str) -> Said:
    if value in LANGUAGE_NAMES:
        return Said(LANGUAGE_NAMES[value], value)
    words = pgettext("a year", "Not stated") if value == NOT_STATED else value
    return Said(words, reading_language())
