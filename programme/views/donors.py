"""Donors: the list and one donor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import citing, feeds, jsonld
from programme.entries import history_of
from programme.exports.addresses import forms_of
from programme.filters import DonorFilter
from programme.models import Contribution, Donor, PageText
from programme.paging import ListPage, page_of
from programme.views.addresses import public_at


@require_safe
def donor_list(request: HttpRequest) -> HttpResponse:
    page = page_of(DonorFilter(request.GET, Donor.objects.public()), request)
    context = listed(page, PageText.objects.public().at("donors"))
    context["jsonld"] = jsonld.listed(page, _("Donors"))
    return TemplateResponse(request, "programme/donor_list.html", context, status=page.status)


def listed(page: ListPage, thanks: PageText | None) -> dict[str, Any]:
    """What the list shows, with a line above it that need not be public."""
    return {
        "page": page,
        "canonical_path": page.canonical,
        "list_noindex": page.noindex,
        "feed": feeds.path_of("donors", page.filter.pairs),
        "citation": citing.of_list(page, _("Donors")),
        "forms": forms_of("donors", page.filter.pairs),
        "thanks": thanks,
    }


@require_safe
def donor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    donor = public_at(Donor.objects.public().for_page(), slug)
    context = {**shown(donor), "history": history_of(donor), "jsonld": jsonld.donor(donor)}
    return TemplateResponse(request, "programme/donor_detail.html", context)


def shown(donor: Donor) -> dict[str, Any]:
    """What the page of a donor shows, public or not."""
    return {
        "donor": donor,
        "citation": citing.of_row(donor),
        "contributions": Contribution.objects.of(donor),
    }
