"""What is wrong with a catalogue: words missing or out of date, and words that would do harm."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message

from programme.catalogues.extracting import Found
from programme.catalogues.keeping import PLURALS, entries, forms, key_of
from programme.catalogues.placeholders import is_named, places, tags, words
from programme.catalogues.typography import RULES

Key = tuple[str | None, str]
# Arabic has words of their own for none, one and two: these forms can do without the number.
ONE_NUMBER = {"fr": (), "ar": (0, 1, 2)}
SENTENCE = 3  # words; shorter ones are often the same in French


class Fault(NamedTuple):
    """One fault of one entry."""

    id: str
    what: str


def of(catalog: Catalog, language: str, found: Iterable[Found]) -> list[Fault]:
    """Everything wrong with a catalogue, against what was found in the sources."""
    plurals = PLURALS[language]
    header = [] if catalog.plural_forms == plurals else [Fault("Plural-Forms", f"is not {plurals}")]
    return [*header, *_out_of_date(catalog, found), *_in_entries(catalog, language)]


def _out_of_date(catalog: Catalog, found: Iterable[Found]) -> Iterator[Fault]:
    here = {key_of(message): message.pluralizable for message in entries(catalog)}
    there = {string.key: False for string in found}
    there |= {string.key: True for string in found if not isinstance(string.id, str)}
    for key in _sorted(there.keys() - here.keys()):
        yield Fault(key[1], "is not in the catalogue; run make messages")
    for key in _sorted(here.keys() - there.keys()):
        yield Fault(key[1], "is in no source any more; run make messages")
    for key in _sorted(here.keys() & there.keys()):
        if here[key] != there[key]:
            yield Fault(key[1], "has a plural in one place alone; run make messages")


def _sorted(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: (key[1], key[0] or ""))


def _in_entries(catalog: Catalog, language: str) -> Iterator[Fault]:
    for message in entries(catalog):
        whats = [] if all(forms(message, language)) else ["has no words"]
        whats += ["is fuzzy"] if message.fuzzy else []
        for number, form in enumerate(forms(message, language)):
            if form:
                alone = number in ONE_NUMBER[language] and message.pluralizable
                whats += in_form(message, form, language, alone=alone)
        yield from (Fault(key_of(message)[1], what) for what in dict.fromkeys(whats))


def in_form(message: Message, form: str, language: str, *, alone: bool) -> Iterator[str]:
    """What is wrong with one form; `alone` says that it is for a single number."""
    sources = list(message.id) if message.pluralizable else [str(message.id)]
    yield from _placeholders(sources[-1], form, alone=alone)
    if Counter(tags(sources[-1])) != Counter(tags(form)):
        yield "its tags are others"
    if _ends(sources[0]) != _ends(form):
        yield "begins or ends with another space or line break"
    if form in sources and len(words(form).split()) >= SENTENCE:
        yield "is the English itself"
    yield from RULES[language](form)


def _placeholders(source: str, form: str, *, alone: bool) -> Iterator[str]:
    wanted, given = places(source), places(form)
    if all(map(is_named, wanted + given)):
        lacks, more = set(wanted) - set(given), set(given) - set(wanted)
        fits = not more and len(lacks) <= (1 if alone else 0)
    else:
        fits = wanted == given  # filled in by their order
    if not fits:
        yield f"its placeholders are {' '.join(given) or 'none'}, not {' '.join(wanted) or 'none'}"
    if any(place.startswith("%") for place in wanted) and "%" in words(form):
        yield "a % that begins no placeholder is written %%"


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip(" \n\t"))], text[len(text.rstrip(" \n\t")) :]
