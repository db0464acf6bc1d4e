"""Search over everything, and the fixed pages from about to corrections."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme import jsonld
from programme.entries import history_of
from programme.models import PageText
from programme.searching import Everything

TITLES = {
    "about": _("About this site"),
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
    "terms": _("Terms"),
    "corrections": _("Corrections"),
}
LOGGED = {
    "time": _("the time"),
    "method": _("the kind of request (reading, mostly)"),
    "path": _("the address of the page, without the words searched for"),
    "status": _("how the answer went (its status number)"),
    "milliseconds": _("how long the answer took"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    found = Everything(request.GET)
    context = {
        "found": found,
        "list_noindex": bool(found.asked),
        "jsonld": jsonld.alone("SearchResultsPage", request.path, gettext("Search")),
    }
    return TemplateResponse(request, "programme/search.html", context, status=found.status)


def shown(slug: str, text: PageText | None) -> dict[str, Any]:
    """What a fixed page shows, with words that need not be public."""
    return {
        "slug": slug,
        "title": TITLES.get(slug, ""),
        "text": text,
        "logged": [LOGGED[field] for field in settings.REQUEST_LOG_FIELDS],
        "log_days": settings.LOG_DAYS,
        "licence": settings.CONTENT_LICENCE,
    }


def _fixed(request: HttpRequest, slug: str) -> HttpResponse:
    text = PageText.objects.public().at(slug)
    context = {
        **shown(slug, text),
        "history": history_of(text) if text else None,
        "jsonld": jsonld.fixed(slug, str(TITLES[slug]), text),
    }
    return TemplateResponse(request, "programme/page.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _fixed(request, "about")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _fixed(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _fixed(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return _fixed(request, "terms")


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    return _fixed(request, "corrections")
