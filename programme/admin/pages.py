"""Page texts: introduction, headings, about, terms, privacy."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programme.admin.forms import PublishableForm, texts
from programme.admin.publishing import PublishableAdmin
from programme.models import PageText
from programme.models.pages import STANDS_AT


class PageTextForm(PublishableForm):
    """The site has a place for each of these texts; any other would stand nowhere."""

    slug = forms.ChoiceField(
        label=_("Where it stands"),
        choices=[(slug, words) for slug, (words, _name) in STANDS_AT.items()],
    )


@admin.register(PageText)
class PageTextAdmin(PublishableAdmin):
    form = PageTextForm

    list_display = ("__str__", "slug", "state", "changed")
    plain_words = {
        "title": _("The heading that readers see."),
        "body": _(
            "Paragraphs with an empty line between them. **bold**, *italic*, "
            "[words of a link](https://…), lines that begin with - for a list."
        ),
    }

    def groups(self, first: str) -> list[Any]:
        return texts(first, "title", "body")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "slug") if obj and "slug" not in fixed else fixed
