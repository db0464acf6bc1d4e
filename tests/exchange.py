"""Sending texts out and bringing them back, through the client; what a translator does between."""

from io import BytesIO
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

OUT, IN = "/admin/texts/", "/admin/texts/import/"
NOUNS = ["result", "figure", "report", "donor", "pagetext", "place", "theme", "source"]
NS = "{urn:oasis:names:tc:xliff:document:1.2}"
ENDINGS = ("xlf", "xlsx")


def sent(client, language="fr", kind="xlf", what="all", nouns=NOUNS, **more):
    """The answer to "Download the file"."""
    query = {"language": language, "what": what, "nouns": nouns, "kind": kind, **more}
    return client.get(OUT, query)


def brought(client, content, name="texts.xlf"):
    """The page that a file is looked at on."""
    return client.post(IN, {"file": SimpleUploadedFile(name, content)})


def answers(page, **choices):
    """What that page sends when it is confirmed; `choices` names texts by id: theirs or ours."""
    plan = page.context["plan"]
    keys = {arrival.incoming.id: arrival.key for arrival in plan.asked}
    chosen = {key: choices.get(name, "ours") for name, key in keys.items()}
    return {"parcel": page.context["parcel"], "seen": plan.seen, "origin": "human", **chosen}


def confirmed(client, page, origin="human", **choices):
    return client.post(IN, answers(page, **choices) | {"origin": origin})


def kinds(page):
    """What would become of each text, by its id; what nothing becomes of is left out."""
    quiet = ("same", "untranslated")
    arrivals = page.context["plan"].arrivals
    return {one.incoming.id: str(one.kind) for one in arrivals if one.kind not in quiet}


def why(page):
    """The sentence about each text that is asked about or refused."""
    plan = page.context["plan"]
    return {one.incoming.id: str(one.words) for one in (*plan.asked, *plan.refused)}


def texts(content):
    """What stands in a file for each id: (original, translation, state)."""
    if content.startswith(b"PK"):
        rows = list(load_workbook(BytesIO(content)).active.values)[1:]
        return {row[0]: (row[4] or "", row[5] or "", row[6]) for row in rows}
    found = {}
    for unit in fromstring(content).iter(f"{NS}trans-unit"):
        source, target = unit.find(f"{NS}source"), unit.find(f"{NS}target")
        found[unit.get("id")] = (source.text or "", target.text or "", target.get("state"))
    return found


def edited(content, state=None, **typed):
    """The file with these translations typed in, by id; `state` marks them as it says."""
    change = _edited_sheet if content.startswith(b"PK") else _edited_document
    return change(content, state, typed)


def _edited_sheet(content, state, typed):
    book = load_workbook(BytesIO(content))
    for row in book.active.iter_rows(min_row=2):
        if row[0].value in typed:
            row[5].value = typed[row[0].value]
            row[5].data_type = "s"
            row[6].value = state or row[6].value
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _edited_document(content, state, typed):
    ET.register_namespace("", NS[1:-1])
    root = fromstring(content)
    for unit in root.iter(f"{NS}trans-unit"):
        if unit.get("id") in typed:
            target = unit.find(f"{NS}target")
            target.text = typed[unit.get("id")]
            target.set("state", state or target.get("state"))
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
