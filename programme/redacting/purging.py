"""Rows that hold the words → rows that do not, in the caller's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from programme import triggers
from programme.models import GoneAddress, Noun, OldAddress, Publishable
from programme.models.indexing import rebuild
from programme.models.parts import Part
from programme.models.remembering import remember
from programme.models.revising import Revised
from programme.models.slugs import proposed
from programme.redacting.columns import Hit

REASON = gettext_noop("words purged")


class Touched:
    """Rows that people can have a form of open: each is counted as saved, once."""

    def __init__(self) -> None:
        self._keys: dict[type[Revised], set[Any]] = {}

    def add(self, model: type, pk: Any) -> None:
        """Add a row, and what it is a part of: their form is one."""
        if not issubclass(model, Revised):
            return
        self._keys.setdefault(model, set()).add(pk)
        if issubclass(model, Part):
            whole = model._base_manager.get(pk=pk).whole  # type: ignore[attr-defined]
            if whole is not None:
                self.add(type(whole), whole.pk)

    def settle(self, by: Any) -> None:
        """Count them as saved, and write what they are now to their history."""
        for model, keys in self._keys.items():
            if issubclass(model, Publishable):
                _keep_drafts_in_step(model, keys)
            counted: dict[str, Any] = {"revision": F("revision") + 1}
            if issubclass(model, Publishable):
                counted["updated_at"] = timezone.now()
            QuerySet(model=model).filter(pk__in=keys).update(**counted)
            for row in model._base_manager.filter(pk__in=keys):
                row._history_user = by  # type: ignore[attr-defined]
                remember(row, REASON)


def _keep_drafts_in_step(model: type[Publishable], keys: set[Any]) -> None:
    """Drafts lose the words themselves: nobody has to merge this change of their original."""
    drafts: QuerySet[Any] = QuerySet(model=model).filter(replaces__in=keys)
    made_from_today = drafts.filter(replaces_revision=F("replaces__revision"))
    made_from_today.update(replaces_revision=F("replaces_revision") + 1)


def lock(names: Iterable[str]) -> None:
    """Let nobody write to these tables until the end: words could come back unseen.

    SQLite's transactions do so by themselves.
    """
    if connection.vendor == "postgresql":
        quoted = ", ".join(map(connection.ops.quote_name, names))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")


def purge(hits: Iterable[Hit], touched: Touched) -> None:
    """Write the columns of these rows without the words."""
    for hit in hits:
        model = hit.table.model
        row = hit.table.rows().filter(pk=hit.pk)
        if model is OldAddress:
            if hit.slug:
                GoneAddress.keep(row.get().noun, hit.slug)
                row.delete()
            continue
        slug = {"slug": _neutral(hit)} if hit.slug else {}
        row.update(**hit.changes, **slug)
        touched.add(model, hit.pk)


def _neutral(hit: Hit) -> str:
    """Return a slug that says nothing; a visitor who comes by the old one is told it is gone."""
    table, noun = hit.table, str(hit.table.noun._meta.model_name)
    row = table.rows().filter(pk=hit.pk).values().get()
    base = f"{noun}-{row.get('replaces_id') or row['id']}"
    if table.is_history or row.get("replaces_id"):
        return base
    if noun in Noun.values and _was_public(table.model, hit.pk):
        GoneAddress.keep(noun, hit.slug)
    others = table.rows().exclude(pk=hit.pk)
    return proposed("", base, lambda slug: others.filter(slug=slug).exists())


def _was_public(model: Any, pk: Any) -> bool:
    rows = model.objects
    return bool(rows.public().filter(pk=pk).exists() or rows.withdrawn().filter(pk=pk).exists())


def search_anew() -> None:
    """Write the search entries and sort keys anew, and on SQLite the index below them."""
    rebuild()
    triggers.rebuild_index()
