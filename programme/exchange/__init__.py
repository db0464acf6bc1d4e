"""Texts of one language out to an outside translator, and back in: XLIFF 1.2 and XLSX."""

from collections.abc import Callable
from typing import NamedTuple

from programme.exchange import xliff, xlsx
from programme.exchange.applying import Outcome, carry_out
from programme.exchange.arriving import Arrival, Plan, planned
from programme.exchange.incoming import MEGABYTES, Delivery, Unreadable
from programme.exchange.keys import NOUNS
from programme.exchange.units import Unit, What, units, where
from programme.exchange.xlsx import TooLong

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Format(NamedTuple):
    """A kind of file: its media type, and how texts are written into it."""

    kind: str
    write: Callable[[list[Unit], str], bytes]


FORMATS = {"xlf": Format(xliff.KIND, xliff.write), "xlsx": Format(xlsx.KIND, xlsx.write)}


def read(content: bytes) -> Delivery:
    """Read a file by what it holds, whatever it is called. Raises Unreadable."""
    if len(content) > MEGABYTES * 2**20:
        raise Unreadable("size", limit=MEGABYTES)
    if content.startswith(OLE):
        raise Unreadable("old_office")
    return xlsx.read(content) if content.startswith(ZIP) else xliff.read(content)


__all__ = [
    "FORMATS",
    "MEGABYTES",
    "NOUNS",
    "Arrival",
    "Delivery",
    "Outcome",
    "Plan",
    "TooLong",
    "Unit",
    "Unreadable",
    "What",
    "carry_out",
    "planned",
    "read",
    "units",
    "where",
]
