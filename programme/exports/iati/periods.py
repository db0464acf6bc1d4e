"""When something was achieved, as the first and last day that the standard asks for.

Where the source states less, the period is as long as it can have been, and a note says so.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programme.exports.iati.elements import Texts, joined, phrase
from programme.exports.reading import last_day_of
from programme.models import Evidence, Figure, Precision, Result, Source
from programme.wording import date_words

SINCE = _("It goes on since the first day; the last is that of the source, %(date)s.")
NOT_STATED = _(
    "No date is stated: the period runs from the programme’s start to the date of the source, "
    "%(date)s."
)
SINCE_THE_START = _("As of %(date)s; the period begins with the programme.")
OF_ITS_RESULT = _("No date is stated for the number: the period is that of its result.")
INFERRED = _("The date is not stated for this number but follows from the sentence.")


class Period(NamedTuple):
    """The first and the last day, and what has to be said of them."""

    start: date
    end: date
    note: Texts


class Stated(NamedTuple):
    """A date as exact as somebody states it."""

    day: date
    precision: str

    @property
    def last_day(self) -> date:
        return last_day_of(self.day, self.precision) or self.day

    def said(self) -> str:
        return date_words(self.day, self.precision)


def began() -> date:
    """Return the first day of the month in which the programme began."""
    return date.fromisoformat(f"{settings.PROGRAMME_BEGAN}-01")


def newest_source() -> Stated | None:
    """Return the latest date that a source bears; None where none bears any."""
    source = Source.objects.newest()
    return _stated(source.as_of, source.as_of_precision) if source else None


def source_date(receipts: Iterable[Evidence], otherwise: Stated | None) -> Stated | None:
    """Return the latest date of what some receipts name; one that is not public names nothing."""
    found = [date for receipt in receipts if (date := _date_of(receipt))]
    return max(found, key=lambda date: date.last_day, default=otherwise)


def of_result(result: Result, known: Stated | None) -> Period | None:
    """Return the period of a result; `known` is the date of its source. None: nothing is known."""
    return _period(result.happened_from, result.happened_to, result.precision, known)


def of_figure(figure: Figure, known: Stated | None) -> Period | None:
    """Return the period of a number: its own date, or else that of its result."""
    stated = _stated(figure.as_of, figure.as_of_precision)
    if figure.result and not stated:
        return _of_its(figure.result, known)
    if stated and not figure.result and stated.precision != Precision.SINCE:
        period: Period | None = _since_the_start(stated)
    else:
        period = _period(figure.as_of, None, figure.as_of_precision, known)
    if period is None:
        return None
    inferred = phrase(INFERRED) if figure.as_of_inferred else {}
    return period._replace(note=joined([period.note, inferred]))


def _of_its(result: Result, known: Stated | None) -> Period | None:
    period = of_result(result, known)
    if period is None or result.happened_from is None:
        return period  # its note says already that no date is stated
    return period._replace(note=joined([period.note, phrase(OF_ITS_RESULT)]))


def _stated(day: date | None, precision: str) -> Stated | None:
    return Stated(day, precision) if day else None


def _date_of(receipt: Evidence) -> Stated | None:
    if receipt.source:
        return _stated(receipt.source.as_of, receipt.source.as_of_precision)
    if receipt.edition and receipt.report_is_public:
        return _stated(receipt.edition.report.dated, receipt.edition.report.dated_precision)
    return None


def _since_the_start(stated: Stated) -> Period:
    note = phrase(SINCE_THE_START, date=stated.said)
    return Period(min(began(), stated.day), stated.last_day, note)


def _period(
    start: date | None, end: date | None, precision: str, known: Stated | None
) -> Period | None:
    if start is None:
        if known is None:
            return None
        note = phrase(NOT_STATED, date=known.said)
        return Period(min(began(), known.day), known.last_day, note)
    last = Stated(end or start, precision).last_day
    if precision != Precision.SINCE or known is None:
        return Period(start, last, {})
    if known.last_day < start:
        return Period(start, last, {})
    return Period(start, known.last_day, phrase(SINCE, date=known.said))
