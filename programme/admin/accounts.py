"""Accounts and groups, whose rights are recorded when they change, and the record itself."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from programme.admin.records import ReadOnlyAdmin
from programme.models import Account, AuditRecord

RIGHTS = ("is_superuser", "groups", "user_permissions")

# Their forms would show keys and codes; people look after their own in My settings.
admin.site.unregister([User, Group, StaticDevice, TOTPDevice])


def rights_of(holder: User | Group) -> set[str]:
    """Return in words what an account or a group may do by itself."""
    if isinstance(holder, Group):
        return {str(each) for each in holder.permissions.select_related("content_type")}
    flags = {name for name in ("is_active", "is_staff", "is_superuser") if getattr(holder, name)}
    own = holder.user_permissions.select_related("content_type")
    groups = {f"group {group}" for group in holder.groups.all()}
    return flags | groups | {str(permission) for permission in own}


class RecordsRights(admin.ModelAdmin):
    """Writes down who gave or took which rights."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = type(obj).objects.filter(pk=obj.pk).first()
        form.rights_before = rights_of(before) if before else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        now = rights_of(form.instance)
        given = [f"+ {right}" for right in sorted(now - form.rights_before)]
        taken = [f"- {right}" for right in sorted(form.rights_before - now)]
        if given or taken:
            what = "\n".join([f"{self.opts.verbose_name} {form.instance}", *given, *taken])
            AuditRecord.objects.record(AuditRecord.Kind.PERMISSIONS, request.user, what)


@admin.register(User)
class AccountAdmin(RecordsRights, UserAdmin):
    """Accounts. Rights are an administrator's to give, and so are administrators to change."""

    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    show_facets = admin.ShowFacets.NEVER  # counts of many groups are more columns than SQLite has

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = () if request.user.is_superuser else RIGHTS
        return (*super().get_readonly_fields(request, obj), *fixed)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, obj) and not above

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            Account.ask_for_new_password(obj, must=True)  # somebody else typed the first one

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002
        form_url: str = "",
    ) -> HttpResponse:
        """Set a password for somebody: good for one sign-in, since two people know it."""
        before = User.objects.filter(pk=id).first() if id.isdecimal() else None
        response: HttpResponse = super().user_change_password(request, id, form_url)
        after = User.objects.filter(pk=before.pk).first() if before else None
        if before and after and before.password != after.password:
            Account.ask_for_new_password(after, must=after != request.user)
            AuditRecord.objects.record(
                AuditRecord.Kind.PASSWORD, request.user, f"set for {after.get_username()}"
            )
        return response


@admin.register(Group)
class RoleAdmin(RecordsRights, GroupAdmin):
    pass


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "account", "what")
    list_filter = ("kind", "at")
    search_fields = ("account", "what")
    date_hierarchy = None
    list_per_page = 100
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
