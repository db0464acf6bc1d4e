"""What tests of the catalogue ask for: its addresses, its things, the unpacked file of all."""

import io
import json
from html import unescape
from re import findall
from urllib.parse import urlsplit
from zipfile import ZipFile

from pyld import jsonld

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, SCHEMA = "http://xmlns.com/foaf/0.1/", "http://schema.org/"
# The rules of schema.org's own context that these pages lean on: names, ids, types.
CONTEXT = {"@context": {"@vocab": SCHEMA, "url": {"@id": "schema:url"}, "schema": SCHEMA}}


def offline(url, _options=None):
    """Give the one context that a page names; nothing is fetched."""
    assert url == "https://schema.org", url
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}


def expanded(document):
    """A JSON-LD document as a processor reads it."""
    return jsonld.expand(document, {"documentLoader": offline})


def things(document):
    """Each thing with an id or a type in a document, as a list of its expanded forms."""
    flat = jsonld.flatten(document, options={"documentLoader": offline})
    return flat if isinstance(flat, list) else flat["@graph"]


def of_type(found, kind):
    return [thing for thing in found if kind in thing.get("@type", [])]


def value(thing, name):
    """The one value or id of a property; "" where there is none."""
    first = (thing.get(name) or [{}])[0]
    return first.get("@value", first.get("@id", ""))


def graph_of(page):
    """What a page says to machines."""
    text = page.text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return json.loads(text)


def links_of(page):
    """Each address of data that a page leads to, with the media type that it promises."""
    tags = findall(r"<(?:a|link)\b[^>]*>", page.text)
    found = {}
    for tag in tags:
        told = dict(findall(r'([\w-]+)="([^"]*)"', tag))
        href = unescape(told.get("href", ""))
        if href.startswith(("/data/", "/api/", "/openapi")):
            found[href] = told.get("type", "")
    return found


def path_of(address):
    """The path and query of an address of this site."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def unpacked(answer, folder):
    """Unpack the file of all into a folder, and return the names of what was in it."""
    with ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
        return archive.namelist()
