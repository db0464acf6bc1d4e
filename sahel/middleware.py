"""Around each request: its log line, its language, its compression, who may read it, its 503."""

import gzip
import logging
import time

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from programme.problems import is_for_machines
from sahel.codings import accepts
from sahel.databases import is_away
from sahel.languages import Handler, answer_in
from sahel.logs import loggable

logger = logging.getLogger("sahel.request")

SMALL = 500  # bytes; below this a compressed page is hardly smaller
TEXT = (
    *("text/", "application/xml", "application/atom+xml", "application/json", "image/svg+xml"),
    *("application/x-bibtex", "application/x-research-info", "application/vnd.citationstyles"),
)

METHODS = "GET, HEAD, OPTIONS"
# Programs of any site may read what is for machines; nothing there depends on who asks.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Encoding, "
    "Content-Length, Content-Range, ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
MAY_ASK = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Cache-Control, Content-Type, "
    "If-Match, If-Modified-Since, If-None-Match, If-Range, Pragma, Range, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}


def log_requests(get_response: Handler) -> Handler:
    """Write one line a request. The query string is left out: words searched for are private."""

    def middleware(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = get_response(request)
        fields = {
            "method": request.method,
            "path": loggable(request.path),
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - start) * 1000, 1),
        }
        logger.info("%(path)s", fields, extra={"fields": fields})
        return response

    return middleware


def speak_the_language_of_the_address(get_response: Handler) -> Handler:
    """Activate the language that the address begins with, if it is open; else the first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        first = request.path_info[1:].partition("/")[0]
        language = first if first in settings.PUBLIC_LANGUAGES else settings.PUBLIC_LANGUAGES[0]
        return answer_in(language, request, get_response)

    return middleware


def share_open_data(get_response: Handler) -> Handler:
    """Let programs of every site read what is for machines, its errors too; nobody writes there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_machines(request.path_info):
            return get_response(request)
        if request.method in ("GET", "HEAD"):
            response = get_response(request)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=MAY_ASK)
            del response.headers["Content-Type"]
        else:
            from programme.views.errors import not_allowed  # views need the app registry

            response = not_allowed(request)
            response.headers["Allow"] = METHODS
        if response.status_code == 304:
            del response.headers["Content-Length"]  # 0, and not that of what stays as it is
        for name, value in OPEN.items():
            response.headers[name] = value
        return response

    return middleware


def compress_public_pages(get_response: Handler) -> Handler:
    """Brotli or gzip for public pages; the admin stays plain (its forms hold secrets: BREACH)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "")
        if (
            request.path_info.startswith("/admin/")
            or response.streaming
            or response.has_header("Content-Encoding")
            or len(response.content) < SMALL
            or not kind.startswith(TEXT)
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = request.headers.get("Accept-Encoding", "")
        if accepts(accepted, "br"):
            response.content = brotli.compress(response.content, quality=6)
            response.headers["Content-Encoding"] = "br"
        elif accepts(accepted, "gzip"):
            response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


class say_when_the_database_is_away:  # noqa: N801 - reads like its neighbours in MIDDLEWARE
    """Answer 503, not 500, when the database cannot be reached or is busy for too long."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_away(exception):
            return None
        logging.getLogger("sahel").error("The database is away.", exc_info=exception)
        from programme.views.errors import service_unavailable  # views need the app registry

        return service_unavailable(request)
