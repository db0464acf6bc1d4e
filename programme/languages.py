"""Languages as a page needs them: direction, name in a sentence, and how a text is marked."""

import unicodedata

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from programme.language_words import direction
from programme.models.expressions import reading_language
from programme.models.worded import Said
from programme.wording import typeset

# As they stand inside a sentence: « traduit en français ».
IN_A_SENTENCE = {
    "en": pgettext_lazy("a language, inside a sentence", "English"),
    "fr": pgettext_lazy("a language, inside a sentence", "French"),
    "ar": pgettext_lazy("a language, inside a sentence", "Arabic"),
}
# Classes of characters, as Unicode's rules for two directions name them.
_LETTERS = {"ltr": {"L"}, "rtl": {"R", "AL"}}
_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B"}


def name_in_a_sentence(language: str) -> str:
    """Return the name of one of the site's languages, in the words of the active one."""
    return str(IN_A_SENTENCE[language])


def as_printed(said: Said) -> str:
    """Return a text as its language is printed."""
    return typeset(said.text, said.language)


def attributes(language: str) -> SafeString:
    """Return lang and dir for an element whose text is in a language; nothing for the page's."""
    if language in ("", reading_language()):
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def marked(text: str, language: str) -> SafeString:
    """Return a text as HTML, in an element of its own where it is not in the page's language."""
    if told := attributes(language):
        return format_html("<bdi{}>{}</bdi>", told, text)
    if _stays_in_place(text):
        return conditional_escape(text)
    # Its direction is known; <bdi> alone would take that of the first letter: "UNODC يدعم".
    return format_html('<bdi dir="{}">{}</bdi>', direction(reading_language()), text)


def isolated(text: str) -> SafeString:
    """Return words of unknown language as HTML, so that they cannot disorder what is around."""
    return conditional_escape(text) if _stays_in_place(text) else format_html("<bdi>{}</bdi>", text)


def _stays_in_place(text: str) -> bool:
    """Say whether a text neither disorders what stands around it nor is disordered by that."""
    own = _LETTERS[direction(reading_language())]
    other = (_LETTERS["rtl"] | _LETTERS["ltr"]) - own
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if _CONTROLS.intersection(kinds):
        return False
    return other.isdisjoint(kinds) or {kinds[0], kinds[-1]} <= own
