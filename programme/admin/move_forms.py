"""What each move asks of whoever makes it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Change
from programme.models.slugs import as_an_address

Cause = Change.Cause
PROTECTS = (Cause.PERSON, Cause.CHILD, Cause.SAFETY, Cause.LEGAL)
CORRECTS = (Cause.TYPING, Cause.MISTAKE, Cause.SOURCE, Cause.MORE, Cause.TRANSLATION, Cause.OTHER)
WITHDRAWS = (Cause.MISTAKE, Cause.SOURCE, Cause.OUTDATED, Cause.LEGAL, Cause.OTHER)


def causes(among: tuple[Cause, ...]) -> list[tuple[str, Any]]:
    return [(str(cause), cause.label) for cause in among]


class MoveForm(forms.Form):
    """A move of one row; nothing is asked unless a form says so."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["seen_revision"].initial = row.revision

    def asked(self) -> dict[str, Any]:
        """What was answered, as the move takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_revision"}


class SubmitForm(MoveForm):
    words = forms.CharField(
        label=_("For whoever reviews it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WhyForm(MoveForm):
    """A move that readers are told the reason of."""

    among = CORRECTS
    cause = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In words, for readers"),
        required=False,
        max_length=300,
        help_text=_("Public. Name nobody who has to be protected."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = causes(self.among)  # type: ignore[attr-defined]


class WithdrawForm(WhyForm):
    among = WITHDRAWS


class ProtectForm(MoveForm):
    """Nothing has to be typed, and one answer is chosen already: seconds count."""

    cause = forms.ChoiceField(
        label=_("Kind of reason"),
        choices=causes(PROTECTS),
        initial=Cause.PERSON,
        widget=forms.RadioSelect,
    )


class CorrectForm(WhyForm):
    """A change of something public."""


class PublishForm(MoveForm):
    """Something new for the public, now or later."""

    when = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = f"{timezone.localtime():%Z}"
        words = _("Empty: at once. Your time zone: %(zone)s.")
        self.fields["when"].help_text = words % {"zone": zone}


class AddressForm(MoveForm):
    slug = forms.CharField(
        label=_("New address"),
        max_length=80,
        validators=[as_an_address],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


FORMS: dict[str, type[MoveForm]] = {
    "submit": SubmitForm,
    "publish": PublishForm,
    "withdraw": WithdrawForm,
    "protect": ProtectForm,
    "change_address": AddressForm,
}


def form_for(name: str, row: Any) -> type[MoveForm]:
    """Return the form that a move of this row asks with."""
    if name == "publish" and row.replaces_id:
        return CorrectForm
    return FORMS.get(name, MoveForm)
