"""One feed: a list, page by page, from what its readers saw change last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from programme.exports.about import terms
from programme.feeds.atom import Atom, Entry, clean, lasting
from programme.filters import ListFilter
from programme.frame import absolute, who_speaks
from programme.models.expressions import reading_language
from programme.paging import ListPage, page_of

PAGE_SIZE = 100  # entries
NO_FILTER = ("sort", "page")  # a feed has one order, whatever that of the list
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Feed:
    """One list as a feed.

    `page` is the route of the same list for people; `entries` reads a stretch of what a filter
    finds.
    """

    name: str
    title: Any
    page: str
    filter: type[ListFilter]
    public: Callable[[], Any]
    entries: Callable[[ListFilter, int, int], Iterator[Entry]]

    def asked(self, request: HttpRequest) -> ListPage:
        """Return the page of this feed that is asked for. Raises Http404 beyond the end."""
        return page_of(self.filter(request.GET, self.public()), request, PAGE_SIZE)

    def address(self, page: ListPage) -> str:
        """Return the public address of one page of this feed, in the reading language."""
        return _at(self.name, _filters(page), page.number)

    def written(self, page: ListPage) -> bytes:
        """Write one page of this feed as Atom (RFC 4287, RFC 5005), in the reading language."""
        filters = _filters(page)
        query = urlencode(filters)
        list_page = absolute(reverse(self.page))
        feed = Atom(
            title=clean(f"{page.titled(str(self.title))} – {settings.SITE_NAME}"),
            link=f"{list_page}?{query}" if query else list_page,
            description=None,
            language=reading_language(),
            author_name=who_speaks(),
            feed_url=_at(self.name, filters, page.number),
            feed_guid=lasting(f"{self.name}?{query}" if query else self.name),
            feed_copyright=clean(terms()),
            around=self._around(page, filters),
        )
        first = (page.number - 1) * PAGE_SIZE
        for entry in self.entries(page.filter, first, first + PAGE_SIZE):
            feed.add(entry, list_page)
        return str(feed.writeString("utf-8")).encode()

    def _around(self, page: ListPage, filters: Pairs) -> Pairs:
        """List (relation, address) of the other pages; none where one page holds all."""
        if page.pages < 2:
            return []
        number = page.number
        numbers = {"first": 1, "previous": number - 1, "next": number + 1, "last": page.pages}
        return [
            (relation, _at(self.name, filters, there))
            for relation, there in numbers.items()
            if 1 <= there <= page.pages
        ]


def of_list(name: str, page: ListPage) -> str:
    """Return the path of the feed of a list with its filters, in the reading language."""
    return _path(name, _filters(page))


def _filters(page: ListPage) -> Pairs:
    found = page.filter
    names = [name for name in found.filters if name not in NO_FILTER]
    return [(name, value) for name in names for value in found.chosen(name)]


def _at(name: str, filters: Pairs, number: int) -> str:
    pages = [("page", str(number))] if number > 1 else []
    return absolute(_path(name, [*filters, *pages]))


def _path(name: str, pairs: Pairs) -> str:
    query = urlencode([("lang", reading_language()), *pairs])
    return f"{reverse(f'{name}_atom')}?{query}"
