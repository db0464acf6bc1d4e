"""Answering a request in one language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def answer_in(language: str, request: HttpRequest, get_response: Handler) -> HttpResponse:
    """Answer with this language active, and say so in the response unless it does already."""
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
