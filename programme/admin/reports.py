"""Reports, with their editions."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.admin.dates import DatesInWords, TypedDate
from programme.admin.editions import FIELDSETS, EditionForm, EditionFormSet, looked_at
from programme.admin.forms import Fields, PublishableForm, texts
from programme.admin.lists import StateFilter, YesOrNo
from programme.admin.preview import typed_parts
from programme.admin.publishing import PublishableAdmin
from programme.admin.records import ReadOnlyAdmin
from programme.files import Waiting, only_what_was_saved, sent
from programme.models import Edition, Report
from programme.wording import file_says


class FileFilter(YesOrNo):
    """Reports with an edition that readers can't open yet."""

    title = _("every edition can be read")
    parameter_name = "readable"
    no = _("No: an edition lacks a file")
    has = ~Exists(Edition.objects.filter(report=OuterRef("pk"), file="", address=""))


class EditionInline(Fields, admin.StackedInline):
    """One language of the report."""

    model = Edition
    formset = EditionFormSet
    extra = 0
    verbose_name_plural = _("Editions: the report in each language that it exists in")
    fieldsets = FIELDSETS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        publishes = "_publish" in request.POST
        form = EditionForm.for_account(request.user, publishes=publishes)
        return super().get_formset(request, obj, **{"form": form, **kwargs})


class ReportForm(DatesInWords, PublishableForm):
    when = TypedDate(
        "dated",
        "dated_precision",
        label=_("Dated"),
        help_text=_("The date on the document itself: June 2017. Empty: not stated."),
    )


@admin.register(Report)
class ReportAdmin(PublishableAdmin):
    form = ReportForm
    list_display = ("__str__", "state", "kind", "when", "changed")
    list_filter = (StateFilter, FileFilter, "kind", "is_new", "original_language")
    inlines = (EditionInline,)
    plain_words = {
        "title": _("As it stands on the document."),
        "is_new": _("Shows “New” beside the title. Untick it when it is new no more."),
        "position": _("Its number in the order “as in the source”."),
    }
    when = ReportForm.column("when")

    def groups(self, first: str) -> list[Any]:
        return [
            *texts(first, "title"),
            (_("The document"), {"fields": ["kind", "when", "is_new", "position"]}),
        ]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Editions are no list of the desk, in which nobody may delete: they go with their report.
        names, counts, perms, protected = super().get_deleted_objects(objs, request)
        return names, counts, perms - {Edition._meta.verbose_name}, protected

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with only_what_was_saved():  # a save may fail after its files were put in their place
            return super().changeform_view(request, *args, **kwargs)

    def _saved(self, request: Any, object_id: str | None, row: Any, save: Any) -> Any:
        # Before the transaction: a check takes up to half a minute, and nobody else could save.
        if self._takes_files(request, object_id, row):
            for name, upload in request.FILES.items():
                if name.endswith("-upload"):
                    looked_at(upload)
        return super()._saved(request, object_id, row, save)

    def _takes_files(self, request: HttpRequest, object_id: str | None, row: Any) -> bool:
        if object_id is None:
            may = self.has_add_permission(request)
        else:
            may = row is not None and self.has_change_permission(request, row)
        return may and any(
            inline.has_add_permission(request, row) or inline.has_change_permission(request, row)
            for inline in self.get_inline_instances(request, row)
        )

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        request.taken = [file for formset in formsets for file in formset.taken()]

    def _tell(self, request: Any, obj: Any) -> None:
        super()._tell(request, obj)
        for file in request.taken:
            if not file.asked:  # else its editor saw it in the form
                messages.info(request, _said(file))

    def preview_context(self, shown: Report, form: Any, formsets: list[Any]) -> dict[str, Any]:
        columns = ("language", "address", "file", "cover", "format", "bytes", "pages")
        parts = [part for part in typed_parts(formsets, Edition) if part.language]
        shown.card_editions = [{name: getattr(part, name) for name in columns} for part in parts]
        stored = [form.instance for formset in formsets for form in formset.initial_forms]
        covers = {str(row.cover): reverse("admin:edition_cover", args=[row.pk]) for row in stored}
        for edition in shown.card_editions:  # a draft's cover has no address for everybody
            edition["cover_at"] = covers.get(edition["cover"], "")
        return {"editions": shown.card_editions}


def _said(file: Waiting) -> str:
    """What a file that was saved says of itself."""
    says = file_says(file.properties)
    each = [gettext("%(label)s: %(words)s") % {"label": said, "words": it} for said, it in says]
    said = gettext("; ").join(each)
    if not said:
        words = gettext("“%(name)s” says nothing of its author or title.")
        return words % {"name": file.name}
    words = gettext("“%(name)s” says of itself, and readers will see it: %(said)s")
    return words % {"name": file.name, "said": said}


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions to choose from in a receipt, and their files before they are public."""

    list_display = ("__str__", "language", "address", "format")
    list_select_related = ("report",)
    ordering = ("report", "position", "pk")
    search_fields = ("report__title_en", "report__title_fr", "report__title_ar", "language")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out the copies that drafts hold, where one is chosen for a receipt."""
        rows = super().get_queryset(request)
        is_chooser = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return rows.filter(report__replaces=None) if is_chooser else rows

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/file/", view(self.file_view), name="edition_file"),
            path("<int:pk>/cover/", view(self.cover_view), name="edition_cover"),
        ]
        return [*own, *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return self._sent(request, pk, "file", "pdf", "application/pdf")

    def cover_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return self._sent(request, pk, "cover", "webp", "image/webp")

    def _sent(
        self, request: HttpRequest, pk: int, field: str, ending: str, kind: str
    ) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition.objects.with_file(), pk=pk)
        return sent(
            request,
            str(getattr(edition, field)),
            kind=kind,
            version=f"{edition.sha256}.{ending}",
            called=edition.file_name(ending),
            cache="private, no-store",
        )
