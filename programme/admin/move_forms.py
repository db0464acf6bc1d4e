"""What each move asks of whoever makes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme import gate, workflow
from programme.models import Change, GoneAddress, OldAddress
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

    def __init__(self, *args: Any, row: Any, by: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.by = row, by
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


class Reasons(forms.Form):
    """Why something public changes: a kind of reason, and words for readers."""

    among: tuple[Cause, ...] = CORRECTS
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


class CorrectManyForm(Reasons):
    """Why several public rows change."""


class WithdrawManyForm(Reasons):
    among = WITHDRAWS


class WhyForm(Reasons, MoveForm):
    """A move that readers are told the reason of."""


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


class GatedForm(MoveForm):
    """A move to the public: a field for the answer to each thing that the gate found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = gate.open_findings(self.row)
        for one in self.found:
            self.fields[f"answer-{one.code}"] = forms.CharField(
                label=_("Why these words may stand"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    @property
    def questions(self) -> list[tuple[gate.Finding, Any]]:
        """Each finding with the field of its answer."""
        return [(one, self[f"answer-{one.code}"]) for one in self.found]

    @property
    def others(self) -> list[Any]:
        """The fields that are no answers."""
        return [field for field in self.visible_fields() if not field.name.startswith("answer-")]

    def asked(self) -> dict[str, Any]:
        given = super().asked()
        answers = {one.code: given.pop(f"answer-{one.code}", "") for one in self.found}
        return {**given, "answers": answers}


class CorrectForm(WhyForm, GatedForm):
    """A change of something public; who may protect people can say that it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if workflow.has_right(self.by, self.row, "publish"):
            told = _("It protects people: readers are told no more than that something was removed")
            offered: Any = self.fields["cause"]
            offered.choices = [*offered.choices, (told, causes(PROTECTS))]

    def asked(self) -> dict[str, Any]:
        given = super().asked()
        return {**given, "protects": given["cause"] in PROTECTS}


class LaterField(forms.DateTimeField):
    """A time in the editor's own time zone; one that the clocks leave out or repeat is none."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as fault:
            if fault.code != "ambiguous_timezone":
                raise
            words = gettext("The clocks are changed at that hour. Choose a time before or after.")
            raise ValidationError(words, code=fault.code) from fault


class PublishForm(GatedForm):
    """Something new for the public, now or later."""

    when = LaterField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("Empty: at once. The time zone is yours: %(zone)s.")
        zone = timezone.get_current_timezone_name()
        self.fields["when"].help_text = words % {"zone": zone}

    def clean_when(self) -> Any:
        when = self.cleaned_data["when"]
        if when is not None and when <= timezone.now():
            raise ValidationError(gettext("This time is past. Leave it empty to publish at once."))
        return when


class AddressForm(MoveForm):
    slug = forms.CharField(
        label=_("New address"),
        max_length=80,
        validators=[as_an_address],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_slug(self) -> str:
        """Refuse an address that is another page's, or that leads to one."""
        slug: str = self.cleaned_data["slug"]
        row = self.row
        there = type(row)._base_manager.filter(slug=slug, replaces=None).exclude(pk=row.pk).first()
        if there is not None:
            words = gettext("“%(title)s” has this address already.")
            raise ValidationError(words % {"title": there})
        old = OldAddress.objects.filter(noun=row._meta.model_name, slug=slug)
        if old.exclude(object_id=row.pk).exists():
            raise ValidationError(gettext("This address leads to another page, and will for ever."))
        if GoneAddress.holds(str(row._meta.model_name), slug):
            raise ValidationError(gettext("What stood at this address was removed for good."))
        return slug


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
