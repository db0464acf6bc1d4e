"""Stated numbers: those of the results that are asked for."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from programme.filters.lists import of_facet
from programme.filters.results import ResultFilter
from programme.models import Figure, Result


class FigureFilter(ResultFilter):
    """Numbers of the results that words, places, themes, years and levels find, by how exact.

    Without any of these the numbers of the programme as a whole are there too.
    """

    sort = None
    qualifier = django_filters.MultipleChoiceFilter(
        **of_facet("keep_qualifiers", _("“%(value)s” is not understood."), Figure.Qualifier.choices)
    )
    single = ("q", "region_wide")

    def without(self, left_out: str = "") -> Any:
        self.form.is_valid()
        rows = self.queryset.order_by()
        if qualifiers := self.form.cleaned_data.get("qualifier"):
            rows = rows.of_qualifiers(qualifiers)
        asked = {name for name in self.base_filters if self.chosen(name)}
        if asked - {"qualifier", "region_wide"}:
            results = ResultFilter(self.data, Result.objects.public())
            rows = rows.of_results(results.without(left_out))
        return rows

    def in_order(self, rows: Any) -> Any:
        return rows.after_their_results()

    def keep_qualifiers(self, rows: Any, _name: str, qualifiers: list[str]) -> Any:
        return rows.of_qualifiers(qualifiers)
