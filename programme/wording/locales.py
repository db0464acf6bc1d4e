"""The locale of CLDR whose numbers, months and lists a language of this site uses."""

from functools import cache

from babel import Locale

from programme.models.expressions import reading_language

# British: day before month, and no comma before "and". Arabic of no
# country, since those of single countries differ in their numbers: docs/decisions/0016.
_LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar"}


def locale() -> Locale:
    """Return the locale of the active language."""
    return _named(_LOCALES[reading_language()])


@cache
def _named(code: str) -> Locale:
    return Locale.parse(code)
