"""What a text may hold, when two texts are the same, and the print by which one is known again."""

import hashlib
import unicodedata

from programme.models.worded import with_even_line_breaks

KEPT = "\n\t"


def comparable(text: str) -> str:
    """Return a text as a file can hold it: line breaks of one kind, nothing that XML forbids."""
    lines = with_even_line_breaks(text)
    return "".join(letter for letter in lines if not _is_forbidden(letter))


def forbidden(text: str) -> bool:
    """Say whether a text holds what no page shows: control characters, halves of letters."""
    return any(_is_forbidden(letter) for letter in text if letter != "\r")


def print_of(text: str) -> str:
    """Return sixteen letters by which this text is known again."""
    return hashlib.sha256(comparable(text).encode()).hexdigest()[:16]


def _is_forbidden(letter: str) -> bool:
    if letter in KEPT:
        return False
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"
