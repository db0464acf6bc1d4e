"""Text → the folded, stemmed tokens that search compares; the same on every database."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

ALGORITHMS = {"en": "english", "fr": "french", "ar": "arabic"}
LONGEST = 64  # characters of a token; PostgreSQL refuses lexemes of 2 kB

# A word, its combining marks included; digits in groups of three are one number ("13,500").
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
_WORD = re.compile(rf"\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?!\d)|[^\W_](?:[^\W_]|[{_MARKS}])*")
_PIECE = re.compile(r"[^\W_]+")
_GROUPING = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d)")
_FOLD = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
    }
)


def fold(text: str) -> str:
    """Lower case without accents, vowel marks or letter variants."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_FOLD)


@lru_cache(50_000)
def stem(word: str, language: str) -> str:
    """Stem a folded word again and again until it no longer changes."""
    stemmer = Stemmer.Stemmer(ALGORITHMS[language], 0)  # one a call: not safe between threads
    for _ in range(5):
        shorter = fold(stemmer.stemWord(word))
        if shorter in (word, ""):
            break
        word = shorter
    return word


class Token(NamedTuple):
    """One word of a text: as folded, its stem, and where it stands (start, end)."""

    folded: str
    stem: str
    start: int
    end: int


def tokens(text: str, language: str) -> Iterator[Token]:
    """Yield each word of a text; one word gives two tokens where folding splits it."""
    for found in _WORD.finditer(text):
        joined = _GROUPING.sub("", found[0])
        for piece in _PIECE.findall(fold(joined)):
            folded = piece[:LONGEST]
            yield Token(folded, stem(folded, language), found.start(), found.end())


def indexed(text: str, language: str) -> str:
    """Every folded word and stem of a text, once each, parted by spaces."""
    return " ".join(sorted({form for t in tokens(text, language) for form in (t.folded, t.stem)}))


def asked_for(text: str, language: str) -> list[tuple[str, str]]:
    """Return (folded, stem) of each word of a query, once each, in order."""
    return list(dict.fromkeys((t.folded, t.stem) for t in tokens(text, language)))
