"""Dates as editors type them → the dates and how exact they are: `wording` read backwards."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from programme import datewords as dw
from programme.models import Precision
from programme.stemming import fold
from programme.wording import date_words, excerpt

YEARS = range(1900, 2101)
LONGEST = 100  # characters of a typed date
QUOTED = 40  # characters of it that an answer quotes

_PIECE = re.compile(
    r"""
    (?P<year_first>(?P<y>\d{4})(?P<by>[-/.])(?P<m>\d\d?)(?:(?P=by)(?P<d>\d\d?))?(?!\d))
    |(?P<year_last>(?:(?P<one>\d\d?)[-/.])?(?P<two>\d\d?)[-/.](?P<last>\d{4})(?!\d))
    |(?P<number>(?P<digits>\d+)(?:(?:st|nd|rd|th|er)(?![^\W_]))?)
    |(?P<dash>[-\u2010-\u2015\u2212])
    |(?P<word>/|[^-\d\s,.;:،'’()/\u2010-\u2015\u2212]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = dw.DAY + dw.MONTH + dw.YEAR  # the smallest first
_PRECISION = {dw.DAY: Precision.DAY, dw.MONTH: Precision.MONTH, dw.YEAR: Precision.YEAR}
_COUNTS = {1: dw.DAY, 2: dw.DAY, 4: dw.YEAR}  # what a number of so many digits stands for
_SHAPE = re.compile(r"(?P<opening>[SFO])?(?P<first>[DMY]+)(?:T(?P<last>[DMY]+))?")
# The orders of one date; where the year or month is missing, the other end may say it.
_ORDERS = {"Y", "MY", "YM", "DMY", "MDY", "YMD", "M", "D", "DM", "MD", "DY"}


class Unreadable(ValueError):
    """A text that is no date: a sentence says what is wrong with it and what to write."""


class _NotUnderstood(Exception):
    """The part of a text that says nothing known, or something that is no date."""

    def __init__(self, part: str, *, vague: bool = False) -> None:
        super().__init__(part)
        self.part, self.vague = part, vague


class _Part(NamedTuple):
    """A piece of a text: what it is, the number it stands for, and where it stands."""

    kind: str
    value: int
    start: int
    end: int


class _Stated(NamedTuple):
    """What a text says of one date, in units, and the words that say it."""

    units: dict[str, int]
    words: str

    @property
    def smallest(self) -> str:
        return next(unit for unit in _UNITS if unit in self.units)


def read_date(text: str) -> tuple[date | None, Precision]:
    """Read one date. Raises Unreadable."""
    with _advice(
        _("Write it like “2016”, “Sept 2015”, “12 May 2015” or “since 2015”."),
        _("Write the month or the year alone."),
    ):
        day, end, precision = _read(text)
    if end:
        raise Unreadable(_("Only one date goes here; “%(text)s” is two.") % {"text": text.strip()})
    return day, precision


def read_period(text: str) -> tuple[date | None, date | None, Precision]:
    """Read a date or a period; no end where one date says all. Raises Unreadable."""
    with _advice(
        _(
            "Write it like “2016”, “Sept 2015”, “12 May 2015”, “since 2015” "
            "or “March to June 2015”."
        ),
        _(
            "Write the month or the year alone here, and the source's words into "
            "“when, in words of its own”."
        ),
    ):
        return _read(text)


@contextmanager
def _advice(plain: str, vague: str) -> Iterator[None]:
    """Make a sentence of what is not understood, and end it with advice."""
    try:
        yield
    except _NotUnderstood as fault:
        part = {"part": excerpt(fault.part, QUOTED)}
        if fault.vague:
            words = _("“%(part)s” has no place in a date.") % part
            raise Unreadable(f"{words} {vague}") from None
        words = _("“%(part)s” is not understood as a date.") % part
        raise Unreadable(f"{words} {plain}") from None


def _read(text: str) -> tuple[date | None, date | None, Precision]:
    text = _plain(text)
    if fold(text) in dw.NOTHING:
        return None, None, Precision.NOT_STATED
    parts = _parts(text)
    kinds = "".join(part.kind for part in parts)
    shape = _SHAPE.fullmatch(kinds)
    if not shape:
        raise _to_blame(text, parts, kinds)
    first = _stated(text, parts[slice(*shape.span("first"))])
    last = _stated(text, parts[slice(*shape.span("last"))]) if shape["last"] else None
    if shape["opening"] == dw.SINCE or (shape["opening"] == dw.FROM and not last):
        return _since(first, last), None, Precision.SINCE
    if last:
        return _period(first, last)
    if shape["opening"]:
        raise _NotUnderstood(text)
    return _day(first), None, _PRECISION[first.smallest]


def _plain(text: str) -> str:
    """Put a text on one line, without marks that nobody sees."""
    if len(text) > LONGEST:
        raise _NotUnderstood(text)
    text = unicodedata.normalize("NFKC", text)
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def _to_blame(text: str, parts: Sequence[_Part], kinds: str) -> _NotUnderstood:
    """Name the words that are no date, else those that are unknown, else the whole text."""
    found = re.search(r"[?V]*V[?V]*", kinds) or re.search(r"\?+", kinds)
    if not found:
        return _NotUnderstood(text)
    return _NotUnderstood(_words(text, parts[slice(*found.span())]), vague=dw.VAGUE in found[0])


def _words(text: str, parts: Sequence[_Part]) -> str:
    return text[parts[0].start : parts[-1].end]


def _parts(text: str) -> list[_Part]:
    """Take a text to pieces; a name is one piece, however many words it has."""
    parts: list[_Part] = []
    words: list[re.Match[str]] = []
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "word":
            words.append(piece)
        else:
            parts += [*_named(words), *_numbered(piece)]
            words = []
    parts += _named(words)
    return [part for part in parts if part.kind != dw.FILLER]


def _named(words: list[re.Match[str]]) -> Iterator[_Part]:
    """Find the longest known names that these words begin with, one after the other."""
    while words:
        for length in range(min(dw.MOST_WORDS, len(words)), 0, -1):
            name = " ".join(fold(word[0]) for word in words[:length])
            if name in dw.MEANINGS:
                break
        kind, month = dw.MEANINGS.get(name, (dw.UNKNOWN, 0))
        yield _Part(kind, month, words[0].start(), words[length - 1].end())
        words = words[length:]


def _numbered(piece: re.Match[str]) -> Iterator[_Part]:
    for kind, digits in _units(piece):
        value = int(digits)
        if kind == dw.YEAR and value not in YEARS:
            words = _("“%(year)s”: years go from %(first)s to %(last)s.")
            raise Unreadable(words % {"year": digits, "first": YEARS[0], "last": YEARS[-1]})
        yield _Part(kind, value, piece.start(), piece.end())


def _units(piece: re.Match[str]) -> list[tuple[str, str]]:
    """Say what each number of a piece counts."""
    match piece.lastgroup:
        case "year_first":
            units = [(dw.YEAR, piece["y"]), (dw.MONTH, piece["m"]), (dw.DAY, piece["d"])]
            return [(kind, digits) for kind, digits in units if digits]
        case "year_last":
            return _day_and_month(piece)
        case "number":
            return [(_COUNTS.get(len(piece["digits"]), dw.UNKNOWN), piece["digits"])]
        case _dash:
            return [(dw.TO, "0")]


def _day_and_month(piece: re.Match[str]) -> list[tuple[str, str]]:
    """Tell day from month in 12/05/2015, or ask."""
    one, two, year = piece["one"], piece["two"], piece["last"]
    if one is None:
        return [(dw.MONTH, two), (dw.YEAR, year)]
    if int(two) > 12:
        one, two = two, one
    elif 0 < int(one) <= 12 and int(two) > 0 and int(one) != int(two) and int(year) in YEARS:
        first = date_words(date(int(year), int(two), int(one)), Precision.DAY)
        second = date_words(date(int(year), int(one), int(two)), Precision.DAY)
        words = _("“%(text)s” can be read in two ways: write “%(first)s” or “%(second)s”.")
        raise Unreadable(words % {"text": piece[0], "first": first, "second": second})
    return [(dw.DAY, one), (dw.MONTH, two), (dw.YEAR, year)]


def _stated(text: str, parts: Sequence[_Part]) -> _Stated:
    words = _words(text, parts)
    if "".join(part.kind for part in parts) not in _ORDERS:
        raise _NotUnderstood(words)
    return _Stated({part.kind: part.value for part in parts}, words)


def _day(stated: _Stated) -> date:
    """Return the date, its first day where no day is stated."""
    needed = _UNITS[_UNITS.index(stated.smallest) :]
    if not set(needed) <= set(stated.units):
        words = _("“%(part)s” lacks something: a month needs its year, a day its month and year.")
        raise Unreadable(words % {"part": stated.words})
    year, month, day = (stated.units.get(unit, 1) for unit in reversed(_UNITS))
    try:
        return date(year, month, day)
    except ValueError:
        words = _("“%(part)s” is in no calendar.") % {"part": stated.words}
        raise Unreadable(words) from None


def _since(first: _Stated, last: _Stated | None) -> date:
    if last:
        raise Unreadable(_("What goes on has no end: write “since 2015”, or “2015 to 2016”."))
    if first.smallest != dw.YEAR:
        words = _("“%(part)s”: only a year goes with “since”, as in “since 2015”.")
        raise Unreadable(words % {"part": first.words})
    return _day(first)


def _period(first: _Stated, last: _Stated) -> tuple[date, date | None, Precision]:
    first, last = _completed(first, last), _completed(last, first)
    if first.smallest != last.smallest:
        words = _(
            "“%(first)s” and “%(last)s” are not equally exact: "
            "write two years, two months or two days."
        )
        raise Unreadable(words % {"first": first.words, "last": last.words})
    start, end, precision = _day(first), _day(last), _PRECISION[first.smallest]
    if end < start:
        words = _("The end, %(end)s, comes before the beginning, %(start)s.")
        named = {"end": date_words(end, precision), "start": date_words(start, precision)}
        raise Unreadable(words % named)
    return start, end if end > start else None, precision


def _completed(one: _Stated, other: _Stated) -> _Stated:
    """Take from the other end what is larger than what this one states: “March to June 2015”."""
    larger = _UNITS[_UNITS.index(one.smallest) + 1 :]
    borrowed = {unit: other.units[unit] for unit in larger if unit in other.units}
    return one._replace(units=borrowed | one.units)
