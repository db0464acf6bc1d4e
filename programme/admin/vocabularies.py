"""Places, themes and sources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programme.admin.publishing import VocabularyAdmin, texts
from programme.models import Place, Source, Theme


@admin.register(Place)
class PlaceAdmin(VocabularyAdmin):
    list_display = ("__str__", "kind", "iso_code", "is_focus")
    list_filter = ("kind", "is_focus")
    search_fields = ("name_en", "name_fr", "name_ar", "slug")
    autocomplete_fields = ("members",)
    fieldsets = (
        (None, {"fields": ["slug", "kind", "iso_code", "is_focus", "members"]}),
        *texts("name"),
    )


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ("__str__", "dac_code", "sdg_targets", "is_focus", "position")
    list_filter = ("is_focus",)
    search_fields = ("name_en", "name_fr", "name_ar", "slug")
    fieldsets = (
        (None, {"fields": ["slug", "dac_code", "sdg_targets", "is_focus", "position"]}),
        *texts("name", "description"),
    )


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    list_display = ("__str__", "address", "as_of")
    search_fields = ("title_en", "title_fr", "title_ar", "slug")
    fieldsets = (
        (None, {"fields": ["slug", "address"]}),
        *texts("title"),
        (_("As of"), {"fields": [("as_of", "as_of_precision")]}),
    )
