"""Texts for translators: out as a file, and back in after a look at what it would change."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from programme import workflow
from programme.admin.anchors import page_at
from programme.admin.exchange_forms import ConfirmForm, ExportForm, UploadForm
from programme.exchange import FORMATS, NOUNS, Delivery, Outcome, Plan, carry_out, planned, where
from programme.language_words import NAMES
from programme.models import AuditRecord, Stale, Worded

CONFLICT = 409
POLICY = "default-src 'none'; sandbox"
TITLES = {
    "exchange_export": gettext_lazy("Texts for translators"),
    "exchange_import": gettext_lazy("Bring translated texts in"),
    "exchange_table": gettext_lazy("What this file would change"),
    "exchange_done": gettext_lazy("The texts are in"),
}
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def allowed(request: HttpRequest, action: str) -> list[type[Worded]]:
    """The nouns whose texts this person may view or translate."""
    desks = [(model, admin.site._registry.get(model)) for model in NOUNS.values()]
    name = f"has_{action}_permission"
    return [model for model, desk in desks if desk and getattr(desk, name)(request)]


@require_safe
def exchange_export(request: HttpRequest) -> HttpResponse:
    models = allowed(request, "view")
    if not models:
        raise PermissionDenied
    form = ExportForm(models, request.GET if "kind" in request.GET else None)
    if not form.is_valid():
        may_import = bool(allowed(request, "translate"))
        return _page(request, "exchange_export", form=form, may_import=may_import)
    return _file(request, form)


@get_or_post
def exchange_import(request: HttpRequest) -> HttpResponse:
    models = allowed(request, "translate")
    if not models:
        raise PermissionDenied
    if "parcel" in request.POST:
        return _confirmed(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, account=request.user)
    if not form.is_valid() or form.delivery is None:
        return _page(request, "exchange_import", form=form)
    plan = planned(form.delivery, request.user)
    return _table(request, plan, form.parcel, ConfirmForm(label_suffix=""))


def _file(request: HttpRequest, form: ExportForm) -> HttpResponse:
    data = form.cleaned_data
    drafts = ["drafts"] if data["drafts"] else []
    what = ", ".join([data["language"], data["what"], *data["nouns"], *drafts, data["kind"]])
    words = f"texts for translators: {what}, {len(form.found)} in all"
    AuditRecord.objects.record(AuditRecord.Kind.EXPORTED, request.user, words)
    name = f"sahel-{data['language']}-{timezone.localdate():%Y-%m-%d}.{data['kind']}"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    kind = FORMATS[data["kind"]].kind
    return HttpResponse(form.content, content_type=kind, headers=headers)


def _confirmed(request: HttpRequest) -> HttpResponse:
    """Carry out what was confirmed, or show the table again where it is not what was shown."""
    parcel = request.POST["parcel"]
    delivery = Delivery.opened(parcel, request.user)
    if delivery is None:
        form = UploadForm(account=request.user)
        words = _("The page was too old. Nothing was changed. Choose the file once more.")
        return _page(request, "exchange_import", CONFLICT, form=form, failure=words)
    given = request.POST if "seen" in request.POST else None
    form, moved = ConfirmForm(given, label_suffix=""), False
    if form.is_valid():
        try:
            return _done(request, _carried_out(request, delivery, form), parcel)
        except Stale:
            moved = True
    return _table(request, planned(delivery, request.user), parcel, form, moved=moved)


def _carried_out(request: HttpRequest, delivery: Delivery, form: ConfirmForm) -> Outcome:
    with transaction.atomic():
        outcome = carry_out(
            delivery,
            request.user,
            seen=request.POST.get("seen", ""),
            takes=lambda arrival: request.POST.get(arrival.key) == "theirs",
            origin=form.cleaned_data["origin"],
        )
        counts = Counter(str(row._meta.model_name) for row in outcome.rows)
        rows = ", ".join(f"{number} {noun}" for noun, number in counts.items()) or "nothing"
        changed = f"{len(outcome.written)} changed in {rows}"
        what = f"texts from translators: {delivery.language}, {changed}"
        AuditRecord.objects.record(AuditRecord.Kind.IMPORTED, request.user, what)
    return outcome


def _table(
    request: HttpRequest, plan: Plan, parcel: str, form: ConfirmForm, *, moved: bool = False
) -> HttpResponse:
    asked = [(one, request.POST.get(one.key) == "theirs") for one in plan.asked]
    table = {"plan": plan, "asked": asked, "parcel": parcel, "form": form, "moved": moved}
    name = NAMES[plan.delivery.language]
    return _page(request, "exchange_table", CONFLICT if moved else 200, language_name=name, **table)


def _done(request: HttpRequest, outcome: Outcome, parcel: str) -> HttpResponse:
    waiting, forms = {}, {}
    for row in outcome.rows:
        whole = workflow.whole_of(row)
        if whole is not None and whole.replaces_id:
            waiting[whole] = (where(whole), page_at(whole))
        else:
            forms[row] = (where(row), page_at(row))
    done = {"outcome": outcome, "forms": forms.values(), "waiting": waiting.values()}
    name = NAMES[outcome.language]
    return _page(request, "exchange_done", language_name=name, parcel=parcel, **done)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": TITLES[name]}
    return TemplateResponse(request, f"admin/{name}.html", {**frame, **context}, status=status)


def addresses(site: AdminSite) -> list[URLPattern]:
    """Routes of these pages on the desk's site."""
    return [
        path("texts/", site.admin_view(exchange_export), name="exchange_export"),
        path("texts/import/", site.admin_view(exchange_import), name="exchange_import"),
    ]
