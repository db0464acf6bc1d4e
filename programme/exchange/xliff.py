"""XLIFF 1.2, written and read; what a translation program does to it in between is borne."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from xml.etree import ElementTree as ET  # writes; what is read, defusedxml reads

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programme.exchange.incoming import Delivery, Incoming, Unreadable, delivery, language_of
from programme.exchange.letters import comparable
from programme.exchange.units import State, Unit

KIND = "application/x-xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
OURS = ("", NAMESPACE, "urn:oasis:names:tc:xliff:document:1.1")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STATES = {
    State.MISSING: "needs-translation",
    State.BEHIND: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "final",
}
DONE = ("translated", "final", "signed-off")
PLACEHOLDERS = ("x", "bx", "ex", "ph")
_TAG = re.compile(r"(?:\{(.*)\})?(.*)", re.DOTALL)


def write(units: list[Unit], language: str) -> bytes:
    """Write texts into one document, with a <file> for each language that originals are in."""
    root = ET.Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    by_source = sorted(units, key=lambda unit: unit.source_language)
    for source, group in groupby(by_source, lambda unit: unit.source_language):
        body = _file(root, source, language)
        for unit in group:
            _unit(body, unit, language)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def read(content: bytes) -> Delivery:
    """Read a document that came back. Raises Unreadable."""
    root = _parsed(content)
    if _name(root) != "xliff":
        version = root.get("version", "") if root.tag.endswith("}xliff") else ""
        raise Unreadable("version", version=version[:8]) if version else Unreadable("no_xliff")
    if not root.get("version", "1.2").startswith("1."):
        raise Unreadable("version", version=root.get("version", "")[:8])
    files = [file for file in root if _name(file) == "file"]
    languages = {_target_language(file) for file in files}
    if len(languages) > 1:
        raise Unreadable("languages")
    if not languages:
        raise Unreadable("none")
    return delivery(languages.pop(), (text for file in files for text in _texts(file)))


def _file(root: ET.Element, source: str, language: str) -> ET.Element:
    file = ET.SubElement(
        root,
        "file",
        {
            "original": f"{settings.SITE_URL}/{source}/",
            "source-language": source,
            "target-language": language,
            "datatype": "plaintext",
            "tool-id": "desk",
            "date": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
        },
    )
    header = ET.SubElement(file, "header")
    ET.SubElement(header, "tool", {"tool-id": "desk", "tool-name": str(settings.SITE_NAME)})
    return ET.SubElement(file, "body")


def _unit(body: ET.Element, unit: Unit, language: str) -> None:
    width = {"maxwidth": str(unit.longest), "size-unit": "char"} if unit.longest else {}
    one = ET.SubElement(
        body,
        "trans-unit",
        {
            "id": unit.id,
            "resname": comparable(f"{unit.where} · {unit.label}"),
            "extradata": unit.prints,
            "approved": "yes" if unit.state == State.REVIEWED else "no",
            SPACE: "preserve",
            **width,
        },
    )
    source = ET.SubElement(one, "source", {LANG: unit.source_language})
    source.text = comparable(unit.original)
    target = ET.SubElement(one, "target", {LANG: language, "state": STATES[unit.state]})
    target.text = comparable(unit.text)
    for words in _notes(unit):
        note = ET.SubElement(one, "note", {LANG: get_language() or "en", "annotates": "general"})
        note.text = comparable(words)


def _notes(unit: Unit) -> Iterator[str]:
    yield f"{unit.where} · {unit.label}"
    if unit.longest:
        yield _("At most %(number)s characters.") % {"number": unit.longest}
    yield from unit.notes


def _parsed(content: bytes) -> ET.Element:
    try:
        root: ET.Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise Unreadable("declarations") from fault
    except (ET.ParseError, LookupError, ValueError) as fault:
        raise Unreadable("damaged" if _is_xml(content) else "kind") from fault
    return root


def _is_xml(content: bytes) -> bool:
    start = BytesIO(content).read(64).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<")


def _name(element: ET.Element) -> str:
    """The name of an element of XLIFF; "" for one of any other kind."""
    namespace, name = _TAG.fullmatch(element.tag).groups()  # type: ignore[union-attr]
    return str(name) if (namespace or "") in OURS else ""


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((child for child in element if _name(child) == name), None)


def _target_language(file: ET.Element) -> str:
    if code := file.get("target-language"):
        return language_of(code)
    targets = (each.get(LANG) for each in file.iter() if _name(each) == "target")
    return language_of(next(targets, None))


def _texts(file: ET.Element) -> Iterator[Incoming]:
    source_language = language_of(file.get("source-language"))
    for unit in file.iter():
        if _name(unit) != "trans-unit":
            continue
        source, target = _child(unit, "source"), _child(unit, "target")
        state = "" if target is None else target.get("state", "")
        yield Incoming(
            id=unit.get("id", ""),
            source_language=source_language,
            original="" if source is None else _flat(source),
            text="" if target is None else _flat(target),
            prints=unit.get("extradata", ""),
            done=state in DONE or unit.get("approved") == "yes",
        )


def _flat(element: ET.Element) -> str:
    """The text of an element without the tags that programs put into it."""
    for inner in element.iter():
        if _name(inner) in PLACEHOLDERS and not inner.text:
            inner.text = inner.get("equiv-text") or ("\n" if inner.get("ctype") == "lb" else "")
    return "".join(element.itertext())
