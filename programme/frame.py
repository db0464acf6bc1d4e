"""What the frame of every page needs: who speaks, the page's own address and in each language."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from programme.filters import MOST_VALUES, ChangeFilter, DonorFilter, ReportFilter, ResultFilter
from programme.language_words import direction
from programme.models.expressions import reading_language

# What each page reads of its query string: all that goes along into another language.
READS = {
    "result_list": (*ResultFilter.base_filters, "page"),
    "report_list": (*ReportFilter.base_filters, "page"),
    "donor_list": (*DonorFilter.base_filters, "page"),
    "change_list": (*ChangeFilter.base_filters, "page"),
    "search": ("q",),
}
LOCALES = {"en": "en_GB", "fr": "fr_FR", "ar": "ar_AR"}  # as Open Graph names languages
ENDONYMS = dict(settings.LANGUAGES)


class InLanguage(NamedTuple):
    """This page in one of the site's languages."""

    code: str
    name: str
    direction: str
    locale: str
    href: str
    is_current: bool


def absolute(path: str) -> str:
    """Return the public address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def who_speaks() -> str:
    """Name who publishes this: while nobody is named, the site itself, which is no official one."""
    unofficial = _("%(site)s (not an official UNODC site)") % {"site": settings.SITE_NAME}
    return settings.PUBLISHER_NAME or unofficial


def web_address(address: str | None) -> str:
    """Return an address that a link may lead to; "" for what is none of the web (javascript:)."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


def in_language(path: str, language: str) -> str:
    """Return the path of the same page in a language; of its front page for a path of none."""
    prefix = get_script_prefix()
    first, _, rest = path.removeprefix(prefix).partition("/")
    return f"{prefix}{language}/{rest if first in settings.PUBLIC_LANGUAGES else ''}"


def alternates(path: str) -> list[tuple[str, str]]:
    """Return (hreflang, path) of a page in each language, and for readers of any other."""
    found = [(code, in_language(path, code)) for code in settings.PUBLIC_LANGUAGES]
    return [*found, ("x-default", found[0][1])]


def query_read(request: HttpRequest) -> str:
    """Return what the page reads of its query string, with its question mark."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    pairs = [
        (parameter, value)
        for parameter in READS.get(name or "", ())
        for value in list(dict.fromkeys(request.GET.getlist(parameter)))[: MOST_VALUES + 1]
        if value.strip("\0 ")
    ]
    return f"?{urlencode(pairs)}" if pairs else ""


def languages(request: HttpRequest) -> list[InLanguage]:
    """Say where this page is in each of the site's languages."""
    path, query = quote(request.path), query_read(request)
    return in_each_language(lambda code: in_language(path, code) + query)


def in_each_language(address: Callable[[str], str]) -> list[InLanguage]:
    """List the site's languages, each with the address that a page has in it."""
    return [
        InLanguage(
            code,
            ENDONYMS[code],
            direction(code),
            LOCALES[code],
            address(code),
            code == reading_language(),
        )
        for code in settings.PUBLIC_LANGUAGES
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the site's names and settings; views may override canonical_path."""
    path = quote(request.path)
    here = absolute(path)
    mail = settings.CONTACT_EMAIL
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "publisher": settings.PUBLISHER_NAME,
        "contact_email": mail,
        "report_link": f"mailto:{mail}?subject={quote(str(settings.SITE_NAME))}&body={quote(here)}"
        if mail
        else "",
        "canonical": here,
        "canonical_path": path,
        "languages": languages(request),
        "noindex": not settings.PUBLISHER_NAME,
    }
