"""Answers that readers keep by their print, and ask each time whether they still stand."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

CACHE = "public, no-cache"  # kept, but asked for again: the clock may have brought something
View = Callable[..., HttpResponse]


def asked_for_again(view: View) -> View:
    """Answer 304 where a reader has the very same words already."""

    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        answer = view(request, *args, **named)
        return kept(request, answer) if answer.status_code == 200 else answer

    return answered


def kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Give an answer the print of its content; answer 304 where the reader has it already.

    No Last-Modified: what is removed to protect people changes words, and not the newest date.
    """
    answer.headers["Cache-Control"] = CACHE
    patch_vary_headers(answer, ("Accept-Encoding",))
    # Weak: the same words go out compressed in several ways.
    etag = f'W/"{sha256(answer.content).hexdigest()[:32]}"'
    answer.headers["ETag"] = etag
    conditional = get_conditional_response(request, etag=etag, response=answer)
    return conditional if isinstance(conditional, HttpResponse) else answer
