"""Reports: the list and one report with its editions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import citing, feeds, jsonld
from programme.entries import history_of
from programme.exports.addresses import forms_of
from programme.filters import ReportFilter
from programme.models import PageText, Report
from programme.paging import ListPage, page_of
from programme.views.addresses import public_at


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    page = page_of(ReportFilter(request.GET, Report.objects.public()), request)
    context = listed(page, PageText.objects.public().at("reports"))
    context["jsonld"] = jsonld.listed(page, _("Reports"))
    return TemplateResponse(request, "programme/report_list.html", context, status=page.status)


def listed(page: ListPage, heading: PageText | None) -> dict[str, Any]:
    """What the list shows, with a heading that need not be public."""
    return {
        "page": page,
        "canonical_path": page.canonical,
        "list_noindex": page.noindex,
        "feed": feeds.path_of("reports", page.filter.pairs),
        "citation": citing.of_list(page, _("Reports")),
        "forms": forms_of("reports", page.filter.pairs),
        "heading": heading,
    }


@require_safe
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    report = public_at(Report.objects.public().for_page(), slug)
    context = {**shown(report), "history": history_of(report), "jsonld": jsonld.report(report)}
    return TemplateResponse(request, "programme/report_detail.html", context)


def shown(report: Report) -> dict[str, Any]:
    """What the page of a report shows, public or not."""
    return {"report": report, "citation": citing.of_row(report)}
