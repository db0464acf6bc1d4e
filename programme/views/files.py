"""The files of editions and their covers, at addresses that stay when a file is replaced."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from programme.files import sent
from programme.models import Edition, Report
from programme.views.addresses import public_at

CACHE = "public, no-cache"  # kept, but asked for again: the file may be replaced


@require_safe
def edition_file(request: HttpRequest, slug: str, language: str) -> HttpResponseBase:
    edition = _edition_at(slug, language, "edition_file")
    return _answer(request, edition, str(edition.file), "pdf", "application/pdf")


@require_safe
def edition_cover(request: HttpRequest, slug: str, language: str) -> HttpResponseBase:
    edition = _edition_at(slug, language, "edition_cover")
    return _answer(request, edition, str(edition.cover), "webp", "image/webp")


def _edition_at(slug: str, language: str, name: str) -> Edition:
    if edition := Edition.objects.public().with_file_at(slug, language):
        return edition
    public_at(Report.objects.public(), slug, lambda row: reverse(name, args=[row.slug, language]))
    raise Http404(slug)


def _answer(
    request: HttpRequest, edition: Edition, name: str, ending: str, kind: str
) -> HttpResponseBase:
    version = f"{edition.sha256}.{ending}"
    called = edition.file_name(ending)
    answer = sent(request, name, kind=kind, version=version, called=called, cache=CACHE)
    answer.headers["Content-Language"] = edition.language
    if not settings.PUBLISHER_NAME:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer
