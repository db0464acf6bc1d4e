"""Names one after the other, in words."""

from collections.abc import Iterable, Sequence

from babel.lists import format_list
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from programme.models.expressions import reading_language
from programme.wording.locales import locale


def list_words(items: Sequence[str]) -> str:
    """Join names: "Mali", "Burkina Faso and Mali", "Chad, Mali and Niger"."""
    return format_list(items, locale=locale())


def comma() -> str:
    """Return what stands between two names of a list without an "and"."""
    return "، " if reading_language() == "ar" else ", "


def separated(items: Iterable[str]) -> SafeString:
    """Join names by commas, as HTML; what is HTML already stays it."""
    return format_html_join(comma(), "{}", ((item,) for item in items))
