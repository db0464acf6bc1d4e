"""Texts as the gate reads them: words with their places, whatever marks and spaces they hold."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from programme.stemming import fold

EXCERPT = 60  # characters on each side of what was found

_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]"
)
_EVEN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–—", "-"),
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(
    r"(?<!\b[A-Za-z])(?<!\b[Mm]rs)(?<!\b(?:[Mm][rs]|[Dd]r|[Nn]o))[.!?؟;؛]+(?=\s|$)|\n+"
)
_OPENS = re.compile(r"(?:^|[.!?؟:;•|\n])[\s\"'“«‘(#*-]*$")
_ARTICLE = "ال"
_SHORTEST = 2  # letters that are left of a word without what was joined to it


@dataclass(frozen=True)
class Word:
    """One word of a text: folded, as written, from where to where."""

    folded: str
    written: str
    start: int
    end: int
    opens: bool  # a sentence

    @property
    def is_capital(self) -> bool:
        return self.written[0].isupper()

    @property
    def is_arabic(self) -> bool:
        return "\u0600" <= self.written[0] <= "\u06ff"

    @property
    def forms(self) -> frozenset[str]:
        return forms(self.folded)


@lru_cache(20_000)
def forms(folded: str) -> frozenset[str]:
    """Return what a folded word may be without what Arabic joins before it, itself included."""
    if not "\u0600" <= folded[:1] <= "\u06ff":
        return frozenset([folded])
    found = {folded}  # a letter at the beginning may also be the word's own
    found |= {word[1:] for word in found if word[0] in "وف" and len(word) > _SHORTEST}
    found |= {_ARTICLE + word[2:] for word in found if word.startswith("لل")}
    found |= {word[1:] for word in found if word[0] in "بكل" and len(word) > _SHORTEST}
    bare = (word.removeprefix(_ARTICLE) for word in found)
    return frozenset(found.union(word for word in bare if len(word) >= _SHORTEST))


@dataclass(frozen=True)
class Reading:
    """A text in the form in which it is searched; spans are of `text`."""

    written: str
    text: str = field(init=False)

    def __post_init__(self) -> None:
        even = unicodedata.normalize("NFC", self.written).translate(_EVEN)
        object.__setattr__(self, "text", _MARKS.sub("", even))

    @cached_property
    def words(self) -> list[Word]:
        return [
            Word(fold(found[0]), found[0], *found.span(), self._opens(found.start()))
            for found in _WORD.finditer(self.text)
        ]

    @cached_property
    def sentences(self) -> list[list[int]]:
        """The numbers of the words of each sentence."""
        ends = [found.start() for found in _ENDS.finditer(self.text)]
        found: dict[int, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(sum(end < word.start for end in ends), []).append(number)
        return list(found.values())

    def between(self, number: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.words[number].end : self.words[number + 1].start]

    def span(self, first: int, last: int) -> str:
        """The words from one number to another, as they stand in the text."""
        return self.text[self.words[first].start : self.words[last].end]

    def excerpt(self, words: str) -> str:
        """The words with some of what stands around them."""
        there = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)
        start, end = there.span() if there else (0, 0)
        begin = self.text.rfind(" ", 0, max(0, start - EXCERPT)) + 1
        stop = self.text.find(" ", end + EXCERPT)
        stop = len(self.text) if stop < 0 else stop
        before, after = "…" if begin else "", "…" if stop < len(self.text) else ""
        return before + " ".join(self.text[begin:stop].split()) + after

    def _opens(self, start: int) -> bool:
        return bool(_OPENS.search(self.text[max(0, start - 8) : start])) or start == 0


def normalised(words: str) -> str:
    """Return words by which the same words are known again."""
    return " ".join(word.folded for word in Reading(words).words)


class Expressions:
    """Expressions, one a line; finds them in a text, whatever Arabic joins before a word."""

    def __init__(self, lines: list[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_letter: dict[str, list[tuple[str, ...]]] = {}
        for line in lines:
            if parts := tuple(_parts(line)):
                if parts[0].endswith("*"):
                    self._by_letter.setdefault(parts[0][0], []).append(parts)
                else:
                    self._by_first.setdefault(parts[0], []).append(parts)

    def within(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Yield the numbers of the first and the last word of each expression in a text."""
        for number, word in enumerate(reading.words):
            starting = (
                parts
                for form in word.forms
                for parts in (*self._by_first.get(form, ()), *self._by_letter.get(form[0], ()))
            )
            there = (len(parts) for parts in starting if self._stands(parts, reading, number))
            if longest := max(there, default=0):
                yield number, number + longest - 1

    def covered(self, reading: Reading) -> set[int]:
        """The numbers of all words that stand in one of the expressions."""
        return {n for first, last in self.within(reading) for n in range(first, last + 1)}

    @staticmethod
    def _stands(parts: tuple[str, ...], reading: Reading, number: int) -> bool:
        following = reading.words[number : number + len(parts)]
        return len(following) == len(parts) and all(
            any(_fits(part, form) for form in word.forms)
            for part, word in zip(parts, following, strict=True)
        )


def _fits(part: str, form: str) -> bool:
    return form.startswith(part[:-1]) if part.endswith("*") else form == part


def _parts(line: str) -> Iterator[str]:
    for piece in line.split():
        words = [word.folded for word in Reading(piece).words]
        yield from words[:-1]
        if words:
            yield words[-1] + ("*" if piece.endswith("*") else "")
