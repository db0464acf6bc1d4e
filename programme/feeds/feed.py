"""One feed: a list, page by page, from what its readers saw change last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from programme.exports.about import terms
from programme.exports.addresses import in_any_order
from programme.exports.characters import clean
from programme.feeds.atom import Atom, Entry, lasting
from programme.filters import ListFilter
from programme.frame import absolute, who_speaks
from programme.models.expressions import reading_language
from programme.paging import ListPage, page_of, titled

PAGE_SIZE = 100  # entries
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
    asker: type[ListFilter]
    public: Callable[[], Any]
    entries: Callable[[ListFilter, int, int], Iterator[Entry]]

    def asked(self, request: HttpRequest) -> ListPage:
        """Return the page of this feed that is asked for. Raises Http404 beyond the end."""
        return page_of(self.asker(request.GET, self.public()), request, PAGE_SIZE)

    def address(self, page: ListPage, number: int = 0) -> str:
        """Return the public address of a page of this feed: of this one, or of another."""
        return absolute(path_of(self.name, page.filter.pairs, number or page.number))

    def written(self, page: ListPage) -> bytes:
        """Write one page of this feed as Atom (RFC 4287, RFC 5005), in the reading language."""
        query = urlencode(in_any_order(page.filter.pairs))
        list_page = absolute(reverse(self.page))
        name = titled(str(self.title), page.filters_in_words)
        feed = Atom(
            title=clean(f"{name} – {settings.SITE_NAME}"),
            link=f"{list_page}?{query}" if query else list_page,
            description="",
            language=reading_language(),
            author_name=who_speaks(),
            feed_url=self.address(page),
            feed_guid=lasting(f"{self.name}?{query}" if query else self.name),
            feed_copyright=clean(terms()),
            around=self._around(page),
        )
        first = (page.number - 1) * PAGE_SIZE
        for entry in self.entries(page.filter, first, first + PAGE_SIZE):
            feed.add(entry, list_page)
        return str(feed.writeString("utf-8")).encode()

    def _around(self, page: ListPage) -> Pairs:
        """List (relation, address) of the pages of this feed; none where one page holds all."""
        pages = page.pages
        if pages < 2:
            return []
        number = page.number
        numbers = {"first": 1, "previous": number - 1, "next": number + 1, "last": pages}
        return [
            (relation, self.address(page, there))
            for relation, there in numbers.items()
            if 1 <= there <= pages
        ]


def path_of(name: str, query: Pairs, number: int = 1) -> str:
    """Return the path of a page of a feed, in the reading language, for the pairs of a filter."""
    pages = [("page", str(number))] if number > 1 else []
    asked = [("lang", reading_language()), *in_any_order(query), *pages]
    return f"{reverse(f'{name}_atom')}?{urlencode(asked)}"
