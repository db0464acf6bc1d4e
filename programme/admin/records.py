"""What the site records by itself: read here, written elsewhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programme.admin.forms import Fields
from programme.admin.lists import NamingAdmin
from programme.models import Change, OldAddress


class ReadOnlyAdmin(Fields, NamingAdmin):
    """Rows that nobody types, reached from elsewhere and not from the front page."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

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


@admin.register(OldAddress)
class OldAddressAdmin(ReadOnlyAdmin):
    list_display = ("slug", "noun", "object_id")
    list_filter = ("noun",)
