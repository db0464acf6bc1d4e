"""Donors, with their contributions."""

from django.contrib import admin

from programme.admin.publishing import PartAdmin, PublishableAdmin, texts
from programme.models import Contribution, Donor


class ContributionInline(admin.TabularInline):
    model = Contribution
    extra = 0


@admin.register(Donor)
class DonorAdmin(PublishableAdmin):
    list_display = ("__str__", "status", "kind", "place_code", "updated_at")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    search_fields = ("name_en", "name_fr", "name_ar", "slug")
    inlines = (ContributionInline,)
    fieldsets = (
        PublishableAdmin.about,
        *texts("name", "sort_name"),
        (None, {"fields": ["kind", "place_code", "website", "position"]}),
    )


@admin.register(Contribution)
class ContributionAdmin(PartAdmin):
    list_display = ("__str__", "donor", "kind")
    list_filter = ("kind", "currency", "year")
    list_select_related = ("donor",)
    autocomplete_fields = ("donor",)
