"""What the site records by itself: read here, written elsewhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programme.admin.forms import Fields
from programme.admin.lists import NamingAdmin
from programme.models import Change, OldAddress
from programme.models.changes import About


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


class AboutAdmin(ReadOnlyAdmin):
    """Rows about another row, which they know by its number alone."""

    exclude = ("object_id",)
    readonly_fields = ("number",)

    @admin.display(description=_("number"), ordering="object_id")
    def number(self, row: About) -> int:
        return row.object_id


@admin.register(Change)
class ChangeAdmin(AboutAdmin):
    list_display = ("at", "kind", "noun", "number", "field")
    list_filter = ("kind", "noun")


@admin.register(OldAddress)
class OldAddressAdmin(AboutAdmin):
    list_display = ("slug", "noun", "number")
    list_filter = ("noun",)
