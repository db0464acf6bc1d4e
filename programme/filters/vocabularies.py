"""Places by kind, and themes."""

from functools import cached_property
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from programme.filters.lists import ListFilter, of_facet
from programme.models import Place
from programme.search import Asked


class VocabularyFilter(ListFilter):
    """What lists of a vocabulary have in common: no words are asked for, and an order by name."""

    single = ()

    @cached_property
    def asked(self) -> Asked:
        return Asked("")

    def in_order(self, rows: Any) -> Any:
        return rows.named()


class PlaceFilter(VocabularyFilter):
    """Places by kind."""

    kind = django_filters.MultipleChoiceFilter(
        **of_facet("keep_kinds", _("“%(value)s” is no kind of place."), Place.Kind.choices)
    )

    def keep_kinds(self, rows: Any, _name: str, kinds: list[str]) -> Any:
        return rows.of_kinds(kinds)


class ThemeFilter(VocabularyFilter):
    """All themes."""
