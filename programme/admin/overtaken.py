"""What was saved while somebody translated: other words for the same text, or a new original."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest

from programme.admin.meanwhile import Meanwhile
from programme.models import Worded


class NewOriginal(NamedTuple):
    """An original that is not the one that stood beside the field."""

    label: str
    language: str
    then: str
    now: str


class Overtaken(Meanwhile):
    """Two translations of the same text, and originals that changed under the translator's hands.

    A translation is recorded as made from the original of the moment that it is saved: nothing is
    saved before its translator has seen that one.
    """

    def __init__(self, page: Any, request: HttpRequest, row: Any) -> None:
        self.originals: list[NewOriginal] = []
        self.lost: list[tuple[str, str]] = []  # what was typed for parts that are gone
        super().__init__(page, request, row)
        self.originals += self._new_originals("", row, self.posted.get("seen_revision"))

    @cached_property
    def settled(self) -> bool:
        unseen = self.originals or self.lost
        if unseen and self.posted.get("settled_revision") != str(self.revision):
            return False
        return super().settled

    def _compare_part(self, at: str, label: str, now: Any, form_class: Any) -> None:
        super()._compare_part(at, label, now, form_class)
        seen = self.posted.get(f"{at}-seen_revision")
        self.originals += self._new_originals(f"{label}: ", now.instance, seen)

    def _gone(self, at: str, label: str, mine: str) -> None:
        if mine:
            self.lost.append((label, mine))

    def _new_originals(self, prefix: str, row: Worded, seen: str | None) -> Iterator[NewOriginal]:
        before = self._at(row, seen)
        for name in row.translated:
            now = row.text(name, row.born_in)
            then = before.instance.text(name, row.born_in) if before else ""
            if now != then and row.born_in != self.admin.language:
                field: Any = row._meta.get_field(name)
                label = f"{prefix}{str(field.verbose_name).capitalize()}"
                yield NewOriginal(label, row.born_in, then, now)
