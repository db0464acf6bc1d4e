"""Reports by words, kind, year and language."""

from functools import cached_property
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from programme.elsewhere import REPORTS
from programme.filters.lists import (
    Counting,
    Labels,
    ListFilter,
    YearsFilter,
    of_choices,
    of_facet,
    words_filter,
)
from programme.models import Edition, Report
from programme.models.reports import EDITION_LANGUAGES


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
