"""What is not public yet, on its real page: for the desk, and for holders of a link."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from programme.filters import DonorFilter, ReportFilter
from programme.frame import absolute, in_each_language
from programme.models import (
    PUBLISHED,
    Donor,
    PageText,
    PreviewLink,
    Publishable,
    Report,
    Result,
    Status,
)
from programme.models.pages import STANDS_AT
from programme.paging import ListPage
from programme.views import donors, home, pages, reports, results
from programme.wording import moment_words
from sahel.languages import answer_in, wanted_by

Shown = tuple[str, dict[str, Any]]  # the template of a page, and what it shows

NOUNS: dict[str, Any] = {str(model._meta.model_name): model for model in PUBLISHED}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the address of a link opens the page to whoever has it
    "X-Robots-Tag": "noindex, nofollow",
}
STATES = {
    Status.DRAFT: gettext_lazy("This is a draft. Readers do not see it."),
    Status.REVIEW: gettext_lazy("This waits for a review. Readers do not see it."),
    Status.WITHDRAWN: gettext_lazy("This was withdrawn. Readers do not see it."),
}
STATES_OF_CHANGES = {
    Status.DRAFT: gettext_lazy("This is a draft of changes. Readers do not see them."),
    Status.REVIEW: gettext_lazy("These changes wait for a review. Readers do not see them."),
}


def addresses(site: Any) -> list[URLPattern]:
    """Return the address of previews on the desk."""
    view = site.admin_view(desk_preview)
    return [path("preview/<str:noun>/<int:pk>/<str:language>/", view, name="desk_preview")]


@require_safe
def desk_preview(request: HttpRequest, noun: str, pk: int, language: str) -> HttpResponse:
    """Show a row to those at the desk who may look at it."""
    model = NOUNS.get(noun)
    if model is None or language not in settings.PUBLIC_LANGUAGES:
        raise Http404
    if not admin.site.get_model_admin(model).has_view_permission(request):
        raise PermissionDenied
    row = model.objects.for_page().known_as(pk)
    if row is None:
        raise Http404
    form = reverse(f"admin:programme_{noun}_change", args=[pk])
    address = partial(_address, "admin:desk_preview", noun, pk)
    return answer_in(language, request, partial(_answer, row=row, address=address, form=form))


@require_safe
def preview(request: HttpRequest, signed: str, language: str = "") -> HttpResponse:
    """Show a row to whoever has a link to it that was not taken back and has not ended."""
    language = language or wanted_by(request)
    if language not in settings.PUBLIC_LANGUAGES:
        raise Http404
    try:
        link = PreviewLink.objects.open().at(signed)
    except BadSignature as forged:
        raise Http404 from forged
    row: Any = link and NOUNS[link.noun].objects.for_page().known_as(link.object_id)
    if row is None or _is_protected(row):
        return answer_in(language, request, _ended)
    address = partial(_address, "preview", signed)
    return answer_in(language, request, partial(_answer, row=row, address=address, link=link))


def _address(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def _is_protected(row: Publishable) -> bool:
    return row.is_protected or bool(row.replaces and row.replaces.is_protected)


def _ended(request: HttpRequest) -> HttpResponse:
    context = {"noindex": True, "report_link": ""}
    page = TemplateResponse(request, "preview_ended.html", context, status=410, headers=HEADERS)
    return page.render()


def _answer(
    request: HttpRequest,
    *,
    row: Publishable,
    address: Callable[[str], str],
    form: str = "",
    link: PreviewLink | None = None,
) -> HttpResponse:
    """Render the page of a row in the active language; what is public by now has its own."""
    model: Any = type(row)
    public = str(row.get_absolute_url())  # type: ignore[attr-defined]
    if row.status == Status.PUBLISHED and model.objects.public().known_as(row.pk):
        return HttpResponseRedirect(public, headers=HEADERS)
    template, context = _shown(row)
    context |= {
        "preview": {
            "row": row,
            "heading": _("Preview: %(what)s") % {"what": _called(row)},
            "state": _state(row),
            "ends": link and _("This link works until %(when)s.") % {"when": _moment(link.ends_at)},
            "form": form,
        },
        "languages": in_each_language(address),
        "list_noindex": True,
        "canonical": absolute(public),
        "report_link": "",  # a letter would carry the address of this page
    }
    return TemplateResponse(request, template, context, headers=HEADERS).render()


def _called(row: Publishable) -> str:
    if isinstance(row, PageText) and row.slug in STANDS_AT:
        return str(STANDS_AT[row.slug][0])
    return str(row._meta.verbose_name)


def _state(row: Publishable) -> str:
    if row.status == Status.PUBLISHED and row.publish_from:
        words = _("This will be public from %(when)s. Until then readers do not see it.")
        return words % {"when": _moment(row.publish_from)}
    words_of = STATES_OF_CHANGES if row.replaces_id else STATES
    return str(words_of[Status(row.status)])


def _moment(at: Any) -> str:
    return f"{moment_words(at)} {localtime(at):%Z}"


def _shown(row: Any) -> Shown:
    """Return the page of a row: its own, or the one on which a text stands."""
    match row:
        case Result():
            return "programme/result_detail.html", results.shown(row)
        case Report():
            return "programme/report_detail.html", reports.shown(row)
        case Donor():
            return "programme/donor_detail.html", donors.shown(row)
        case _text:
            return _shown_text(row)


def _shown_text(text: PageText) -> Shown:
    match text.slug:
        case "introduction":
            return "programme/home.html", home.shown(text)
        case "donors":
            page = _whole_list(DonorFilter, Donor.objects.public(), "donor_list")
            return "programme/donor_list.html", donors.listed(page, text)
        case "reports":
            page = _whole_list(ReportFilter, Report.objects.public(), "report_list")
            return "programme/report_list.html", reports.listed(page, text)
        case slug:
            return "programme/page.html", pages.shown(slug, text)


def _whole_list(kind: Any, rows: Any, name: str) -> ListPage:
    """Return the first page of a list; its form and its links lead to the public one."""
    return ListPage(kind(QueryDict(), rows), reverse(name), "")
