"""Pages of the second factor, and what an account chooses for itself."""

from typing import Any

import django_otp
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from programme.accounts import devices, sessions
from programme.accounts.forms import CodeForm, PasswordForm, SettingsForm, SetUpForm
from programme.accounts.gate import next_step, way_on
from programme.models import Account, AuditRecord

FEW = 3  # backup codes; from here on their owner is told
TITLES = {
    "second_factor": gettext_lazy("Your second step"),
    "second_factor_setup": gettext_lazy("Set up your second step"),
    "backup_codes": gettext_lazy("Backup codes"),
    "my_settings": gettext_lazy("My settings"),
}
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> TemplateResponse:
    frame = {**admin.site.each_context(request), "title": TITLES[name], "next": way_on(request)}
    return TemplateResponse(request, f"admin/{name}.html", {**frame, **context}, status=status)


def _record(request: HttpRequest, kind: AuditRecord.Kind, what: str) -> None:
    AuditRecord.objects.record(kind, request.user, what)


def _let_in(request: HttpRequest, device: Device) -> None:
    django_otp.login(request, device)
    request.session.cycle_key()


@get_or_post
def second_factor(request: HttpRequest) -> HttpResponse:
    if next_step(request) != "second_factor":
        return HttpResponseRedirect(way_on(request))
    form = CodeForm(request.user, request.POST or None)
    if not form.is_valid():
        return _refusal(request, form)
    _let_in(request, form.device)
    left = len(devices.backup_codes(request.user))
    is_backup = len(form.cleaned_data["code"]) == devices.BACKUP_DIGITS
    what = f"backup code used, {left} left" if is_backup else "code accepted"
    _record(request, AuditRecord.Kind.FACTOR, what)
    if is_backup or left <= FEW:
        messages.warning(
            request, _("Backup codes left: %d. You get new ones in My settings.") % left
        )
    return HttpResponseRedirect(way_on(request))


def _refusal(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = 200
    if form.wait:
        _record(request, AuditRecord.Kind.LOCKED, "second factor")
        status = 429
    elif form.is_bound:
        _record(request, AuditRecord.Kind.REFUSED, "second factor")
    response = _page(request, "second_factor", status, form=form)
    if form.wait:
        response.headers["Retry-After"] = str(form.wait)
    return response


@get_or_post
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    # The key waits in the session: in the database it would outlive a sign-in that was given up,
    # and whoever saw it then could use it later.
    key = request.session.setdefault("new_key", devices.new_key())
    form = SetUpForm(request, key, request.POST or None)
    if form.is_valid():
        device = devices.set_up(request.user, key, form.step)
        del request.session["new_key"]
        request.session.update({"has_second_factor": True, "shows_codes": True})
        _let_in(request, device)
        sessions.end_all(request.user, but=request.session)
        _record(request, AuditRecord.Kind.FACTOR, "set up")
        query = {"next": way_on(request)}
        return HttpResponseRedirect(reverse("admin:backup_codes", query=query))
    address = devices.address_for_app(request.user, key)
    return _page(
        request,
        "second_factor_setup",
        form=form,
        key=devices.readable(key),
        address=address,
        qr=devices.qr_code(address),
    )


@get_or_post
def backup_codes(request: HttpRequest) -> HttpResponse:
    """Show new codes until their owner says that they are kept; then only how many are left."""
    if not devices.is_set_up(request.user):
        return HttpResponseRedirect(reverse("admin:my_settings"))
    if request.method == "POST" and "kept" in request.POST:
        request.session.pop("shows_codes", None)
        return HttpResponseRedirect(way_on(request))
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        devices.renew_backup_codes(request.user)
        request.session["shows_codes"] = True
        _record(request, AuditRecord.Kind.FACTOR, "new backup codes")
        return HttpResponseRedirect(request.get_full_path())
    codes = devices.backup_codes(request.user)
    shown = codes if request.session.get("shows_codes") else []
    return _page(request, "backup_codes", form=form, codes=shown, left=len(codes))


@get_or_post
def my_settings(request: HttpRequest) -> HttpResponse:
    account = Account.of(request.user)
    form = SettingsForm(request.POST or None, instance=account, label_suffix="")
    if form.is_valid():
        chosen = form.save()
        for name in ("language", "time_zone", "keeps_typing"):
            request.session[name] = getattr(chosen, name)
        messages.success(request, _("Your settings were saved."))
        return HttpResponseRedirect(request.path)
    left = len(devices.backup_codes(request.user))
    is_set_up = devices.is_set_up(request.user)
    return _page(request, "my_settings", form=form, is_set_up=is_set_up, left=left)
