"""What every list reads of its query string: words, and facets with their values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import reading_language
from programme.models.worded import Said
from programme.search import LONGEST_QUERY, Asked

NOT_STATED = "not-stated"
MOST_VALUES = 40  # of one parameter; more would make a page of links to themselves
YEAR = re.compile(r"0*[1-9][0-9]*", re.ASCII)
Labels = dict[str, Said]


@dataclass(frozen=True)
class Counting:
    """How one facet is counted: by a column of the row, or through rows that point to it.

    `name` stands on chips and before chosen values; `legend` over the choices.
    """

    name: Any
    value: str
    through: type[models.Model] | None = None
    owner: str = "pk"
    legend: Any = ""


class YearsField(forms.MultipleChoiceField):
    """Years of four digits, or "not-stated"; a year without rows is a year all the same."""

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        return text == NOT_STATED or (len(text) == 4 and YEAR.fullmatch(text) is not None)


class YearsFilter(django_filters.MultipleChoiceFilter):
    """Any of several years."""

    field_class = YearsField


def of_facet(method: str, what: Any, choices: Any = ()) -> dict[str, Any]:
    """Build the arguments of a filter on one facet; `what` names a value it does not know."""
    return {"method": method, "choices": choices, "error_messages": {"invalid_choice": what}}


def words_filter() -> django_filters.CharFilter:
    """Build the filter on words; each list has its own."""
    too_long = _("These words are %(show_value)s characters long; %(limit_value)s is the most.")
    return django_filters.CharFilter(
        method="keep_words", max_length=LONGEST_QUERY, error_messages={"max_length": too_long}
    )


def of_choices(choices: Iterable[tuple[str, Any]]) -> Labels:
    """Build labels of the site's own words."""
    return {value: Said(str(label), reading_language()) for value, label in choices}


class ListFilter(django_filters.FilterSet):
    """What every list reads: words, and facets whose values mean *or* and together *and*."""

    counted: ClassVar[dict[str, Counting]] = {}
    single: ClassVar[tuple[str, ...]] = ("q",)
    sorts: ClassVar[list[tuple[str, Any]]] = []
    in_language: ClassVar[Any] = ""  # "3 results in English", a lazy plural
    sort_chosen: str = ""
    region_wide_on: bool = False

    def __init__(self, data: QueryDict, queryset: models.QuerySet[Any]) -> None:
        self._too_many: set[str] = set()
        given = QueryDict(mutable=True)
        for name, values in data.lists():
            kept = [value.replace("\0", " ") for value in values if value.strip("\0 ")]
            once = list(dict.fromkeys(kept))
            self._too_many |= {name} if len(once) > MOST_VALUES else set()
            if once:
                given.setlist(name, once[:MOST_VALUES])
        self._narrowed: dict[str, Any] = {}
        super().__init__(data=given, queryset=queryset)

    @cached_property
    def asked(self) -> Asked:
        """The words, as typed (even where they are too many)."""
        return Asked(self.data.get("q", ""))

    @property
    def more_chips(self) -> list[tuple[str, str, str]]:
        """(parameter, value, label) of what is active and no facet."""
        return []

    @cached_property
    def labels(self) -> dict[str, Labels]:
        """For each facet, the values it always offers with their labels, in order."""
        return {}

    @cached_property
    def faults(self) -> list[tuple[str, str]]:
        """(parameter, sentence) for each part of the query string that makes no sense."""
        found = [
            (name, " ".join(str(message) for message in messages))
            for name, messages in self.form.errors.items()
        ]
        twice = str(_("This was given more than once."))
        found += [(name, twice) for name in self.single if len(self.chosen(name)) > 1]
        many = _("More values were given than the %(most)s that this takes.") % {
            "most": MOST_VALUES
        }
        found += [(name, str(many)) for name in sorted(self._too_many & self.filters.keys())]
        return found

    @property
    def allowed(self) -> dict[str, list[str]]:
        """The values that each parameter takes, where they can be counted."""
        return {
            name: [str(value) for value, _label in each.extra["choices"]]
            for name, each in self.filters.items()
            if each.extra.get("choices")
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(parameter, value) of all that is asked for, once each and in a fixed order."""
        return [(name, value) for name in self.filters for value in sorted({*self.chosen(name)})]

    def chosen(self, name: str) -> list[str]:
        """Return the values of one facet as they stand in the query string, once each."""
        return list(self.data.getlist(name))

    def without(self, left_out: str = "") -> Any:
        """Narrow the rows by every part that makes sense, but for one; no order."""
        self.form.is_valid()
        active = {name: value for name, value in self.form.cleaned_data.items() if value}
        if left_out not in active:
            left_out = ""  # the same rows: narrowed once for all facets that are not in use
        if left_out not in self._narrowed:
            rows = self.queryset.order_by()
            for name, value in active.items():
                if name != left_out:
                    rows = self.filters[name].filter(rows, value)
            self._narrowed[left_out] = rows
        return self._narrowed[left_out]

    def rows(self) -> Any:
        """Return all rows asked for, in order."""
        return self.in_order(self.without())

    def in_order(self, rows: Any) -> Any:
        """Order the rows and bring along what the list shows of them; each list has its own way."""
        raise NotImplementedError

    def keep_words(self, rows: Any, _name: str, _value: str) -> Any:
        return rows.matching(self.asked.forms, self.asked.language)

    def elsewhere(self, language: str) -> Any:
        """Return the rows that the words find in another language alone; no order."""
        return self.without("q").found_only_in(language, self.asked.forms, self.asked.language)

    def title_hits_first(self, rows: Any) -> Any:
        return rows.title_hits_first(self.asked.forms, self.asked.language)
