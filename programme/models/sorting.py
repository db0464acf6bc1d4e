"""Sort keys, stored as bytes for each language so that every database orders alike."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES, reading_language
from programme.models.worded import Worded
from programme.stemming import fold

ARTICLES = ("the ", "les ", "le ", "la ", "l'", "l’", "ال")


def sort_key(text: str) -> bytes:
    """Fold a name for ordering and leave out its leading article."""
    folded = fold(text).strip()
    for article in ARTICLES:
        if folded.startswith(article) and len(folded) > len(article):
            folded = folded.removeprefix(article)
            break
    return folded.encode()[:400]


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

    def name_to_sort_by(self, language: str) -> str:
        """Return the name in one language; models say which field that is."""
        raise NotImplementedError

    def need_a_name(self) -> None:
        """Refuse, for a form, a row without a name in any language. Raises ValidationError."""
        if not any(self.name_to_sort_by(code) for code in LANGUAGES):
            raise ValidationError(_("A name is needed in at least one language."))

    def set_sort_keys(self) -> None:
        """Write the keys of all languages onto this row (not yet saved)."""
        for language in LANGUAGES:
            setattr(self, f"sort_{language}", sort_key(self.name_to_sort_by(language)))
