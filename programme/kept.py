"""The page that holds what somebody typed where its form can't be shown; asks no database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist, SuspiciousOperation
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme import language_words
from programme.models.expressions import LANGUAGES

APP = "programme"
BUTTONS = ("_save", "_continue", "_addanother", "_submit", "_publish", "_review", "_confirm")
FORMS = ("add", "change", "translate", "give_back")
LEFT_OUT = ("csrfmiddlewaretoken", "_again", "_written_in", *BUTTONS)
_PART = re.compile(r"(\w+)-(\d{1,4})-(\w+)", re.ASCII)


class Reason(NamedTuple):
    """Why the form can't be shown."""

    status: int
    heading: Any
    words: Any


SIGNED_OUT = Reason(
    403,
    gettext_lazy("You were signed out"),
    gettext_lazy(
        "This was not saved, since you were signed out meanwhile. Sign in again in a new tab, "
        "come back to this page, and save again; if it asks once more, press again."
    ),
)
OLD_PAGE = Reason(
    403,
    gettext_lazy("This page was too old to be saved"),
    gettext_lazy(
        "This was not saved, since the page is older than your last sign-in. Save again now."
    ),
)
NOT_ALLOWED = Reason(
    403,
    gettext_lazy("You may not save this"),
    gettext_lazy(
        "This was not saved, since your account has no right to it now. Copy what you need, or "
        "ask whoever looks after the accounts and save again."
    ),
)
DELETED = Reason(
    410,
    gettext_lazy("Somebody deleted this meanwhile"),
    gettext_lazy("This was not saved, since it is there no more. Saving again adds it anew."),
)
AWAY = Reason(
    503,
    gettext_lazy("The site is busy or under repair"),
    gettext_lazy(
        "This was not saved, since the database is busy or away. Leave this page open and save "
        "again in a minute."
    ),
)
FAULT = Reason(
    500,
    gettext_lazy("Something went wrong on our side"),
    gettext_lazy(
        "This may not have been saved. Save again; if it fails again, copy your text and tell "
        "whoever looks after the site."
    ),
)


@dataclass
class Text:
    """One text that was typed, with its label and language."""

    name: str
    label: str
    value: str
    language: str = ""

    @property
    def direction(self) -> str:
        return language_words.direction(self.language)

    @property
    def rows(self) -> int:
        return min(12, 1 + len(self.value) // 60 + self.value.count("\n"))


def kept(request: HttpRequest, reason: Reason) -> HttpResponse | None:
    """Return the page with all that was typed into a content form; None for any other request."""
    desk = _form_at(request.path_info)
    if request.method != "POST" or desk is None or not _is_from_here(request):
        return None
    posted = _posted(request)
    if posted is None:
        return None
    if reason is DELETED:
        posted = _as_new(posted, desk)
    texts, hidden = _sorted(posted, desk)
    add = reverse(f"admin:{APP}_{desk.opts.model_name}_add")
    context = {
        "reason": reason,
        "title": reason.heading,
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "action": add if reason is DELETED else request.get_full_path(),
        "texts": texts,
        "hidden": hidden,
        "files": [
            Text(name, _label(name, desk)[0], str(file)) for name, file in request.FILES.items()
        ],
        "button": next((name for name in BUTTONS if name in posted), "_save"),
        "sign_in": reverse("admin:login") if reason is SIGNED_OUT else "",
        "csrf_token": get_token(request),
    }
    page = HttpResponse(render_to_string("admin/kept.html", context), status=reason.status)
    page.headers["Cache-Control"] = "no-store"
    return page


def _form_at(path: str) -> Any:
    """Return the admin of the content whose form stands at an address, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.namespace != "admin":
        return None
    for model, desk in admin.site._registry.items():
        name = f"{APP}_{model._meta.model_name}"
        if model._meta.app_label == APP and match.url_name in {f"{name}_{form}" for form in FORMS}:
            return desk
    return None


def _is_from_here(request: HttpRequest) -> bool:
    """Say whether a page of this site sent it, so that nobody else's text gets into a form."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    here = (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")
    return request.headers.get("Origin") in here


def _posted(request: HttpRequest) -> QueryDict | None:
    try:
        return request.POST
    except (OSError, SuspiciousOperation, MultiPartParserError):  # it never arrived whole
        return None


def _as_new(posted: QueryDict, desk: Any) -> QueryDict:
    """Return what was posted with all parts as new ones, of a new whole."""
    data = posted.copy()
    wholes = {related.get_accessor_name(): related.field.name for _, related in _inlines(desk)}
    for name in posted:
        part = _PART.fullmatch(name)
        if name.endswith("-INITIAL_FORMS"):
            data[name] = "0"
        elif part and part[3] in ("id", wholes.get(part[1])):
            data[name] = ""
    return data


def _sorted(posted: QueryDict, desk: Any) -> tuple[list[Text], list[tuple[str, str]]]:
    """Part texts that somebody typed from all else; together they are what was posted."""
    texts, hidden = [], []
    for name, values in posted.lists():
        label, is_text, language = _label(name, desk)
        if name in LEFT_OUT:
            continue
        if is_text and len(values) == 1 and values[0]:
            texts.append(Text(name, label, values[0], language))
        else:
            hidden += [(name, value) for value in values]
    return texts, hidden


def _label(name: str, desk: Any) -> tuple[str, bool, str]:
    """Return what a posted field is called, whether it is typed as text, and its language."""
    if name == "words" or name.startswith("about-"):  # of whoever reviews
        return _("Comment"), True, ""
    part = _PART.fullmatch(name)
    if part is None:
        return _described(desk.model, desk.form, name)
    prefix, number, field = part.groups()
    for inline, related in _inlines(desk):
        if prefix == related.get_accessor_name():
            label, is_text, language = _described(inline.model, inline.form, field)
            noun = capfirst(inline.verbose_name or inline.model._meta.verbose_name)
            return f"{noun} {int(number) + 1}: {label}", is_text, language
    return name, False, ""


def _inlines(desk: Any) -> Iterator[tuple[Any, Any]]:
    for inline in desk.inlines:
        for related in desk.model._meta.related_objects:
            if related.related_model is inline.model:
                yield inline, related


def _described(model: Any, form: Any, name: str) -> tuple[str, bool, str]:
    if typed := form.declared_fields.get(name):
        is_text = not isinstance(typed, forms.ChoiceField) and not typed.widget.is_hidden
        return str(typed.label or name), is_text, ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name, False, ""
    is_text = isinstance(field, models.CharField | models.TextField | models.DecimalField)
    is_text = is_text and not field.choices
    language = getattr(field, "language", "")
    if language not in LANGUAGES:
        return str(capfirst(getattr(field, "verbose_name", name))), is_text, ""
    return language_words.label_of(field), is_text, language
