"""What a citation of one page says: who, when, what, where, and when it was looked at."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from programme.frame import absolute, who_speaks
from programme.languages import marked
from programme.models import Noun, Publishable, Report
from programme.models.expressions import reading_language
from programme.models.worded import Said
from programme.paging import ListPage, titled


@dataclass(frozen=True)
class Citation:
    """One page as it is cited, in the language that it is read in.

    `kind` says what it is, "" where the title does; `changed` is None where the page as a whole
    has no date. `path` is its path and query string.
    """

    title: Said
    path: str
    kind: str
    changed: date | None
    author: str
    site: str
    language: str
    retrieved: date
    is_translated: bool = False
    marked_title: str = ""  # the same as HTML, where words of it are in another language

    @property
    def address(self) -> str:
        return absolute(self.path)

    @property
    def notes(self) -> list[str]:
        """What else has to be said of it, each a sentence."""
        return [_("Translated from the original.")] if self.is_translated else []

    @property
    def publisher(self) -> str:
        """The site's name; "" where the author is the site itself."""
        return self.site if settings.PUBLISHER_NAME else ""


def of_row(row: Any) -> Citation:
    """Return the citation of a row's page; its date is when it was last changed here."""
    title, path = row.said(row.translated[0]), row.get_absolute_url()
    if not isinstance(row, Publishable):  # a place, a theme: a name, and what others say of it
        return _citation(title, path)
    return _citation(
        title,
        path,
        _kind_of(row),
        row.updated_at.date(),
        is_translated=row.is_read_in_translation,
    )


def of_list(page: ListPage, name: str) -> Citation:
    """Return the citation of a list exactly as it is asked for, filters and order included."""
    title = Said(titled(name, page.title_parts), reading_language())
    html = mark_safe(titled(escape(name), _marked(page)))  # noqa: S308 - each part is escaped
    return _citation(title, page.page_address(page.number), marked_title=html)


def _marked(page: ListPage) -> list[str]:
    """Return what sets a list apart as HTML: a place stands in the language of its name."""
    parts: list[str] = [escape(part) for part in page.title_parts]
    first = 1 if page.filter.asked else 0
    for place, chip in enumerate(page.chips, first):
        if chip.get("language"):
            value = marked(chip["value"], chip["language"])
            words = _("%(facet)s: %(value)s")
            parts[place] = words % {"facet": escape(chip["facet"]), "value": value}
    return parts


def of_page(route: str, name: str) -> Citation:
    """Return the citation of a page without a query string."""
    return _citation(Said(name, reading_language()), reverse(route))


def of_site() -> Citation:
    """Return the citation of the whole site: its front page."""
    return of_page("home", str(settings.SITE_NAME))


def _kind_of(row: Publishable) -> str:
    if isinstance(row, Report):
        return str(row.get_kind_display())
    return str(Noun(str(row._meta.model_name)).label)


def _citation(
    title: Said, path: str, kind: str = "", changed: date | None = None, **more: Any
) -> Citation:
    return Citation(
        title=title,
        path=path,
        kind=kind,
        changed=changed,
        author=str(who_speaks()),
        site=str(settings.SITE_NAME),
        language=reading_language(),
        retrieved=timezone.now().date(),
        **more,
    )
