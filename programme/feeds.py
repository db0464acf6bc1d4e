"""Changes as an Atom feed (RFC 4287), in one language, with the filters of the page."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from programme.entries import Entry, entries_of
from programme.filters import ChangeFilter
from programme.frame import absolute
from programme.models.expressions import reading_language

MOST = 100  # entries
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
CACHE = "public, no-cache"  # kept, but asked for again: the clock may have brought an entry
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # a feed without entries has to say a time too
# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
View = Callable[[HttpRequest], HttpResponse]


class Atom(Atom1Feed):
    """Django's own writer; an empty feed does not change by the second."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EMPTY_SINCE)


def address(query: str) -> str:
    """Return the path of the feed in the reading language, for the filters of a page."""
    own = urlencode({"lang": reading_language()})
    return f"{reverse('changes_feed')}?{own}{'&' if query else ''}{query}"


def of_changes(found: ChangeFilter) -> HttpResponse:
    """Answer with the newest entries asked for, in the reading language."""
    kept = [(name, value) for name in found.filters for value in found.chosen(name)]
    query = urlencode(kept)
    page = absolute(reverse("change_list"))
    feed = Atom(
        title=_clean(_("Changes – %(site)s") % {"site": settings.SITE_NAME}),
        link=f"{page}?{query}" if query else page,
        description=None,
        language=reading_language(),
        author_name=settings.PUBLISHER_NAME or str(settings.SITE_NAME),
        feed_url=absolute(address(query)),
        feed_guid=_tag(f"changes?{query}" if query else "changes"),
    )
    for entry in entries_of(found.rows()[:MOST]):
        feed.add_item(**_item(entry, page))
    answer = HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)
    answer.headers["Content-Language"] = reading_language()
    return answer


def refused(faults: Iterable[tuple[str, str]]) -> HttpResponse:
    """Answer a query string that makes no sense with a sentence for each fault."""
    lines = "".join(f"{name}: {sentence}\n" for name, sentence in faults)
    answer = HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def asked_for_again(view: View) -> View:
    """Let a reader keep an answer by its content alone, and ask each time whether it stands.

    No Last-Modified: what is removed to protect people changes words, and not the newest date.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        answer = view(request)
        if answer.status_code != 200:
            return answer
        answer.headers["Cache-Control"] = CACHE
        if not settings.PUBLISHER_NAME:
            answer.headers["X-Robots-Tag"] = "noindex"
        # Weak: the same words go out compressed in several ways.
        etag = f'W/"{sha256(answer.content).hexdigest()[:32]}"'
        answer.headers["ETag"] = etag
        conditional = get_conditional_response(request, etag=etag, response=answer)
        return conditional if isinstance(conditional, HttpResponse) else answer

    return answered


def _item(entry: Entry, page: str) -> dict[str, Any]:
    words = render_to_string("programme/_change_words.html", {"entry": entry})
    kind = str(entry.head.get_kind_display())
    name = entry.title.text or entry.noun
    said = {"kind": kind, "title": name}
    return {
        "title": _clean(_("%(kind)s: %(title)s") % said if name else kind),
        "link": absolute(entry.href) if entry.href else page,
        "description": _clean(words).strip(),
        "unique_id": _tag(f"changes/{entry.head.act}/{entry.head.kind}"),
        "updateddate": entry.head.at,
        "pubdate": entry.head.at,
    }


def _tag(what: str) -> str:
    """Build a lasting id (RFC 4151): each language is a text of its own."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},2026:{reading_language()}/{what}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
