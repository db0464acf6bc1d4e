"""Donors, with their contributions."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programme.admin.forms import Fields, PartForm, PartFormSet, PublishableForm, texts
from programme.admin.lists import StateFilter
from programme.admin.publishing import PublishableAdmin
from programme.models import Contribution, Donor


class ContributionInline(Fields, admin.StackedInline):
    """Amounts that a source states."""

    model = Contribution
    form = PartForm
    formset = PartFormSet
    extra = 0
    verbose_name_plural = _("Contributions: amounts that a source states")
    fieldsets = (
        (
            None,
            {"fields": [("amount", "currency"), ("year", "kind"), "position", "seen_revision"]},
        ),
    )


class DonorForm(PublishableForm):
    title_field = "name"


@admin.register(Donor)
class DonorAdmin(PublishableAdmin):
    form = DonorForm
    list_display = ("__str__", "state", "kind", "place_code", "changed")
    list_filter = (StateFilter, "kind", "original_language")
    inlines = (ContributionInline,)
    plain_words = {
        "name": _("As the source writes it: “The Netherlands”."),
        "sort_name": _("Only where it sorts under another letter: “Netherlands”."),
        "place_code": _("Two capital letters, for a government: NL. Shown beside the name."),
        "website": _("Only if it is certain; it becomes a link on the donor’s page."),
        "position": _("Its number in the order “as in the source”."),
    }

    def groups(self, first: str) -> list[Any]:
        return [
            *texts(first, "name", "sort_name"),
            (_("Who they are"), {"fields": ["kind", "place_code", "website", "position"]}),
        ]
