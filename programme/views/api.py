"""The public rows for programs, and the description of the calls for programs and people."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programme import jsonld
from programme.api import answers, openapi
from programme.api.answers import Answer
from programme.api.examples import walk
from programme.api.links import row_at
from programme.api.sending import answered
from programme.exports import TABLES, Table
from programme.models import Publishable
from programme.views.addresses import public_at


@require_safe
def api_index(request: HttpRequest) -> HttpResponse:
    return answered(request, answers.index)


@require_safe
def api_rows(request: HttpRequest, table: str) -> HttpResponse:
    return answered(request, lambda data: answers.rows_of(TABLES[table], data))


@require_safe
def api_row(request: HttpRequest, table: str, key: object) -> HttpResponse:
    def answer(data: QueryDict) -> Answer:
        found = answers.row_of(TABLES[table], str(key), data)
        return found or _in_its_place(TABLES[table], str(key), data)

    return answered(request, answer)


def _in_its_place(table: Table, key: str, data: QueryDict) -> Answer:
    """Say why there is no such row: gone, moved, or never there."""
    rows = table.public()
    if issubclass(rows.model, Publishable):
        asked = [(name, value) for name in ("fields",) for value in data.getlist(name)]
        public_at(rows, key, lambda row: row_at(table.name, row.slug, asked))
    raise Http404(key)


@require_safe
def openapi_document(request: HttpRequest) -> HttpResponse:
    return answered(request, openapi.document)


@require_safe
def api_documentation(request: HttpRequest) -> HttpResponse:
    context = {"api": walk(), "jsonld": jsonld.web_api()}
    return TemplateResponse(request, "programme/api_documentation.html", context)
