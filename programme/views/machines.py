"""What machines ask for: is it well, what may be crawled."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from programme import triggers
from programme.frame import absolute


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers and its triggers are on; else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database, lacking = "ok", triggers.missing()
    except (DatabaseError, InterfaceError):
        database, lacking = "away", []
    well = database == "ok" and not lacking
    state = {"live": True, "ready": well, "database": database, "triggers_missing": len(lacking)}
    return JsonResponse(state, status=200 if well else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@conditional_page
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole in the site (RFC 9116); nobody is named while none was set."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {_quarter_after_next(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(settings.PUBLIC_LANGUAGES)}",
        f"Canonical: {absolute(reverse('security_txt'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _quarter_after_next(now: datetime) -> datetime:
    """Return a moment three to six months ahead, the same for a whole quarter of a year."""
    month = (now.month - 1) // 3 * 3 + 6  # counted from 0
    return datetime(now.year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
