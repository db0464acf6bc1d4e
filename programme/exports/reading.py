"""Readers of values: from the names that a query gives to what a column holds."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.exports.columns import Reader, Row
from programme.frame import absolute, web_address
from programme.models import Precision
from programme.models.expressions import LANGUAGES, reading_language
from programme.wording import figures_in_words, iso_period, period_words

BORN = "original_language"
_SLUG = "0"  # a slug takes its place


def names_of(field: str) -> tuple[str, ...]:
    """Name a text's columns, one a language."""
    return tuple(f"{field}_{code}" for code in LANGUAGES)


def as_is(name: str) -> Reader:
    """Read a value as the query gives it."""
    return Reader((name,), itemgetter(name))


def as_text(name: str) -> Reader:
    return Reader((name,), lambda row: str(row[name] or ""))


def _worded(needs: Iterable[str], within: Callable[[str], Callable[[Row], Any]]) -> Reader:
    """Build a reader whose value hangs on the language that is read."""
    return Reader(tuple(needs), lambda row: within(reading_language())(row), within)


def shown(field: str, born: str = BORN) -> Reader:
    """Read the text that a reader of this language is shown."""
    needs = (*names_of(field), *([born] if born else []))
    return _worded(needs, lambda language: text_in(language, field, born))


def language_of(field: str, born: str = BORN) -> Reader:
    """Read the language of the text that is shown."""
    needs = (*names_of(field), *([born] if born else []))
    return _worded(needs, lambda language: _language_in(language, field, born))


def text_in(language: str, field: str, born: str = "") -> Callable[[Row], str]:
    """Make what reads the text shown in a language: this one → original → any, as `said`."""
    names = dict(zip(LANGUAGES, names_of(field), strict=True))
    first, others = names[language], list(names.values())

    def of(row: Row) -> str:
        text = row[first] or (row[names[row[born] or LANGUAGES[0]]] if born else "")
        return text or next(filter(None, map(row.__getitem__, others)), "")

    return of


def _language_in(language: str, field: str, born: str) -> Callable[[Row], str]:
    names = dict(zip(LANGUAGES, names_of(field), strict=True))

    def of(row: Row) -> str:
        return next((code for code in (language, row[born], *LANGUAGES) if row[names[code]]), "")

    return of


def page(route: str, slug: str = "slug") -> Reader:
    """Read the address of a page, in the language that is read; none without a slug."""

    def within(language: str) -> Callable[[Row], str]:
        before, after = _around_the_slug(route, language)
        return lambda row: f"{before}{row[slug]}{after}" if row[slug] else ""

    return _worded((slug,), within)


def page_at(route: str, slug: str) -> str:
    """Return the address of the page of a slug."""
    before, after = _around_the_slug(route, reading_language())
    return f"{before}{slug}{after}"


@lru_cache(maxsize=64)
def _around_the_slug(route: str, _language: str) -> tuple[str, str]:
    before, _, after = reverse(route, args=[_SLUG]).rpartition(_SLUG)
    return f"{settings.SITE_URL}{before}", after


def each(name: str, value: Callable[[Any], str]) -> Reader:
    """Read one text of each part in a list; parts without it are left out."""
    return Reader((name,), lambda row: [text for part in row[name] if (text := value(part))])


def each_in_words(name: str, within: Callable[[str], Callable[[Any], str]]) -> Reader:
    """Read one text of each part in a list; `within` makes the function for a language."""
    return _worded((name,), lambda language: each(name, within(language)).of)


def each_code(name: str, key: str) -> Reader:
    return Reader((name,), lambda row: [part[key] for part in row[name] if part[key]])


def each_uid(name: str) -> Reader:
    """Read the lasting id of each part, written alike whatever the database makes of it."""
    return each(name, lambda part: str(UUID(part["uid"])))


def each_text(name: str, field: str) -> Reader:
    return each_in_words(name, lambda language: text_in(language, field))


def of_each(name: str, value: Callable[[Any], Any]) -> Reader:
    """Read one value of each part, or None: the order stays that of the parts."""
    return Reader((name,), lambda row: [value(part) or None for part in row[name]])


def each_stated(name: str, key: str) -> Reader:
    """Read what each part states under a key, or None."""
    return of_each(name, itemgetter(key))


def split(name: str, key: str) -> Reader:
    """Read the texts that stand in one field of each part with commas between, once each."""
    return Reader(
        (name,),
        lambda row: list(dict.fromkeys(text for part in row[name] for text in _parted(part[key]))),
    )


def in_list(name: str) -> Reader:
    """Read the texts that stand in one field with commas between."""
    return Reader((name,), lambda row: _parted(row[name]))


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def when(own: str, start: str, end: str, precision: str) -> Reader:
    """Read when something happened, in words: its own, where it has any."""
    dates = (start, precision, *([end] if end else []))
    needs = (*names_of(own), BORN, *dates) if own else dates

    def within(language: str) -> Callable[[Row], str]:
        words = text_in(language, own, BORN) if own else lambda _row: ""

        def of(row: Row) -> str:
            last = row[end] if end else None
            return words(row) or _period_words(row[start], last, row[precision], language)

        return of

    return _worded(needs, within)


@lru_cache(maxsize=4096)
def _period_words(start: Any, end: Any, precision: str, _language: str) -> str:
    return period_words(start, end, precision)


def when_iso(start: str, end: str, precision: str) -> Reader:
    """Read when it happened, no more exact than it is: 2016, 2016-10, 2015/.., 2015-03/2015-06."""

    def of(row: Row) -> str:
        return iso_period(row[start], row[end] if end else None, row[precision])

    return Reader((start, precision, *([end] if end else [])), of)


def last_day(start: str, end: str, precision: str) -> Reader:
    """Read the last day that it can have been; none where it still goes on."""

    def of(row: Row) -> date | None:
        if row[precision] == Precision.SINCE:
            return None
        return last_day_of((row[end] if end else None) or row[start], row[precision])

    return Reader((start, precision, *([end] if end else [])), of)


def last_day_of(day: date | None, precision: str) -> date | None:
    """Return the last day that a date can mean: 30 September for “September 2015”."""
    if day is None or precision == Precision.DAY:
        return day
    if precision == Precision.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day.replace(month=12, day=31)


def figure() -> Reader:
    """Read a stated number whole: "more than 13,500 firearms marked", "including 28 children"."""
    needs = ("value", "qualifier", *names_of("label"), BORN, "part_of")
    return _worded(needs, lambda language: _figure_in(language, BORN))


def each_figure(name: str) -> Reader:
    return each_in_words(name, lambda language: _figure_in(language, "born"))


def _figure_in(language: str, born: str) -> Callable[[Row], str]:
    label = text_in(language, "label", born)
    words, including = figures_in_words(), _("including")

    def of(row: Row) -> str:
        whole = words(row["value"], row["qualifier"], label(row))
        return f"{including} {whole}" if row["part_of"] else whole

    return of


def each_source(name: str) -> Reader:
    """Read which source each receipt names; a report that is not public has no name here."""

    def within(language: str) -> Callable[[Row], str]:
        title = text_in(language, "title", "born")
        return lambda receipt: title(receipt) if receipt["is_named"] else ""

    return _worded((name,), lambda language: of_each(name, within(language)).of)


def source_date(receipt: Row) -> str:
    """Return the date of what a receipt names, no more exact than it is; "" where none is known."""
    if not (receipt["is_named"] and receipt["as_of"]):
        return ""
    return _iso_period(receipt["as_of"], receipt["precision"])


@lru_cache(maxsize=4096)
def _iso_period(day: str, precision: str) -> str:
    return iso_period(date.fromisoformat(day), None, precision)


def source_address(receipt: Row) -> str:
    """Return where what a receipt names can be had; "" where that is not known, or not public."""
    return edition_address(receipt) if receipt["is_named"] else ""


def contribution(part: Row) -> str:
    """Write an amount with what it is: "paid 2016 USD 1000"."""
    return f"{part['kind']} {part['year']} {part['currency']} {part['amount']}"


def edition_address(edition: Row) -> str:
    """Return where an edition can be had; "" where there is nothing yet."""
    if edition["file"]:
        return absolute(reverse("edition_file", args=[edition["slug"], edition["language"]]))
    return web_address(edition["address"])
