"""The address of a page of this site → its citation, and no other address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from programme import citing
from programme.citing import Citation
from programme.feeds import FEEDS
from programme.models import Donor, Place, Report, Result, Theme
from programme.models.expressions import reading_language
from programme.paging import ListPage, page_asked
from programme.views.addresses import its_page, public_at

NOUNS: dict[str, Any] = {"result_detail": Result, "report_detail": Report, "donor_detail": Donor}
VOCABULARIES: dict[str, Any] = {"place_detail": Place, "theme_detail": Theme}
LISTS = {feed.page: feed for feed in FEEDS.values()}


class Nonsense(Exception):
    """A page that can't be shown: (parameter, sentence) for each fault of its address.

    `allowed` are the values that such a parameter takes; `language` is that of the sentences.
    """

    def __init__(self, page: ListPage) -> None:
        super().__init__()
        self.faults, self.allowed = page.faults, page.filter.allowed
        self.language = reading_language()


def cited(address: str, leads_to: Callable[[str], str]) -> Citation:
    """Return the citation of the page at a path, with its query string, or at a whole address.

    Raises Http404 (Withdrawn, Moved) as the page itself would, and where it is no page that is
    cited; `leads_to` makes the new address of what moved. Raises Nonsense where the page would
    be refused.
    """
    try:
        parts = urlsplit(address.removeprefix(settings.SITE_URL))
    except ValueError as fault:
        raise Http404(address) from fault
    language = parts.path[1:].partition("/")[0]
    if parts.scheme or parts.netloc or language not in settings.PUBLIC_LANGUAGES:
        raise Http404(address)
    with translation.override(language):
        match = resolve(parts.path)
        data = QueryDict(parts.query)
        return _page(match.url_name or "", match.kwargs, data, parts.path, leads_to)


def _page(
    route: str, found: dict[str, Any], data: QueryDict, path: str, leads_to: Callable[[str], str]
) -> Citation:
    if route in NOUNS:
        rows = NOUNS[route].objects.public()
        row: Any = public_at(rows, found["slug"], lambda row: leads_to(its_page(row)))
        return citing.of_row(row)
    if route in VOCABULARIES:
        return citing.of_row(get_object_or_404(VOCABULARIES[route].objects.named(), **found))
    if route in LISTS:
        feed = LISTS[route]
        page = page_asked(feed.asker(data, feed.public()), path, data)
        if page.faults:
            raise Nonsense(page)
        return citing.of_list(page, str(feed.title))
    if route == "data_page":
        return citing.of_page(route, _("Data"))
    if route == "home":
        return citing.of_site()
    raise Http404(path)
