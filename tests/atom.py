"""Feeds as a program reads them, held to the rules of RFC 4287 and RFC 5005."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
SITE = "http://127.0.0.1:8000"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"tag:[a-z0-9.]+,\d{4}(-\d\d){0,2}:[!-~]+")


@dataclass
class Document:
    """One document of a feed."""

    tree: ET.Element
    parsed: feedparser.FeedParserDict

    @property
    def links(self):
        return {link.get("rel"): link.get("href") for link in self.tree.findall(f"{ATOM}link")}

    @property
    def entries(self):
        return self.parsed.entries

    @property
    def ids(self):
        return [entry.id for entry in self.entries]


def read(reader, address):
    """One document of a feed, valid in every respect."""
    answer = reader.get(address.removeprefix(SITE))
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    document = Document(
        ET.fromstring(answer.content),  # noqa: S314 - our own feed
        feedparser.parse(answer.content, response_headers={"content-type": CONTENT_TYPE}),
    )
    assert not document.parsed.bozo, document.parsed.get("bozo_exception")
    assert document.parsed.version == "atom10"
    _keeps_the_rules(document.tree)
    assert document.links["self"].startswith(f"{SITE}/data/")
    assert answer.headers["Content-Language"] == document.tree.get(LANG)
    return document


def followed(reader, address):
    """The documents of a feed from one address to the last."""
    documents = []
    while address:
        documents.append(read(reader, address))
        address = documents[-1].links.get("next")
        assert len(documents) < 50
    return documents


def _keeps_the_rules(feed):
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG)
    assert feed.find(f"{ATOM}generator") is None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}rights")
    _is_whole(feed)
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _is_whole(entry)
        assert len(entry.findall(f"{ATOM}content")) == 1
        assert entry.find(f"{ATOM}content").get("type") == "html"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    if dates:
        assert feed.findtext(f"{ATOM}updated") == dates[0]


def _is_whole(part):
    """Hold what RFC 4287 asks of a feed and of an entry alike."""
    for name in ("id", "title", "updated"):
        assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert part.findtext(f"{ATOM}{name}").strip(), name
    assert len(part.findall(f"{ATOM}published")) <= 1
    for name in ("updated", "published"):
        for moment in part.findall(f"{ATOM}{name}"):
            assert _MOMENT.fullmatch(moment.text), moment.text
    assert _TAG.fullmatch(part.findtext(f"{ATOM}id"))
    links = part.findall(f"{ATOM}link")
    assert all(link.get("href").startswith(f"{SITE}/") for link in links)
    relations = [link.get("rel") for link in links]
    assert len(relations) == len(set(relations))
    assert "alternate" in relations
    for category in part.findall(f"{ATOM}category"):
        assert category.get("term")
        assert _TAG.fullmatch(category.get("scheme"))
