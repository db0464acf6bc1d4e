"""The lists as feeds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from programme.exports.asking import key_of, language_asked
from programme.exports.spool import whole
from programme.feeds import FEEDS
from programme.problems import problem, refused
from programme.unchanged import asked_for_again
from sahel.databases import one_moment

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@require_safe
@asked_for_again
def table_feed(request: HttpRequest, name: str) -> HttpResponse:
    feed = FEEDS[name]
    language, faults = language_asked(request.GET)
    with translation.override(language), one_moment():
        try:
            page = feed.asked(request)
        except Http404:
            return problem(request, 404)
        if faults or page.faults:
            return refused(request, [*faults, *page.faults])
        content = whole(key_of(feed.address(page)), lambda: feed.written(page))
    headers = {"Content-Type": CONTENT_TYPE, "Content-Language": language}
    return HttpResponse(content, headers=headers)
