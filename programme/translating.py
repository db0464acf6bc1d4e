"""What people say of a translation: that it was reviewed, or that it needs no new words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from programme.models import Translation, Worded
from programme.models.remembering import one_history_row
from programme.models.translations import RANKS

CONFIRMED, REVIEWED, ATTRIBUTED = (
    _("Translation confirmed"),
    _("Translation reviewed"),
    _("Origin of the translation"),
)
MARKS = (CONFIRMED, REVIEWED, ATTRIBUTED)  # what history says of whoever changes no words
Only = Callable[[Worded], bool]


@dataclass(frozen=True)
class Behind:
    """One text whose original changed: of which row, which field, and the original then and now."""

    row: Worded
    field: str
    then: str
    now: str


@dataclass(frozen=True)
class Standing:
    """How far the translation of a row and its parts into one language has come.

    `needed` and `done` count texts; `origin` is the weakest of the parts' (machine first), ""
    where nothing is translated; `reviewed` says whether all of it was.
    """

    language: str
    is_original: bool
    needed: int = 0
    done: int = 0
    behind: list[Behind] = field(default_factory=list)
    origin: str = ""
    reviewed: bool = False

    @property
    def is_complete(self) -> bool:
        return self.is_original or self.done == self.needed


def rows_of(row: Worded) -> Iterator[Any]:
    """Yield a row and the parts that are translated along with it."""
    yield row
    yield from row.worded_parts()


def standing(row: Worded, language: str) -> Standing:
    """Say how far the translation of a row into a language has come."""
    if language == row.born_in:
        return Standing(language, is_original=True)
    needed = done = 0
    behind: list[Behind] = []
    records: list[Translation] = []
    for one in rows_of(row):
        originals = [name for name in one.to_translate() if one.text(name, one.born_in)]
        translated = [name for name in originals if one.text(name, language)]
        needed, done = needed + len(originals), done + len(translated)
        record = one.translation(language) or Translation()
        records += [record] if translated else []
        behind += [
            Behind(one, name, record.made_from[name], one.text(name, one.born_in))
            for name in one.behind(language)
        ]
    origin = min((record.origin for record in records), key=RANKS.index, default="")
    reviewed = bool(records) and all(record.reviewed_on for record in records)
    return Standing(language, False, needed, done, behind, origin, reviewed)


def _all(_row: Worded) -> bool:
    return True


def confirm(row: Worded, language: str, *, only: Only = _all) -> bool:
    """Record that the texts fit today's original as they are; False where none was behind."""
    return _rewrite(row, language, CONFIRMED, Translation.confirmed, only)


def review(row: Worded, language: str, by: str, on: date, *, only: Only = _all) -> bool:
    """Record that somebody compared all texts with the original; False where there are none."""

    def reviewed(record: Translation, made_from: dict[str, str]) -> Translation:
        return record.reviewed(by, on, made_from)

    return _rewrite(row, language, REVIEWED, reviewed, only)


def attribute(row: Worded, language: str, origin: str, *, only: Only = _all) -> bool:
    """Record where the texts come from; False where there are none, or it is known already."""

    def attributed(record: Translation, _made_from: dict[str, str]) -> Translation:
        return replace(record, origin=origin)

    return _rewrite(row, language, ATTRIBUTED, attributed, only)


@transaction.atomic
def _rewrite(row: Worded, language: str, reason: str, change: Any, only: Only) -> bool:
    """Write the accounts of a row and its parts anew, of those that `only` names."""
    changed: list[Worded] = []
    for one in filter(only, rows_of(row)):
        made_from = {
            name: one.text(name, one.born_in) for name in one.translated if one.text(name, language)
        }
        if language == one.born_in or not made_from:
            continue
        record = change(one.translation(language) or Translation(), made_from).as_json()
        if record != one.translations.get(language):
            one.translations = {**one.translations, language: record}
            changed.append(one)
    if changed and row not in changed:
        changed.append(row)  # a part that changes is a change of its whole
    for one in changed:
        with one_history_row(one, reason):
            one.save()
    return bool(changed)
