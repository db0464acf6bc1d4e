"""The id of a text in a file, the same for ever: result/mali-…/title, figure/1f0c…/label."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from programme.models import WORDED, Figure, Publishable, Worded
from programme.models.parts import Part

_SLUG = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)
NOUNS: dict[str, type[Worded]] = {str(model._meta.model_name): model for model in WORDED}


class Key(NamedTuple):
    """Which text of which row."""

    noun: str
    name: str
    field: str


def key_of(row: Any) -> str:
    """Return the name by which a row is known in any database: its slug, or the id of a part.

    A draft has the name of what it replaces: a file stays good when it was published.
    """
    if isinstance(row, Figure):
        is_copy = row.result is not None and row.result.replaces_id is not None
        return str((row.copy_of if is_copy and row.copy_of else row).uid)
    return str(row.replaces.slug if isinstance(row, Publishable) and row.replaces else row.slug)


def id_of(row: Any, field: str) -> str:
    return f"{row._meta.model_name}/{key_of(row)}/{field}"


def parsed(text: str) -> Key | None:
    """Read an id; None where it is none of a text that this site could have."""
    parts = text.split("/")
    if len(parts) != len(Key._fields) or (model := NOUNS.get(parts[0])) is None:
        return None
    key = Key(*parts)
    return key if key.field in model.to_translate() and _is_name(model, key.name) else None


def rows_of(model: Any, names: Iterable[str], *, lock: bool = False) -> dict[str, Any]:
    """Return what translators work on by name, with what it belongs to: drafts where there are.

    With `lock` it is locked until the transaction ends.
    """
    rows: Any = with_wholes(model)
    found: QuerySet[Any] = rows.worked_on().filter(_named(model, set(names))).order_by("pk")
    if lock:
        found = found.select_for_update(of=("self",))
    return {key_of(row): row for row in found}


def with_wholes(model: Any) -> QuerySet[Any]:
    """All rows of a noun, with the rows that their keys and languages are asked of."""
    rows: QuerySet[Any] = model.objects.all()
    if issubclass(model, Publishable):
        return rows.select_related("replaces")
    return rows.select_related("result__replaces", "copy_of") if model is Figure else rows


def by_noun(keys: Iterable[Key]) -> dict[str, set[str]]:
    """Sort the names of rows by their nouns, wholes before their parts."""
    names: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        names[key.noun].add(key.name)
    wholes_first = sorted(names, key=lambda noun: issubclass(NOUNS[noun], Part))
    return {noun: names[noun] for noun in wholes_first}


def _is_name(model: type[Worded], name: str) -> bool:
    if not issubclass(model, Part):
        return bool(_SLUG.fullmatch(name))
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False


def _named(model: type[Worded], names: set[str]) -> Q:
    if issubclass(model, Part):
        return Q(uid__in=names) | Q(copy_of__uid__in=names, result__replaces__isnull=False)
    if not issubclass(model, Publishable):
        return Q(slug__in=names)
    return Q(replaces=None, slug__in=names) | Q(replaces__slug__in=names)
