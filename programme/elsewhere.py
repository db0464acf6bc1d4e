"""What words find only in other languages: how many rows there are, and where their list is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, Value
from django.urls import translate_url
from django.utils.translation import ngettext_lazy

from programme.languages import name_in_a_sentence
from programme.models.expressions import plain, reading_language
from programme.wording import number_words

RESULTS = ngettext_lazy(
    "%(shown)s result in %(language)s", "%(shown)s results in %(language)s", "number"
)
REPORTS = ngettext_lazy(
    "%(shown)s report in %(language)s", "%(shown)s reports in %(language)s", "number"
)
DONORS = ngettext_lazy(
    "%(shown)s donor in %(language)s", "%(shown)s donors in %(language)s", "number"
)
ANYTHING = ngettext_lazy(
    "%(shown)s found in %(language)s", "%(shown)s found in %(language)s", "number"
)


@dataclass(frozen=True)
class Elsewhere:
    """One other language: its code, how many rows more it has, in words too, and their list."""

    language: str
    count: int
    name: str
    href: str


def other_languages() -> list[str]:
    """Return the open languages that this page is not in."""
    return [code for code in settings.PUBLIC_LANGUAGES if code != reading_language()]


def offered(counts: dict[str, int], address: str, words: Any) -> Iterator[Elsewhere]:
    """Yield the languages that have rows; `words` is the lazy plural of "3 results in English"."""
    for language in other_languages():
        if number := counts.get(language):
            said = {
                "number": number,
                "shown": number_words(str(number)),
                "language": name_in_a_sentence(language),
            }
            yield Elsewhere(language, number, words % said, translate_url(address, language))


def counted(rows: Iterable[tuple[str, Any]]) -> dict[str, int]:
    """Count rows of several nouns for each language, in one query."""
    first, *others = (
        plain(found)
        .order_by()
        .annotate(in_language=Value(language, output_field=CharField()))
        .values_list("in_language")
        .annotate(number=Count("pk"))
        for language, found in rows
    )
    counts: dict[str, int] = {}
    for language, number in first.union(*others, all=True):
        counts[language] = counts.get(language, 0) + number
    return counts
