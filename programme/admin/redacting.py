"""Words that could point to a person: typed, looked for, and purged from the whole site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from programme import redacting
from programme.admin.anchors import page_at
from programme.exports import spool
from programme.models import PUBLISHED

TITLES = {
    "redact": gettext_lazy("Purge words"),
    "redact_found": gettext_lazy("Where these words stand"),
    "redact_done": gettext_lazy("The words are purged"),
}


class WordsForm(forms.Form):
    """The words; they travel by POST alone."""

    words = forms.CharField(
        label=gettext_lazy("Words that are to go, one phrase a line"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Capitals, accents and vowel marks make no difference. A phrase goes as a whole, and "
            "not where it is part of a longer word: give each other spelling a line of its own."
        ),
    )

    def clean_words(self) -> list[str]:
        phrases = redacting.lines_of(self.cleaned_data["words"])
        redacting.Phrases(phrases)
        return phrases


def may_redact(request: HttpRequest) -> bool:
    """Say whether somebody may publish anything, sensitive things too."""
    nouns = (model._meta.model_name for model in PUBLISHED)
    return any(request.user.has_perm(f"programme.publish_{noun}") for noun in nouns)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest) -> HttpResponse:
    if not may_redact(request):
        raise PermissionDenied
    form = WordsForm(request.POST or None, label_suffix="")
    if not form.is_valid():
        return _page(request, "redact", form=form)
    words = form.cleaned_data["words"]
    if "confirmed" in request.POST:
        report = redacting.redact(words, request.user)
        spool.empty()  # files of open data hold the words as well
        return _page(request, "redact_done", report=report)
    found = redacting.find(words)
    rows = [(str(row), row._meta.verbose_name, _form_of(row)) for row in found.rows]
    return _page(request, "redact_found", form=form, found=found, rows=rows)


def _form_of(row: Any) -> str:
    try:
        return page_at(row)
    except NoReverseMatch:
        return ""


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": TITLES[name]}
    return TemplateResponse(request, f"admin/{name}.html", {**frame, **context})


def addresses(site: AdminSite) -> list[URLPattern]:
    """Route of this page on the desk's site."""
    return [path("redact/", site.admin_view(redact), name="redact")]
