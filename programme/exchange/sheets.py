"""The cells of a spreadsheet's sheets, read without trusting the file.

Not by the library that writes them: it turns _x005F_ into nothing, takes formulas for texts, and
reads styles, names and links that may hold anything.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from defusedxml.ElementTree import iterparse

from programme.exchange.incoming import Unreadable

UNPACKED = 12 * 2**20  # bytes
PARTS = 200
STRINGS = "xl/sharedStrings.xml"
SHEETS = 10
ELEMENTS = 400_000  # of XML; the largest file that may come back has half as many
WIDE = 64  # columns looked at
LOCKED = 0x1  # the bit of an encrypted part
FAULTS = (
    BadZipFile,
    ZlibError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    SyntaxError,
    RuntimeError,
)
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Cell(NamedTuple):
    """What stands in a cell; `fault` is "formula" or "number" where that is no text."""

    text: str = ""
    fault: str = ""


Row = dict[int, Cell]  # by column, from 0


class Book:
    """A spreadsheet that is being read; `left` counts the elements that may still be looked at."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.left = ELEMENTS

    def elements(self, name: str, wanted: str) -> Iterator[Any]:
        """Yield the elements of one kind in a part, and forget each once it was looked at."""
        above: list[Any] = []
        inside = 0
        with self.archive.open(name) as part:
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    self._count()
                    above.append(element)
                    inside += _name(element) == wanted
                    continue
                above.pop()
                if _name(element) == wanted:
                    inside -= 1
                    if not inside:
                        yield element
                if above and not inside:
                    above[-1].clear()

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unreadable("unpacked")


@contextmanager
def opened(content: bytes) -> Iterator[Book]:
    """Open a spreadsheet that is no larger than it may be. Raises Unreadable, inside too."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive)
            yield Book(archive)
    except FAULTS as fault:
        raise Unreadable("damaged") from fault


def sheets(book: Book) -> Iterator[Iterator[Row]]:
    """Yield the rows of each sheet, in the order of the sheets; empty rows are left out."""
    strings: list[str] = []
    if STRINGS in book.archive.namelist():
        strings = [_words(item) for item in book.elements(STRINGS, "si")]
    for place in list(_places(book))[:SHEETS]:
        yield (row for item in book.elements(place, "row") if (row := _row(item, strings)))


def escaped(text: str) -> str:
    """Write a text so that no program takes a part of it for a coded letter."""
    return _ESCAPED.sub(r"_x005F_x\1_", text)


def _check(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Unreadable("unpacked")
    if any(part.flag_bits & LOCKED for part in parts):
        raise Unreadable("old_office")
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise Unreadable("macros")
    if "xl/workbook.xml" not in names or any(
        part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts
    ):
        raise Unreadable("kind")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Unreadable("macros")


def _places(book: Book) -> Iterator[str]:
    """Where the sheets are in the archive."""
    related = {
        item.get("Id"): item.get("Target", "")
        for item in book.elements("xl/_rels/workbook.xml.rels", "Relationship")
    }
    for sheet in book.elements("xl/workbook.xml", "sheet"):
        keys = [value for name, value in sheet.items() if name.endswith("}id")]
        target = related[keys[0]]
        yield target[1:] if target.startswith("/") else f"xl/{target}"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _row(item: Any, strings: list[str]) -> Row:
    found: Row = {}
    column = -1
    for cell in item:
        place = _CELL.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        if _name(cell) == "c" and column < WIDE and any(content := _cell(cell, strings)):
            found[column] = content
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: Any, strings: list[str]) -> Cell:
    parts = {_name(child): child for child in cell}
    value = (parts["v"].text or "") if "v" in parts else ""
    if "f" in parts:
        return Cell(value, "formula")
    match cell.get("t"):
        case "s":
            return Cell(strings[int(value)]) if int(value) >= 0 else Cell()
        case "inlineStr":
            return Cell(_words(parts["is"]) if "is" in parts else "")
        case "str":
            return Cell(_unescaped(value))
        case _number:
            return Cell(value, "number" if value else "")


def _words(item: Any) -> str:
    """The letters of a text without its looks, and without how it is pronounced."""
    pieces = []
    for child in item:
        if _name(child) == "t":
            pieces.append(child.text or "")
        elif _name(child) == "r":
            pieces += [part.text or "" for part in child if _name(part) == "t"]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
