"""Dates as exact as they are known, in words; `dating` reads them back."""

import re
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.models import Precision
from programme.models.expressions import reading_language
from programme.wording.lists import comma
from programme.wording.locales import locale

# As the United Nations write them: the name of the Levant, then that of Egypt. CLDR has one alone.
UN_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
_ELISION = re.compile(r"^de (?=[ao])")  # avril, août, octobre


def date_words(day: date | None, precision: str) -> str:
    """Say a date as exactly as it is known: "September 2015", "Since 2015", "Date not stated"."""
    if day is None:
        return _("Date not stated")
    match precision:
        case Precision.DAY:
            return f"{_number(day)} {_month(day)} {day.year}"
        case Precision.MONTH:
            return f"{_month(day)} {day.year}"
        case Precision.SINCE:
            return _("Since %(year)s") % {"year": day.year}
        case _year:
            return str(day.year)


def period_words(start: date | None, end: date | None, precision: str) -> str:
    """Say when something happened, from a first to a last date where there are two."""
    first = date_words(start, precision)
    if start is None or end is None:
        return first
    last = date_words(end, precision)
    if first == last:
        return first
    match precision:
        case Precision.DAY:
            words = pgettext("a period, in days", "%(first)s to %(last)s")
        case Precision.MONTH:
            words = pgettext("a period, in months", "%(first)s to %(last)s")
        case _year:
            words = pgettext("a period, in years", "%(first)s to %(last)s")
    words %= {"first": _without_shared(start, end, precision), "last": last}
    return _ELISION.sub("d’", words) if reading_language() == "fr" else words


def moment_words(at: datetime) -> str:
    """Say a day and a time of it, by the clock of this site: "30 September 2015, 14:05"."""
    at = localtime(at)
    return f"{date_words(at.date(), Precision.DAY)}{comma()}{at:%H:%M}"


def cited_words(day: date, *, year_first: bool = False) -> str:
    """Say a day as citations do: "May 20, 2026", or with its year before it: "2026, May 20"."""
    is_english = reading_language() == "en"
    words = f"{_month(day)} {day.day}" if is_english else f"{_number(day)} {_month(day)}"
    if year_first:
        return f"{day.year}{comma()}{words}"
    return f"{words}, {day.year}" if is_english else date_words(day, Precision.DAY)


def iso_date(day: date | None, precision: str) -> str:
    """Write a date for machines, no more exact than it is: 2015, 2015-09, 2015-09-30."""
    if day is None:
        return ""
    if precision == Precision.DAY:
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == Precision.MONTH else f"{day.year:04d}"


def iso_period(start: date | None, end: date | None, precision: str) -> str:
    """Write a period for machines: 2016, 2016-10, 2015/.. where it goes on, 2015-03/2015-06."""
    first, last = iso_date(start, precision), iso_date(end, precision)
    if first and precision == Precision.SINCE:
        return f"{first}/.."
    return f"{first}/{last}" if last and last != first else first


def _without_shared(start: date, end: date, precision: str) -> str:
    """Say the first date of a period without what the last says too: “March” to June 2015."""
    if start.year != end.year or precision not in (Precision.DAY, Precision.MONTH):
        return date_words(start, precision)
    if precision == Precision.MONTH:
        return _month(start)
    return _number(start) if start.month == end.month else f"{_number(start)} {_month(start)}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 and reading_language() == "fr" else str(day.day)


def _month(day: date) -> str:
    if reading_language() == "ar":
        return UN_MONTHS[day.month - 1]
    return str(locale().months["format"]["wide"][day.month])
