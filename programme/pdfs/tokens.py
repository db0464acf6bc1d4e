"""Bytes of PDF objects → the names, strings and numbers in them, however they are spelled."""

import re
from collections.abc import Iterator
from typing import NamedTuple

Buffer = bytes | memoryview

SPACE = b"\0\t\n\f\r "
_TOKEN = re.compile(
    rb"(?P<comment>%[^\r\n]*)"
    rb"|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|(?P<hex><[^>]*>?)"
    rb"|(?P<string>\()"
    rb"|(?P<stray>[(){}>])"
    rb"|(?P<plain>[^()<>\[\]{}/%]+)",
)
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Token(NamedTuple):
    """One piece of an object: its kind, what it says once decoded, where it stands."""

    kind: str
    value: bytes
    start: int
    end: int


def tokens(data: bytes, start: int = 0) -> Iterator[Token]:
    """Yield tokens from `start` on; numbers and keywords come in runs, as `plain`."""
    while found := _TOKEN.match(data, start):
        kind = found.lastgroup or ""
        end = found.end()
        raw = found[0]
        if kind == "string":
            end = _end_of_string(data, end)
            raw = _unescaped(data[start + 1 : end - 1])
        elif kind == "hex":
            kind, raw = "string", _from_hex(raw)
        elif kind == "name" and b"#" in raw:
            raw = _HEX_IN_NAME.sub(lambda code: bytes([int(code[1], 16)]), raw)
        yield Token(kind, raw, start, end)
        start = end


def _end_of_string(data: bytes, start: int) -> int:
    depth = 1
    for found in _IN_STRING.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(data)


def _unescaped(raw: bytes) -> bytes:
    def meant(escape: re.Match[bytes]) -> bytes:
        if escape[1]:
            return bytes([int(escape[1], 8) & 255])
        return b"" if escape[2] in (b"\r\n", b"\r", b"\n") else _LETTERS.get(escape[2], escape[2])

    return _ESCAPE.sub(meant, raw) if b"\\" in raw else raw


def _from_hex(raw: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
