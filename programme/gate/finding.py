"""Rules and texts → what publishing asks about."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext

from programme.gate import grammar, names, numbers
from programme.gate.passages import Passage, names_on_the_site, passages
from programme.gate.reading import Expressions, normalised
from programme.models import AllowedWords, Donor, GateRule, Place, Publishable, Resolution

LONGEST = Resolution._meta.get_field("words").max_length or 300
_KINDS = GateRule.Kind


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
        return (normalised(self.words) or self.words)[:LONGEST]

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
        known = {id(passage): self.known(passage) for passage in texts}
        for rule in self.rules:
            for passage in texts:
                for words in self._of_rule(rule, passage, texts, known):
                    yield rule, passage, words

    def _of_rule(
        self, rule: GateRule, passage: Passage, texts: list[Passage], known: dict[int, set[int]]
    ) -> Iterator[str]:
        reading, here = passage.reading, known[id(passage)]
        match rule.kind:
            case _KINDS.WORDS:
                for first, last in self.expressions[rule.code].within(reading):
                    if not here.issuperset(range(first, last + 1)):
                        yield reading.span(first, last)
            case _KINDS.PATTERN:
                for pattern in self.patterns[rule.code]:
                    yield from (found[0].strip() for found in pattern.finditer(reading.text))
            case _KINDS.NAMES:
                titles = self.expressions[rule.code]
                for first, last in names.names_in(reading, titles, here):
                    yield reading.span(first, last)
            case _KINDS.NUMBER:
                yield from self._number_and_place(rule, passage, texts, known)
            case _KINDS.FILE if passage.about_file:
                yield passage.text

    def _number_and_place(
        self, rule: GateRule, passage: Passage, texts: list[Passage], known: dict[int, set[int]]
    ) -> Iterator[str]:
        gazetteer = self.expressions[rule.code]
        if passage.count is not None:
            if numbers.is_small(passage.count) and not numbers.counts_things(passage.reading):
                said = f"{passage.count:.0f} {passage.reading.text}"
                for other in texts:
                    if other.language == passage.language and other.count is None:
                        places = numbers.small_places(other.reading, gazetteer, known[id(other)])
                        yield from (f"{said} … {other.reading.span(n, n)}" for n in places)
            return
        reading = passage.reading
        people = set(numbers.small_numbers(reading))
        places = list(numbers.small_places(reading, gazetteer, known[id(passage)]))
        for sentence in reading.sentences:
            counted = [n for n in sentence if n in people]
            there = [n for n in sentence if n in places]
            if counted and there:
                number, place = reading.span(counted[0], counted[0]), reading.span(there[0], there[0])
                yield f"{number} … {place}"


def findings(row: Publishable, rules: Rules | None = None) -> list[Finding]:
    """List what the gate finds in a row and its parts, in the order of the rules.

    The same words found by one rule in several places are one finding.
    """
    collected: dict[tuple[str, str], Finding] = {}
    for rule, passage, words in (rules or Rules()).found(passages(row)):
        found = Finding(rule.code, gettext(rule.name), gettext(rule.why), rule.is_sensitive, words)
        found = collected.setdefault((found.rule, found.key), found)
        excerpt = passage.reading.excerpt(words.partition(" … ")[0])
        standing = Standing(
            passage.field, passage.label, passage.anchor, passage.language, excerpt
        )
        if standing not in found.stands_in:
            found.stands_in.append(standing)
    return list(collected.values())


def open_findings(row: Publishable, rules: Rules | None = None) -> list[Finding]:
    """List what nobody has answered yet, for this row or for the one that it replaces."""
    found = findings(row, rules)
    ids = {number for number in (row.pk, row.replaces_id) if number}  # type: ignore[attr-defined]
    noun = str(row._meta.model_name)
    answered = set(Resolution.objects.about(noun, ids).values_list("rule", "words"))
    return [one for one in found if (one.rule, one.key) not in answered]
