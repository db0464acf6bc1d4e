"""Running texts: cut to a length, to their first sentence, and set as French is printed."""

import re

EXCERPT = 115  # characters
LONGEST_WORD = 40  # characters; no abbreviation is longer

_SPACES = re.compile(r"\s\s+|[^\S \u00a0\u202f\u2007]")  # all but one that may stay
_BREAKING = re.compile(r"[^\S\u00a0\u202f\u2007]")  # a no-break space belongs to its words
# What no excerpt ends on: words that lead to the next, in any of the languages. A text may be
# shown in another language than the page, and a word more than needed is a word less to read.
_LEADING = (
    "a an the of and or in on at by for to with from that which "
    "de la le les un une du des et ou à au aux en dans par pour sur avec que qui dont ce cette "
    "c' d' j' l' m' n' s' t' qu' jusqu' lorsqu' puisqu' "
    "في من إلى على عن مع أن إن التي الذي الذين و أو ثم بين عند حتى منذ قد لم لن هذا هذه ب ل ك"
)
_LEADING_WORDS = frozenset(_LEADING.split())
_WEAK_MARKS = " \u00a0\u202f,;:،؛.–—-«“‘(["
_LAST_PIECE = re.compile(r"[^\s«“‘(\[]+$")
_NUMBER_GOES_ON = re.compile(r" \d{3}(?!\d)")
_NUMBER_END = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})*$")

_SENTENCE_END = re.compile(r"[.!?؟]+(?:\s?»|[”’\"')\]])*(?=\s)")
_SENTENCE_START = re.compile(r"\s+[«“‘\"'(\[]*\s?([^\W_])")
_ABBREVIATION = re.compile(r"([^\s«“‘(\[]+)\.$")
_DOTTED = re.compile(r"[^\W\d]{1,2}(?:\.-?[^\W\d]{1,2}(?:-[^\W\d])?)+")  # U.S., c.-à-d., ق.م.
_TITLES = {"mr", "mrs", "ms", "mm", "mme", "mlle", "dr", "pr", "prof", "st", "ste", "cf", "al"}
_BEFORE_NUMBERS = {"no", "nos", "art", "pp", "par", "fig", "chap", "approx", "env", "ca"}

_GAP = "[ \t\u00a0\u2009\u202f]"  # any space within a line
_NARROW = "\u202f"
_FRENCH_GAPS = re.compile(
    rf"""
    (?<=\S){_GAP}+(?=[:;?!]+(?:\s|$|[»”"')\].,…*_]))  # not in " ?page=2" or " ![alt]"
    |(?<=\S){_GAP}+(?=»)
    |(?<=«){_GAP}+(?=\S)
    |(?<=\d){_GAP}+(?=%)
    """,
    re.VERBOSE,
)
_FRENCH_NUMBER = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)")


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Cut a text after a word, never after an article or inside a number."""
    text = _one_line(text)
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition(" ")[0] or text[:length]
    if _NUMBER_GOES_ON.match(text, len(cut)):
        cut = _NUMBER_END.sub("", cut) or cut
    return f"{_without_weak_end(cut) or cut}…"


def _without_weak_end(text: str) -> str:
    while found := _LAST_PIECE.search(text := text.rstrip(_WEAK_MARKS)):
        if found[0].lower().replace("’", "'").rstrip("ـ") not in _LEADING_WORDS:
            return text
        text = text[: found.start()]
    return text


def first_sentence(text: str) -> str:
    """Return the first sentence whole."""
    text = _one_line(text)
    for end in _SENTENCE_END.finditer(text):
        start = _SENTENCE_START.match(text, end.end())
        if start and not start[1].islower() and not _is_abbreviated(text[: end.end()], start[1]):
            return text[: end.end()]
    return text


def _is_abbreviated(text: str, following: str) -> bool:
    """Tell the point of an abbreviation or an initial from the end of a sentence."""
    found = _ABBREVIATION.search(text[-LONGEST_WORD:])
    if not found:
        return False
    word = found[1].lower()
    if len(word) == 1:
        return word.isalpha()
    known = _TITLES | _BEFORE_NUMBERS if following.isdecimal() else _TITLES
    return word in known or bool(_DOTTED.fullmatch(word))


def _one_line(text: str) -> str:
    return _SPACES.sub(lambda gap: " " if _BREAKING.search(gap[0]) else gap[0], text).strip()


def typeset(text: str, language: str) -> str:
    """Set a text as its language is printed: in French, narrow spaces that do not break.

    They take the place of the spaces that the writer put before : ; ? ! » %, after « and in
    13 500. None is put where the writer put none: 10:30, an address. Twice is the same as once.
    """
    if language != "fr":
        return text
    text = _FRENCH_GAPS.sub(_NARROW, text)
    return _FRENCH_NUMBER.sub(lambda number: re.sub(_GAP, _NARROW, number[0]), text)
