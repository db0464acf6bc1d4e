"""Dates with precision, numbers with qualifiers, and lists, in the words of the active language."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.models import Figure, Precision

EXCERPT = 115  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+(?=[^\Wa-z])")
_WEAK_END = re.compile(
    r"(?:\s+(?:an?|the|of|and|in|for|to|de|la|le|les|du|des|et)|[\s,;:–—-])+$", re.IGNORECASE
)


def date_words(day: date | None, precision: str) -> str:
    """Say a date as exactly as it is known: "September 2015", "Since 2015", "Date not stated"."""
    if day is None:
        return _("Date not stated")
    match precision:
        case Precision.DAY:
            return date_format(day, "j F Y")
        case Precision.MONTH:
            return date_format(day, "F Y")
        case Precision.SINCE:
            return _("Since %(year)s") % {"year": day.year}
        case _year:
            return str(day.year)


def period_words(start: date | None, end: date | None, precision: str) -> str:
    """Say when something happened, from a first to a last date where there are two."""
    first = date_words(start, precision)
    if end is None or start is None:
        return first
    last = date_words(end, precision)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def iso_date(day: date | None, precision: str) -> str:
    """Write a date for machines, no more exact than it is: 2015, 2015-09, 2015-09-30."""
    if day is None:
        return ""
    if precision == Precision.DAY:
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == Precision.MONTH else f"{day.year:04d}"


def number_words(value: Decimal | str) -> str:
    """Write a number with its thousands parted and no idle zeros: 13,500 and 2.7."""
    plain = Decimal(value).normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=places, force_grouping=True)


def qualifier_words(qualifier: str) -> str:
    """Say how exact a number is, before it: "more than", "some", or nothing."""
    match qualifier:
        case Figure.Qualifier.MINIMUM:
            return pgettext("before a number that is a minimum", "more than")
        case Figure.Qualifier.APPROXIMATE:
            return pgettext("before a number that is approximate", "some")
        case _exact:
            return ""


def figure_words(value: Decimal | str, qualifier: str, label: str) -> str:
    """Say a stated number whole: "more than 13,500 firearms marked"."""
    return " ".join(filter(None, [qualifier_words(qualifier), number_words(value), label]))


def file_says(properties: dict[str, str]) -> list[tuple[str, str]]:
    """Say what a file says of itself: (label, words) for each property it has."""
    labels = {
        "Author": _("author"),
        "Title": _("title"),
        "Subject": _("subject"),
        "Keywords": _("keywords"),
        "Creator": _("written with"),
        "Producer": _("made into a PDF by"),
        "CreationDate": _("made on"),
    }
    return [
        (label, _pdf_date_words(words) if name == "CreationDate" else words)
        for name, label in labels.items()
        if (words := properties.get(name))
    ]


def _pdf_date_words(words: str) -> str:
    """Say the date of a PDF ("D:20150930…"); one that is none is shown as it is."""
    try:
        return date_words(datetime.strptime(words[2:10], "%Y%m%d").date(), Precision.DAY)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return words


def list_words(items: Sequence[str]) -> str:
    """Join names: "Mali", "Burkina Faso and Mali", "Chad, Mali and Niger"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(most)s and %(last)s") % {"most": ", ".join(items[:-1]), "last": items[-1]}


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Cut a text after a word, never after an article or inside a number."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition(" ")[0] or text[:length]
    return f"{_WEAK_END.sub('', cut)}…"


def first_sentence(text: str) -> str:
    """Return the first sentence whole."""
    return _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]
