"""Reports, with their editions."""

from django.contrib import admin

from programme.admin.publishing import Fields, PartAdmin, PublishableAdmin, texts
from programme.models import Edition, Report


class EditionInline(Fields, admin.StackedInline):
    model = Edition
    extra = 0
    exclude = ("file",)  # files come with the desk, which checks them


@admin.register(Report)
class ReportAdmin(PublishableAdmin):
    list_display = ("__str__", "status", "kind", "dated", "updated_at")
    list_filter = (*PublishableAdmin.list_filter, "kind", "is_new")
    search_fields = ("title_en", "title_fr", "title_ar", "slug")
    inlines = (EditionInline,)
    fieldsets = (
        PublishableAdmin.about,
        *texts("title"),
        (None, {"fields": ["kind", ("dated", "dated_precision"), "is_new", "position"]}),
    )


@admin.register(Edition)
class EditionAdmin(PartAdmin):
    list_display = ("__str__", "language", "address", "format")
    list_filter = ("language",)
    list_select_related = ("report",)
    search_fields = ("report__title_en", "language")
    autocomplete_fields = ("report",)
    exclude = ("file",)
