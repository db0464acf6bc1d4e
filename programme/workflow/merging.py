"""A draft whose original changed since it was made: each change is chosen from both sides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programme import language_words
from programme.models import Figure, Publishable, Status
from programme.models.expressions import LANGUAGES
from programme.models.remembering import one_history_row
from programme.models.wholes import parts_of
from programme.telling import part_words
from programme.wording import list_words, period_words
from programme.workflow.acting import locked
from programme.workflow.drafting import columns
from programme.workflow.moves import has_right
from programme.workflow.refusals import NotAllowed, NotReady, Overtaken

MERGED = gettext_noop("brought up to date with what is public")
THEIRS, YOURS = "theirs", "yours"
# Columns that say one thing together, by the first of them.
TOGETHER = {
    "happened_from": ("happened_from", "happened_to", "precision"),
    "dated": ("dated", "dated_precision"),
}
UNTOLD = {"translations", *(name for group in TOGETHER.values() for name in group[1:])}
LINKS = ("result", "figure", "report", "donor")


@dataclass
class Moved:
    """One thing that changed on the original since its draft was made.

    `words` are those of then, of the public row now, and of the draft. `proposal` is the side
    that alone changed it, or "" where both did; `take` writes theirs onto the draft, which the
    caller saves.
    """

    name: str
    label: str
    words: list[str]
    proposal: str
    take: Callable[[], None]
    language: str = ""


class _Sides:
    """The original as it was when the draft was made, as it is now, and the draft."""

    def __init__(self, draft: Any) -> None:
        self.draft, self.now = draft, draft.replaces
        rows = self.now.history.filter(revision__lte=draft.replaces_revision)
        self.then = rows.order_by("-revision", "-history_date").first()
        self.copies = {_copied_from(part): part for part in parts_of(draft)}

    def moved(self) -> Iterator[Moved]:
        if self.then is None:
            return
        yield from self._columns()
        yield from self._links()
        yield from self._parts()

    def _columns(self) -> Iterator[Moved]:
        for name in columns(self.now):
            if name in UNTOLD:
                continue
            names = TOGETHER.get(name, (name,))
            then, now, yours = (
                tuple(getattr(row, each) or None for each in names)
                for row in (self.then, self.now, self.draft)
            )
            if now in (then, yours):
                continue
            field: Any = self.now._meta.get_field(name)
            yield Moved(
                name,
                _label(field),
                [_said(field, row) for row in (self.then, self.now, self.draft)],
                THEIRS if yours == then else "",
                partial(self._take_columns, names),
                getattr(field, "language", ""),
            )

    def _take_columns(self, names: tuple[str, ...]) -> None:
        for name in names:
            setattr(self.draft, name, getattr(self.now, name))

    def _links(self) -> Iterator[Moved]:
        for link in self.now._meta.many_to_many:
            to = f"{link.m2m_reverse_field_name()}_id"
            then = {getattr(row, to) for row in getattr(self.then, link.name).all()}
            now, yours = (
                set(getattr(row, link.name).values_list("pk", flat=True))
                for row in (self.now, self.draft)
            )
            if now in (then, yours):
                continue
            rows = link.related_model._base_manager.in_bulk(then | now | yours)
            words = [
                list_words(sorted(str(rows[key]) for key in keys if key in rows)) if keys else ""
                for keys in (then, now, yours)
            ]
            label = capfirst(str(link.verbose_name))
            proposal = THEIRS if yours == then else ""
            yield Moved(link.name, label, words, proposal, partial(self._take_link, link.name))

    def _take_link(self, name: str) -> None:
        getattr(self.draft, name).set(getattr(self.now, name).all())

    def _parts(self) -> Iterator[Moved]:
        now = {_key(part): part for part in parts_of(self.now)}
        then = {_key(part): part for part in self._parts_then(now)}
        for key in dict.fromkeys([*then, *now]):
            sides = then.get(key), now.get(key), self.copies.get(key)
            before, after, yours = (_state(part) for part in sides)
            if after in (before, yours):
                continue
            label = capfirst(str(key[0]._meta.verbose_name))
            words = [part_words(part) if part else _("(not there)") for part in sides]
            proposal = THEIRS if yours == before else ""
            name = f"{key[0]._meta.model_name}:{key[1]}"
            yield Moved(name, label, words, proposal, partial(self._take_part, *sides[1:]))

    def _parts_then(self, now: dict[Any, Any]) -> Iterator[Any]:
        """The parts as they were: at the row's own save, or when the draft was copied from it."""
        made = self.draft.history.order_by("history_date", "history_id").first()
        at = self.then.history_date
        if made is not None and made.replaces_revision == self.draft.replaces_revision:
            at = max(at, made.history_date)
        for model in {type(part) for part in parts_of(self.draft)} | {key[0] for key in now}:
            for part in model.history.as_of(at):
                if self._is_mine(part):
                    yield part

    def _is_mine(self, part: Any) -> bool:
        owner = self.now._meta.model_name
        if getattr(part, f"{owner}_id", None) == self.now.pk:
            return True
        figure = getattr(part, "figure_id", None)
        histories: Any = Figure.history  # type: ignore[attr-defined]
        owners = histories.filter(id=figure).values_list("result_id", flat=True)
        return figure is not None and self.now.pk in owners

    def _take_part(self, theirs: Any, yours: Any) -> None:
        if theirs is None:
            yours.delete()
            return
        target = yours or type(theirs)(copy_of=theirs)
        for link in LINKS:
            if yours is None and hasattr(theirs, f"{link}_id") and getattr(theirs, f"{link}_id"):
                setattr(target, link, self._mine(getattr(theirs, link)))
        for name in columns(theirs):
            setattr(target, name, getattr(theirs, name))
        for name in ("part_of", "supersedes"):
            if hasattr(theirs, name) and (linked := getattr(theirs, name)):
                setattr(target, name, self.copies.get(_key(linked)))
        target.save()
        self.copies[_key(theirs)] = target

    def _mine(self, linked: Any) -> Any:
        """What stands in the draft for a row that a public part belongs to."""
        if linked == self.now:
            return self.draft
        if mine := self.copies.get(_key(linked)):
            return mine
        raise NotReady(_("A receipt speaks for a number that is not in your draft: take both."))


def _key(part: Any) -> tuple[Any, int]:
    return type(part), part.pk


def _copied_from(part: Any) -> tuple[Any, int]:
    """Which public part one of a draft was copied from, even where that is gone by now."""
    key = part.copy_of_id
    if key is None:
        first = part.history.order_by("history_date", "history_id").first()
        key = first.copy_of_id if first else None
    return (type(part), key) if key else (type(part), -part.pk)


def _state(part: Any) -> Any:
    return None if part is None else [getattr(part, name) or None for name in columns(part)]


def _label(field: Any) -> str:
    if field.name == "happened_from":
        return _("When")
    return language_words.label_of(field)


def _said(field: Any, row: Any) -> str:
    """A column of a row in words."""
    value = getattr(row, field.attname)
    if field.name in TOGETHER:
        others = [getattr(row, name) for name in TOGETHER[field.name][1:]]
        end, precision = others if len(others) > 1 else (None, *others)
        return period_words(value, end, precision) if value else ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def moved_meanwhile(draft: Publishable) -> list[Moved]:
    """List what changed on the original since its draft was made, and is not the draft's own."""
    return list(_Sides(draft).moved())


@transaction.atomic
def merge(draft: Publishable, by: Any, choices: Mapping[str, str], *, seen: int) -> Any:
    """Write what was chosen onto a draft, and count it as made from its original of today.

    `choices` says "theirs" or "yours" by the name of each change; `seen` is the revision of the
    original that was chosen from. Raises Overtaken where that moved again.
    """
    current: Any = locked(draft)
    if current.replaces_id is None or current.status not in (Status.DRAFT, Status.REVIEW):
        raise NotReady(_("This is no draft of something public."))
    rights = ("change",) if current.status == Status.DRAFT else ("review", "publish")
    if not any(has_right(by, current, right) for right in rights):
        raise NotAllowed(_("Your account may not do this."))
    original: Any = (
        type(current)._base_manager.select_for_update(of=("self",)).get(pk=current.replaces_id)
    )
    if original.revision != seen:
        raise Overtaken(_("What is public changed again. Look at both once more."))
    current.replaces = original
    moved = moved_meanwhile(current)
    if any(choices.get(one.name) not in (THEIRS, YOURS) for one in moved):
        raise NotReady(_("Choose for each line."))
    current._history_user = by
    with one_history_row(current, MERGED):
        for one in moved:
            if choices[one.name] == THEIRS:
                one.take()
        current.replaces_revision = original.revision
        current.save()
        _take_accounts(current, original)
    return current


def _take_accounts(draft: Any, original: Any) -> None:
    """Have a translation that is word for word the public one keep that one's account."""
    same = {
        code: original.translations[code]
        for code in LANGUAGES
        if code in original.translations
        and all(
            draft.text(name, each) == original.text(name, each)
            for name in draft.translated
            for each in (code, draft.born_in)
        )
    }
    accounts = {**draft.translations, **same}
    if accounts != draft.translations:
        draft.translations = accounts
        draft.save()
