"""Numbers with qualifiers, and sizes of files, in words."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from django.utils.translation import pgettext

from programme.models import Figure
from programme.models.expressions import reading_language
from programme.wording.locales import locale

WESTERN = "latn"  # digits, in Arabic too: docs/decisions/0016
KILO = 1024  # as in the limit for uploads, and in what most editors' computers show
# CLDR has "5 byte" for English and "م.ب" for the Arabic megabyte. No PDF has one byte alone.
SIZES = {
    "en": ("bytes", "kB", "MB", "GB"),
    "fr": ("octets", "ko", "Mo", "Go"),
    "ar": ("بايت", "كيلوبايت", "ميغابايت", "غيغابايت"),
}
_SPACES = {"fr": "\u202f"}  # before a unit; elsewhere the wider no-break space


def number_words(value: Decimal | str | int) -> str:
    """Write a number with its thousands parted and no idle zeros: 13,500 and 2.7."""
    return _number(value, _signs(locale()))


def _number(value: Decimal | str | int, signs: dict[int, str]) -> str:
    return f"{Decimal(value).normalize():,f}".translate(signs)


@cache
def _signs(among: Locale) -> dict[int, str]:
    """Return how a locale of CLDR writes what stands between the digits of a number."""
    symbols = among.number_symbols[WESTERN]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


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


def figures_in_words() -> Callable[[Decimal | str, str, str], str]:
    """Return `figure_words` for very many figures in the language that is active now."""
    before = {qualifier: qualifier_words(qualifier) for qualifier in Figure.Qualifier.values}
    signs = _signs(locale())
    return lambda value, qualifier, label: " ".join(
        filter(None, [before[qualifier], _number(value, signs), label])
    )


def size_words(size: int | None) -> str:
    """Say how large a file of so many bytes is: "48 kB", "2.1 MB"; "" where that is not known."""
    if not size:
        return ""
    units = SIZES[reading_language()]
    amount, power = Decimal(size), 0
    while round(amount) >= KILO and power < len(units) - 1:
        amount, power = amount / KILO, power + 1
    step = Decimal("0.1") if power > 1 else Decimal(1)
    number = number_words(amount.quantize(step, ROUND_HALF_UP))
    return number + _SPACES.get(reading_language(), "\u00a0") + units[power]
