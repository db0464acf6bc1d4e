"""The rules that span rows, which no single-row constraint can hold."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F

from programme.models import (
    PUBLISHED,
    Evidence,
    Figure,
    Place,
    Report,
    Result,
    SearchEntry,
)
from programme.models.evidence import one_line
from programme.models.indexing import to_index
from programme.workflow import lacking


def broken() -> Iterator[str]:
    """Yield a sentence for each fault found."""
    yield from _public_rows_lack_nothing()
    yield from _figures()
    yield from _receipts()
    yield from _places()
    yield from _editions()
    yield from _search()


def _public_rows_lack_nothing() -> Iterator[str]:
    for model in PUBLISHED:
        for row in model.objects.public():  # type: ignore[attr-defined]
            if lacks := lacking(row):
                yield f"{model.__name__} {row.slug}: is public and lacks {', '.join(lacks)}."


def _figures() -> Iterator[str]:
    for figure in Figure.objects.exclude(part_of=None).select_related("part_of"):
        whole: Any = figure.part_of
        if whole.pk == figure.pk:
            yield f"Figure {figure}: is part of itself."
        if whole.result_id != figure.result_id:
            yield f"Figure {figure}: is part of a figure of another result."
        elif whole.value < figure.value:
            yield f"Figure {figure}: is larger than the number it is part of."
    for figure in Figure.objects.filter(supersedes=F("pk")):
        yield f"Figure {figure}: takes the place of itself."


def _receipts() -> Iterator[str]:
    for receipt in (
        Evidence.objects.exclude(errata="").exclude(result=None).select_related("result")
    ):
        result: Any = receipt.result
        if receipt.quote_as_shown() != one_line(
            result.shown("statement", result.original_language)
        ):
            yield f"Result {result.slug}: its words are not its quote with the errata applied."


def _places() -> Iterator[str]:
    for place in Place.objects.filter(kind=Place.Kind.COUNTRY, members__isnull=False).distinct():
        yield f"Place {place.slug}: a country has no members."
    for place in Place.objects.filter(members__kind=Place.Kind.REGION).distinct():
        yield f"Place {place.slug}: a member of a region is a country."
    for result in Result.objects.filter(related=F("pk")):
        yield f"Result {result.slug}: is related to itself."


def _editions() -> Iterator[str]:
    twice = Report.objects.filter(replaces=None).values("slug", "editions__language")
    for row in twice.annotate(n=Count("editions__pk")).filter(n__gt=1).order_by("slug"):
        yield f"Report {row['slug']}: has two editions in {row['editions__language']}."


def _search() -> Iterator[str]:
    for model in PUBLISHED:
        found = SearchEntry.objects.filter(kind=model._meta.model_name)
        kept = {(entry.object_id, entry.language): entry.says() for entry in found}
        for row in to_index(model):
            wanted = {(e.object_id, e.language): e.says() for e in row.search_entries()}
            if any(kept.pop(key, None) != says for key, says in wanted.items()):
                yield f"{model.__name__} {row.slug}: search is out of date; rebuild_search."
        for object_id in sorted({object_id for object_id, _language in kept}):
            yield f"{model.__name__} {object_id}: search knows a row that is gone; rebuild_search."
