"""Small numbers of people, and small places: together they can point to somebody."""

from collections.abc import Iterator

from programme.gate import grammar
from programme.gate.reading import Expressions, Reading

MOST = 50  # people; beyond that a number points to nobody
AHEAD = 2  # words after a number that may say what is counted
_THINGS = Expressions(sorted(grammar.COUNTED_THINGS))


def is_small(value: float) -> bool:
    return 1 <= value <= MOST and value == int(value)


def counts_things(reading: Reading, first: int = 0) -> bool:
    """Say whether one of the next words names things, time or money, and no people."""
    following = range(first, min(first + AHEAD, len(reading.words)))
    return any(number in _things(reading) for number in following)


def _things(reading: Reading) -> set[int]:
    return _THINGS.covered(reading)


def small_numbers(reading: Reading) -> Iterator[int]:
    """Yield the numbers of words that end a small count of people, or name one person."""
    yield from (n for n, word in enumerate(reading.words) if word.folded in grammar.PERSONS)
    things = _things(reading)
    values = list(_values(reading))
    for (_start, end), value in values:
        if is_small(value) and not things & set(range(end + 1, end + 1 + AHEAD)):
            after = reading.text[reading.words[end].end :].lstrip()
            if not after.startswith("%"):
                yield end


def _values(reading: Reading) -> Iterator[tuple[tuple[int, int], int]]:
    at = {word.start: number for number, word in enumerate(reading.words)}
    ends = {word.end: number for number, word in enumerate(reading.words)}
    spelt = list(_spelt(reading))
    for found in grammar.DIGITS.finditer(reading.text):
        if found.start() in at and found.end() in ends:
            span = at[found.start()], ends[found.end()]
            following = next((value for (first, _), value in spelt if first == span[1] + 1), 0)
            many = following >= 100  # 3 million
            digits = "".join(c for c in found[0] if c.isdigit())
            yield span, int(digits[:12]) * (following if many else 1)
    yield from spelt


def _spelt(reading: Reading) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield numbers in words: forty-five, dix-sept, خمسة وعشرون."""
    words, number = reading.words, 0
    while number < len(words):
        total, end = 0, number
        while end < len(words) and (value := _value(words[end].forms)) is not None:
            total = max(total, 1) * value if value >= 100 else total + value
            end += 1
        if total > 1:
            yield (number, end - 1), total
        number = max(end, number + 1)


def _value(forms: frozenset[str]) -> int | None:
    return next((grammar.NUMBERS[form] for form in forms if form in grammar.NUMBERS), None)


def small_places(reading: Reading, gazetteer: Expressions, known: set[int]) -> Iterator[int]:
    """Yield the numbers of words that name a place which is no country or region of the site."""
    named = gazetteer.covered(reading)
    words = reading.words
    for number, word in enumerate(words):
        if number in named:
            yield number
        elif number and number not in known and _is_proper(word.written, word.folded):
            before = words[number - 1]
            if before.folded in grammar.BEFORE_PLACES and not word.opens:
                yield number


def _is_proper(written: str, folded: str) -> bool:
    return written[0].isupper() and not written.isupper() and folded not in grammar.LITTLE
