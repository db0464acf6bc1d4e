"""Results, with their figures and receipts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from programme.admin.publishing import (
    Fields,
    PartAdmin,
    PublishableAdmin,
    texts,
)
from programme.models import Evidence, Figure, Result


class FigureInline(Fields, TranslationStackedInline):
    model = Figure
    extra = 0
    show_change_link = True
    fk_name = "result"
    autocomplete_fields = ("part_of", "supersedes")


class EvidenceInline(Fields, admin.StackedInline):
    model = Evidence
    extra = 0
    exclude = ("figure",)
    autocomplete_fields = ("source", "edition")


@admin.register(Result)
class ResultAdmin(PublishableAdmin):
    list_display = ("__str__", "status", "level", "happened_from", "updated_at")
    list_filter = (*PublishableAdmin.list_filter, "level", "places", "themes")
    search_fields = ("title_en", "title_fr", "title_ar", "statement_en", "slug")
    autocomplete_fields = ("places", "themes", "related")
    inlines = (FigureInline, EvidenceInline)
    fieldsets = (
        PublishableAdmin.about,
        *texts("title", "statement", "when_words", "link_label"),
        (_("When"), {"fields": [("happened_from", "happened_to", "precision")]}),
        (_("Where and on what"), {"fields": ["places", "themes", "level", "related"]}),
        (_("On the site"), {"fields": ["position", "highlight", "link"]}),
    )


@admin.register(Figure)
class FigureAdmin(PartAdmin, TranslationAdmin):
    """All figures; those of no result are the programme's own."""

    list_display = ("__str__", "qualifier", "result", "as_of")
    list_filter = ("qualifier",)
    list_select_related = ("result",)
    search_fields = ("label_en", "label_fr", "label_ar", "result__title_en")
    autocomplete_fields = ("result", "part_of", "supersedes")


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    """All receipts; here a figure gets its own."""

    list_display = ("__str__", "page", "checked_on")
    list_filter = ("checked_on",)
    list_select_related = ("result", "figure", "source", "edition__report")
    search_fields = ("quote", "result__title_en", "figure__label_en")
    autocomplete_fields = ("result", "figure", "source", "edition")
