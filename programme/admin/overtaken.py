"""What was saved while somebody translated: other words for the same text, or a new original."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict

from programme.admin.meanwhile import Meanwhile, count_of
from programme.models import Worded
from programme.models.expressions import LANGUAGES
from programme.models.wholes import parts_of_kind
from programme.workflow import MADE


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
        before = self.at(row, seen)
        for name in row.translated:
            now = row.text(name, row.born_in)
            then = before.instance.text(name, row.born_in) if before else ""
            if now != then and row.born_in != self.admin.language:
                field: Any = row._meta.get_field(name)
                label = f"{prefix}{str(field.verbose_name).capitalize()}"
                yield NewOriginal(label, row.born_in, then, now)


def as_posted_for(row: Any, posted: QueryDict, seen: str) -> QueryDict:
    """Return what was typed on the page of another row as typed on the page of this one.

    That other row, whose key is `seen`, is what this is a draft of, or the draft that this was.
    What can't be compared with anything any more counts as never seen: its translator is asked.
    """
    data = posted.copy()
    data["seen_row"] = str(row.pk)
    copied = getattr(row, "replaces", None) or getattr(row, "copy_of", None)
    if copied is None or str(copied.pk) != seen:
        data["seen_revision"] = ""
        return data
    data["seen_revision"] = _revision_of_copy(row, copied, posted.get("seen_revision"))
    for model, owner in type(row).translated_parts():
        _take_over(data, row, model, owner)
    return data


def _take_over(data: QueryDict, row: Any, model: Any, owner: str) -> None:
    """Have what was typed for the parts of another row be for their copies in this one."""
    prefix = model._meta.get_field(owner).remote_field.get_accessor_name()
    copies = {str(part.copy_of_id): part for part in parts_of_kind(row, model)}
    for number in range(count_of(data, f"{prefix}-TOTAL_FORMS")):
        at = f"{prefix}-{number}"
        data[f"{at}-{owner}"] = str(row.pk)
        if copy := copies.get(data.get(f"{at}-id", "")):
            seen = data.get(f"{at}-seen_revision")
            data[f"{at}-seen_revision"] = _revision_of_copy(copy, copy.copy_of, seen)
            data[f"{at}-id"] = str(copy.pk)


def _revision_of_copy(copy: Any, original: Any, seen: str | None) -> str:
    """Return the revision at which a copy held what somebody saw of its original; "" for none."""
    then = Meanwhile.at(original, seen)
    made = copy.history.filter(history_change_reason=MADE).first()
    columns = [f"{name}_{code}" for name in copy.translated for code in LANGUAGES]
    if then is None or made is None:
        return ""
    is_same = all(getattr(then, column) == getattr(made, column) for column in columns)
    return str(made.revision) if is_same else ""
