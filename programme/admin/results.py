"""Results with their figures and receipts; all figures; all receipts."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.admin.dates import DatesInWords, TypedPeriod
from programme.admin.forms import PublishableForm, texts
from programme.admin.lists import StateFilter, YesOrNo
from programme.admin.parts import FigureInline, ReceiptInline
from programme.admin.preview import linked, typed_parts
from programme.admin.publishing import PublishableAdmin
from programme.models import Evidence, Figure, Result


class ReceiptFilter(YesOrNo):
    """Results whose words have a receipt, or none."""

    title = _("receipt for the words")
    parameter_name = "receipt"
    has = Exists(Evidence.objects.filter(result=OuterRef("pk")))


class ResultForm(DatesInWords, PublishableForm):
    when = TypedPeriod("happened_from", "happened_to", "precision", label=_("When"))

    def clean_highlight(self) -> int | None:
        """Refuse a place on the front page that another result has."""
        place: int | None = self.cleaned_data["highlight"]
        itself = [self.instance.pk, self.instance.replaces_id]
        others = Result.objects.filter(highlight=place, replaces=None).exclude(pk__in=itself)
        if place and (other := others.first()):
            words = gettext("“%(title)s” has this place. Take it off the front page first.")
            raise ValidationError(words % {"title": other})
        return place


@admin.register(Result)
class ResultAdmin(PublishableAdmin):
    form = ResultForm
    list_display = ("__str__", "state", "when", "level", "changed")
    list_filter = (StateFilter, ReceiptFilter, "level", "places", "themes", "original_language")
    autocomplete_fields = ("places", "themes", "related")
    inlines = (FigureInline, ReceiptInline)
    plain_words = {
        "title": _("One short line that says what changed. All a draft needs."),
        "statement": _("What was achieved, in the source’s own words. Readers see it as it is."),
        "when_words": _("Only where the source says more than a date: “late October 2016”."),
        "places": _("Type the first letters. A region such as G5 Sahel is a place of its own."),
        "themes": _(
            "Type the first letters. The card shows them in the order of the themes’ list."
        ),
        "level": _("Output: something was done. Outcome: something changed by it."),
        "related": _("Results that tell of the same event, so that nobody adds them up."),
        "position": _("Its number in the order “as in the source”."),
        "link": _("A page elsewhere that tells more, with its whole address."),
        "link_label": _("The words after “Find out more”."),
    }

    def groups(self, first: str) -> list[Any]:
        words, *others = texts(first, "title", "statement", more=("when_words", "link_label"))
        return [
            words,
            (
                _("When, where, on what"),
                {"fields": ["when", f"when_words_{first}", "places", "themes", "level"]},
            ),
            *others,
            (
                _("More: related results, front page, outside link"),
                {
                    "fields": ["related", "highlight", "position", "link", f"link_label_{first}"],
                    "classes": ["collapse"],
                },
            ),
        ]

    when = ResultForm.column("when")

    def preview_context(self, shown: Result, form: Any, formsets: list[Any]) -> dict[str, Any]:
        shown.card_places = linked(form, "places", "kind")
        shown.card_themes = linked(form, "themes", "position")
        figures = typed_parts(formsets, Figure)
        shown.card_figures = [part for part in figures if part.value is not None]
        return {}
