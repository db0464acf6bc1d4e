"""What translators do: words into the draft of what is public, marks that change no words."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from programme.models import Publishable, Status, Worded
from programme.models.wholes import draft_of, parts_of_kind
from programme.translating import rows_of
from programme.workflow.acting import in_step
from programme.workflow.drafting import make_draft
from programme.workflow.moves import MOVES, TRANSLATE, has_right


def whole_of(row: Any) -> Any:
    """Return what has a state of its own: the row, or what it is a part of; None for neither."""
    return row if isinstance(row, Publishable) else getattr(row, "whole", None)


def worked_on(row: Any) -> Any:
    """Return what a translation is written into: the row, or what stands for it in a draft.

    None where the draft has no such part any more.
    """
    whole = whole_of(row)
    draft = draft_of(whole) if whole is not None else None
    return row if draft is None else _in_draft(row, draft)


def has_translate_right(by: Any, row: Any) -> bool:
    """Say whether a person may translate a noun at all."""
    return any(has_right(by, row, right) for right in TRANSLATE)


def may_translate(by: Any, row: Any) -> bool:
    """Say whether a person may write translations into what is worked on, as it stands.

    In review it is open to those who review; what is public is open by its draft.
    """
    if row is None or not has_translate_right(by, row):
        return False
    whole = whole_of(row)
    if whole is None or whole.status == Status.DRAFT:
        return True
    rights = {
        Status.PUBLISHED: TRANSLATE,
        Status.REVIEW: MOVES["give_back"].rights,
        Status.WITHDRAWN: (),
    }[whole.status]
    return any(has_right(by, whole, right) for right in rights)


@transaction.atomic
def translate(row: Any, by: Any) -> Any:
    """Return what a translation of a row is written into; a draft is made where it needs one.

    None where its draft has no such part any more.
    """
    target = worked_on(row)
    return begin(row, by) if target is row else target


@transaction.atomic
def begin(row: Any, by: Any) -> Any:
    """Do as `translate` does where no draft was seen. Raises Stale where there is one by now."""
    whole = whole_of(row)
    if whole is None or whole.status != Status.PUBLISHED:
        return row
    return _in_draft(row, make_draft(whole, by, TRANSLATE))


@transaction.atomic
def mark(row: Any, language: str, made: Callable[..., bool]) -> bool:
    """Make a mark of a translation, an account that readers see at once.

    Its draft, or what it is a draft of, gets the same mark where it says the same in both
    languages; the draft stays in step. `made` is one of those in translating.py, ready to be
    called with a row. Says whether the mark was new.
    """
    twin = _twin(row)
    same = [one for one, other in _pairs(twin, row) if _say_the_same(one, other, language)]
    if done := made(row):
        _keep_in_step(row, twin)
    if same and made(twin, only=same.__contains__):
        _keep_in_step(twin, row)
    return done


def _keep_in_step(original: Any, draft: Any) -> None:
    if not isinstance(original, Publishable) or original.replaces_id is not None:
        return
    in_step(original)
    if draft is not None and draft.replaces_revision == original.revision - 1:
        draft.replaces_revision = original.revision


def _in_draft(row: Any, draft: Any) -> Any:
    if isinstance(row, Publishable):
        return draft
    return parts_of_kind(draft, type(row)).filter(copy_of=row).first()


def _twin(row: Any) -> Any:
    """Return the draft of a row or what it is a draft of, for a part its like there; or None."""
    whole = whole_of(row)
    if whole is None:
        return None
    if whole.replaces_id is None:
        found = worked_on(row)
        return found if found is not row else None
    key = row.replaces_id if whole is row else row.copy_of_id
    return type(row)._base_manager.filter(pk=key).first()


def _pairs(twin: Any, row: Any) -> Iterator[tuple[Worded, Worded]]:
    """Yield what belongs to a twin with what it is a copy of, or is copied by."""
    if twin is None:
        return
    yield twin, row
    mine = [one for one in rows_of(row) if one is not row]
    for part in [one for one in rows_of(twin) if one is not twin]:
        for other in mine:
            if part.copy_of_id == other.pk or other.copy_of_id == part.pk:
                yield part, other


def _say_the_same(one: Worded, other: Worded, language: str) -> bool:
    return one.born_in == other.born_in and all(
        one.text(name, code) == other.text(name, code)
        for name in one.translated
        for code in (language, one.born_in)
    )
