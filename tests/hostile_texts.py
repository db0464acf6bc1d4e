"""Files that no translator sends back, and those that their programs do."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

XML = b'<?xml version="1.0"?>'
SHEET = "xl/worksheets/sheet1.xml"


def document(body, root='version="1.2"', file='source-language="en" target-language="fr"'):
    """An XLIFF document with these units."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><xliff {root}>'
        f'<file original="x" datatype="plaintext" {file}><body>{body}</body></file></xliff>'
    ).encode()


def unit(inner, key="result/opened/title"):
    return f'<trans-unit id="{key}">{inner}</trans-unit>'


def with_parts(content, **parts):
    """A spreadsheet with some of its parts replaced or added; None takes one out."""
    names = {"sheet": SHEET, "types": "[Content_Types].xml", "book": "xl/workbook.xml"}
    given = {names.get(name, name): part for name, part in parts.items()}
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, part in given.items():
            if part is not None:
                new.writestr(name, part)
    return kept.getvalue()


def sheet_of(content):
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(SHEET)


def zipped(**parts):
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return kept.getvalue()


LAUGHS = (
    XML
    + b'<!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    + b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><xliff version="1.2">&c;</xliff>'
)
OUTSIDE = (
    XML
    + b'<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + b'<xliff version="1.2">&x;</xliff>'
)
DOCTYPE = XML + b'<!DOCTYPE xliff SYSTEM "http://example.org/x.dtd"><xliff version="1.2"/>'
DEEP = b"<xliff version='1.2'>" + b"<g>" * 100_000 + b"</g>" * 100_000 + b"</xliff>"
DOCUMENTS = {
    "entities in entities": (LAUGHS, "document type or entities"),
    "an entity from outside": (OUTSIDE, "document type or entities"),
    "a document type": (DOCTYPE, "document type or entities"),
    "nothing": (b"", "no XLIFF and no XLSX"),
    "junk": (bytes(range(256)) * 40, "no XLIFF and no XLSX"),
    "a text": (b"id,translation\nresult/opened/title,Prison", "no XLIFF and no XLSX"),
    "a page": (b"<html><body>Prison</body></html>", "This is XML, but no XLIFF"),
    "a newer version": (
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        "This is XLIFF 2.0",
    ),
    "deep nesting": (DEEP, "holds no texts"),
    "no file in it": (b'<xliff version="1.2"/>', "holds no texts"),
    "no text in it": (document(""), "holds no texts"),
    "no language": (document(unit(""), file='source-language="en"'), "into which language"),
    "another language": (
        document(unit(""), file='source-language="en" target-language="de"'),
        "names one that is not ours",
    ),
    "cut off": (document(unit("<source>x</source>"))[:-40], "damaged or cut off"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="x-none"?><xliff/>', "damaged"),
    "forbidden letters": (document(unit("<source>\x0b</source>")), "damaged"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "an old or a locked"),
    "too much": (document(unit(f"<source>{'x' * 2**21}</source>")), "larger than 2 MB"),
    "too many texts": (
        document("".join(unit("", f"result/r-{number}/title") for number in range(5001))),
        "more than 5000 texts",
    ),
    "another archive": (zipped(**{"word/document.xml": b"<x/>"}), "no XLIFF and no XLSX"),
    "a broken archive": (b"PK\x03\x04" + b"x" * 500, "damaged or cut off"),
}
ROWS = b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
SHEETS = {
    "macros": ({"xl/vbaProject.bin": b"x"}, "holds macros"),
    "a kind with macros": ({"types": b"application/vnd.ms-excel.sheet.macroEnabled"}, "macros"),
    "zeros without end": ({"xl/media/zeros": b"\0" * 13 * 2**20}, "far too large"),
    "a thousand parts": ({f"xl/p{number}": b"" for number in range(300)}, "far too large"),
    "an entity": (
        {"sheet": XML + b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'},
        "damaged",
    ),
    "a sheet that ends early": ({"sheet": b"<worksheet><sheetData><row>"}, "damaged"),
    "a sheet that is not there": ({"sheet": None}, "damaged"),
    "no kinds": ({"types": None}, "damaged"),
    "other columns": (
        {"sheet": b"<worksheet><sheetData>" + ROWS + b"</sheetData></worksheet>"},
        "names of the columns",
    ),
    "cells without end": (
        {"sheet": b"<worksheet><sheetData><row>" + b"<c/>" * 500_000 + b"</row></sheetData>"},
        "far too large",
    ),
    "no rows": ({"sheet": b"<worksheet/>"}, "names of the columns"),
    "a text that is not there": (
        {
            "sheet": b'<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData>'
            b"</worksheet>"
        },
        "damaged",
    ),
}
NS = "urn:oasis:names:tc:xliff:document:1.2"
OURS = '<target state="translated">Prison <g id="1">inaugurée</g></target>'
SOURCE = "<source>Prison opened</source>"
WRITTEN_BACK = {
    "without a namespace": document(unit(SOURCE + OURS)),
    "with a prefix": document(unit(SOURCE + OURS), f'xmlns:x="{NS}" version="1.2"')
    .replace(b"<", b"<x:")
    .replace(b"<x:/", b"</x:")
    .replace(b"<x:?", b"<?"),
    "with its namespace": document(unit(SOURCE + OURS), f'xmlns="{NS}" version="1.2"'),
    "as version 1.1": document(unit(SOURCE + OURS), 'version="1.1"'),
    "in UTF-16": document(unit(SOURCE + OURS)).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "with a mark at its beginning": b"\xef\xbb\xbf" + document(unit(SOURCE + OURS)),
    "with longer codes of languages": document(
        unit(SOURCE + OURS), file='target-language="fr-FR" source-language="en-US"'
    ),
    "with the language at the target alone": document(
        unit(SOURCE + OURS.replace("<target", '<target xml:lang="fr_CA"')),
        file='source-language="en"',
    ),
    "with other proposals": document(
        unit(f"{SOURCE}{OURS}<alt-trans><source>x</source><target>Autre</target></alt-trans>")
    ),
    "with other proposals first": document(
        unit(f"<alt-trans><target>Autre</target></alt-trans>{SOURCE}{OURS}")
    ),
    "in segments": document(
        unit(
            f"{SOURCE}<seg-source><mrk mtype='seg' mid='1'>Prison opened</mrk></seg-source>"
            "<target><mrk mtype='seg' mid='1'>Prison</mrk> <mrk mtype='seg' mid='2'>inaugurée"
            "</mrk></target>"
        )
    ),
    "with tags of all kinds": document(
        unit(
            f"{SOURCE}<target><bpt id='1'/>Prison<ept id='1'/><ph id='2'> </ph><x id='3'/>"
            "<it id='4' pos='open'/>inaugur<x id='5' equiv-text='é'/>e</target>"
        )
    ),
    "with things of its own": document(
        unit(f"{SOURCE}{OURS}<y:note xmlns:y='urn:y'>x</y:note><note>y</note>")
        + "<y:trans-unit xmlns:y='urn:y' id='z'/>"
    ),
    "in groups": document(f"<group><group>{unit(SOURCE + OURS)}</group></group>"),
    "with comments": document(unit(f"<!-- x -->{SOURCE}<?y z?>{OURS.replace('g ', 'g  ')}")),
}
