"""What went wrong, for machines: problem+json (RFC 9457), which names the bad parameter."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, JsonResponse

from programme.models.expressions import reading_language

MOST = 10  # faults told of: an answer is not many times as long as what was asked
MACHINES = ("data", "api", "openapi.json")  # first parts of addresses that machines ask for


def is_for_machines(path: str) -> bool:
    """Say whether an address is asked for by programs, and answers them in their own form."""
    return path[1:].partition("/")[0] in MACHINES


def problem(request: HttpRequest, status: int, detail: str = "", **more: Any) -> JsonResponse:
    """Answer with one problem; `more` are members of its own, such as `errors`."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        **({"detail": detail} if detail else {}),
        "instance": quote(request.path),
        **more,
    }
    answer = JsonResponse(told, status=status, content_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = reading_language()
    return answer


def refused(
    request: HttpRequest,
    faults: Sequence[tuple[str, str]],
    *,
    allowed: Mapping[str, list[str]] | None = None,
    status: int = 400,
) -> JsonResponse:
    """Answer a query string that makes no sense with each bad parameter and a sentence on it.

    `allowed` are the values that a parameter takes, where they can be counted. Of very many
    faults the first are told.
    """
    told = allowed or {}
    errors = [
        {
            "parameter": name,
            "detail": sentence,
            **({"allowed": told[name]} if told.get(name) else {}),
        }
        for name, sentence in faults[:MOST]
    ]
    detail = " ".join(f"{name}: {sentence}" for name, sentence in faults[:MOST])
    return problem(request, status, detail, errors=errors)
