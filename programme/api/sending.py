"""A call → its answer as JSON: headers, conditional requests, and problems where there is none."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from programme.api.answers import Answer
from programme.api.asking import Faults, Refused, given_in
from programme.api.links import in_language
from programme.exports.asking import language_asked
from programme.frame import absolute
from programme.models.expressions import reading_language
from programme.problems import problem, refused
from programme.unchanged import kept
from sahel.databases import one_moment

MEDIA_TYPE = "application/json"
TYPES = {"alternate": "text/html", "service-desc": MEDIA_TYPE, "service-doc": "text/html"}
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def answered(request: HttpRequest, make: Callable[[QueryDict], Answer]) -> HttpResponse:
    """Answer one call in the language asked for, from one moment."""
    data, faults = given_in(request)
    with translation.override(language_asked(data)[0]):
        if not _is_taken(request):
            words = _("This is given as JSON only.")
            return problem(request, 406, words, allowed=[MEDIA_TYPE])
        with one_moment():
            try:
                return _sent(request, _made(make, data, faults))
            except Refused as refusal:
                told = refusal.allowed
                return refused(request, refusal.faults, allowed=told, status=refusal.status)


def _made(make: Callable[[QueryDict], Answer], data: QueryDict, faults: Faults) -> Answer:
    if faults:
        raise Refused(faults, {})
    return make(data)


def _is_taken(request: HttpRequest) -> bool:
    """Say whether the client takes JSON; one that says nothing takes anything."""
    mains, subs = ("application", "*"), ("json", "*")
    taken = request.accepted_types
    says_nothing = not request.headers.get("Accept", "").strip()
    return says_nothing or any(t.main_type in mains and t.sub_type in subs for t in taken)


def _sent(request: HttpRequest, answer: Answer) -> HttpResponse:
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Language": reading_language(),
        "Link": ", ".join(_link(relation, to) for relation, to in _all_links(answer)),
    }
    return kept(request, HttpResponse(encode(answer.body), headers=headers))


def _all_links(answer: Answer) -> list[tuple[str, str]]:
    """List the answer's own links, then those to what describes it (RFC 8631)."""
    return [
        *answer.links,
        ("service-desc", in_language(reverse("openapi_document"))),
        ("service-doc", absolute(reverse("api_documentation"))),
    ]


def _link(relation: str, address: str) -> str:
    kind = f'; type="{TYPES[relation]}"' if relation in TYPES else ""
    return f'<{address}>; rel="{relation}"{kind}'
