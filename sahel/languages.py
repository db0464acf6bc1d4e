"""Answering a request in one language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

Handler = Callable[[HttpRequest], HttpResponse]


def answer_in(language: str, request: HttpRequest, get_response: Handler) -> HttpResponse:
    """Answer with this language active, and say so in the response unless it does already."""
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def wanted_by(request: HttpRequest) -> str:
    """Return the first open language that the browser asks for, or else the site's first."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = [code.partition("-")[0] for code, quality in wanted if quality]
    open_languages = settings.PUBLIC_LANGUAGES
    return next((code for code in codes if code in open_languages), open_languages[0])
