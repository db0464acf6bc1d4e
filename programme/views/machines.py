"""What machines ask for: is it well, what may be crawled."""

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from programme import triggers


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
