"""Accounts and groups, whose rights are recorded when they change, and the record itself."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from programme.admin import rights
from programme.admin.records import ReadOnlyAdmin
from programme.models import Account, AuditRecord

RIGHTS = ("is_superuser", "groups", "user_permissions")

# Their forms would show keys and codes; people look after their own in My settings.
admin.site.unregister([User, Group, StaticDevice, TOTPDevice])


def rights_of(holder: User | Group) -> set[str]:
    """Return what an account or a group may do by itself, in names that no language changes."""
    if isinstance(holder, Group):
        return {_name_of(each) for each in holder.permissions.select_related("content_type")}
    flags = {name for name in ("is_active", "is_staff", "is_superuser") if getattr(holder, name)}
    own = holder.user_permissions.select_related("content_type")
    groups = {f"group {group}" for group in holder.groups.all()}
    return flags | groups | {_name_of(each) for each in own}


def _name_of(right: Permission) -> str:
    return f"{right.content_type.app_label}.{right.codename}"


def state_of(holder: User | Group) -> str:
    """Return a fingerprint of an account or a group with its rights, which tells nothing of them.

    Signing in is no change; these rows are Django's, and have no column to count saves in.
    """
    columns = [each for each in holder._meta.concrete_fields if each.name != "last_login"]
    values = [each.value_from_object(holder) for each in columns]
    links = [getattr(holder, each.name) for each in holder._meta.many_to_many]
    rights = [sorted(link.values_list("pk", flat=True)) for link in links]
    return salted_hmac("sahel.seen", repr([values, rights])).hexdigest()


class SeenForm(forms.ModelForm):
    """A form that knows what it was opened on; saved over nothing else."""

    seen = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"permissions", "user_permissions"} & self.fields.keys():
            held = getattr(self.instance, name).values("pk") if self.instance.pk else []
            rights.offer(self.fields[name], held)
        if self.instance.pk:
            self.fields["seen"].initial = state_of(self.instance)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance.pk:
            # Locked, so that of two saves at the same moment one comes after the other.
            row = self._meta.model._base_manager.select_for_update().get(pk=self.instance.pk)
            if {state_of(row), state_of(self.instance)} != {data.get("seen")}:
                raise ValidationError(
                    _(
                        "Somebody else saved this since you opened it, so nothing was saved now. "
                        "What you typed still stands below. Open this page anew to see their "
                        "changes, and make yours there."
                    ),
                    code="stale",
                )
        return data


class AccountForm(SeenForm, UserChangeForm):
    pass


def is_within_reach(request: HttpRequest, account: User | None) -> bool:
    """Say whether somebody may change an account without gaining a right by it."""
    if account is None or request.user.is_superuser:
        return True
    # Asked of an open account: a closed one has no rights, until somebody opens it.
    rights = User(pk=account.pk).get_all_permissions()
    return not account.is_superuser and rights <= request.user.get_all_permissions()


class RecordsRights(admin.ModelAdmin):
    """Writes down who gave or took which rights, and lets nobody save over another's save."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (name, first), *rest = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            first = {**first, "fields": (*first["fields"], "seen")}
        return [(name, first), *rest]

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

    form = AccountForm
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    show_facets = admin.ShowFacets.NEVER  # counts of many groups are more columns than SQLite has

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = () if request.user.is_superuser else RIGHTS
        # An old form would take a newer sign-in back.
        return (*super().get_readonly_fields(request, obj), "last_login", *fixed)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_within_reach(request, obj)

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
    """Groups. Whoever may change one could give every right to all its members, themselves too."""

    form = SeenForm
    fields = ("name", "permissions")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "account", "what")
    list_filter = ("kind", "at")
    search_fields = ("account", "what")
    list_per_page = 100
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
