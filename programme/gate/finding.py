"""Rules and texts → what publishing asks about."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from django.utils import translation

from programme.gate import names, numbers
from programme.gate.passages import Passage, names_on_the_site, passages
from programme.gate.reading import Expressions, normalised
from programme.models import AllowedWords, Donor, GateRule, Place, Publishable, Resolution

LONGEST = Resolution._meta.get_field("words").max_length or 300
_KINDS = GateRule.Kind
BETWEEN = " … "  # a number and its place


def key_of(words: str) -> str:
    """Return words as an answer keeps them: folded, without marks, so that they are known again."""
    return (normalised(words) or words)[:LONGEST]


@dataclass(frozen=True)
class Standing:
    """Where words were found: the column, what it is called, the id of its field in the form."""

    field: str
    label: str
    anchor: str
    language: str
    excerpt: str


@dataclass
class Finding:
    """Words that could harm somebody, why the gate asks, and all places where they stand."""

    rule: str
    name: str
    why: str
    is_sensitive: bool
    words: str
    stands_in: list[Standing] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The words by which an answer is known again."""
        return key_of(self.words)

    @property
    def code(self) -> str:
        """A short name for form fields; the same for the same words of the same rule."""
        return hashlib.sha256(f"{self.rule}\0{self.key}".encode()).hexdigest()[:16]

    @property
    def excerpt(self) -> str:
        return self.stands_in[0].excerpt


class Rules:
    """The rules and the words that are allowed, read once for as many rows as are looked at."""

    def __init__(self) -> None:
        self.rules = list(GateRule.objects.active())
        named: list[Place | Donor] = [*Place.objects.all(), *Donor.objects.public()]
        self.allowed = Expressions(
            [line for allowed in AllowedWords.objects.all() for line in allowed.lines()]
        )
        self.named = Expressions(names_on_the_site(list(named)))

    @cached_property
    def expressions(self) -> dict[str, Expressions]:
        kinds = (_KINDS.WORDS, _KINDS.NAMES, _KINDS.NUMBER)
        return {rule.code: Expressions(rule.lines()) for rule in self.rules if rule.kind in kinds}

    @cached_property
    def patterns(self) -> dict[str, list[re.Pattern[str]]]:
        return {
            rule.code: [re.compile(line, re.IGNORECASE) for line in rule.lines()]
            for rule in self.rules
            if rule.kind == _KINDS.PATTERN
        }

    def known(self, passage: Passage) -> set[int]:
        """The numbers of the words that point to nobody: places, donors, what is allowed."""
        reading = passage.reading
        return self.allowed.covered(reading) | self.named.covered(reading)

    def found(self, texts: list[Passage]) -> Iterator[tuple[GateRule, Passage, str]]:
        """Yield each rule with the words that it finds, and the passage that they stand in."""
        look = _Look(self, texts)
        for rule in self.rules:
            for passage in texts:
                for words in look.by(rule, passage):
                    yield rule, passage, words


class _Look:
    """One look at all texts of a row."""

    def __init__(self, rules: Rules, texts: list[Passage]) -> None:
        self.rules = rules
        self.texts = texts
        self.known = {id(passage): rules.known(passage) for passage in texts}
        self.kinds: dict[str, Callable[[GateRule, Passage], Iterable[str]]] = {
            _KINDS.WORDS: self._words,
            _KINDS.PATTERN: self._patterns,
            _KINDS.NAMES: self._names,
            _KINDS.NUMBER: self._number_and_place,
            _KINDS.FILE: self._author,
        }

    def by(self, rule: GateRule, passage: Passage) -> Iterable[str]:
        return self.kinds[rule.kind](rule, passage)

    def _words(self, rule: GateRule, passage: Passage) -> Iterator[str]:
        for first, last in self.rules.expressions[rule.code].within(passage.reading):
            if not self.known[id(passage)].issuperset(range(first, last + 1)):
                yield passage.reading.span(first, last)

    def _patterns(self, rule: GateRule, passage: Passage) -> Iterator[str]:
        return _longest(self.rules.patterns[rule.code], passage.reading.text)

    def _names(self, rule: GateRule, passage: Passage) -> Iterator[str]:
        titles, known = self.rules.expressions[rule.code], self.known[id(passage)]
        for first, last in names.names_in(passage.reading, titles, known):
            yield passage.reading.span(first, last)

    def _author(self, _rule: GateRule, passage: Passage) -> list[str]:
        return [passage.text] if passage.about_file else []

    def _number_and_place(self, rule: GateRule, passage: Passage) -> Iterator[str]:
        if passage.count is not None:
            yield from self._figure_and_place(rule, passage)
            return
        reading = passage.reading
        people, places = set(numbers.small_numbers(reading)), set(self._places(rule, passage))
        for sentence in reading.sentences:
            there = [number for number in sentence if number in places][:1]
            for number in sorted(people.intersection(sentence)) if there else ():
                yield f"{reading.span(number, number)}{BETWEEN}{reading.span(there[0], there[0])}"

    def _figure_and_place(self, rule: GateRule, passage: Passage) -> Iterator[str]:
        """A figure counts with the first place that the row names in the same language."""
        count = passage.count or 0
        if not numbers.is_small(count) or numbers.counts_things(passage.reading):
            return
        places = (
            other.reading.span(number, number)
            for other in self.texts
            if other.language == passage.language
            for number in self._places(rule, other)
        )
        yield from (f"{count:.0f}{BETWEEN}{place}" for place in islice(places, 1))

    def _places(self, rule: GateRule, passage: Passage) -> Iterator[int]:
        gazetteer = self.rules.expressions[rule.code]
        return numbers.small_places(passage.reading, gazetteer, self.known[id(passage)])


def _longest(patterns: list[re.Pattern[str]], text: str) -> Iterator[str]:
    """Yield what patterns find in a text, but nothing that stands within something longer."""
    spans = {found.span() for pattern in patterns for found in pattern.finditer(text)}
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > last:
            yield text[start:end].strip()
            last = end


def findings(row: Publishable, rules: Rules | None = None) -> list[Finding]:
    """List what the gate finds in a row and its parts, in the order of the rules.

    The same words found by one rule in several places are one finding.
    """
    collected: dict[tuple[str, str], Finding] = {}
    for rule, passage, words in (rules or Rules()).found(passages(row)):
        found = Finding(
            rule.code,
            translation.gettext(rule.name),
            translation.gettext(rule.why),
            rule.is_sensitive,
            words,
        )
        found = collected.setdefault((found.rule, found.key), found)
        standing = Standing(
            passage.field,
            passage.label,
            passage.anchor,
            passage.language,
            passage.excerpt(words.partition(BETWEEN)[0]),
        )
        if standing not in found.stands_in:
            found.stands_in.append(standing)
    return list(collected.values())


def words_found(text: str) -> list[str]:
    """List the words that the gate finds in a text that belongs to no field."""
    found = Rules().found([Passage("", "", "", "", text)])
    return list(dict.fromkeys(words for _rule, _passage, words in found))


def open_findings(row: Publishable, rules: Rules | None = None) -> list[Finding]:
    """List what nobody has answered yet, for this row or for the one that it replaces."""
    found = findings(row, rules)
    ids = {number for number in (row.pk, row.replaces_id) if number}
    noun = str(row._meta.model_name)
    answered = set(Resolution.objects.about(noun, ids).values_list("rule", "words"))
    return [one for one in found if (one.rule, one.key) not in answered]
