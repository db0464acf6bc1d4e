"""Words to purge, found in a text however they are written there, and put out of it."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programme.stemming import fold

# Never longer than what it replaces, no word of any language, nothing that search would keep.
MARK = "▇▇▇"
SHORTEST = 3  # letters or digits
REMEMBERED = 50_000  # texts; the same one stands in many rows of a history
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+|\\u[0-9A-Fa-f]{4}|.", re.DOTALL)
_IGNORED = {"Mn", "Me", "Cf", "Cc", "Cn"}  # marks on letters, and what nobody sees
# What Arabic writes together with the word that follows.
_PARTICLES = "(?:[وفبلك]{0,2}(?:ال)?|لل)"
_ARABIC = re.compile("[\u0600-\u06ff]")
# Of the record of a translation: codes and a date, no words.
_CODES = {"origin", "reviewed_on"}

Span = tuple[int, int]


@cache
def _folded(character: str) -> str:
    """Fold one character: a space stands for all that is neither letter nor digit."""
    if unicodedata.category(character) in _IGNORED and not character.isspace():
        return ""
    return "".join(c if c.isalnum() else " " for c in fold(character))


def _laid_flat(text: str) -> tuple[str, list[Span]]:
    """Fold a text; say for each character that is left where it stood."""
    flat: list[str] = []
    spans: list[Span] = []
    for found in _ESCAPED.finditer(text):
        for character in _meant(found[0]):
            folded = _folded(character)
            if not folded and spans and flat[-1] != " ":
                spans[-1] = (spans[-1][0], found.end())  # a mark goes with its letter
            for each in folded:
                if each != " " or (flat and flat[-1] != " "):
                    flat.append(each)
                    spans.append(found.span())
    return "".join(flat), spans


def _meant(written: str) -> str:
    """Return the characters that an escape of an address or of JSON stands for."""
    if len(written) == 1:
        return written
    if written.startswith("%"):
        return unquote(written, errors="replace")
    return str(json.loads(f'"{written}"'))


class Phrases:
    """Some phrases; each is purged as a whole, and only where it is not part of a longer word.

    Capitals, accents, vowel marks, the Arabic stretch and kinds of digits make no difference, nor
    does what stands between two words: `amina-traore` is as much as `Amina  Traoré`.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Raises ValidationError where there are none, or one is too short."""
        flat = [_laid_flat(phrase)[0].strip() for phrase in phrases if phrase.strip()]
        if not flat:
            raise ValidationError(_("Write the words that are to go, one phrase a line."))
        if any(len(phrase.replace(" ", "")) < SHORTEST for phrase in flat):
            words = _(
                "Each phrase needs at least three letters or digits: shorter ones stand in too "
                "much that is harmless."
            )
            raise ValidationError(words)
        longest_first = sorted(set(flat), key=len, reverse=True)
        self._pattern = re.compile(f"(?<![^ ])(?:{'|'.join(map(_pattern, longest_first))})(?![^ ])")
        self.purged = lru_cache(REMEMBERED)(self._purged)

    def hold(self, text: str) -> bool:
        """Say whether one of these phrases stands in a text."""
        return self._pattern.search(_laid_flat(text)[0]) is not None

    def _purged(self, text: str) -> str:
        """Return a text with a mark in place of each phrase."""
        flat, spans = _laid_flat(text)
        pieces, done = [], 0
        for found in self._pattern.finditer(flat):
            first, last = found.span(found.lastindex or 0)
            start, end = spans[first][0], spans[last - 1][1]
            pieces += [text[done:start], MARK]
            done = end
        return "".join([*pieces, text[done:]])

    def purged_json(self, value: Any) -> Any:
        """Return what JSON holds with its texts purged; keys and codes are none."""
        if isinstance(value, str):
            return self.purged(value)
        if isinstance(value, list):
            return [self.purged_json(each) for each in value]
        if isinstance(value, dict):
            return {k: v if k in _CODES else self.purged_json(v) for k, v in value.items()}
        return value


def _pattern(phrase: str) -> str:
    before = _PARTICLES if _ARABIC.match(phrase) else ""
    return f"{before}({re.escape(phrase)})"


def lines_of(text: str) -> list[str]:
    """Return the phrases that were typed, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
