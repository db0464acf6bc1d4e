"""Changes by kind, by what they are about, since a day."""

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programme.filters.lists import Counting, Labels, ListFilter, of_choices, of_facet
from programme.models import Change, Noun
from programme.models.slugs import LENGTH
from programme.search import Asked
from programme.wording import date_words


class ChangeFilter(ListFilter):
    """Changes by kind, by what they are about, since a day; of one page alone."""

    since = django_filters.DateFilter(
        method="keep_since",
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-05-31.")},
    )
    kind = django_filters.MultipleChoiceFilter(
        **of_facet("keep_kinds", _("“%(value)s” is no kind of change."), Change.Kind.choices)
    )
    what = django_filters.MultipleChoiceFilter(
        **of_facet("keep_nouns", _("“%(value)s” is nothing that changes here."), Noun.choices)
    )
    slug = django_filters.CharFilter(method="keep_slug", max_length=LENGTH)
    counted = {
        "kind": Counting(_("Kind"), "kind", legend=_("Kind of change")),
        "what": Counting(pgettext_lazy("what a change is about", "About"), "told_of"),
    }
    single = ("since", "slug")

    @cached_property
    def asked(self) -> Asked:
        """No words are asked for here."""
        return Asked("")

    @property
    def day(self) -> date | None:
        """The first day asked for, where it is one."""
        self.form.is_valid()
        found: date | None = self.form.cleaned_data.get("since")
        return found

    @property
    def more_chips(self) -> list[tuple[str, str, str]]:
        chips = []
        if self.day:
            words = {"date": date_words(self.day, "day")}
            chips.append(("since", self.data["since"], gettext("Since %(date)s") % words))
        if slug := self.data.get("slug"):
            chips.append(("slug", slug, gettext("One page only")))
        return chips

    @cached_property
    def labels(self) -> dict[str, Labels]:
        return {"kind": of_choices(Change.Kind.choices), "what": of_choices(Noun.choices)}

    def in_order(self, rows: Any) -> Any:
        return rows.newest()

    def keep_since(self, rows: Any, _name: str, day: date) -> Any:
        return rows.since(day)

    def keep_kinds(self, rows: Any, _name: str, kinds: list[str]) -> Any:
        return rows.filter(kind__in=kinds)

    def keep_nouns(self, rows: Any, _name: str, nouns: list[str]) -> Any:
        return rows.filter(told_of__in=nouns)

    def keep_slug(self, rows: Any, _name: str, slug: str) -> Any:
        return rows.at(slug)
