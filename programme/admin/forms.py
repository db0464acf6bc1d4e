"""Forms of the desk: texts that say their language, an address made from the title, a revision."""

from typing import Any

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import DecimalField, TextField, URLField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from programme import language_words
from programme.admin.numbers import NumberField
from programme.models.changes import is_held
from programme.models.expressions import LANGUAGES
from programme.models.slugs import proposed
from programme.models.worded import with_even_line_breaks

# Fields that a form needs to work, and that say nothing to those who may only look.
PLUMBING = {"seen_revision", "seen_row", "upload", "confirmed", "without_file", "waiting"}


class LinesField(forms.CharField):
    """A text of several lines; those that a browser ends in its own way are no change."""

    def to_python(self, value: Any) -> str:
        return with_even_line_breaks(super().to_python(value))


class Fields:
    """Fields in plain words, that say their language to the browser.

    `plain_words` gives the help of a field, by its name without language; no language is
    required by itself.
    """

    formfield_overrides = {
        DecimalField: {"form_class": NumberField},
        URLField: {"assume_scheme": "https"},
        TextField: {"form_class": LinesField, "widget": AdminTextareaWidget(attrs={"rows": 5})},
    }
    plain_words: dict[str, Any] = {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if db_field.name == "edition":  # a draft's own goes when it is published
            field.queryset = field.queryset.filter(report__replaces=None)
        if isinstance(field, forms.ModelChoiceField) and not self._may_see(field, request):
            field.disabled = True  # a chooser would show the names of rows to anybody
        language = getattr(db_field, "language", None)
        whole = db_field.translated_field if language in LANGUAGES else db_field
        field.help_text = self.plain_words.get(whole.name, field.help_text)
        if language in LANGUAGES:
            field.required = False
            field.label = language_words.label_of(db_field)
            field.widget.attrs |= {"lang": language, "dir": language_words.direction(language)}
        elif isinstance(field, forms.CharField):
            is_address = isinstance(field, forms.URLField | forms.SlugField)
            field.widget.attrs.setdefault("dir", "ltr" if is_address else "auto")
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.for_this_person(request, obj, super().get_fieldsets(request, obj))

    def for_this_person(self: Any, request: HttpRequest, obj: Any, groups: Any) -> Any:
        """Leave out of the groups what those who may only look have no use for."""
        adds = isinstance(self, InlineModelAdmin) and self.has_add_permission(request, obj)
        if obj is None or adds or self.has_change_permission(request, obj):
            return groups
        return [
            (name, {**group, "fields": [f for f in group["fields"] if f not in PLUMBING]})
            for name, group in groups
        ]

    def _may_see(self: Any, field: Any, request: HttpRequest) -> bool:
        desk = self.admin_site._registry.get(field.queryset.model)
        return desk is None or bool(desk.has_view_permission(request))


def written_in(request: HttpRequest) -> str:
    """Return the language that somebody chose to write a new row in; the first until they do."""
    name = "original_language"
    chosen = request.POST.get(name) or request.GET.get(name)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def texts(first: str, *fields: str, more: tuple[str, ...] = ()) -> list[Any]:
    """Build one group a language for these translated fields, all but the first folded.

    The fields of `more` stand in the folded groups alone; the caller places the first's.
    """
    groups: list[Any] = [(None, {"fields": [f"{field}_{first}" for field in fields]})]
    for code in LANGUAGES:
        if code != first:
            names = [f"{field}_{code}" for field in (*fields, *more)]
            groups.append((language_words.NAMES[code], {"fields": names, "classes": ["collapse"]}))
    return groups


class RevisedForm(forms.ModelForm):
    """A form that knows which revision it shows; the last net before an overwrite."""

    seen_revision = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    failure = ""  # why the last try to save this form failed; set for one request
    shown_again = False  # set for one request: whatever it holds, this is not to be saved

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def is_valid(self) -> bool:
        return super().is_valid() and not self.shown_again

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.failure:
            raise ValidationError(self.failure, code="failed")
        if self.instance.pk and data.get("seen_revision") != self.instance.revision:
            raise ValidationError(
                _(
                    "Somebody else saved this since you opened it. Nothing of yours is lost: "
                    "choose what to keep, for each line that is shown, then save again."
                ),
                code="stale",
            )
        return data


class AddressedForm(RevisedForm):
    """A form that makes the address from the title where nobody typed one."""

    title_field = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].widget.attrs["dir"] = "ltr"

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data["slug"]
        if typed:
            return typed
        return proposed(self._title(), self._number(), self._is_taken)

    def _title(self) -> str:
        """The title in the language that gives the best address: en, else fr, else none."""
        for code in ("en", "fr"):  # of an Arabic title nothing would be left but its digits
            if text := self.data.get(self.add_prefix(f"{self.title_field}_{code}"), "").strip():
                return str(text)
        return ""

    def _number(self) -> str:
        model = self._meta.model
        newest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        return f"{model._meta.model_name}-{newest + 1}"

    def _is_taken(self, slug: str) -> bool:
        rows = self._meta.model._base_manager.filter(slug=slug).exclude(pk=self.instance.pk)
        return bool(rows.exists())


class PublishableForm(AddressedForm):
    """The form of a published noun."""

    def clean_slug(self) -> str:
        """Refuse an address that leads to another page, or says that one was removed for good."""
        slug = super().clean_slug()
        noun = str(self._meta.model._meta.model_name)
        if slug != self.instance.slug and is_held(noun, slug, self.instance.pk):
            raise ValidationError(_("Another page had this address, and it stays that page’s."))
        return slug

    def _is_taken(self, slug: str) -> bool:
        noun = str(self._meta.model._meta.model_name)
        return super()._is_taken(slug) or is_held(noun, slug, self.instance.pk)

    def _get_validation_exclusions(self) -> set[str]:
        # `replaces` is in no form, and Django then leaves out the constraints that name it:
        # an address that is taken would be refused by the database alone, as a 500.
        left_out: set[str] = super()._get_validation_exclusions()
        return left_out - {"replaces"}


class PartForm(forms.ModelForm):
    """A part inside the form of its whole; its revision says what it was made from."""

    seen_revision = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen_revision"})


class PartFormSet(BaseInlineFormSet):
    """Parts of one whole; none of them vanishes unseen."""

    def clean(self) -> None:
        super().clean()
        # Django leaves out, without a word, a row that somebody moved or deleted meanwhile.
        if any(form.instance.pk is None and form.has_changed() for form in self.initial_forms):
            raise ValidationError(
                _("One of these was moved or deleted meanwhile. Open the page anew to see where."),
                code="stale",
            )
