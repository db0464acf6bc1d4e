"""What looks like a personal name: after a title, several capitals in a row, Arabic particles."""

from collections.abc import Iterator

from programme.gate import grammar
from programme.gate.reading import Expressions, Reading

Span = tuple[int, int]  # numbers of the first and the last word
LONGEST = 5  # words of a name


def names_in(reading: Reading, titles: Expressions, known: set[int]) -> Iterator[Span]:
    """Yield what looks like a name; `known` are the words that are no part of one."""
    last = -1
    no_names = known | titles.covered(reading)
    for span in sorted([*_after_titles(reading, titles, known), *_runs(reading, no_names)]):
        if span[0] > last:
            yield span
            last = span[1]
    yield from _arabic(reading, known)


def _after_titles(reading: Reading, titles: Expressions, known: set[int]) -> Iterator[Span]:
    words = reading.words
    for first, last in titles.within(reading):
        title, following = words[first], last + 1
        if following >= len(words) or following in known:
            continue
        joined = reading.between(last).strip(".") in ("", " ") or reading.between(last) == ". "
        if not joined or not (title.is_capital or title.is_arabic):
            continue
        if words[following].is_arabic:
            yield first, min(following + 1, len(words) - 1, _end_of_phrase(reading, following))
        elif _may_be_name(reading, following):
            yield first, _end_of_run(reading, following, known)


def _runs(reading: Reading, known: set[int]) -> Iterator[Span]:
    words, number = reading.words, 0
    while number < len(words):
        if number in known or not _may_be_name(reading, number):
            number += 1
            continue
        end = _end_of_run(reading, number, known)
        capitals = [n for n in range(number, end + 1) if words[n].is_capital]
        if len(capitals) > 1 and any(_is_written_as_name(reading, n) for n in capitals):
            yield number, end
        number = end + 1


def _end_of_run(reading: Reading, number: int, known: set[int]) -> int:
    words, end = reading.words, number
    while end + 1 < len(words) and end + 1 - number < LONGEST:
        step = 1
        if words[end + 1].folded in grammar.PARTICLES and end + 2 < len(words):
            step = 2
        following = end + step
        parts = range(end, following)
        if not all(_joins(reading, n) for n in parts) or following in known:
            break
        if not _may_be_name(reading, following):
            break
        end = following
    return end


def _joins(reading: Reading, number: int) -> bool:
    """Say whether a word and the next may be of one name: J.-P. Name, Name-Name, N'Name."""
    between = reading.between(number)
    if len(reading.words[number].written) == 1:
        return between.strip(" ") in ("", ".", ".-", "'")
    return between in (" ", "-", "'")


def _may_be_name(reading: Reading, number: int) -> bool:
    word = reading.words[number]
    is_little = word.folded in grammar.LITTLE and not _is_initial(reading, number)
    return word.is_capital and not is_little


def _is_written_as_name(reading: Reading, number: int) -> bool:
    """Say whether a word is more than capitals alone: Name, or an initial with its point."""
    return _is_initial(reading, number) or not reading.words[number].written.isupper()


def _is_initial(reading: Reading, number: int) -> bool:
    word = reading.words[number]
    return len(word.written) == 1 and reading.text[word.end : word.end + 1] == "."


def _arabic(reading: Reading, known: set[int]) -> Iterator[Span]:
    words = reading.words
    for number, word in enumerate(words):
        if not word.is_arabic or number in known:
            continue
        follows = number + 1 < len(words) and _continues(reading, number)
        precedes = number > 0 and _continues(reading, number - 1, number - 1)
        if word.folded in grammar.ARABIC_BETWEEN and follows and precedes:
            yield number - 1, number + 1
        elif word.forms & grammar.ARABIC_BEFORE and word.folded not in ("ام", "لام") and follows:
            if word.forms & {"عبد"} and not words[number + 1].folded.startswith("ال"):
                continue
            yield number, number + 1


def _continues(reading: Reading, number: int, at: int | None = None) -> bool:
    """Say whether a word and the next stand side by side, and one of them is no little word."""
    looked_at = reading.words[number + 1 if at is None else at]
    return reading.between(number) == " " and looked_at.folded not in grammar.ARABIC_LITTLE


def _end_of_phrase(reading: Reading, number: int) -> int:
    """The last of at most two words that stand together."""
    following = number + 1
    if following < len(reading.words) and _continues(reading, number):
        return following
    return number
