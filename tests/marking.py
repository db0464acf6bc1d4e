"""A made-up language in which each word that can be translated stands in ⟦marks⟧."""

import calendar
import re
from contextlib import contextmanager
from unittest.mock import patch

from babel.dates import get_month_names
from django.utils import translation

from programme.wording.dates import UN_MONTHS

PLACE = re.compile(r"(%%|%(?:\(\w+\))?[-+ #0]*[\d.]*[a-zA-Z]|\{\w*\})")
SAYS = re.compile(r"[^\W\d_]|[:;?!]")
LETTER = re.compile(r"[^\W\d_]")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
# Months and the last word of a list come from CLDR, not from a catalogue (programme/wording/).
MONTHS = [*calendar.month_name[1:], *get_month_names(locale="fr").values(), *UN_MONTHS]
_MONTH = f"(?:{'|'.join(MONTHS)})"
FROM_CLDR = re.compile(
    rf"(?<=\d)(?: and | et | و)(?=\d)|(?:\d{{1,2}}(?:er)? )?{_MONTH} \d{{4}}"
    # as citations write days: 2026, May 20; May 20, 2026; 2026, 20 mai
    rf"|\d{{4}}[,،] (?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:er)? {_MONTH})|{_MONTH} \d{{1,2}}, \d{{4}}",
    re.IGNORECASE,
)


def marked(message):
    """The message with marks around its words, but not around what is put into it."""
    parts = PLACE.split(str(message))
    return "".join(
        part if number % 2 or not SAYS.search(part) else f"⟦{part}⟧"
        for number, part in enumerate(parts)
    )


def unmarked(text):
    """What is left of a text, part by part, once the marked words are taken out."""
    parts = (" ".join(part.split()) for part in FROM_CLDR.sub("", MARKED.sub("", text)).split("\n"))
    return [part for part in parts if SAYS.search(part)]


@contextmanager
def everything_marked():
    """Speak the made-up language; yields the (context, message) pairs that were asked for."""
    asked = set()

    def gettext(message):
        asked.add((None, str(message)))
        return marked(message)

    def pgettext(context, message):
        asked.add((str(context), str(message)))
        return marked(message)

    def ngettext(one, many, number):
        asked.add((None, str(one)))
        return marked(one if number == 1 else many)

    def npgettext(context, one, many, number):
        asked.add((str(context), str(one)))
        return marked(one if number == 1 else many)

    speech = {f.__name__: f for f in (gettext, pgettext, ngettext, npgettext)}
    with patch.multiple(translation._trans, create=True, **speech):
        yield asked
