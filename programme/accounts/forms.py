"""The forms of signing in; each field takes what is pasted and tells browsers its kind."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
)
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import Error, connection
from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.accounts.devices import (
    APP_DIGITS,
    BACKUP_DIGITS,
    TooSoon,
    check,
    digits_of,
    is_set_up,
    step_of,
)
from programme.models import Account, AuditRecord
from programme.posting import LETTERS

BETWEEN_LETTERS = timedelta(minutes=5)
LETTER_SENT = "reset link sent"
# Where names of time zones begin; the others are older names of the same zones.
CONTINENTS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)  # fmt: skip


def zones(chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """List the time zones by continent; an old name is offered to whoever has chosen it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted({*_names_of_zones(), chosen} - {""}):
        place, _slash, _city = name.partition("/")
        groups.setdefault(place, []).append((name, name.replace("_", " ")))
    return list(groups.items())


@cache
def _names_of_zones() -> frozenset[str]:
    named = (name for name in available_timezones() if name.partition("/")[0] in CONTINENTS)
    return frozenset(named)


class SignInForm(AuthenticationForm):
    """Name and password; one sentence for everything that is wrong with them."""

    shared_computer = forms.BooleanField(
        label=gettext_lazy("This is a shared computer"),
        help_text=gettext_lazy("You are signed out when the browser is closed."),
        required=False,
    )
    error_messages = {
        "invalid_login": gettext_lazy(
            "This username and password do not fit. Capital and small letters matter in both."
        ),
    }


class NewPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        new = data.get("new_password1")
        if new and new == data.get("old_password"):
            self.add_error("new_password1", _("This is the old password. Choose another one."))
        return data


class ResetForm(PasswordResetForm):
    """Sends a link to staff with this address; the answer does not tell whether there are any."""

    def save(self, **options: Any) -> None:  # type: ignore[override]
        # All of it in a thread: how long the database and the mail server take would tell
        # which addresses are known.
        LETTERS.submit(self._save, options)

    def _save(self, options: dict[str, Any]) -> None:
        try:
            super().save(**options)
        except Error:
            logging.getLogger("sahel").exception("A link for a new password was not sent.")
        finally:
            connection.close()

    def get_users(self, email: str) -> Iterator[User]:
        for user in super().get_users(email):
            before = AuditRecord.objects.of(user.get_username()).newer_than(BETWEEN_LETTERS)
            if user.is_staff and not before.filter(what=LETTER_SENT).exists():
                AuditRecord.objects.record(AuditRecord.Kind.PASSWORD, user, LETTER_SENT)
                yield user

    def send_mail(self, *parts: Any, **more: Any) -> None:
        context = parts[2]
        with translation.override(Account.of(context["user"]).language):
            super().send_mail(*parts, **more)


class CodeField(forms.CharField):
    """Digits, with or without spaces and dashes between them."""

    widget = forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
            "spellcheck": "false",
        }
    )

    def clean(self, value: Any) -> str:
        return digits_of(super().clean(value))


class CodeForm(forms.Form):
    """A code from the app or a backup code; `device` is the one that accepted it."""

    code = CodeField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("6 digits from your app, or one of your backup codes."),
    )

    def __init__(self, user: Any, data: QueryDict | None) -> None:
        super().__init__(data, label_suffix="")
        self.user = user
        self.device: Any = None
        self.wait = 0  # seconds until the next try

    def clean_code(self) -> str:
        digits: str = self.cleaned_data["code"]
        if len(digits) not in (APP_DIGITS, BACKUP_DIGITS):
            raise ValidationError(_("A code has 6 digits, a backup code has 12."), code="form")
        try:
            self.device = check(self.user, digits)
        except TooSoon as too_soon:
            self.wait = int((too_soon.until - timezone.now()).total_seconds()) + 1
            raise ValidationError(
                _("Codes were wrong before. Try again at %(time)s UTC, in %(seconds)d seconds."),
                code="too soon",
                params={"time": f"{too_soon.until:%H:%M:%S}", "seconds": self.wait},
            ) from too_soon
        if self.device is None:
            raise ValidationError(
                _("This code is wrong, too old or used. Take the one that the app shows now."),
                code="wrong",
            )
        return digits


class PasswordForm(forms.Form):
    """Asks for the password once more: a session alone may be a desk that was left open."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, data: QueryDict | None) -> None:
        super().__init__(data, label_suffix="")
        self.request = request

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        name = self.request.user.get_username()
        # Wrong ones are recorded and slowed down like those at sign-in.
        if authenticate(self.request, username=name, password=typed) is None:
            raise ValidationError(_("This is not your password."), code="wrong")
        return typed


class SetUpForm(PasswordForm):
    """The first code of a new app; `step` is the time that it is for."""

    code = CodeField(label=gettext_lazy("Code that the app shows now"))
    field_order = ["code", "password"]

    def __init__(self, request: HttpRequest, key: str, data: QueryDict | None) -> None:
        super().__init__(request, data)
        self.key = key
        self.step = -1
        if not is_set_up(request.user):
            del self.fields["password"]  # there is nothing yet that could be taken over

    def clean_code(self) -> str:
        digits: str = self.cleaned_data["code"]
        step = step_of(self.key, digits)
        if step is None:
            raise ValidationError(
                _("This is not the code for the key shown here. Is the clock of your phone right?"),
                code="wrong",
            )
        self.step = step
        return digits


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an account chooses for itself."""

    time_zone = forms.ChoiceField(required=False)

    class Meta:
        model = Account
        fields = ["language", "time_zone", "keeps_typing", "mail_when_asked", "mail_about_mine"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = Account._meta.get_field("time_zone")
        chooser = self.fields["time_zone"]
        chooser.label, chooser.help_text = capfirst(field.verbose_name), field.help_text
        chooser.choices = [  # type: ignore[attr-defined]
            ("", settings.TIME_ZONE),
            *zones(self.instance.time_zone),
        ]
        if not self.instance.user.email:
            no_address = _("Your account has no e-mail address: you get no letters.")
            self.fields["mail_when_asked"].help_text = no_address
