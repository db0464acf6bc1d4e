"""Results by words, place, theme, year and level."""

from functools import cached_property, partial
from typing import Any, ClassVar

import django_filters
from django.db import models
from django.http import QueryDict
from django.utils import translation
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.charts import Bar, Summary, summarize
from programme.elsewhere import RESULTS
from programme.filters.lists import (
    Counting,
    Labels,
    ListFilter,
    YearsFilter,
    of_choices,
    of_facet,
    words_filter,
)
from programme.models import Place, Result
from programme.models.expressions import reading_language
from programme.models.worded import Said

SORTS = [
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("title", _("By title")),
    ("source", _("Source order")),
]


def place_label(bar: Bar) -> Said:
    """Name a place; a region says that it is one, in the language that it is named in."""
    if bar.kind != Place.Kind.REGION:
        return Said(bar.label, bar.language)
    with translation.override(bar.language or reading_language()):
        return Said(str(gettext("%(name)s (region)")) % {"name": bar.label}, bar.language)


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
    single: ClassVar[tuple[str, ...]] = ("q", "region_wide", "sort")
    sorts = SORTS
    in_language = RESULTS

    def __init__(self, data: QueryDict, queryset: models.QuerySet[Any]) -> None:
        super().__init__(data, queryset)
        for name in ("place", "theme"):
            self.filters[name].extra["choices"] = CallableChoiceIterator(
                partial(self._choices, name)
            )
        self.region_wide_on = self.data.get("region_wide") == "1"
        # "" where no order was asked for: title hits first, then newest.
        self.sort_chosen = "" if "sort" in self.form.errors else self.data.get("sort", "")

    def _choices(self, name: str) -> list[tuple[str, str]]:
        """Return the values of a facet; they are counted only where one is asked for or shown."""
        return [(slug, label.text) for slug, label in self.labels[name].items()]

    @property
    def more_chips(self) -> list[tuple[str, str, str]]:
        if self.region_wide_on and self.chosen("place"):
            return [("region_wide", "1", gettext("With region-wide results"))]
        return []

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
