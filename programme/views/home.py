"""The front page, and the way to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from programme import jsonld
from programme.charts import summarize
from programme.models import Donor, Figure, PageText, Report, Result
from sahel.languages import wanted_by


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader on to the first open language that the browser asks for."""
    language = wanted_by(request)
    with translation.override(language):
        response = HttpResponseRedirect(reverse("home"))
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ("Accept-Language",))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = shown()
    context["jsonld"] = jsonld.home(**context)
    return TemplateResponse(request, "programme/home.html", context)


def shown(introduction: PageText | None = None) -> dict[str, Any]:
    """What the front page shows; an introduction given need not be public."""
    texts = PageText.objects.public().by_slug("introduction", "donors")
    return {
        "introduction": introduction or texts.get("introduction"),
        "thanks": texts.get("donors"),
        "figures": Figure.objects.public().of_the_programme().with_receipts(),
        "summary": summarize(),
        "highlights": Result.objects.public().highlights().for_cards()[:3],
        "report": Report.objects.public().newest().for_list().first(),
        "donors": Donor.objects.public().by_name(),
    }
