"""Forms for the texts of one language: of a row, and of what is translated along with it."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from programme import workflow
from programme.admin.forms import Fields, PartForm, PartFormSet, RevisedForm
from programme.models import Origin, Translation
from programme.models.expressions import LANGUAGES

ORIGINS = [(kind.value, kind.label) for kind in (Origin.HUMAN, Origin.OFFICIAL, Origin.MACHINE)]
_BREAK = re.compile(r"\s*[\r\n]+\s*")


class OneLanguage(Fields):
    """Fields for the texts of one language, tall enough to be read beside their originals."""

    language = ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if getattr(db_field, "language", "") in LANGUAGES:
            field.help_text = self.plain_words.get(db_field.translated_field.name, "")
            rows = 5 if isinstance(db_field, TextField) else 2
            attrs = {key: value for key, value in field.widget.attrs.items() if key != "class"}
            field.widget = AdminTextareaWidget(attrs={**attrs, "rows": rows})
        return field

    def fields_of(self, row: Any, request: HttpRequest) -> list[str]:
        """The columns that have an original, a translation, or something typed for them."""
        return [
            f"{name}_{self.language}"
            for name in row.translated
            if row.text(name, row.born_in)
            or row.text(name, self.language)
            or f"{name}_{self.language}" in request.POST
        ]


class OneLine(forms.ModelForm):
    """A form whose one-line texts stay on one line, though their fields are taller."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str) and not isinstance(_column(self, name), TextField):
                data[name] = _BREAK.sub(" ", value)
        return data


class TextsForm(OneLine, RevisedForm):
    """The texts of a row in one language, and where they come from."""

    language = ""
    origin = forms.ChoiceField(
        label=gettext_lazy("Where these words come from"),
        choices=ORIGINS,
        help_text=gettext_lazy(
            "Words that you change count as an unofficial translation, until somebody says "
            "otherwise here."
        ),
    )

    # What the form shows: at one address this is the public row first, and its draft later.
    seen_row = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_row"].initial = self.instance.pk
        record = self.instance.translation(self.language) or Translation()
        self.initial["origin"] = record.origin

    @property
    def has_new_words(self) -> bool:
        return bool(self.new_words)

    @property
    def new_words(self) -> list[str]:
        """The columns whose texts somebody changed."""
        return [name for name in self.changed_data if name.endswith(f"_{self.language}")]


class PartTextsForm(OneLine, PartForm):
    """The texts of a part; none for what it has no original of."""


class PartTexts(OneLanguage, admin.StackedInline):
    """What is translated along with the row: the words beside its numbers."""

    form = PartTextsForm
    formset = PartFormSet
    extra = 0
    can_delete = False
    ordering = ("position", "pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.has_translate_right(request.user, self.model)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        texts = [f"{name}_{self.language}" for name in self.model.translated]
        return self.for_this_person(request, obj, [(None, {"fields": [*texts, "seen_revision"]})])


def _column(form: Any, name: str) -> Any:
    columns = {field.name: field for field in form._meta.model._meta.concrete_fields}
    return columns.get(name)
