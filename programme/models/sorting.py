"""Sort keys, stored as bytes for each language so that every database orders alike."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES, reading_language
from programme.models.worded import Said, Worded
from programme.stemming import fold

LONGEST = 400  # bytes
# The article that a name may begin with, in each language; something has to follow it.
# Arabic: alef with hamza is no article (ألمانيا), nor is the beginning of the nouns listed.
ARTICLES = {
    "en": re.compile(r"the\s+(?=\w)", re.IGNORECASE),
    "fr": re.compile(r"(?:les?\s+|la\s+|l['’]\s*)(?=\w)", re.IGNORECASE),
    "ar": re.compile(r"[اٱ]ل(?!تزام|تحاق|تقاء|تقاط|تباس|تهاب|تئام|مانيا|بانيا)(?=\w\w)"),
}
_LEADING_MARKS = re.compile(r"^\W+")  # quotes, brackets, marks of direction
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")  # the stretch and the vowels


def sort_key(text: str, language: str) -> bytes:
    """Fold a name for ordering and leave out its leading article; `language` is the name's own."""
    text = _ARABIC_MARKS.sub("", unicodedata.normalize("NFC", text))
    text = _LEADING_MARKS.sub("", text)
    if article := ARTICLES.get(language):
        text = article.sub("", text, count=1) if article.match(text) else text
    return fold(text).strip().encode()[:LONGEST]


def by_name() -> Any:
    """Order by the sort key of the active language."""
    return F(f"sort_{reading_language()}").asc()


class Sorted(Worded):
    """A row with a name that lists are ordered by."""

    sort_en = models.BinaryField(editable=False, default=b"")
    sort_fr = models.BinaryField(editable=False, default=b"")
    sort_ar = models.BinaryField(editable=False, default=b"")

    class Meta(Worded.Meta):
        abstract = True

    def name_to_sort_by(self, language: str) -> Said:
        """Return the name that readers of a language see; models say which field that is."""
        raise NotImplementedError

    def need_a_name(self) -> None:
        """Refuse, for a form, a row without a name in any language. Raises ValidationError."""
        if not any(self.name_to_sort_by(code).text for code in LANGUAGES):
            raise ValidationError(_("A name is needed in at least one language."))

    def set_sort_keys(self) -> None:
        """Write the keys of all languages onto this row (not yet saved)."""
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(*self.name_to_sort_by(language)))
