"""The form of an edition: its file is checked, shown before it is public, and never lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.admin.forms import PartForm, PartFormSet
from programme.files import FULL, Refused, Waiting, keep, receive
from programme.models import Edition
from programme.wording import file_says

FIELDSETS = (
    (
        None,
        {
            "fields": [
                "language",
                "upload",
                "confirmed",
                "without_file",
                "waiting",
                "seen_revision",
            ]
        },
    ),
    (
        gettext_lazy("On another site: its address, size, pages"),
        {
            "fields": ["address", ("format", "bytes", "pages"), "position"],
            "classes": ["collapse"],
        },
    ),
)


class FileInput(forms.FileInput):
    """Chooses a file, beneath the one that is there and the one that waits to be saved."""

    edition: Edition
    waiting: Waiting | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        edition, waiting = self.edition, self.waiting
        context: dict[str, Any] = {"waiting": waiting}
        if waiting:
            context["waiting_says"] = file_says(waiting.properties)
        if edition.file:
            context |= {"edition": edition, "says": file_says(edition.properties)}
            context |= {"at": addresses(edition)}
        context["input"] = super().render(name, value, attrs, renderer)
        return render_to_string("admin/programme/edition_file.html", context)


def addresses(edition: Edition) -> dict[str, str]:
    """Return where the file and the cover are: for everybody, or for the desk alone."""
    is_public = Edition.objects.public().contains(edition)
    space, place = ("", [edition.report.slug, edition.language])
    if not is_public:
        space, place = "admin:", [str(edition.pk)]
    return {part: reverse(f"{space}edition_{part}", args=place) for part in ("file", "cover")}


def looked_at(upload: Any) -> Waiting | ValidationError:
    """Check an upload, once a request: it takes long, and belongs before the transaction."""
    if not hasattr(upload, "outcome"):
        try:
            upload.outcome = receive(upload)
        except Refused as why:
            upload.outcome = why
        except OSError as fault:
            if fault.errno not in FULL:
                raise
            words = _(
                "This file could not be kept: the disk of the site is full. Nothing else you "
                "typed is lost. Tell whoever looks after the site, leave this page open, and "
                "choose the file again later."
            )
            upload.outcome = ValidationError(words, code="full")
    outcome: Waiting | ValidationError = upload.outcome
    return outcome


class EditionForm(PartForm):
    """An edition; what is known of its file is filled in, not typed."""

    account: Any = None  # whose waiting files this form may take; see `for_account`
    publishes = False  # whether the page that publishes comes after saving it

    upload = forms.FileField(
        label=gettext_lazy("PDF file"),
        required=False,
        allow_empty_file=True,
        widget=FileInput({"accept": "application/pdf,.pdf"}),
        help_text=gettext_lazy(
            "Choose a PDF. It is checked, and its size and number of pages are filled in. A new "
            "file takes the place of the one before, at the same address."
        ),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Yes, put this file online"), required=False, widget=forms.HiddenInput
    )
    without_file = forms.BooleanField(
        label=gettext_lazy("Remove the file"), required=False, widget=forms.HiddenInput
    )
    waiting = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file: Waiting | None = None  # what a save will keep
        self.fields["upload"].widget.edition = self.instance
        if self.instance.file:
            self.fields["without_file"].widget = forms.CheckboxInput()
            for name in ("format", "bytes", "pages"):
                self.fields[name].disabled = True

    @classmethod
    def for_account(cls, account: Any, *, publishes: bool) -> "type[EditionForm]":
        return type(cls.__name__, (cls,), {"account": account, "publishes": publishes})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        waiting = self._received() or self._kept()
        if waiting and waiting.sha256 == self.instance.sha256:
            self.add_error("upload", _("This is the file that is there already."))
            self._show(None)
        elif waiting:
            self.file = waiting
            self._ask(waiting, self._questions(waiting))
        return data

    def _received(self) -> Waiting | None:
        upload = self.cleaned_data.get("upload")
        outcome = looked_at(upload) if upload else None
        if isinstance(outcome, ValidationError):
            self.add_error("upload", outcome)
            return None
        return outcome

    def _kept(self) -> Waiting | None:
        token = self.cleaned_data.get("waiting")
        waiting = Waiting.of_token(token, self.account) if token else None
        if token and waiting is None:
            self.add_error("upload", _("The file was kept for a day and is gone; choose it again."))
            self._show(None)
        return waiting

    def _questions(self, waiting: Waiting) -> list[str]:
        """Say what its editor should look at before this file is used."""
        questions = []
        if self.publishes:
            words = _("See above what the file says of itself, then tick and publish again.")
            questions.append(words)
        for twin in Edition.objects.with_the_same_file(waiting.sha256, self.instance)[:1]:
            words = _("“%(title)s”, %(language)s, has this very file too. Tick if that is right.")
            language = twin.get_language_display()
            questions.append(words % {"title": twin.report, "language": language})
        return questions

    def _ask(self, waiting: Waiting, questions: list[str]) -> None:
        """Ask until it is confirmed; a tick counts for the file that it was shown with alone."""
        if questions:
            self.fields["confirmed"].widget = forms.CheckboxInput()
        is_confirmed = waiting.asked and self.cleaned_data.get("confirmed")
        if questions and not is_confirmed:
            self.add_error("confirmed", ValidationError(questions))
            waiting = waiting.once_asked()
        self._show(waiting, ticked=bool(is_confirmed))

    def _show(self, waiting: Waiting | None, *, ticked: bool = False) -> None:
        """Have the form that comes back hold this file, should the save fail."""
        self.fields["upload"].widget.waiting = waiting
        data: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict
        data[self.add_prefix("waiting")] = waiting.token(self.account) if waiting else ""
        if not ticked:
            data.pop(self.add_prefix("confirmed"), None)
        self.data = data

    def save(self, commit: bool = True) -> Any:
        if self.file:
            self._take(self.file)
        elif self.cleaned_data.get("without_file"):
            self.instance.forget_file()
        return super().save(commit)

    def _take(self, file: Waiting) -> None:
        edition = self.instance
        edition.file, edition.cover = keep(file.sha256)
        edition.sha256, edition.properties = file.sha256, file.properties
        edition.format, edition.bytes, edition.pages = "PDF", file.size, file.pages


class EditionFormSet(PartFormSet):
    """The editions of one report: no two in one language, no two that take the same new file."""

    def clean(self) -> None:
        super().clean()
        self._refuse_languages_given_twice()
        taken = self.taken()
        if len({file.sha256 for file in taken}) < len(taken):
            words = _("The same file was chosen for two editions. Choose another for one of them.")
            raise ValidationError(words)

    def taken(self) -> list[Waiting]:
        """The new files that a save keeps."""
        return [form.file for form in self._staying() if form.file]

    def _staying(self) -> list[Any]:
        every: Any = self
        return [form for form in every.forms if not every._should_delete_form(form)]

    def _refuse_languages_given_twice(self) -> None:
        """The address of a file names its language: of two files only one could be reached."""
        every: Any = self
        posted = {form.instance.pk for form in every.forms}
        # Those that somebody else added meanwhile are not in this form.
        seen = {row.language for row in every.get_queryset() if row.pk not in posted}
        for form in self._staying():
            language = form.cleaned_data.get("language")
            if language in seen:
                words = _(
                    "This report has an edition in this language already. Choose another "
                    "language, or put the file into that edition."
                )
                form.add_error("language", words)
            elif language:
                seen.add(language)
