"""Numbers with qualifiers, and sizes of files, in words."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from django.utils.translation import pgettext

from programme.models import Figure
from programme.models.expressions import reading_language
from programme.wording.locales import locale

WESTERN = "latn"  # digits, in Arabic too: docs/decisions/0016
KILO = 1024  # as in the limit for uploads, and in what most editors' computers show
# CLDR has "م.ب" for the Arabic megabyte, which nobody says.
_SIZES = {
    "en": ("kB", "MB", "GB"),
    "fr": ("ko", "Mo", "Go"),
    "ar": ("كيلوبايت", "ميغابايت", "غيغابايت"),
}
_SPACES = {"fr": "\u202f"}  # before a unit; elsewhere the wider no-break space


def number_words(value: Decimal | str | int) -> str:
    """Write a number with its thousands parted and no idle zeros: 13,500 and 2.7."""
    plain = Decimal(value).normalize()
    return format_decimal(
        plain, locale=locale(), decimal_quantization=False, numbering_system=WESTERN
    )


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


def size_words(size: int | None) -> str:
    """Say how large a file of so many bytes is: "48 kB", "2.1 MB"; "" where that is not known."""
    if not size:
        return ""
    language = reading_language()
    units = list(_SIZES[language])
    amount = max(Decimal(size) / KILO, Decimal(1))
    while round(amount) >= KILO and len(units) > 1:
        amount /= KILO
        units.pop(0)
    step = Decimal(1) if len(units) == len(_SIZES[language]) else Decimal("0.1")
    number = number_words(amount.quantize(step, ROUND_HALF_UP))
    return number + _SPACES.get(language, "\u00a0") + units[0]
