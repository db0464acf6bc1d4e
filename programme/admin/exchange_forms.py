"""Forms of the texts for translators: which go out, which file comes in, who made it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.exchange import (
    FORMATS,
    MEGABYTES,
    NOUNS,
    Delivery,
    TooLong,
    Unit,
    Unreadable,
    What,
    read,
    units,
)
from programme.files.receiving import NoRoom
from programme.models import Origin, Worded
from programme.models.expressions import LANGUAGES, reading_language


class ExportForm(forms.Form):
    """Which texts go out, and in what kind of file."""

    language = forms.ChoiceField(
        label=gettext_lazy("Translate into"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    what = forms.ChoiceField(
        label=gettext_lazy("Which texts"),
        choices=[
            (What.MISSING, gettext_lazy("Those that are missing")),
            (What.BEHIND, gettext_lazy("Those that are behind their original")),
            (What.UNREVIEWED, gettext_lazy("Those that nobody has reviewed")),
            (What.ALL, gettext_lazy("All texts")),
        ],
        widget=forms.RadioSelect,
    )
    nouns = forms.MultipleChoiceField(
        label=gettext_lazy("Of what"), widget=forms.CheckboxSelectMultiple
    )
    drafts = forms.BooleanField(
        label=gettext_lazy("Also what readers do not see yet"),
        required=False,
        help_text=gettext_lazy(
            "Drafts leave the site with the file: tick this only for somebody who may read them."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[
            ("xlf", gettext_lazy("XLIFF 1.2, for translation programs")),
            ("xlsx", gettext_lazy("XLSX, a spreadsheet")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, models: list[type[Worded]], data: Any = None) -> None:
        names = [str(model._meta.model_name) for model in models]
        first = reading_language()
        language = first if first != LANGUAGES[0] else LANGUAGES[1]
        begin = {"language": language, "what": What.MISSING, "nouns": names, "kind": "xlf"}
        super().__init__(data, initial=begin, label_suffix="")
        choices = [(str(m._meta.model_name), capfirst(m._meta.verbose_name_plural)) for m in models]
        self.fields["nouns"].choices = choices  # type: ignore[attr-defined] # a choice field
        self.found: list[Unit] = []
        self.content = b""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            models = [NOUNS[name] for name in data["nouns"]]
            what = What(data["what"])
            self.found = units(data["language"], models, what, drafts=data["drafts"])
            if not self.found:
                raise ValidationError(_("There is nothing to send: no such text was found."))
            self.content = self._written(data)
        return data

    def _written(self, data: dict[str, Any]) -> bytes:
        try:
            return FORMATS[data["kind"]].write(self.found, data["language"])
        except TooLong as fault:
            words = _("“%(text)s” is too long for a cell of a spreadsheet. Choose XLIFF.")
            raise ValidationError(words % {"text": fault}) from fault


class UploadForm(forms.Form):
    """The file that came back; `delivery` is what it brings."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLIFF or XLSX, as it left here."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.xml,.xlsx"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.account = account
        self.delivery: Delivery | None = None
        self.parcel = ""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if isinstance(upload, NoRoom):
            raise ValidationError(_("The disk of the site is full. Tell whoever looks after it."))
        if upload.size > MEGABYTES * 2**20:
            raise Unreadable("size", limit=MEGABYTES)
        self.delivery = read(upload.read())
        self.parcel = self.delivery.sealed(self.account)
        return upload


class ConfirmForm(forms.Form):
    """Where the texts come from."""

    origin = forms.ChoiceField(
        label=gettext_lazy("Who made these translations?"),
        choices=[
            (Origin.HUMAN, gettext_lazy("A translator: an unofficial translation")),
            (Origin.OFFICIAL, gettext_lazy("The publisher: the official translation")),
            (Origin.MACHINE, gettext_lazy("A machine")),
        ],
        initial=Origin.HUMAN,
        widget=forms.RadioSelect,
    )
