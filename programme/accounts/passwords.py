"""Pages around the password: signing in and out, changing it, and a new one by e-mail."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.accounts.forms import NewPasswordForm, ResetForm, SignInForm
from programme.accounts.gate import next_step, way_on
from programme.accounts.pruning import prune_daily
from programme.models import Account, AuditRecord


class OnTheDesk:
    """A page in the frame of the admin."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **context, "subtitle": None}


class SignIn(OnTheDesk, views.LoginView):
    """Name and password. What else it takes is the gate's to say."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if next_step(request) != "login":
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"title": _("Log in"), "next": way_on(self.request)}
        return {**super().get_context_data(**kwargs), **more, "ended": "ended" in self.request.GET}

    def get_success_url(self) -> str:
        return way_on(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.flush()  # whoever was signed in here before, it begins anew
        response = super().form_valid(form)
        if form.cleaned_data["shared_computer"]:
            self.request.session["shared_computer"] = True
            self.request.session.set_expiry(0)  # when the browser is closed
        prune_daily()
        return response


class SignOut(OnTheDesk, views.LogoutView):
    """Ends the session."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": _("Logged out")}


class ChangePassword(OnTheDesk, views.PasswordChangeView):
    """One's own password; Django ends all other sessions of the account with it."""

    form_class = NewPasswordForm
    template_name = "admin/password_change.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        must = self.request.session.get("must_change_password", False)
        return {**super().get_context_data(**kwargs), "must": must, "next": way_on(self.request)}

    def get_success_url(self) -> str:
        return way_on(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session["must_change_password"] = False
        Account.ask_for_new_password(form.user, must=False)
        AuditRecord.objects.record(AuditRecord.Kind.PASSWORD, form.user, "changed")
        messages.success(self.request, _("Your password was changed."))
        return response


class AskForReset(OnTheDesk, views.PasswordResetView):
    """Sends a link for a new password, and answers alike whether or not there is an account."""

    form_class = ResetForm
    template_name = "admin/password_reset.html"
    email_template_name = "admin/password_reset_email.txt"
    subject_template_name = "admin/password_reset_subject.txt"
    success_url = reverse_lazy("admin:password_reset_done")
    # The address that the operator set, not the one that the request names.
    extra_email_context = {
        "site_url": settings.SITE_URL,
        "host": urlsplit(settings.SITE_URL).netloc,
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}


class ResetAsked(OnTheDesk, views.PasswordResetDoneView):
    """Says that a letter is on its way, if there is an account."""

    template_name = "admin/password_reset_done.html"


class Reset(OnTheDesk, views.PasswordResetConfirmView):
    """The page behind the link. It signs nobody in: the second factor is still to come."""

    template_name = "admin/password_reset_confirm.html"
    success_url = reverse_lazy("admin:password_reset_complete")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        Account.ask_for_new_password(form.user, must=False)
        AuditRecord.objects.record(AuditRecord.Kind.PASSWORD, form.user, "reset by e-mail")
        return response


class ResetDone(OnTheDesk, views.PasswordResetCompleteView):
    """Says that the new password holds."""

    template_name = "admin/password_reset_complete.html"
    title = gettext_lazy("Your password was changed")
