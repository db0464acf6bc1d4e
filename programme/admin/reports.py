"""Reports, with their editions."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from programme.admin.dates import DateField, DatesInWords
from programme.admin.forms import Fields, PartForm, PublishableForm, texts
from programme.admin.lists import StateFilter, YesOrNo
from programme.admin.publishing import PublishableAdmin
from programme.admin.records import ReadOnlyAdmin
from programme.models import Edition, Report


class FileFilter(YesOrNo):
    """Reports with an edition that readers can't open yet."""

    title = _("every edition can be read")
    parameter_name = "readable"
    no = _("No: an edition lacks a file")
    has = ~Exists(Edition.objects.filter(report=OuterRef("pk"), file="", address=""))


class EditionInline(Fields, admin.StackedInline):
    """One language of the report."""

    model = Edition
    form = PartForm
    extra = 0
    verbose_name_plural = _("Editions: the report in each language that it exists in")
    exclude = ("file",)
    fields = ("language", "address", ("format", "bytes", "pages"), "position", "seen_revision")


class ReportForm(DatesInWords, PublishableForm):
    dated_when = DateField(
        "dated",
        "dated_precision",
        label=_("Dated"),
        help_text=_("The date on the document itself: June 2017. Empty: not stated."),
    )


@admin.register(Report)
class ReportAdmin(PublishableAdmin):
    form = ReportForm
    list_display = ("__str__", "state", "kind", "dated_when", "changed")
    list_filter = (StateFilter, FileFilter, "kind", "is_new", "original_language")
    inlines = (EditionInline,)
    plain_words = {
        "title": _("As it stands on the document."),
        "is_new": _("Shows “New” beside the title. Untick it when it is new no more."),
        "position": _("Its number in the order “as in the source”."),
    }

    def groups(self, first: str) -> list[Any]:
        return [
            *texts(first, "title"),
            (_("The document"), {"fields": ["kind", "dated_when", "is_new", "position"]}),
        ]

    dated_when = ReportForm.column("dated_when")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions to choose from in a receipt; they are written in the form of their report."""

    list_display = ("__str__", "language", "address", "format")
    list_select_related = ("report",)
    search_fields = ("report__title_en", "report__title_fr", "report__title_ar", "language")
