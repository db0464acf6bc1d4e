"""Figures and receipts by themselves: those of the programme as a whole live here."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from programme.admin.dates import DatesInWords, TypedDate
from programme.admin.forms import Fields, PartForm, PartFormSet, RevisedForm
from programme.admin.lists import YesOrNo
from programme.admin.parts import words_but_in
from programme.admin.publishing import PartAdmin
from programme.admin.translating import TranslatedAdmin
from programme.models import Evidence, Figure, Precision
from programme.models.expressions import LANGUAGES
from programme.templatetags.desk import in_language, named
from programme.wording import date_words, figure_words


class FigureForm(DatesInWords, RevisedForm):
    when = TypedDate("as_of", "as_of_precision", label=_("As of"))


class FigureReceiptInline(Fields, admin.StackedInline):
    """Where one number comes from."""

    model = Evidence
    form = PartForm
    formset = PartFormSet
    fk_name = "figure"
    extra = 0
    verbose_name_plural = _("Receipts: where this number comes from")
    autocomplete_fields = ("source", "edition")
    fieldsets = (
        (None, {"fields": ["source", "edition", "page", "quote", "seen_revision"]}),
        (
            _("Language, checked"),
            {"fields": ["quote_language", "checked_on", "checked_by"], "classes": ["collapse"]},
        ),
    )


class OfTheProgramme(admin.SimpleListFilter):
    """Figures of the programme as a whole, or of results."""

    title = _("figures of")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("programme", _("the programme")), ("result", _("a result"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(result__isnull=self.value() == "programme")


class NumberReceiptFilter(YesOrNo):
    """Figures with a receipt, or without."""

    title = _("receipt")
    parameter_name = "receipt"
    has = Exists(Evidence.objects.filter(figure=OuterRef("pk")))


@admin.register(Figure)
class FigureAdmin(TranslatedAdmin, PartAdmin, TranslationAdmin):
    """All figures; those of no result are the programme's own."""

    form = FigureForm
    inlines = (FigureReceiptInline,)
    list_display = ("words", "of", "when")
    list_filter = (OfTheProgramme, NumberReceiptFilter, "qualifier")
    list_select_related = ("result",)
    search_fields = ("label_en", "label_fr", "label_ar", "result__title_en")
    autocomplete_fields = ("result", "part_of", "supersedes")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The words in the language that the figure was written in first."""
        first = obj.born_in if obj else LANGUAGES[0]
        number = ["result", ("qualifier", "value"), f"label_{first}", "seen_revision"]
        more = [f"unit_{first}", "part_of", "supersedes", "position"]
        groups = [
            (None, {"fields": number}),
            (_("Date"), {"fields": ["when", "as_of_inferred"]}),
            (_("Unit, part of another number"), {"fields": more, "classes": ["collapse"]}),
            (_("Other languages"), {"fields": words_but_in(first), "classes": ["collapse"]}),
        ]
        return self.for_this_person(request, obj, groups)

    @admin.display(description=_("figure"), ordering="value")
    def words(self, obj: Figure) -> SafeString:
        label = obj.said("label")
        return in_language(figure_words(obj.value, obj.qualifier, label.text), label.language)

    @admin.display(description=_("result"), ordering="result")
    def of(self, obj: Figure) -> SafeString | None:
        return named(obj.result) if obj.result else None

    when = FigureForm.column("when")


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    """All receipts; they are written in the form of their result or figure."""

    list_display = ("words", "page", "checked")
    list_filter = (("checked_on", admin.EmptyFieldListFilter),)
    list_select_related = ("result", "figure", "source", "edition__report")
    search_fields = ("quote", "result__title_en", "figure__label_en")
    autocomplete_fields = ("result", "figure", "source", "edition")
    fieldsets = (
        (None, {"fields": ["result", "figure"]}),
        (_("Where it says so"), {"fields": ["source", "edition", "page", "quote"]}),
        (
            _("Language, spelling corrected, checked"),
            {
                "fields": [
                    "quote_language",
                    "errata",
                    "checked_on",
                    "checked_by",
                    "position",
                    "seen_revision",
                ]
            },
        ),
    )

    @admin.display(description=_("checked on"), ordering="checked_on")
    def checked(self, obj: Evidence) -> str:
        return date_words(obj.checked_on, Precision.DAY) if obj.checked_on else ""

    @admin.display(description=_("receipt"))
    def words(self, obj: Evidence) -> SafeString:
        proved, source = obj.figure or obj.result, obj.source or obj.edition
        return format_html("{} ← {}", named(proved), named(source))
