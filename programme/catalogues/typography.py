"""How French and Arabic are set; each rule gives what it finds wrong in words of one message."""

import re
from collections.abc import Callable, Iterator

from programme.catalogues.placeholders import words

NARROW = "\u202f"  # no-break
_QUOTES = re.compile(r"[“”\"]")
_FR_APOSTROPHE = re.compile(r"\w'\w|\w'$")
_FR_HIGH = re.compile(rf"(?<![{NARROW}(?!])[:;?!](?=$|[\s»)…])")
_FR_GUILLEMETS = re.compile(rf"(?<!{NARROW})»|«(?!{NARROW})")
_FR_NUMBER = re.compile(r"\d[ ,\u00a0]\d{3}(?!\d)")
_AR = "\u0620-\u065f"
_AR_LETTER = re.compile(f"[{_AR}]")
_AR_LATIN = re.compile(rf"[{_AR}»]\s*[?;,]|[?;,]\s+[{_AR}«]")
_AR_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u066b\u066c]")


def french(text: str) -> Iterator[str]:
    """What a French message breaks."""
    seen = words(text, "x")
    if _FR_APOSTROPHE.search(seen):
        yield "the apostrophe is ’"
    if _QUOTES.search(seen):
        yield "quotation marks are « »"
    if _FR_HIGH.search(seen):
        yield "a narrow no-break space (U+202F) stands before : ; ? !"
    if _FR_GUILLEMETS.search(seen):
        yield "a narrow no-break space (U+202F) stands inside « »"
    if _FR_NUMBER.search(seen):
        yield "thousands are set apart by a narrow no-break space (U+202F)"


def arabic(text: str) -> Iterator[str]:
    """What an Arabic message breaks."""
    seen = words(text, "س")
    if _AR_LATIN.search(seen):
        yield "the marks are ، ؛ ؟"
    if _QUOTES.search(seen):
        yield "quotation marks are «»"
    if _AR_DIGITS.search(seen):
        yield "digits are 0–9"
    if words(text).strip() and not _AR_LETTER.search(seen) and _has_words(text):
        yield "nothing in it is Arabic"


def _has_words(text: str) -> bool:
    """Say whether a text has words, and not only abbreviations such as PDF or IPv4."""
    return re.search(r"\b[A-Za-z][a-z]{2,}", words(text, " ")) is not None


RULES: dict[str, Callable[[str], Iterator[str]]] = {"fr": french, "ar": arabic}
