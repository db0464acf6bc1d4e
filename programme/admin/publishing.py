"""What the admin of every published noun shares: revision, languages, Publish and Withdraw."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationAdmin
from simple_history.admin import SimpleHistoryAdmin

from programme.models import Publishable, Stale, Status
from programme.models.expressions import LANGUAGES
from programme.models.remembering import one_history_row
from programme.workflow import NotReady, lacking, publish, withdraw

RIGHT_TO_LEFT = ("ar",)


class Fields:
    """Fields that say their language to the browser; no language is required by itself."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = getattr(db_field, "language", None)
        if field is not None and language in LANGUAGES:
            field.required = False
            field.widget.attrs["lang"] = language
            field.widget.attrs["dir"] = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        return field


def texts(*fields: str) -> list[tuple[Any, dict[str, Any]]]:
    """Build one fieldset a language for these translated fields, all but the first folded."""
    names = {"en": "English", "fr": "Français", "ar": "العربية"}
    return [
        (
            names[code],
            {
                "fields": [f"{field}_{code}" for field in fields],
                "classes": ["collapse"] if number else [],
            },
        )
        for number, code in enumerate(LANGUAGES)
    ]


class PublishableForm(forms.ModelForm):
    """Refuses to save over what somebody else saved since the form was opened."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def _get_validation_exclusions(self) -> set[str]:
        # `replaces` is in no form, and Django then leaves out the constraints that name it:
        # an address that is taken would be refused by the database alone, as a 500.
        left_out: set[str] = super()._get_validation_exclusions()
        return left_out - {"replaces"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk and data.get("seen_revision") != self.instance.revision:
            raise ValidationError(
                _(
                    "Somebody else saved this since you opened it. What you typed is still here; "
                    "open the page in a second window to see what is new, then save again there."
                ),
                code="stale",
            )
        return data


class HistoryAdmin(Fields, SimpleHistoryAdmin):
    """A model with its history, in a table that keeps to the content security policy."""

    object_history_list_template = "admin/history_list.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.skip_history_when_saving = True  # save_related writes the one row, links included
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with one_history_row(form.instance, created=not change):
            super().save_related(request, form, formsets, change)


class PublishableAdmin(HistoryAdmin, TranslationAdmin):
    """List and form of a published noun. Status is read here and written by two actions."""

    form = PublishableForm
    list_filter = ("status", "original_language")
    list_per_page = 50
    show_facets = admin.ShowFacets.ALLOW
    save_on_top = True
    readonly_fields = ("status", "publish_from", "updated_at")
    actions = ("publish_selected", "withdraw_selected")
    about = (
        gettext_lazy("This page"),
        {
            "fields": [
                "seen_revision",
                ("status", "publish_from", "updated_at"),
                "slug",
                "original_language",
            ]
        },
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("-updated_at", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("slug",) if obj and obj.status in (Status.PUBLISHED, Status.WITHDRAWN) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        is_public = obj is not None and type(obj).objects.public().contains(obj)
        return obj.get_absolute_url() if is_public else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.status == Status.PUBLISHED and (lacks := lacking(form.instance)):
            words = _("This is public and lacks: %(what)s.") % {"what": ", ".join(lacks)}
            messages.warning(request, words)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return bool(request.user.has_perm(f"{self.opts.app_label}.{codename}"))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Stale:
            messages.error(request, _("Somebody else saved this a moment before you; look again."))
            return HttpResponseRedirect(request.path)

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = self._each(request, queryset, publish)
        text = ngettext("%d is public now.", "%d are public now.", done) % done
        if done:
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(permissions=["publish"], description=gettext_lazy("Withdraw"))
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = self._each(request, queryset, withdraw)
        text = ngettext("%d was withdrawn.", "%d were withdrawn.", done) % done
        if done:
            self.message_user(request, text, messages.SUCCESS)

    def _each(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        move: Callable[[Publishable], Publishable],
    ) -> int:
        done = 0
        for row in rows:
            try:
                move(row)
                done += 1
            except NotReady as why:
                messages.warning(request, f"{row}: {why}")
            except Stale:
                messages.warning(request, f"{row}: {_('somebody else saved it just now.')}")
        return done


class VocabularyAdmin(HistoryAdmin, TranslationAdmin):
    """List and form of what other rows point to; its address stays once it is saved."""

    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))


class PartAdmin(HistoryAdmin):
    """A part by itself: whatever changes it changes the page it stands on."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._touch(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._touch(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for part in list(queryset):
            self.delete_model(request, part)

    def _touch(self, part: Any) -> None:
        if whole := part.whole:
            whole.save()
