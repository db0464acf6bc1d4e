"""Figures and receipts by themselves: those of the programme as a whole live here."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from programme.admin.dates import DatesInWords, TypedDate
from programme.admin.forms import Fields, PartForm, PartFormSet, RevisedForm
from programme.admin.lists import YesOrNo
from programme.admin.parts import NumberField
from programme.admin.publishing import PartAdmin
from programme.admin.translating import TranslatedAdmin
from programme.models import Evidence, Figure
from programme.wording import figure_words


class FigureForm(DatesInWords, RevisedForm):
    when = TypedDate("as_of", "as_of_precision", label=_("As of"))
    value = NumberField(label=_("Number"), max_digits=20, decimal_places=4)


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
        (_("Checked"), {"fields": ["checked_on", "checked_by"], "classes": ["collapse"]}),
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
    list_display = ("words", "result", "when")
    list_filter = (OfTheProgramme, NumberReceiptFilter, "qualifier")
    list_select_related = ("result",)
    search_fields = ("label_en", "label_fr", "label_ar", "result__title_en")
    autocomplete_fields = ("result", "part_of", "supersedes")
    fieldsets = (
        (None, {"fields": ["result", ("qualifier", "value"), "label_en", "seen_revision"]}),
        (_("Date"), {"fields": ["when", "as_of_inferred"]}),
        (
            _("Unit, part of another number"),
            {"fields": ["unit_en", "part_of", "supersedes", "position"], "classes": ["collapse"]},
        ),
        (
            _("Other languages"),
            {"fields": ["label_fr", "unit_fr", "label_ar", "unit_ar"], "classes": ["collapse"]},
        ),
    )

    @admin.display(description=_("figure"), ordering="value")
    def words(self, obj: Figure) -> str:
        return figure_words(obj.value, obj.qualifier, obj.shown("label"))

    when = FigureForm.column("when")


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    """All receipts; they are written in the form of their result or figure."""

    list_display = ("__str__", "page", "checked_on")
    list_filter = (("checked_on", admin.EmptyFieldListFilter),)
    list_select_related = ("result", "figure", "source", "edition__report")
    search_fields = ("quote", "result__title_en", "figure__label_en")
    autocomplete_fields = ("result", "figure", "source", "edition")
    fieldsets = (
        (None, {"fields": ["result", "figure"]}),
        (_("Where it says so"), {"fields": ["source", "edition", "page", "quote"]}),
        (
            _("Spelling corrected, checked"),
            {"fields": ["errata", "checked_on", "checked_by", "position", "seen_revision"]},
        ),
    )
