"""Numbers as editors type them, in each language: `wording.number_words` read backwards."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models.expressions import reading_language
from programme.wording import number_words

COMMA_MAY_BE_DECIMAL = {"fr", "ar"}
# The Arabic point, comma and mark of thousands, as one types them on an Arabic keyboard.
_MARKS = str.maketrans({"٫": ".", "،": ",", "٬": " ", "\u2212": "-"})
_SPACED = re.compile(r"(?P<whole>[-+]?\d{1,3}(?: \d{3})+)(?:[.,](?P<rest>\d+))?")
_GROUPED = re.compile(r"(?P<whole>[-+]?[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<rest>\d+))?")
_POINTED = re.compile(r"(?P<whole>[-+]?[1-9]\d{0,2}(?:\.\d{3})+),(?P<rest>\d+)")
_MANY_POINTS = re.compile(r"(?P<whole>[-+]?[1-9]\d{0,2}(?:\.\d{3}){2,})(?P<rest>)")
_DECIMAL_COMMA = re.compile(r"(?P<whole>[-+]?\d+),(?P<rest>\d+)")
_EITHER = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")  # in French: 13 500, or 13,5


def plain_number(text: str) -> str:
    """Write a typed number as Python reads it: "13,500", "13 500" and "١٣٥٠٠" are 13500.

    What is no number stays as it is. Raises ValidationError where it can be read in two ways.
    """
    language = reading_language()
    text = " ".join(_digits(text).translate(_MARKS).split())
    if language == "fr" and _EITHER.fullmatch(text):
        _ask(text)
    shapes = [_SPACED, _GROUPED, _POINTED, _MANY_POINTS]
    if language in COMMA_MAY_BE_DECIMAL:
        shapes.append(_DECIMAL_COMMA)
    for shape in shapes:
        if found := shape.fullmatch(text):
            whole = re.sub(r"[ .,]", "", found["whole"])
            return f"{whole}.{found['rest']}" if found["rest"] else whole
    return text


def _digits(text: str) -> str:
    """Write digits of any script as 0 to 9, and leave out the marks that nobody sees."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)


def _ask(text: str) -> None:
    words = _("“%(text)s” can be read in two ways: write “%(first)s” or “%(second)s”.")
    first = number_words(re.sub(r"[.,]", "", text))
    second = number_words(text.replace(",", "."))
    raise ValidationError(words % {"text": text, "first": first, "second": second}, code="two_ways")


class NumberField(forms.DecimalField):
    """A number as people write it in their language; it is shown without idle zeros."""

    default_error_messages = {
        "invalid": gettext_lazy("Write a number in digits, such as 13,500 or 2.7.")
    }

    def __init__(self, **options: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "decimal", "size": 14})
        super().__init__(**{"widget": box, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(str(value or "").strip()))

    def prepare_value(self, value: Any) -> Any:
        """Show a number so that it can be typed back."""
        if not isinstance(value, Decimal):
            return value
        plain = f"{value.normalize():f}"
        if reading_language() != "fr":
            return plain
        whole, _point, rest = plain.partition(".")
        if len(rest) == 3:
            rest += "0"  # 2,125 might be two thousand; 2,1250 is not
        return f"{whole},{rest}" if rest else whole
