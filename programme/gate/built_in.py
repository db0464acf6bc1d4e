"""The rules and allowed words that a new site begins with; from then on they are its editors'."""

from typing import Any, NamedTuple

from django.db import connections
from django.utils.translation import gettext_noop as _

from programme.gate.built_in_words import ALLOWED, PATTERNS, WORDS
from programme.models import AllowedWords, GateRule

_KINDS = GateRule.Kind


class Rule(NamedTuple):
    """A rule as it comes with the site."""

    code: str
    kind: str
    is_sensitive: bool
    name: str
    why: str


RULES = (
    Rule(
        "children",
        _KINDS.WORDS,
        True,
        _("Words about children"),
        _("A child must not be found by what is told. Is the place, the date or the age needed?"),
    ),
    Rule(
        "victims",
        _KINDS.WORDS,
        True,
        _("Words about victims"),
        _("A victim may be found by those who did harm. Could anybody know who is meant?"),
    ),
    Rule(
        "witnesses",
        _KINDS.WORDS,
        True,
        _("Words about witnesses"),
        _("Who speaks in court or to the police may be punished for it. Could anybody be found?"),
    ),
    Rule(
        "suspects",
        _KINDS.WORDS,
        False,
        _("Words about suspects and prisoners"),
        _("Nobody is guilty before a court has said so. Could anybody know who is meant?"),
    ),
    Rule(
        "age",
        _KINDS.PATTERN,
        False,
        _("An age"),
        _("With a place or a date, an age may be enough to find a person."),
    ),
    Rule(
        "number-and-place",
        _KINDS.NUMBER,
        False,
        _("Few people in a small place"),
        _("Where few people are meant and the place is small, neighbours know who they are."),
    ),
    Rule(
        "names",
        _KINDS.NAMES,
        False,
        _("What looks like a personal name"),
        _("Has this person agreed, or is the name public already? If it is no person, say so."),
    ),
    Rule(
        "contact",
        _KINDS.PATTERN,
        True,
        _("A telephone number or e-mail address"),
        _("It may reach a person who never agreed to be reached."),
    ),
    Rule(
        "address",
        _KINDS.PATTERN,
        True,
        _("An exact address or position"),
        _("Somebody may live or hide there."),
    ),
    Rule(
        "case-number",
        _KINDS.PATTERN,
        True,
        _("The number of a case"),
        _("By its number a case file can be found, and with it all who are named in it."),
    ),
    Rule(
        "file-author",
        _KINDS.FILE,
        False,
        _("The author that a file names"),
        _("A file says who wrote it, often without anybody’s knowing. May readers see this?"),
    ),
)
LISTS = {
    _("Organisations"): _("organisations, not persons"),
    _("Institutions and documents"): _("words in names of institutions, laws and documents"),
    _("Countries, regions, languages"): _("large places and their languages"),
    _("Months and days"): _("dates, not persons"),
    _("Standards and programs"): _("technical names, not persons"),
}


def put_in(using: str = "default", **_options: Any) -> None:
    """Add the rules that are not there yet, and the allowed words to a site that has none.

    After each migration, so that a rule which comes with a new version arrives; those that are
    there stay as they were edited.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {GateRule._meta.db_table, AllowedWords._meta.db_table} <= tables:
        return
    there = set(GateRule.objects.using(using).values_list("code", flat=True))
    GateRule.objects.using(using).bulk_create(
        _as_row(rule, place) for place, rule in enumerate(RULES, 1) if rule.code not in there
    )
    if not AllowedWords.objects.using(using).exists():
        AllowedWords.objects.using(using).bulk_create(
            AllowedWords(name=name, why=why, words=ALLOWED[name]) for name, why in LISTS.items()
        )


def _as_row(rule: Rule, place: int) -> GateRule:
    words = PATTERNS.get(rule.code) or WORDS.get(rule.code, "")
    return GateRule(**rule._asdict(), words=words, position=10 * place)
