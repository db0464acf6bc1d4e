"""The page that editors reach from a public page: remove at once, edit, withdraw."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _

from programme import workflow
from programme.admin.move_forms import ProtectForm
from programme.admin.moving import OFFERS, for_editors
from programme.exports import spool
from programme.models import PUBLISHED, OldAddress, Stale

_NOUNS = {str(model._meta.model_name): model for model in PUBLISHED}


def addresses(site: AdminSite) -> list[URLPattern]:
    def view(request: HttpRequest, noun: str, slug: str) -> HttpResponse:
        return page(site, request, noun, slug)

    route = "for-editors/<str:noun>/<slug:slug>/"
    return [path(route, site.admin_view(view), name="for_editors")]


def page(site: AdminSite, request: HttpRequest, noun: str, slug: str) -> HttpResponse:
    """Show what this person may do with what stands at a public address, or remove it."""
    model: Any = _NOUNS.get(noun)
    if model is None:
        raise Http404
    needed = "publish" if request.method == "POST" else "view"
    if not workflow.has_right(request.user, model, needed):
        raise PermissionDenied
    row = _at(model, slug)
    form = ProtectForm(request.POST or None, row=row, by=request.user)
    form.fields.pop("seen_revision")  # whoever saved meanwhile: people come first
    if request.method == "POST" and form.is_valid():
        try:
            workflow.protect(row, request.user, form.cleaned_data["cause"])
        except Stale:  # saved between the two: once more, with what stands there now
            workflow.protect(_at(model, slug), request.user, form.cleaned_data["cause"])
        except workflow.NotReady as why:
            messages.error(request, str(why))
        spool.empty()  # no file on disk holds the words any more
        return HttpResponseRedirect(for_editors(row))
    context = {
        **site.each_context(request),
        "title": _("For editors"),
        "original": row,
        "form": form if workflow.may(request.user, "protect", row) else None,
        "is_gone": row.is_protected,
        "others": _others(request, row),
        "desk": reverse(f"admin:programme_{noun}_change", args=[row.pk]),
        "redact": _redact() if workflow.has_right(request.user, model, "publish") else "",
        "opts": model._meta,
    }
    return TemplateResponse(request, "admin/for_editors.html", context)


def _at(model: Any, slug: str) -> Any:
    rows = model.objects.originals()
    row = rows.at(slug) or OldAddress.leads_to(rows, slug)
    if row is None:
        raise Http404
    return row


def _others(request: HttpRequest, row: Any) -> list[tuple[Any, str]]:
    """The other moves that this person may make, with their addresses."""
    possible = set(workflow.possible(request.user, row)) - {"protect"}
    noun = row._meta.model_name
    return [
        (offer, reverse(f"admin:programme_{noun}_{offer.name}", args=[row.pk]))
        for offer in OFFERS
        if offer.name in possible
    ]


def _redact() -> str:
    try:
        return reverse("admin:redact")
    except NoReverseMatch:
        return ""
