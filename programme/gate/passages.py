"""All texts of a row that readers could see, each with the field that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from programme.gate.reading import Reading
from programme.models import Donor, Evidence, Publishable, Report, Result
from programme.models.expressions import LANGUAGES
from programme.models.worded import Worded

# Groups of a row's form, by the parts that they hold.
FIGURES, RECEIPTS, EDITIONS = "figures-group", "evidence-group", "editions-group"


@dataclass(frozen=True)
class Passage:
    """One text: the column it stands in, what that is called, and where its form has it."""

    field: str
    label: str
    anchor: str
    language: str
    text: str
    count: float | None = None  # of a figure
    about_file: bool = False

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.text)

    def excerpt(self, words: str) -> str:
        """The words with some of what stands around them; a figure's label with its number."""
        said = self.reading.excerpt(words)
        return said if self.count is None else f"{self.count:g} {said}"


def passages(row: Publishable) -> list[Passage]:
    """Return the texts of a row and its parts, in all languages; what is empty is left out."""
    return [passage for passage in _all(row) if passage.text.strip()]


def _all(row: Publishable) -> Iterator[Passage]:
    for field in row.translated:
        for code in LANGUAGES:
            column = f"{field}_{code}"
            yield Passage(column, _label(row, field), f"id_{column}", code, row.text(field, code))
    yield Passage("slug", _label(row, "slug"), "id_slug", "", _in_words(row.slug))
    for field in ("link", "website"):
        if address := getattr(row, field, ""):
            yield Passage(field, _label(row, field), f"id_{field}", "", _in_words(address))
    if isinstance(row, Result) and row.pk:
        yield from _of_result(row)
    if isinstance(row, Report) and row.pk:
        yield from _of_report(row)


def _of_result(result: Result) -> Iterator[Passage]:
    for figure in result.figures.all():
        noun = str(figure._meta.verbose_name)
        for code in LANGUAGES:
            label, unit = figure.text("label", code), figure.text("unit", code)
            count = float(figure.value) if label else None
            yield Passage("figures", noun, FIGURES, code, label, count=count)
            yield Passage("figures", noun, FIGURES, code, unit)
    for receipt in Evidence.objects.of_result(result):
        noun, language = str(receipt._meta.verbose_name), receipt.quoted_in
        for text in (receipt.quote, receipt.errata, receipt.page):
            yield Passage("evidence", noun, RECEIPTS, language, text)


def _of_report(report: Report) -> Iterator[Passage]:
    for edition in report.editions.all():
        noun, language = str(edition._meta.verbose_name), edition.language
        yield Passage("editions", noun, EDITIONS, "", _in_words(edition.address))
        for name, text in edition.properties.items():
            is_author = name == "Author"
            if is_author or name in ("Title", "Subject", "Keywords"):
                yield Passage("editions", noun, EDITIONS, language, text, about_file=is_author)


def _in_words(address: str) -> str:
    """The words of an address, its host left out."""
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address
    return " ".join(re.split(r"[-_/.%?&=+#]+", unquote(path)))


def _label(row: Any, field: str) -> str:
    return str(row._meta.get_field(field).verbose_name)


def names_on_the_site(rows: list[Worded]) -> list[str]:
    """Return the names of places and donors, in all languages."""
    fields = ((row, row.title_field if isinstance(row, Donor) else "name") for row in rows)
    return [text for row, field in fields for code in LANGUAGES if (text := row.text(field, code))]
