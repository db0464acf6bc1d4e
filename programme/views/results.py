"""Results: the list and one result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import citing, feeds, jsonld
from programme.entries import history_of
from programme.exports.addresses import figures_of, forms_of
from programme.filters import ResultFilter
from programme.models import Evidence, Result
from programme.paging import page_of
from programme.views.addresses import public_at

ALSO = 3  # results of the same places under a result


@require_safe
def result_list(request: HttpRequest) -> HttpResponse:
    found = ResultFilter(request.GET, Result.objects.public())
    page = page_of(found, request)
    context = {
        "page": page,
        "canonical_path": page.canonical,
        "list_noindex": page.noindex,
        "feed": feeds.path_of("results", page.filter.pairs),
        "citation": citing.of_list(page, _("Results")),
        "forms": forms_of("results", found.pairs),
        "figures": figures_of(found.pairs),
        "jsonld": jsonld.listed(page, _("Results")),
    }
    return TemplateResponse(request, "programme/result_list.html", context, status=page.status)


@require_safe
def result_detail(request: HttpRequest, slug: str) -> HttpResponse:
    result = public_at(Result.objects.public().for_page(), slug)
    context = shown(result)
    context["history"] = history_of(result)
    context["jsonld"] = jsonld.result(result, context["receipts"], context["related"])
    return TemplateResponse(request, "programme/result_detail.html", context)


def shown(result: Result) -> dict[str, Any]:
    """What the page of a result shows, public or not; the results beside it are public."""
    public = Result.objects.public().for_cards()
    return {
        "result": result,
        "citation": citing.of_row(result),
        "figures": result.figures.all(),
        "receipts": Evidence.objects.of_result(result),
        "related": public.related_to(result).newest(),
        "also": public.sharing_places_with(result).newest()[:ALSO],
    }
