"""Two texts → what stayed, went and came between them, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Piece = tuple[str, str]  # kind and text: what stayed (""), went ("del") or came ("ins")

AROUND = 10  # words that are kept on each side of a change
LONGEST = 120  # words of one change
MOST_PAIRS = 400_000  # pairs of words; to compare more would keep a reader waiting

_MARKS = r".,;:!?…،؛؟()\[\]«»“”\""
_WORDS = re.compile(rf"\d[\d.,\u00a0\u202f]*\d|\s+|[{_MARKS}]|[^\s{_MARKS}]+")
_SPACED = re.compile(r"\s*\S+\s*$|\s*\S+|\s+")


def compared(then: str, now: str) -> Iterator[Piece]:
    """Yield (kind, text) of what stayed (""), went ("del") and came ("ins"), word by word."""
    before, after = _WORDS.findall(then), _WORDS.findall(now)
    gone = come = ""
    for kind, i, j, k, m in _steps(before, after):
        old, new = "".join(before[i:j]), "".join(after[k:m])
        # A space between two words that both changed is no word that stayed.
        if kind != "equal" or (gone and come and new.isspace()):
            gone, come = gone + old, come + new
            continue
        yield from (*_marked("del", gone), *_marked("ins", come), ("", new))
        gone = come = ""
    yield from (*_marked("del", gone), *_marked("ins", come))


def shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Leave out what stands far from any change, and the end of a very long change."""
    found = list(pieces)
    for number, (kind, text) in enumerate(found):
        words = _SPACED.findall(text)
        if kind:
            yield kind, text if len(words) <= LONGEST else "".join(words[:LONGEST]) + "…"
            continue
        first = words[:AROUND] if number else []
        last = words[-AROUND:] if number < len(found) - 1 else []
        whole = len(words) <= len(first) + len(last) + AROUND
        yield "", text if whole else f"{''.join(first)} … {''.join(last).lstrip()}"


def _steps(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(before) * len(after) <= MOST_PAIRS:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    start = _shared(before, after)
    end = min(_shared(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    i, j = len(before) - end, len(after) - end
    middle: list[tuple[str, int, int, int, int]] = [("replace", start, i, start, j)]
    if (i - start) * (j - start) <= MOST_PAIRS:
        inner = SequenceMatcher(None, before[start:i], after[start:j], autojunk=False)
        middle = [
            (kind, a + start, b + start, c + start, d + start)
            for kind, a, b, c, d in inner.get_opcodes()
        ]
    whole = [("equal", 0, start, 0, start), *middle]
    return [*whole, ("equal", i, len(before), j, len(after))]


def _shared(one: list[str], other: list[str]) -> int:
    """Count the words that two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _marked(kind: str, text: str) -> Iterator[Piece]:
    """Mark words, and leave the spaces around them as they are."""
    words = text.strip()
    before, _words, after = text.partition(words) if words else ("", "", text)
    for each, part in (("", before), (kind, words), ("", after)):
        if part:
            yield each, part
