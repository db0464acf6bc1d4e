"""Donors by words and kind."""

from functools import cached_property
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from programme.elsewhere import DONORS
from programme.filters.lists import Counting, Labels, ListFilter, of_choices, of_facet, words_filter
from programme.models import Donor


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
