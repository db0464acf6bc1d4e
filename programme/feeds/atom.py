"""Entries → a document of Atom (RFC 4287), one page of several where there are more (RFC 5005)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from programme.exports.characters import clean
from programme.models.expressions import reading_language
from programme.models.worded import Said

EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # a feed without entries has to say a time too


class Category(NamedTuple):
    """What an entry is filed under: `vocabulary` is the list that the term is of."""

    vocabulary: str
    term: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One entry. `key` lasts as long as what it tells of; `href` is "" where that has no page."""

    key: str
    title: Said
    href: str
    html: str
    updated: datetime
    published: datetime | None = None
    categories: list[Category] = field(default_factory=list)


class Atom(Atom1Feed):
    """Django's own writer, with the pages around, languages, and categories of known lists."""

    def add(self, entry: Entry, list_page: str) -> None:
        """Add an entry; one without a page of its own leads to the list."""
        self.add_item(
            title=clean(entry.title.text),
            link=entry.href or list_page,
            description=clean(entry.html).strip(),
            unique_id=lasting(entry.key),
            updateddate=entry.updated,
            entry=entry,
        )

    def latest_post_date(self) -> datetime:
        """Return the newest date; that of an empty feed does not change by the second."""
        return max((item["updateddate"] for item in self.items), default=EMPTY_SINCE)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["around"]:
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("title", item["title"], _in(entry.title.language))
        handler.addQuickElement("link", "", {"rel": "alternate", "href": item["link"]})
        if entry.published:
            handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        for category in entry.categories:
            told = {
                "term": category.term,
                "scheme": _tag(category.vocabulary),
                "label": clean(category.label),
            }
            handler.addQuickElement("category", "", told)
        handler.addQuickElement("content", item["description"], {"type": "html"})


def lasting(key: str) -> str:
    """Return the id (RFC 4151) of what a key names: each language is a text of its own."""
    return _tag(f"{reading_language()}/{key}")


def _tag(what: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{what}"


def _in(language: str) -> dict[str, str]:
    return {"xml:lang": language} if language not in ("", reading_language()) else {}
