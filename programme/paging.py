"""A list asked for → one page of it: its rows, its counts, its links, its status."""

import re
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from programme.elsewhere import Elsewhere, offered
from programme.facets import Choice, Counted, count
from programme.filters import ListFilter
from programme.wording import comma

PAGE_SIZE = 20
_WHOLE = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_TOO_FAR = re.compile(r"[1-9][0-9]{9,}", re.ASCII)


class ListPage:
    """One page of a list. A bad value gives status 400, the form as typed, and no rows."""

    def __init__(
        self, found: ListFilter, path: str, asked_page: str, size: int = PAGE_SIZE
    ) -> None:
        self.filter = found
        self.path = path
        self.size = size
        self.faults = list(found.faults)
        self.number = 1
        if _TOO_FAR.fullmatch(asked_page):
            raise Http404("beyond the end")
        if _WHOLE.fullmatch(asked_page):
            self.number = int(asked_page)
        elif asked_page:
            self.faults.append(
                ("page", _("“%(value)s” is no page number.") % {"value": asked_page})
            )
        self.status = 400 if self.faults else 200
        if not self.faults and self.number > 1 and self.number > self.pages:
            raise Http404("beyond the end")

    @cached_property
    def counted(self) -> Counted:
        return count(self.filter)

    @property
    def pages(self) -> int:
        return -(-self.counted.found // self.size)

    @cached_property
    def rows(self) -> list[Any]:
        if self.faults or not self.counted.found:
            return []
        start = (self.number - 1) * self.size
        return list(self.filter.rows()[start : start + self.size])

    def address(
        self, *, but: tuple[str, str] | None = None, leave: str = "", **changes: str
    ) -> str:
        """Return this list's address with changes.

        `but` takes one value of one parameter out, `leave` a whole parameter.

        Only what this list reads is carried along, in a fixed order, and never the page.
        """
        pairs = [
            (name, value)
            for name in self.filter.filters
            if name not in changes and name != leave
            for value in self.filter.data.getlist(name)
            if (name, value) != but
        ]
        pairs += [(name, value) for name, value in changes.items() if value]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        """Each active filter: its label, and the address without it."""
        chips = [
            {
                "label": _("%(facet)s: %(value)s") % {"facet": facet.name, "value": choice.label},
                "facet": facet.name,
                "value": choice.label,
                "language": choice.language,
                "href": self.address(but=(facet.parameter, choice.value)),
            }
            for facet in self.counted.facets
            for choice in facet.choices
            if choice.chosen
        ]
        chips += [
            {"label": label, "href": self.address(but=(parameter, value))}
            for parameter, value, label in self.filter.more_chips
        ]
        return chips

    @property
    def bare_words(self) -> str:
        """The address that keeps the words and clears all filters."""
        kept = {"q": self.filter.asked.text, "sort": self.filter.sort_chosen}
        pairs = [(name, value) for name, value in kept.items() if value]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def sorts(self) -> list[dict[str, Any]]:
        """The orders of this list: label, address, and whether it is the current one."""
        asked = self.filter.asked
        current = self.filter.sort_chosen or ("" if asked else "newest")
        plain = [("", _("Best match"))] if asked else []
        return [
            {"label": label, "current": name == current, "href": self.address(sort=name)}
            for name, label in [*plain, *self.filter.sorts]
        ]

    @property
    def offers(self) -> list[dict[str, Any]]:
        """Ways out of an empty list: what to take away, and how many rows that gives."""
        offers = []
        for facet in self.counted.facets:
            chosen = [choice for choice in facet.choices if choice.chosen]
            gained = self.counted.without.get(facet.parameter, 0)
            if chosen and gained:
                offers.append(
                    {
                        "label": self._offer(facet.name, chosen),
                        "count": gained,
                        "href": self.address(leave=facet.parameter),
                    }
                )
        if self.filter.asked and (gained := self.counted.without.get("q", 0)):
            label = _("Clear the words")
            offers.append({"label": label, "count": gained, "href": self.address(leave="q")})
        if self.counted.all and (self.chips or not self.filter.asked):
            both = self.filter.asked and self.chips
            label = _("Clear the words and all filters") if both else _("See the whole list")
            offers.append({"label": label, "count": self.counted.all, "href": self.path})
        return offers

    @property
    def elsewhere(self) -> list[Elsewhere]:
        """The same list in other languages, where the words find rows that this one lacks."""
        if self.faults:
            return []
        return list(offered(self.counted.elsewhere, self.address(), self.filter.in_language))

    @staticmethod
    def _offer(name: str, chosen: list[Choice]) -> str:
        labels = _(", ").join(choice.label for choice in chosen)
        return _("Remove the filter “%(facet)s: %(labels)s”") % {
            "facet": name,
            "labels": labels,
        }

    @property
    def links(self) -> list[tuple[int, str]]:
        """(number, address) of each page near this one, the first and the last."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)}
        return [(n, self.page_address(n)) for n in sorted(near) if 1 <= n <= self.pages]

    def page_address(self, number: int) -> str:
        return self.address(page=str(number) if number > 1 else "")

    @property
    def previous(self) -> str:
        return self.page_address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.page_address(self.number + 1) if self.number < self.pages else ""

    @property
    def noindex(self) -> bool:
        """Words, or more than one filter, make a page that search engines leave out."""
        return bool(self.faults or self.filter.asked or len(self.chips) > 1)

    @property
    def canonical(self) -> str:
        """The address that stands for this page: no order, and bare where it is not indexed."""
        if self.noindex:
            return self.path
        number = str(self.number) if self.number > 1 else ""
        bare = "" if self.filter.chosen("place") else "region_wide"  # alone it changes no row
        return self.address(leave=bare, sort="", page=number)

    @property
    def title_parts(self) -> list[str]:
        """What sets this page apart from the bare list, for its title."""
        page = [_("page %(number)s") % {"number": self.number}] if self.number > 1 else []
        return [*self.filters_in_words, *page]

    @property
    def filters_in_words(self) -> list[str]:
        words = {"words": self.filter.asked.text.strip()}
        parts = [_("“%(words)s”") % words] if self.filter.asked else []
        return [*parts, *(chip["label"] for chip in self.chips)]


def page_of(found: ListFilter, request: HttpRequest, size: int = PAGE_SIZE) -> ListPage:
    """Return the page that the request asks for. Raises Http404 beyond the end."""
    return page_asked(found, request.path, request.GET, size)


def page_asked(found: ListFilter, path: str, data: QueryDict, size: int = PAGE_SIZE) -> ListPage:
    """Return the page that a query string asks for. Raises Http404 beyond the end."""
    asked = [value for value in data.getlist("page") if value.strip()]
    if len(set(asked)) > 1:
        return ListPage(found, path, ", ".join(asked), size)
    return ListPage(found, path, asked[0] if asked else "", size)


def titled(name: str, parts: list[str]) -> str:
    """Return the title of a list: its name, and what sets it apart."""
    return f"{name}{_(':')} {comma().join(parts)}" if parts else name
