"""What else gives the same rows: aid data in one file, feeds, an API; named where it is served."""

from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from programme.datasets.files import in_this_language
from programme.datasets.standing import Standing
from programme.exports import TABLES
from programme.exports.asking import key_of
from programme.exports.spool import size_of
from programme.frame import absolute
from programme.models.expressions import reading_language

ACTIVITY, API, OPENAPI = "/data/iati-activities.xml", "/api/", "/openapi.json"
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


def is_served(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def activity(now: Standing) -> Offer | None:
    """Return the programme as an activity of IATI, where there is enough for a valid one."""
    if not (now.has_activity and is_served(ACTIVITY)):
        return None
    return Offer("iati", _("IATI 2.03"), ACTIVITY, "application/xml", "xml", IATI_STANDARD)


def feeds() -> dict[str, Offer]:
    """Return the feed of each table that has one, by the name of the table."""
    paths = {name: f"/data/{name}.atom" for name in TABLES}
    asked = f"?lang={reading_language()}"
    return {
        name: Offer("atom", _("Feed (Atom)"), f"{path}{asked}", "application/atom+xml", "atom")
        for name, path in paths.items()
        if is_served(path)
    }


def api() -> Offer | None:
    """Return the API, whose page shows each of its calls."""
    if not is_served(API):
        return None
    return Offer("api", _("API"), API, "text/html", "html")


def api_description() -> Offer | None:
    """Return what describes the API to programs."""
    if not is_served(OPENAPI):
        return None
    return Offer(
        "openapi", _("Description of the API (OpenAPI)"), OPENAPI, "application/json", "json"
    )


def all_in_one(now: Standing) -> Offer:
    """Return the file of all tables; its size is known once somebody asked for it."""
    href = in_this_language("data_zip")
    size = size_of(key_of(absolute(href), now.version))
    title = _("All tables in one file (ZIP)")
    return Offer("zip", title, href, "application/zip", "zip", size=size)


def data_package() -> Offer:
    href = in_this_language("data_package")
    return Offer("package", _("Data Package"), href, "application/json", "json")


def catalogue() -> Offer:
    href = in_this_language("data_catalog")
    return Offer("catalog", _("Catalogue (DCAT 3)"), href, "application/ld+json", "jsonld")


def shown(now: Standing) -> dict[str, Any]:
    """Return what the page for people names."""
    described = (catalogue(), data_package(), all_in_one(now), api_description())
    return {
        "zip": all_in_one(now),
        "catalog": catalogue(),
        "iati": activity(now),
        "api": api(),
        "feed": feeds().get("changes"),
        "described": [offer for offer in described if offer],
    }
