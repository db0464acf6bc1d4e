"""Query string → queryset: the only reader of what a list is asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from programme.charts import Bar, Summary, summarize
from programme.elsewhere import DONORS, REPORTS, RESULTS
from programme.models import Donor, Edition, Place, Report, Result
from programme.models.expressions import reading_language
from programme.models.reports import EDITION_LANGUAGES
from programme.models.worded import Said
from programme.search import LONGEST_QUERY, Asked

NOT_STATED = "not-stated"
MOST_VALUES = 40  # of one parameter; more would make a page of links to themselves
YEAR = re.compile(r"0*[1-9][0-9]*", re.ASCII)
SORTS = [
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("title", _("By title")),
    ("source", _("Source order")),
]
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


def place_label(bar: Bar) -> Said:
    """Name a place; a region says that it is one, in the language that it is named in."""
    if bar.kind != Place.Kind.REGION:
        return Said(bar.label, bar.language)
    with translation.override(bar.language or reading_language()):
        return Said(str(_("%(name)s (region)")) % {"name": bar.label}, bar.language)


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


class ResultFilter(ListFilter):
    """Results by words, place, theme, year and level."""

    q = words_filter()
    place = django_filters.MultipleChoiceFilter(
        **of_facet("keep_places", _("“%(value)s” is no place here."))
    )
    region_wide = django_filters.ChoiceFilter(
        method="keep_all",
        choices=[("1", "1")],
        error_messages={"invalid_choice": _("“%(value)s” is not understood; 1 is.")},
    )
    theme = django_filters.MultipleChoiceFilter(
        **of_facet("keep_themes", _("“%(value)s” is no theme here."))
    )
    year = YearsFilter(**of_facet("keep_years", _("“%(value)s” is no year of four digits.")))
    level = django_filters.MultipleChoiceFilter(
        **of_facet("keep_levels", _("“%(value)s” is no level."), Result.Level.choices)
    )
    sort = django_filters.ChoiceFilter(
        method="keep_all",
        choices=SORTS,
        error_messages={"invalid_choice": _("“%(value)s” is no order of this list.")},
    )
    counted = {
        "place": Counting(_("Place"), "place__slug", Result.places.through, "result_id"),
        "theme": Counting(_("Theme"), "theme__slug", Result.themes.through, "result_id"),
        "year": Counting(_("Year"), "year", legend=_("Year it happened or began")),
        "level": Counting(_("Level"), "level"),
    }
    single = ("q", "region_wide", "sort")
    sorts = SORTS
    in_language = RESULTS

    def __init__(self, data: QueryDict, queryset: models.QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        for name in ("place", "theme"):
            labels = self.labels[name].items()
            self.filters[name].extra["choices"] = [(slug, label.text) for slug, label in labels]
        self.region_wide_on = self.data.get("region_wide") == "1"
        # "" where no order was asked for: title hits first, then newest.
        self.sort_chosen = "" if "sort" in self.form.errors else self.data.get("sort", "")

    @cached_property
    def summary(self) -> Summary:
        return summarize()

    @cached_property
    def labels(self) -> dict[str, Labels]:
        places = [*self.summary.countries, *self.summary.regions]
        levels = (Result.Level.OUTCOME, Result.Level.OUTPUT, Result.Level.IMPACT)
        return {
            "place": {bar.value: place_label(bar) for bar in places},
            "theme": {bar.value: Said(bar.label, bar.language) for bar in self.summary.themes},
            "level": of_choices((level.value, level.label) for level in levels),
        }

    def in_order(self, rows: Any) -> Any:
        orders = {
            "oldest": rows.oldest,
            "title": rows.by_name,
            "source": rows.in_source_order,
        }
        ordered = orders.get(self.sort_chosen, rows.newest)().for_cards()
        return ordered if self.sort_chosen else self.title_hits_first(ordered)

    def keep_places(self, rows: Any, _name: str, slugs: list[str]) -> Any:
        return rows.in_places(slugs, region_wide=self.region_wide_on)

    def keep_themes(self, rows: Any, _name: str, slugs: list[str]) -> Any:
        return rows.about(slugs)

    def keep_years(self, rows: Any, _name: str, years: list[str]) -> Any:
        return rows.happened_in(years)

    def keep_levels(self, rows: Any, _name: str, levels: list[str]) -> Any:
        return rows.filter(level__in=levels)

    def keep_all(self, rows: Any, _name: str, _value: str) -> Any:
        return rows


class ReportFilter(ListFilter):
    """Reports by words, kind, year and language."""

    q = words_filter()
    kind = django_filters.MultipleChoiceFilter(
        **of_facet("keep_kinds", _("“%(value)s” is no kind of report."), Report.Kind.choices)
    )
    year = YearsFilter(**of_facet("keep_years", _("“%(value)s” is no year of four digits.")))
    language = django_filters.MultipleChoiceFilter(
        **of_facet("keep_languages", _("“%(value)s” is no language here."), EDITION_LANGUAGES)
    )
    counted = {
        "kind": Counting(_("Kind"), "kind"),
        "year": Counting(_("Year"), "year"),
        "language": Counting(_("Language"), "language", Edition, "report_id"),
    }
    in_language = REPORTS

    @cached_property
    def labels(self) -> dict[str, Labels]:
        return {"kind": of_choices(Report.Kind.choices)}

    def in_order(self, rows: Any) -> Any:
        return self.title_hits_first(rows.newest().for_list())

    def keep_kinds(self, rows: Any, _name: str, kinds: list[str]) -> Any:
        return rows.filter(kind__in=kinds)

    def keep_years(self, rows: Any, _name: str, years: list[str]) -> Any:
        return rows.dated_in(years)

    def keep_languages(self, rows: Any, _name: str, codes: list[str]) -> Any:
        return rows.in_languages(codes)


class DonorFilter(ListFilter):
    """Donors by words and kind."""

    q = words_filter()
    kind = django_filters.MultipleChoiceFilter(
        **of_facet("keep_kinds", _("“%(value)s” is no kind of donor."), Donor.Kind.choices)
    )
    counted = {"kind": Counting(_("Kind"), "kind")}
    in_language = DONORS

    @cached_property
    def labels(self) -> dict[str, Labels]:
        return {"kind": of_choices(Donor.Kind.choices)}

    def in_order(self, rows: Any) -> Any:
        return rows.by_name()

    def keep_kinds(self, rows: Any, _name: str, kinds: list[str]) -> Any:
        return rows.filter(kind__in=kinds)
