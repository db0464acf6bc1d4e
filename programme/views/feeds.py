"""The lists as feeds."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from programme.exports.asking import key_of, language_asked
from programme.exports.spool import whole
from programme.feeds import FEEDS
from programme.models import ContentVersion
from programme.problems import refused
from programme.unchanged import asked_for_again
from sahel.databases import one_moment

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@require_safe
@asked_for_again
def table_feed(request: HttpRequest, name: str) -> HttpResponse:
    feed = FEEDS[name]
    language, faults = language_asked(request.GET)
    with translation.override(language), one_moment():
        version = ContentVersion.at_this_moment()  # the clock goes on: before the rows
        page = feed.asked(request)
        if faults or page.faults:
            allowed = {"lang": settings.PUBLIC_LANGUAGES, **page.filter.allowed}
            return refused(request, [*faults, *page.faults], allowed=allowed)
        key = key_of(feed.address(page), version=version)
        content = whole(key, lambda: feed.written(page))
    headers = {"Content-Type": CONTENT_TYPE, "Content-Language": language}
    return HttpResponse(content, headers=headers)
