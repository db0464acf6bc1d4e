"""Text → the folded words and stems that search compares; the same on every database."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from programme import inflections

# Bump it with each change of what a text is cut into: `migrate` then writes all entries anew.
RULES = 1
ALGORITHMS = {"en": "english", "fr": "french", "ar": "arabic"}
LONGEST = 64  # characters of a token; PostgreSQL refuses lexemes of 2 kB
SHORTEST = 4  # letters of an Arabic word without its particle that is typed by its beginning
STEM = "Ω"  # a stem is marked with it and its language; no folded word has a capital letter

_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
# l’ and qu’ stand before a vowel, و and ال before digits or Latin letters; what follows them, and
# what stands before ’s, is the word.
_ELIDED = "(?:(?:jus|lors|puis|quoi)?qu|[ldjnscmt])['’](?=[aeiouyhœæ0-9\u00e0-\u00ff])"
_JOINED = r"(?:[وفبلك]{1,2}|[وفبك]?ال|لل)\u0640?(?=[\da-z])"
_NUMBER = r"\d{1,3}(?:[,\u066c\u00a0\u202f]\d{3})+(?!\d)"
_WORD = re.compile(
    rf"(?:\b(?<!['’])(?:{_ELIDED}|{_JOINED}))?"
    rf"(?P<word>{_NUMBER}|[^\W_](?:[^\W_]|[{_MARKS}])*)"
    rf"(?:['’]s\b)?",
    re.IGNORECASE,
)
# What may be one word or two: digits with a plain space or an Arabic comma between groups of
# three, and a name such as N’Djamena. It is found both ways.
_UNSURE = re.compile(
    r"(?<!\w)(?:\d{1,3}(?:[ \u060c]\d{3})+|[a-z]['’](?=[bcdfgjklmnpqrstvwxz])[^\W\d_]+)(?!\w)",
    re.IGNORECASE,
)
_JOINT = re.compile("[,\u066c\u060c\u00a0\u202f '’]")
_PIECE = re.compile(r"[^\W_]+")
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
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)


def fold(text: str) -> str:
    """Lower case without accents, vowel marks or letter variants, Western digits."""
    text = unicodedata.normalize("NFKD", text.casefold()).casefold()
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


@lru_cache(50_000)
def stems(word: str, language: str) -> frozenset[str]:
    """Return every stem of a folded word in one language, each marked with that language."""
    spellings = inflections.spellings(word, language)
    found = (
        inflections.NAMES.get(s) or stem(inflections.known(s) or s, language) for s in spellings
    )
    return frozenset(f"{STEM}{language}{one}" for one in found)


class Token(NamedTuple):
    """One word of a text: as folded, the longer one that it may be a part of, where it stands."""

    folded: str
    whole: str
    start: int
    end: int

    @property
    def beginnings(self) -> set[str]:
        """What a reader may type the beginning of."""
        bare = (b for b in inflections.without_particles(self.folded) if len(b) >= SHORTEST)
        return {self.folded, *bare, *filter(None, [self.whole])}


class Wanted(NamedTuple):
    """One word asked for: a text has it that holds one of these beginnings or of these stems."""

    beginnings: tuple[str, ...]
    stems: tuple[str, ...]

    def is_met_by(self, token: Token, languages: Iterable[str]) -> bool:
        """Say whether a word of a text in these languages is what was asked for."""
        if any(one.startswith(self.beginnings) for one in token.beginnings):
            return True
        return any(not stems(token.folded, code).isdisjoint(self.stems) for code in languages)


def tokens(text: str) -> Iterator[Token]:
    """Yield each word of a text; one word gives two tokens where folding splits it."""
    unsure = [(found.span(), _folded_whole(found[0])) for found in _UNSURE.finditer(text)]
    for found in _WORD.finditer(text):
        start, end = found.span()
        whole = next((w for span, w in unsure if span[0] <= start and end <= span[1]), "")
        for piece in _PIECE.findall(_folded_whole(found["word"])):
            yield Token(piece[:LONGEST], whole[:LONGEST], start, end)


def _folded_whole(text: str) -> str:
    return fold(_JOINT.sub("", text))


def indexed(text: str, languages: Iterable[str]) -> set[str]:
    """Return every beginning of a text, and every stem in these languages."""
    found: set[str] = set()
    for token in set(tokens(text)):
        found |= token.beginnings
        for language in languages:
            found |= stems(token.folded, language)
    return found


def asked_for(text: str) -> list[Wanted]:
    """Return what is wanted for each word of a query, once each, in order.

    It does not hang on the reader's language: a text in another one may be shown to them.
    """
    return list(dict.fromkeys(_wanted(token) for token in tokens(text)))


def _wanted(token: Token) -> Wanted:
    word = token.folded
    found = {one for language in ALGORITHMS for one in stems(word, language)}
    bare = inflections.without_article(word)
    # A whole name is not the beginning of another one: Niger, Nigeria.
    is_name = not inflections.NAMES.keys().isdisjoint(inflections.without_particles(word))
    beginnings = () if is_name else tuple(filter(None, [word, bare, token.whole]))
    return Wanted(beginnings, tuple(sorted(found)))
