"""What was done in one place, and on one theme."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programme import citing, feeds, jsonld
from programme.charts import summarize
from programme.exports.addresses import figures_of, forms_of
from programme.models import Place, Result, Theme

SHOWN = 20  # results; the rest is a link to the list


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Place.objects.named(), slug=slug)
    public = Result.objects.public().for_cards()
    shown: dict[str, Any] = {
        "place": place,
        "members": Place.objects.members_of(place),
        "regions": Place.objects.regions_of(place),
        "summary": summarize(),
        "results": public.in_places([slug], region_wide=False).newest()[:SHOWN],
        "region_wide": public.region_wide_in(place).newest()[:SHOWN],
    }
    context = {**shown, **taken_away("place", place), "jsonld": jsonld.place(**shown)}
    return TemplateResponse(request, "programme/place_detail.html", context)


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.named(), slug=slug)
    shown: dict[str, Any] = {
        "theme": theme,
        "summary": summarize(),
        "results": Result.objects.public().for_cards().about([slug]).newest()[:SHOWN],
    }
    context = {**shown, **taken_away("theme", theme), "jsonld": jsonld.theme(**shown)}
    return TemplateResponse(request, "programme/theme_detail.html", context)


def taken_away(parameter: str, row: Place | Theme) -> dict[str, Any]:
    """In which forms the results of the page can be had: as files, as a feed; how it is cited."""
    pairs = [(parameter, row.slug)]
    return {
        "citation": citing.of_row(row),
        "forms": forms_of("results", pairs),
        "figures": figures_of(pairs),
        "feed": feeds.path_of("results", pairs),
    }
