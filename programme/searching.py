"""One box over results, reports, donors and pages: words → a short list of each."""

from functools import cached_property
from typing import Any

from django.db.models import Count, Window
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.elsewhere import ANYTHING, Elsewhere, counted, offered, other_languages
from programme.models import Donor, PageText, Report, Result
from programme.search import LONGEST_QUERY, Asked

SHOWN = 5  # rows of each noun; the rest is a link to its list


class Group:
    """What one noun gives for the words: the first rows, how many in all, where the rest is."""

    def __init__(self, legend: Any, rows: list[Any], address: str) -> None:
        self.legend = legend
        self.rows = rows
        self.count: int = rows[0].in_all if rows else 0
        self.address = address if self.count > len(rows) else ""


class Everything:
    """What the words in a query string find. Too many words give status 400 and a sentence."""

    def __init__(self, data: QueryDict) -> None:
        given = list(dict.fromkeys(value for value in data.getlist("q") if value.strip("\0 ")))
        self.asked = Asked((given[-1] if given else "").replace("\0", " ").strip())
        self.fault = ""
        if len(given) > 1:
            self.fault = _("The words were given more than once.")
        elif len(self.asked.text) > LONGEST_QUERY:
            self.fault = _("These words are %(length)s characters long; %(limit)s is the most.") % {
                "length": len(self.asked.text),
                "limit": LONGEST_QUERY,
            }
        self.status = 400 if self.fault else 200

    @cached_property
    def groups(self) -> list[Group]:
        if self.fault or not self.asked:
            return []
        groups = []
        for legend, public, name in self._nouns():
            forms, language = self.asked.forms, self.asked.language
            rows = public.matching(forms, language).title_hits_first(forms, language)
            rows = rows.annotate(in_all=Window(Count("pk")))
            rows = rows[:SHOWN] if name else rows
            address = reverse(name, query={"q": self.asked.text}) if name else ""
            groups.append(Group(legend, list(rows), address))
        return [group for group in groups if group.count]

    @staticmethod
    def _nouns() -> list[tuple[Any, Any, str]]:
        """What there is to find: how it is called, its rows in order, its list."""
        return [
            (gettext_lazy("Results"), Result.objects.public().newest(), "result_list"),
            (gettext_lazy("Reports"), Report.objects.public().newest(), "report_list"),
            (gettext_lazy("Donors"), Donor.objects.public().by_name(), "donor_list"),
            (gettext_lazy("Pages"), PageText.objects.public().by_name(), ""),
        ]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The same words in other languages, where they find rows that this one lacks."""
        languages = other_languages()
        if self.fault or not self.asked.forms or not languages:
            return []
        forms, reader = self.asked.forms, self.asked.language
        counts = counted(
            (language, rows.found_only_in(language, forms, reader))
            for language in languages
            for _legend, rows, _name in self._nouns()
        )
        address = reverse("search", query={"q": self.asked.text})
        return list(offered(counts, address, ANYTHING))
