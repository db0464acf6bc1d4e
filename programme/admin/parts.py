"""Parts inside the form of a result: its figures, and its receipts for words and figures alike."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from programme.admin.dates import DatesInWords, TypedDate
from programme.admin.forms import Fields, PartForm, PartFormSet, written_in
from programme.models import Evidence, Figure
from programme.models.expressions import LANGUAGES


class FigureForm(DatesInWords, PartForm):
    """One stated number."""

    when = TypedDate("as_of", "as_of_precision", label=_("As of"))


def words_but_in(first: str) -> list[str]:
    """Return the columns of the words of numbers in all languages but one."""
    others = [code for code in LANGUAGES if code != first]
    return [f"{name}_{code}" for code in others for name in Figure.translated]


def numbers_of(result: Any, none: Any) -> list[tuple[Any, Any]]:
    """Return the numbers of a result to choose from, after the words for none of them."""
    rows: Any = Figure.objects.of(result) if result.pk else []
    return [("", none), *((row.pk, str(row)) for row in rows)]


class FigureFormSet(PartFormSet):
    """Figures of one result; a part is chosen among its own numbers."""

    @cached_property
    def mates(self) -> list[tuple[Any, Any]]:
        return numbers_of(self.instance, "—")

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name in ("part_of", "supersedes"):
            if name in form.fields:
                form.fields[name].queryset = Figure.objects.filter(result=self.instance.pk or 0)
                own = form.instance.pk
                form.fields[name].choices = [one for one in self.mates if not own or one[0] != own]


class FigureInline(Fields, TranslationStackedInline):
    """Numbers that the source states."""

    model = Figure
    form = FigureForm
    formset = FigureFormSet
    fk_name = "result"
    extra = 0
    verbose_name_plural = _("Figures: numbers that the source states")
    plain_words = {
        "label": _("The words that follow the number: “firearms marked”."),
        "qualifier": _("“More than” for a minimum, “some” for about."),
    }

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The words in the language of the result first."""
        first = obj.original_language if obj else written_in(request)
        more = ["when", "as_of_inferred", f"unit_{first}", "part_of", "supersedes", "position"]
        groups = [
            (None, {"fields": [("qualifier", "value"), f"label_{first}", "seen_revision"]}),
            (_("Date, unit, part of another number"), {"fields": more, "classes": ["collapse"]}),
            (_("Other languages"), {"fields": words_but_in(first), "classes": ["collapse"]}),
        ]
        return self.for_this_person(request, obj, groups)


class ReceiptForm(PartForm):
    """Where words or a number come from."""

    figure = forms.ModelChoiceField(
        Figure.objects.all(),
        required=False,
        label=_("Proves"),
        empty_label=_("The words of the result"),
        help_text=_("The words, or one number. A new number can be chosen once it is saved."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("figure"):
            data["result"] = None  # a receipt is for one thing
        return data


class ReceiptFormSet(PartFormSet):
    """Receipts of a result and of its figures, in one list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset = self._of_result_and_figures()

    def _of_result_and_figures(self) -> QuerySet[Evidence]:
        if not self.instance.pk:
            return Evidence.objects.none()
        mine = Q(result=self.instance) | Q(figure__result=self.instance)
        rows = Evidence.objects.filter(mine).order_by("figure__position", "position", "pk")
        return rows.select_related("result", "figure__result", "source", "edition__report")

    @cached_property
    def figures(self) -> list[tuple[Any, Any]]:
        return numbers_of(self.instance, _("The words of the result"))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["figure"].queryset = Figure.objects.filter(result=self.instance.pk or 0)
        form.fields["figure"].choices = self.figures

    def save_new(self, form: Any, commit: bool = True) -> Any:
        figure = form.cleaned_data.get("figure")
        receipt = super().save_new(form, commit=False)
        if figure:
            receipt.result = None
        if commit:
            receipt.save()
        return receipt


class ReceiptInline(Fields, admin.StackedInline):
    """Sources of the words and numbers."""

    model = Evidence
    form = ReceiptForm
    formset = ReceiptFormSet
    fk_name = "result"
    extra = 0
    verbose_name_plural = _("Receipts: where the words and numbers come from")
    autocomplete_fields = ("source", "edition")
    plain_words = {
        "source": _("Where it is said: a named source, such as a page elsewhere. Or else…"),
        "edition": _("…one of the reports here, in its language. One of the two."),
    }
    fieldsets = (
        (None, {"fields": ["figure", "source", "edition", "page", "quote", "seen_revision"]}),
        (
            _("Language, spelling corrected, checked"),
            {
                "fields": ["quote_language", "errata", "checked_on", "checked_by", "position"],
                "classes": ["collapse"],
            },
        ),
    )
