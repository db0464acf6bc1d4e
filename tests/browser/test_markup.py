"""The markup that is sent: valid, named, described, and with no dead link in it."""

import io
from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import html5lib
import pytest
from django.conf import settings
from html5lib.html5parser import ParseError

from tests.browser.pages import bare_pages, every_page, in_language
from tests.browser.servers import fetch

MOST = 600  # addresses that a crawl asks for


class Document:
    """One answer as sent: its status and, of a page of valid HTML, its elements."""

    def __init__(self, site, path):
        self.status, self.headers, self.html = fetch(site, path)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        is_page = self.headers["Content-Type"].startswith("text/html")
        self.root: Any = parser.parse(self.html) if is_page else None

    def all(self, tag):
        return list(self.root.iter(tag))

    def text(self, tag):
        return ["".join(element.itertext()).strip() for element in self.all(tag)]

    def meta(self, name):
        return [e.get("content", "") for e in self.all("meta") if e.get("name") == name]

    def canonical(self):
        return [e.get("href") for e in self.all("link") if e.get("rel") == "canonical"]

    def ids(self):
        return [e.get("id") for e in self.root.iter() if e.get("id")]

    def links(self, here):
        """Absolute addresses of whatever this page refers to."""
        refers = (e.get("href") or e.get("src") or e.get("action") for e in self.root.iter())
        return [urljoin(here, address) for address in refers if address]


@pytest.fixture(scope="module")
def documents(site):
    return {path: Document(site, path) for path, _ in every_page()}


def faults(documents, wrong):
    """What `wrong` says of each page, where it says anything."""
    return {path: said for path, document in documents.items() if (said := wrong(document))}


def test_every_page_is_valid_html_of_the_status_it_should_have(documents):
    assert {path: document.status for path, document in documents.items()} == dict(every_page())


def test_a_fault_in_the_markup_would_be_noticed():
    parser = html5lib.HTMLParser(strict=True)
    with pytest.raises(ParseError):
        parser.parse(io.StringIO("<!doctype html><title>t</title><p><div></p></div>"))


def test_ids_stand_once_on_a_page(documents):
    repeated = faults(documents, lambda d: [i for i, n in Counter(d.ids()).items() if n > 1])
    assert repeated == {}


def test_addresses_are_written_without_spaces(documents):
    def spaced(document):
        values = [(e.get("href"), e.get("src")) for e in document.root.iter()]
        return [value for pair in values for value in pair if value and " " in value]

    assert faults(documents, spaced) == {}


def test_every_page_has_one_heading_and_one_main_part(documents):
    counted = {path: (len(d.all("h1")), len(d.all("main"))) for path, d in documents.items()}
    assert counted == dict.fromkeys(documents, (1, 1))


def test_headings_have_words_and_leave_no_level_out(documents):
    def skips(document):
        tags = [e.tag for e in document.root.iter() if e.tag in ("h1", "h2", "h3", "h4", "h5")]
        levels = [int(tag[1]) for tag in tags]
        steps = pairwise(levels)
        return [f"h{a} h{b}" for a, b in steps if b > a + 1] + [
            tag for tag in set(tags) if "" in document.text(tag)
        ]

    assert faults(documents, skips) == {}


def test_titles_of_canonical_pages_are_there_and_differ(documents):
    for language in settings.PUBLIC_LANGUAGES:
        pages = in_language(bare_pages(), language)
        titles = [documents[path].text("title") for path, _ in pages]
        assert all(len(title) == 1 and title[0] for title in titles)
        assert [title for title, n in Counter(title[0] for title in titles).items() if n > 1] == []


def test_every_page_that_may_be_indexed_is_described_and_says_its_address(site, documents):
    for path, _ in bare_pages():
        document = documents[path]
        assert document.meta("robots") == [], path
        assert document.canonical() == [f"{site}{path}"]
        assert len(document.meta("description")) == 1
        assert 20 <= len(document.meta("description")[0]) <= 400, document.meta("description")


def test_pages_of_searches_and_errors_are_not_indexed(documents):
    shy = {path for path, d in documents.items() if d.meta("robots") == ["noindex"]}
    expected = {path for path, status in every_page() if status >= 400 or "q=" in path}
    assert shy >= expected
    assert shy.isdisjoint(path for path, _ in bare_pages())


def test_images_say_what_they_show_or_that_they_show_nothing(documents):
    def unnamed(document):
        images = [e for e in document.all("img") if e.get("alt") is None]
        drawings = [
            e
            for e in document.root.iter()
            if str(e.tag).endswith("svg")
            and e.get("aria-hidden") != "true"
            and not e.get("aria-label")
        ]
        return images + drawings

    assert faults(documents, unnamed) == {}


def crawl(site, start):
    """Follow every link from a page; give {address: status} and the dead fragments.

    Lists in another language are asked for bare: their filters lead where those of the first do.
    """
    waiting, pages = [f"{site}{start}"], {}
    statuses: dict[str, int] = {}
    fragments: set[tuple[str, str]] = set()
    while waiting and len(statuses) < MOST:
        here = waiting.pop(0)
        if here in statuses:
            continue
        document = Document(site, here.removeprefix(site))
        statuses[here] = document.status
        if document.root is None:
            continue
        pages[here] = document.ids()
        for link in document.links(here):
            address, fragment = urldefrag(link)
            other = not address.startswith((f"{site}{start}", f"{site}/static/"))
            if address.startswith(f"{site}/admin/"):  # for editors: the sign-in page
                continue
            if address.startswith(f"{site}/") and not (other and "?" in address):
                waiting.append(address)
                fragments |= {(address, unquote(fragment))} if fragment else set()
    return statuses, {(a, f) for a, f in fragments if a in pages and f not in pages[a]}


def test_every_link_and_fragment_that_the_site_has_leads_somewhere(site):
    statuses, dead = crawl(site, "/en/")
    assert len(statuses) < MOST
    assert {address: status for address, status in statuses.items() if status != 200} == {}
    assert dead == set()
    assert {f"{site}{path}" for path, _ in bare_pages()} <= set(statuses)
