"""Pages and problems for what went wrong, 400 to 503. The last two need no database."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from programme.entries import Entry, removal_of
from programme.exports.asking import language_asked
from programme.kept import AWAY, FAULT, NOT_ALLOWED, OLD_PAGE, kept
from programme.models import Publishable
from programme.problems import is_for_machines, problem
from sahel.databases import is_away
from sahel.languages import answer_in, wanted_by

RETRY_AFTER = 30  # seconds
SENTENCES = {  # for machines
    400: _("Something in the address could not be read."),
    404: _("Nothing is at this address. /en/data/ and /api/ say all that there is."),
    405: _("This address can only be read, with GET or HEAD."),
    410: _("What stood at this address was withdrawn."),
    500: _("The fault is ours, and it has been recorded. Try again in a moment."),
    503: _("Nothing is lost. Try again in a minute."),
}
PROTECTED = _("Something was removed to protect people.")


class Withdrawn(Http404):
    """Something stood here and was taken back; `row` is that, where it is known."""

    def __init__(self, row: Publishable | None = None) -> None:
        super().__init__()
        self.row = row


class Moved(Http404):
    """What is asked for has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def page(request: HttpRequest, status: int, **told: Any) -> HttpResponse:
    """Render the page of one status, never to be kept or indexed; machines get it as a problem."""
    if is_for_machines(request.path_info):
        return _problem(request, status, told.get("entry"))
    context = {"noindex": True, **told}
    response = TemplateResponse(request, f"{status}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if request.path_info[1:].partition("/")[0] in {*settings.PUBLIC_LANGUAGES, "admin"}:
        return response.render()
    # The address names no language: the reader's browser does.
    patch_vary_headers(response, ("Accept-Language",))
    return answer_in(wanted_by(request), request, lambda _request: response.render())


def _problem(request: HttpRequest, status: int, entry: Entry | None = None) -> HttpResponse:
    try:
        language = language_asked(request.GET)[0]
    except SuspiciousOperation:  # the query string is what went wrong
        language = settings.PUBLIC_LANGUAGES[0]
    with translation.override(language):
        is_protected = entry is not None and entry.is_protective
        sentence = PROTECTED if is_protected else SENTENCES.get(status, "")
        return problem(request, status, str(sentence))


def not_allowed(request: HttpRequest) -> HttpResponse:
    return page(request, 405)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return kept(request, NOT_ALLOWED) or page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, Moved):
        return HttpResponsePermanentRedirect(exception.address)
    if isinstance(exception, Withdrawn):
        return page(request, 410, entry=removal_of(exception.row) if exception.row else None)
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    fault = sys.exc_info()[1]
    if isinstance(fault, Exception) and is_away(fault):  # raised in a middleware, past its reach
        return service_unavailable(request)
    return kept(request, FAULT) or page(request, 500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = kept(request, AWAY) or page(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return kept(request, OLD_PAGE) or page(request, 403)
