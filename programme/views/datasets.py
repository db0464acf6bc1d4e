"""What can be downloaded: for people, for catalogues, as a description, and all in one file."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import citing
from programme.datasets import archive, dcat, others, package, schema_org
from programme.datasets.files import datasets, file_of
from programme.datasets.standing import standing
from programme.exports import words
from programme.exports.asking import language_asked
from programme.exports.sending import sent
from programme.problems import refused
from sahel.databases import one_moment


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    with one_moment():
        now = standing()
        found = datasets(now)
    context = {
        "datasets": found,
        "now": now,
        "citation": citing.of_page("data_page", _("Data")),
        "words": words,
        "licence": settings.CONTENT_LICENCE,
        "offers": others.shown(now),
        "example": f"{file_of('results', 'csv')}&place={now.place[0]}" if now.place else "",
        "jsonld": schema_org.on_the_page(found, now),
    }
    return TemplateResponse(request, "programme/data_page.html", context)


@require_safe
def data_catalog(request: HttpRequest) -> HttpResponseBase:
    def told() -> object:
        now = standing()
        return dcat.catalogue(datasets(now), now)

    return _document(request, told, "application/ld+json", "catalog.jsonld")


@require_safe
def data_package(request: HttpRequest) -> HttpResponseBase:
    return _document(request, package.of_addresses, "application/json", "datapackage.json")


def _document(
    request: HttpRequest, told: Callable[[], object], media_type: str, called: str
) -> HttpResponseBase:
    """Answer with one JSON document in the language asked for; it is known by its content."""
    language, faults = language_asked(request.GET)
    with translation.override(language), one_moment():
        if faults:
            return refused(request, faults)
        text = json.dumps(told(), ensure_ascii=False, indent=1).encode()
        return sent(
            request,
            sha256(text).hexdigest(),
            _writing(text),
            media_type=media_type,
            called=called,
            language=language,
            is_shown=True,
        )


def _writing(text: bytes) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.write(text)

    return write


@require_safe
def data_zip(request: HttpRequest) -> HttpResponseBase:
    language, faults = language_asked(request.GET)
    with translation.override(language), one_moment():
        if faults:
            return refused(request, faults)
        now = standing()
        return sent(
            request,
            archive.key(now),
            lambda file: archive.write(file, now),
            media_type="application/zip",
            called=f"sahel-programme-{language}.zip",
            language=language,
            is_packed=True,
        )
