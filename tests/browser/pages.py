"""Every kind of page of the source content, with the status that it answers."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tests.addresses import pages

SLUGS = {
    "result": ["burkina-faso-mali-firearms-marked", "niger-diffa-terrorism-cases"],
    "place": ["mali", "g5-sahel"],
    "theme": ["border-management", "terrorism-prevention"],
    "donor": ["netherlands"],
    "report": ["progress-report-june-2017"],
}
# Route name, query string, status: states of a page that its bare address does not show.
STATES = [
    ("search", "?q=sahel", 200),
    ("search", "?q=nothingofthekind", 200),
    ("result_list", "?place=mali&region_wide=1&theme=firearms", 200),
    ("result_list", "?q=journalism&place=chad", 200),  # nothing found
    ("result_list", "?place=nowhere", 400),
    ("report_list", "?q=strategy", 200),
    ("donor_list", "?kind=government", 200),
    ("change_list", "?kind=corrected&since=2026-01-01", 200),
    ("change_list", "?since=x", 400),
    ("home", "nothing-is-here/", 404),
]


class Page(NamedTuple):
    """An address on this site and the status that it answers."""

    path: str
    status: int = 200


def bare_pages():
    """Each kind of page at its own address, as the URL resolver knows them."""
    return [Page(path) for path in pages(**SLUGS)]


def in_language(found, language):
    """The pages of one language."""
    return [page for page in found if page.path.startswith(f"/{language}/")]


def every_page():
    """Bare pages, lists filtered, empty and refused, searches, and a page that is not there."""
    found = bare_pages()
    for language in settings.PUBLIC_LANGUAGES:
        with translation.override(language):
            found += [Page(f"{reverse(name)}{tail}", status) for name, tail, status in STATES]
    return found
