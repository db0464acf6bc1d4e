"""What the site records by itself: read here, written elsewhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programme.models import Change, ContentVersion, OldAddress, SearchEntry, Translation


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that nobody types."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "noun", "object_id", "field")
    list_filter = ("kind", "noun")


@admin.register(SearchEntry)
class SearchEntryAdmin(ReadOnlyAdmin):
    list_display = ("kind", "object_id", "language")
    list_filter = ("kind", "language")


@admin.register(ContentVersion)
class ContentVersionAdmin(ReadOnlyAdmin):
    list_display = ("__str__",)


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    list_display = ("slug", "noun", "object_id")
    list_filter = ("noun",)


@admin.register(Translation)
class TranslationAdmin(admin.ModelAdmin):
    list_display = ("noun", "object_id", "language", "origin", "reviewed_on")
    list_filter = ("noun", "language", "origin")
