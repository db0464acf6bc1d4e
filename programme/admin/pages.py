"""Page texts: introduction, headings, about, terms, privacy."""

from django.contrib import admin

from programme.admin.publishing import PublishableAdmin, texts
from programme.models import PageText


@admin.register(PageText)
class PageTextAdmin(PublishableAdmin):
    list_display = ("__str__", "slug", "status", "updated_at")
    search_fields = ("title_en", "title_fr", "title_ar", "slug")
    fieldsets = (PublishableAdmin.about, *texts("title", "body"))
