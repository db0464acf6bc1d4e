"""The graph of a page, read as others read it: parsed, expanded offline, its names looked up."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pyld import jsonld

from programme.models import Donor, Place, Report, Result, Theme
from tests.addresses import asked, pages

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CONTEXT = "https://schema.org"
TERMS = Path(__file__).with_name("schema-org.txt")
# In schema.org's own context these hold addresses; the rest of it is the vocabulary alone.
ADDRESSES = ("contentUrl", "item", "license", "relatedLink", "sameAs", "url", "usageInfo")
ANNOTATED = "query-input"  # no property: it says how the "target" of a search is filled in
LOCAL = {"@vocab": f"{CONTEXT}/", **{name: {"@type": "@id"} for name in ADDRESSES}}


def blocks(page):
    """Each graph that stands in a page, parsed."""
    return [json.loads(block) for block in BLOCK.findall(page.text)]


def graph_of(page):
    """The nodes of a page's one graph."""
    (block,) = blocks(page)
    assert block["@context"] == CONTEXT
    assert set(block) == {"@context", "@graph"}
    return block["@graph"]


def at(reader, path):
    """The nodes of the page at an address."""
    return graph_of(reader.get(path))


def own_page(graph):
    """The node that is the page itself."""
    return next(node for node in graph if node["@type"].endswith("Page"))


def every_page(reader):
    """(path, answer) of every public page, and of each list in many ways."""
    slugs = {
        "result": list(Result.objects.public().values_list("slug", flat=True)),
        "donor": list(Donor.objects.public().values_list("slug", flat=True)),
        "report": list(Report.objects.public().values_list("slug", flat=True)),
        "place": list(Place.objects.values_list("slug", flat=True)),
        "theme": list(Theme.objects.values_list("slug", flat=True)),
    }
    given = {"place": "mali", "theme": "prisons", "language": "en", "year": "2016", "q": "law"}
    for path in [*pages(**slugs), *asked(**given)]:
        answer = reader.get(path)
        if answer.status_code == 200:
            yield path, answer


def graphs(reader):
    """The graph of each of them: {path: nodes}."""
    return {path: graph_of(page) for path, page in every_page(reader)}


def nodes(value):
    """Each node at any depth, those that only name another left out."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    if isinstance(value, dict):
        if set(value) != {"@id"}:
            yield value
        for inner in value.values():
            yield from nodes(inner)


def references(value):
    """Each id that is only named."""
    if isinstance(value, list):
        for one in value:
            yield from references(one)
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from references(inner)


def of_type(found, kind):
    return [node for node in found if node["@type"] == kind]


def one(found, kind):
    (node,) = of_type(found, kind)
    return node


def expanded(found):
    """The nodes as PyLD understands them; it may ask nobody for the context."""

    def here_alone(url, options):
        assert url in (CONTEXT, f"{CONTEXT}/"), f"would be asked for over the network: {url}"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": LOCAL}}

    whole = {"@context": CONTEXT, "@graph": found}
    return jsonld.expand(whole, {"documentLoader": here_alone})


@cache
def _terms():
    kinds = {}
    words = [line for line in TERMS.read_text().splitlines() if not line.startswith("#")]
    for line in "\n".join(words).replace("\n    ", " ").splitlines():
        head, _, names = line.partition(":")
        kind, _, parent = head.partition(" < ")
        kinds[kind] = (parent, set(names.split()))
    return kinds


def misspelt(node):
    """What schema.org does not know in a node: its type, or properties that the type lacks."""
    kind, known = node["@type"], set()
    if kind not in _terms():
        return [kind]
    above = kind
    while above:
        above, names = _terms()[above]
        known |= names
    said = {name for name in node if not name.startswith("@")} - {ANNOTATED}
    return [f"{kind}.{name}" for name in sorted(said - known)]


def path_of(its_id):
    """The path of the page that an id points to, and what it is called there."""
    parts = urlsplit(its_id)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
