"""Drafts of what is public: a whole copy, and its way back onto the original."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programme.models import Figure, Publishable, Stale
from programme.models.remembering import one_history_row
from programme.models.wholes import draft_of, parts_of
from programme.workflow.acting import hold, locked
from programme.workflow.refusals import NotReady

MADE = gettext_noop("draft made")
DISCARDED = gettext_noop("draft discarded")
# What a row is and where it stands, in contrast to what it says.
IDENTITY = {
    "id", "slug", "status", "publish_from", "withdrawn_at", "is_protected", "submitted_at",
    "submitted_by", "revision", "updated_at", "replaces", "replaces_revision",
    "sort_en", "sort_fr", "sort_ar",
}  # fmt: skip
IDENTITY_OF_PARTS = {"id", "uid", "revision", "copy_of"}
LINKS_OF_PARTS = {"result", "figure", "report", "donor", "part_of", "supersedes"}


def columns(row: Any) -> Iterator[str]:
    """Yield the columns that hold what a row or part says, its links to its own parts left out."""
    is_part = hasattr(row, "uid")
    left_out = IDENTITY_OF_PARTS | LINKS_OF_PARTS if is_part else IDENTITY
    for field in row._meta.concrete_fields:
        if field.name not in left_out and field.name not in getattr(row, "translated", ()):
            yield field.attname


@transaction.atomic
def edit(row: Any, by: Any) -> Any:
    """Return the draft of something public, made now where there is none."""
    return draft_of(row) or make_draft(row, by)


@transaction.atomic
def make_draft(row: Any, by: Any, also: tuple[str, ...] = ()) -> Any:
    """Make the draft of something public; `also` are rights that allow it beside those to edit.

    Raises Stale where somebody made one meanwhile.
    """
    original: Any = locked(row)
    if draft_of(original) is not None:
        raise Stale(row.pk)
    hold("edit", original, by, also)
    draft = type(original)(
        slug=original.slug, replaces=original, replaces_revision=original.revision
    )
    with one_history_row(_signed(draft, by), MADE, created=True):
        copy_content(original, draft)
    copies: dict[Any, Any] = {}
    for part in parts_of(original):
        copies[part] = copy = type(part)(copy_of=part)
        _lead(copy, part, draft, copies)
        _write(part, copy, by, MADE, created=True)
    _link_figures(copies, by, MADE)
    return draft


def copy_content(source: Any, target: Any) -> None:
    """Write all that one row says onto another, links included and parts left out."""
    _copy_columns(source, target)
    for link in source._meta.many_to_many:
        getattr(target, link.name).set(getattr(source, link.name).all())


@transaction.atomic
def discard(draft: Publishable, by: Any) -> None:
    """Throw a draft of something public away; what is public stays as it is."""
    current = locked(draft)
    hold("discard", current, by)
    remove(current, by, DISCARDED)


def remove(draft: Any, by: Any, reason: str) -> None:
    """Delete a draft with its parts; their history stays."""
    for row in [*reversed(parts_of(draft)), draft]:
        _signed(row, by)._change_reason = reason
        row.delete()


def put_onto(original: Any, draft: Any, by: Any, reason: str) -> None:
    """Write all that a draft says onto its original; parts keep the ids that readers know.

    Raises NotReady where a part that is gone from the draft is needed elsewhere.
    """
    copy_content(draft, original)
    known = {(type(part), part.pk) for part in parts_of(original)}
    pairs: dict[Any, Any] = {}
    for part in parts_of(draft):
        is_kept = (type(part), part.copy_of_id) in known
        pairs[part] = target = part.copy_of if is_kept else part  # new: it moves over, id and all
        moved = _lead(target, part, original, pairs)
        if moved or any(getattr(target, name) != getattr(part, name) for name in columns(part)):
            _write(part, target, by, reason)
    _link_figures(pairs, by, reason)
    stays = {(type(part), part.pk) for part in pairs.values()}
    for part in reversed(parts_of(original)):
        if (type(part), part.pk) not in stays:
            _drop(part, by, reason)


def _drop(part: Any, by: Any, reason: str) -> None:
    _signed(part, by)._change_reason = reason
    try:
        part.delete()
    except ProtectedError as fault:
        words = _("%(part)s can’t be removed: a receipt elsewhere speaks of it.")
        raise NotReady(words % {"part": part}) from fault


def _signed(row: Any, by: Any) -> Any:
    """Have history say who changes a row; without anybody it asks the request."""
    if by is not None:
        row._history_user = by
    return row


def _lead(part: Any, like: Any, whole: Any, pairs: dict[Any, Any]) -> bool:
    """Have a part belong to a row as another belongs to its own; say whether that is new."""
    links = [
        name for name in ("result", "report", "donor", "figure") if hasattr(part, f"{name}_id")
    ]
    before = [getattr(part, f"{name}_id") for name in links]
    there = {name: getattr(like, name) for name in links}
    for name, linked in there.items():
        if name == "figure":
            part.figure = pairs[linked] if linked else None
        else:
            setattr(part, name, whole if linked else None)
    return before != [getattr(part, f"{name}_id") for name in links]


def _link_figures(pairs: dict[Any, Any], by: Any, reason: str) -> None:
    """Have the figures among these be parts of one another as their models are."""
    figures = {old.pk: new for old, new in pairs.items() if isinstance(old, Figure)}
    for old in [part for part in pairs if isinstance(part, Figure)]:
        new, links = pairs[old], {}
        for name in ("part_of_id", "supersedes_id"):
            key = getattr(old, name)
            links[name] = figures[key].pk if key in figures else key
        if any(getattr(new, name) != key for name, key in links.items()):
            for name, key in links.items():
                setattr(new, name, key)
            with one_history_row(_signed(new, by), reason):
                new.save()


def _write(source: Any, target: Any, by: Any, reason: str, *, created: bool = False) -> None:
    with one_history_row(_signed(target, by), reason, created=created):
        _copy_columns(source, target)


def _copy_columns(source: Any, target: Any) -> None:
    for name in columns(source):
        setattr(target, name, getattr(source, name))
    target.save()
    # A save of its own: with the texts, an account that is as it was would be written anew.
    if hasattr(source, "translations") and target.translations != source.translations:
        target.translations = source.translations
        target.save()
