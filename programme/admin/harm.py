"""What the gate looks for and what it lets pass: rows that administrators edit."""

from typing import Any

from django.contrib import admin
from django.db.models import TextField
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy

from programme.admin.forms import Fields, LinesField
from programme.admin.lists import NamingAdmin
from programme.models import AllowedWords, GateRule

TALL = admin.widgets.AdminTextareaWidget(attrs={"rows": 20})
LINES = {TextField: {"form_class": LinesField, "widget": TALL}}


@admin.register(GateRule)
class GateRuleAdmin(Fields, NamingAdmin):
    formfield_overrides = {**Fields.formfield_overrides, **LINES}
    list_display = ("__str__", "kind", "is_sensitive", "is_active", "position")
    list_filter = ("kind", "is_sensitive", "is_active")
    fields = ("name", "why", "kind", "words", "is_sensitive", "is_active", "position", "code")
    prepopulated_fields = {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("code",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule is taken out of use instead: answers name it."""
        return False


@admin.register(AllowedWords)
class AllowedWordsAdmin(Fields, NamingAdmin):
    formfield_overrides = {**Fields.formfield_overrides, **LINES}
    list_display = ("__str__", "because")
    search_fields = ("name", "words")
    fields = ("name", "why", "words")

    @admin.display(description=gettext_lazy("why they are no person"))
    def because(self, row: AllowedWords) -> str:
        return translation.gettext(row.why) if row.why else ""
