"""The bytes of a file → why it may not be put online, if so.

Every place where an object could begin is read, not only those that the file's own tables name:
what an older version of the file holds, or what another reader would find, counts too.
"""

import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from programme.pdfs.tokens import SPACE, Buffer, Token, tokens

AFTER_THE_END = 1024  # bytes of white space that a program may leave there
MOST_UNPACKED = 256 * 2**20  # bytes of one stream
MOST_UNPACKED_IN_ALL = 2**30
MOST_OBJECTS_UNPACKED = 64 * 2**20  # bytes of all object streams
PIECE = 2**20
READ_AGAIN = 4  # times; objects that begin within one another could take for ever

FORBIDDEN = {
    **dict.fromkeys((b"JavaScript", b"JS"), "script"),
    b"Launch": "launch",
    **dict.fromkeys((b"EmbeddedFile", b"EmbeddedFiles", b"EF"), "attachment"),
    **dict.fromkeys((b"FileAttachment", b"Collection", b"GoToE"), "attachment"),
    **dict.fromkeys((b"RichMedia", b"Rendition", b"Movie", b"Sound", b"3D"), "media"),
    **dict.fromkeys((b"SubmitForm", b"ImportData", b"XFA"), "form"),
    b"Encrypt": "encrypted",
}
_NAMES = {b"/" + name: why for name, why in FORBIDDEN.items()}
_SCRIPT_ADDRESS = re.compile(rb"(?:javascript|vbscript|data):", re.IGNORECASE)
_INVISIBLE = bytes(range(33)) + b"\x7f\xfe\xff"
_MARKUP = re.compile(rb"<(?:!doctype\s|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_BEGINS = re.compile(rb"(?<=[\0\t\n\f\r ])(?:obj|trailer)(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_NUMBER_BEFORE = re.compile(rb"[0-9][\0\t\n\f\r ]+\Z")
_ENDS = re.compile(rb"endobj|startxref|stream|obj")
_TO_THE_DATA = re.compile(rb"[ \t]*(?:\r\n|\n|\r)?")


class Fault(Exception):
    """This file is refused; the message is a word for the reason."""


def look(path: Path) -> None:
    """Read a file and raise Fault if it may not be put online."""
    data = path.read_bytes()
    _whole(data)
    if zipfile.is_zipfile(path):
        raise Fault("two_in_one")
    _Reading(data).all()


def _whole(data: bytes) -> None:
    """Hold that the file is a PDF from its first byte to its last."""
    if not data:
        raise Fault("empty")
    if not re.match(rb"%PDF-[12]\.\d[\0\t\n\f\r ]", data):
        raise Fault("two_in_one" if b"%PDF-" in data[:4096] else "not_a_pdf")
    content = data[-AFTER_THE_END - 5 :].rstrip(SPACE)
    if not content.endswith(b"%%EOF"):
        raise Fault("two_in_one" if b"%%EOF" in data else "cut_off")
    if _MARKUP.search(data[:1024]) or _MARKUP.search(data[-1024:]):
        raise Fault("two_in_one")


class _Reading:
    """One pass over a file's objects; `seen` spares reading twice what was read already."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.seen: set[int] = set()
        self.unpacked = self.objects_unpacked = 0
        self.left = READ_AGAIN * len(data)

    def all(self) -> None:
        for found in _BEGINS.finditer(self.data):
            if found.start() not in self.seen and _may_begin(self.data, found):
                self._read_gap(found.start())
                self._read_object(found.end())
        self._read_gap(len(self.data))

    def _read_object(self, start: int) -> None:
        """Read from behind an `obj` or `trailer` to where that object ends."""
        parts = _Parts()
        for token in tokens(self.data, start):
            self.left -= token.end - token.start
            if self.left < 0:
                raise Fault("too_much")
            if end := self._end_in(token):
                if parts.depth:
                    raise Fault("damaged")
                if end[0] == b"stream":
                    self._read_stream(parts, end.end())
                return
            parts.take(token)

    def _end_in(self, token: Token) -> re.Match[bytes] | None:
        """Find the word that ends an object, where a run of plain words holds one."""
        if token.kind != "plain":
            return None
        for word in _ENDS.finditer(self.data, token.start, token.end):
            if word[0] != b"obj":
                return word
            self.seen.add(word.start())
        return None

    def _read_gap(self, end: int) -> None:
        """Hold that no markup stands before an object, where no PDF reader shows it."""
        start = self.data.rfind(b"endobj", max(0, end - PIECE), end)
        if (start >= 0 or end < PIECE) and _MARKUP.search(self.data, max(0, start), end):
            raise Fault("two_in_one")

    def _read_stream(self, parts: "_Parts", start: int) -> None:
        begin = _TO_THE_DATA.match(self.data, start)
        start = begin.end() if begin else start
        packed = sum(name in (b"/FlateDecode", b"/Fl") for name in parts.names)
        if packed > 1:
            raise Fault("unusual")
        if b"/ObjStm" in parts.names or parts.numbers.keys() >= {b"/First", b"/N"}:
            self._read_object_stream(parts, start)
        elif packed:
            self._measure(start)

    def _measure(self, start: int) -> None:
        """Unpack a stream to nowhere, to know its size."""
        size = 0
        for piece in _inflated(self.data, start):
            size += len(piece)
            if size > MOST_UNPACKED or self.unpacked + size > MOST_UNPACKED_IN_ALL:
                raise Fault("bomb")
        self.unpacked += size

    def _read_object_stream(self, parts: "_Parts", start: int) -> None:
        filters = [name for name in parts.names if name.endswith(b"Decode")]
        if filters != [b"/FlateDecode"] or b"/Predictor" in parts.names:
            raise Fault("unusual")
        pieces = []
        for piece in _inflated(self.data, start):
            self.objects_unpacked += len(piece)
            if self.objects_unpacked > MOST_OBJECTS_UNPACKED:
                raise Fault("bomb")
            pieces.append(piece)
        first, count = (parts.numbers.get(key, []) for key in (b"/First", b"/N"))
        if len(first) != 1 or len(count) != 1:
            raise Fault("unusual")
        read_unpacked(b"".join(pieces), first[0], count[0])


def read_unpacked(text: bytes, first: int, count: int) -> None:
    """Read the objects of an unpacked object stream; none may begin inside another's string."""
    header = text[:first].split()
    if len(header) < 2 * count or not all(number.isdigit() for number in header[: 2 * count]):
        raise Fault("damaged")
    begins = sorted(first + int(offset) for offset in header[1 : 2 * count : 2])
    parts = _Parts()
    for token in tokens(text, first):
        hidden = token.kind in ("string", "comment", "name")
        if hidden and bisect_right(begins, token.start) != bisect_right(begins, token.end - 1):
            raise Fault("damaged")
        parts.take(token)
    if parts.depth:
        raise Fault("damaged")


class _Parts:
    """What one object is made of; raises Fault at the first part that is forbidden."""

    def __init__(self) -> None:
        self.depth = 0
        self.names: list[bytes] = []
        self.numbers: dict[bytes, list[int]] = {}
        self._key = b""

    def take(self, token: Token) -> None:
        kind, value = token.kind, token.value
        if kind == "comment" and _MARKUP.search(value):
            raise Fault("two_in_one")
        if kind == "name":
            if why := _NAMES.get(value):
                raise Fault(why)
            self.names.append(value)
            self._key = value
            return
        if kind == "plain":
            self._number(value)
            return
        if kind == "string":
            # An address may also be an object of its own, to which /URI refers.
            named = self._key in (b"/URI", b"/Base") or not self.depth
            if named and _SCRIPT_ADDRESS.match(value.translate(None, _INVISIBLE)):
                raise Fault("script_address")
        self.depth += {"open": 1, "close": -1}.get(kind, 0)
        if kind != "comment":
            self._key = b""

    def _number(self, value: bytes) -> None:
        words = value.split()
        if self._key and words:
            if self._key in (b"/First", b"/N"):
                number = int(words[0]) if words[0].isdigit() and len(words) == 1 else -1
                self.numbers.setdefault(self._key, []).append(number)
            self._key = b""


def _may_begin(data: bytes, found: re.Match[bytes]) -> bool:
    """Say whether a number or a comment stands before this word, as before an object's start."""
    if found[0] == b"trailer" or _NUMBER_BEFORE.search(data, found.start() - 8, found.start()):
        return True
    before = data[max(0, found.start() - 4096) : found.start()]
    trimmed = before.rstrip(SPACE)
    line = re.split(rb"[\r\n]", trimmed)[-1]
    return trimmed[-1:].isdigit() or b"%" in line or len(line) == len(trimmed) > 1024


def _inflated(data: bytes, start: int) -> Iterable[bytes]:
    """Unpack what begins here, in pieces that never grow."""
    unpack = zlib.decompressobj()
    view = memoryview(data)
    pending: Buffer = b""
    try:
        while not unpack.eof and (pending or start < len(data)):
            if not pending:
                pending = view[start : start + 2**16]
                start += len(pending)
            piece = unpack.decompress(pending, PIECE)
            pending = unpack.unconsumed_tail
            if piece:
                yield piece
    except zlib.error:
        # Readers show what they could unpack, so that much counts.
        return
