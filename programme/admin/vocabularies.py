"""Places, themes and sources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programme.admin.dates import DatesInWords, TypedDate
from programme.admin.forms import AddressedForm
from programme.admin.publishing import VocabularyAdmin
from programme.models import Place, Source, Theme


class NamedForm(AddressedForm):
    title_field = "name"


@admin.register(Place)
class PlaceAdmin(VocabularyAdmin):
    form = NamedForm
    used_by = ("result_set", "regions")
    list_display = ("__str__", "kind", "iso_code", "is_focus")
    list_filter = ("kind", "is_focus")
    search_fields = ("name_en", "name_fr", "name_ar", "slug")
    autocomplete_fields = ("members",)
    plain_words = {
        "members": _("For a region: the countries that it holds. Leave it empty for a country."),
        "slug": _("The last part of its page’s address. Left empty, it is made from the name."),
    }
    facts = (
        _("What it is"),
        {"fields": ["kind", "iso_code", "is_focus", "members", "slug", "seen_revision"]},
    )


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    form = NamedForm
    used_by = ("result_set",)
    list_display = ("__str__", "dac_code", "sdg_targets", "is_focus", "position")
    list_filter = ("is_focus",)
    search_fields = ("name_en", "name_fr", "name_ar", "slug")
    plain_words = {
        "description": _("One or two sentences under the heading of its page."),
        "slug": _("The last part of its page’s address. Left empty, it is made from the name."),
    }
    facts = (
        _("Codes and order"),
        {
            "fields": [
                "dac_code",
                "sdg_targets",
                "is_focus",
                "position",
                "slug",
                "seen_revision",
            ]
        },
    )


class SourceForm(DatesInWords, AddressedForm):
    when = TypedDate("as_of", "as_of_precision", label=_("As of"))


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    form = SourceForm
    list_display = ("__str__", "address", "when")
    search_fields = ("title_en", "title_fr", "title_ar", "slug")
    plain_words = {
        "title": _("The name by which readers know it: “UNODC Sahel Programme, results page”."),
        "slug": _("A short name for files. Left empty, it is made from the title."),
    }
    facts = (_("Where and when"), {"fields": ["address", "when", "slug", "seen_revision"]})

    when = SourceForm.column("when")
