"""What else gives the same rows: aid data in one file, feeds, an API, all in one file."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.datasets import archive
from programme.datasets.files import in_this_language, size_where_small
from programme.datasets.standing import Standing
from programme.exports import iati
from programme.feeds import FEEDS
from programme.frame import absolute

IATI_STANDARD = "https://iatistandard.org/en/iati-standard/203/"


@dataclass(frozen=True)
class Offer:
    """An address that gives rows, or describes what does; `ending` says its form."""

    name: str
    title: Any
    href: str
    media_type: str
    ending: str
    conforms_to: str = ""
    size: int | None = None  # bytes, where it is known

    @property
    def address(self) -> str:
        return absolute(self.href)


def activity(now: Standing) -> Offer | None:
    """Return the programme as an activity of IATI, where there is enough for a valid one."""
    if not now.has_activity:
        return None
    href = reverse("iati_activities")
    size = size_where_small(iati.key(), iati.write, now.rows["results"])
    return Offer("iati", _("IATI 2.03"), href, iati.MEDIA_TYPE, "xml", IATI_STANDARD, size)


def feeds() -> dict[str, Offer]:
    """Return the feed of each table that has one, by the name of the table."""
    return {name: _feed(in_this_language(f"{name}_atom")) for name in FEEDS}


def _feed(href: str) -> Offer:
    return Offer("atom", _("Feed (Atom)"), href, "application/atom+xml", "atom")


def api() -> Offer:
    """Return the API, whose page shows each of its calls."""
    return Offer("api", _("API"), reverse("api_documentation"), "text/html", "html")


def api_description() -> Offer:
    """Return what describes the API to programs."""
    title = _("Description of the API (OpenAPI)")
    return Offer("openapi", title, reverse("openapi_document"), "application/json", "json")


def all_in_one(now: Standing) -> Offer:
    """Return the file of all tables."""
    largest = max(now.rows.values())
    size = size_where_small(archive.key(now), lambda file: archive.write(file, now), largest)
    title = _("All tables in one file (ZIP)")
    return Offer("zip", title, archive.href(), "application/zip", "zip", size=size)


def data_package() -> Offer:
    href = in_this_language("data_package")
    return Offer("package", _("Data Package"), href, "application/json", "json")


def catalogue() -> Offer:
    href = in_this_language("data_catalog")
    return Offer("catalog", _("Catalogue (DCAT 3)"), href, "application/ld+json", "jsonld")


def shown(now: Standing) -> dict[str, Any]:
    """Return what the page for people names."""
    whole, catalog = all_in_one(now), catalogue()
    return {
        "zip": whole,
        "catalog": catalog,
        "iati": activity(now),
        "api": api(),
        "feed": feeds().get("changes"),
        "described": [catalog, data_package(), whole, api_description()],
    }
