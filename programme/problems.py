"""What went wrong, for machines: problem+json (RFC 9457), which names the bad parameter."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

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
        "instance": request.path,
        **more,
    }
    answer = JsonResponse(told, status=status, content_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(request: HttpRequest, faults: Iterable[tuple[str, str]]) -> JsonResponse:
    """Answer a query string that makes no sense with each bad parameter and a sentence on it."""
    errors = [{"parameter": name, "detail": sentence} for name, sentence in faults]
    detail = " ".join(f"{error['parameter']}: {error['detail']}" for error in errors)
    return problem(request, 400, detail, errors=errors)
