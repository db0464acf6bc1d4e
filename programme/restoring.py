"""A row as it once was → a draft: content alone, never status, address or dates of publication."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programme import workflow
from programme.files.keeping import on_disk
from programme.models import (
    Edition,
    Evidence,
    Figure,
    Publishable,
    Stale,
    Status,
)
from programme.models.changes import is_held
from programme.models.remembering import one_history_row
from programme.models.slugs import proposed
from programme.models.wholes import PARTS, draft_of, parts_of_kind
from programme.pasts import Past, past_of

RESTORED = gettext_noop("restored from history")
BROUGHT_BACK = gettext_noop("brought back")
# What an old version never brings along: where a row stands, its address, its own counters.
KEPT_AS_IT_IS = {
    *("id", "slug", "status", "publish_from", "withdrawn_at", "is_protected", "position"),
    *("submitted_at", "submitted_by", "updated_at", "revision", "replaces", "replaces_revision"),
    *("translations", "sort_en", "sort_fr", "sort_ar"),
}
# Of parts: who they are, and what they belong to, which is looked up anew.
LOOKED_UP = {
    *("id", "uid", "revision", "copy_of", "translations"),
    *("result", "figure", "report", "donor", "part_of", "supersedes"),
}


class Restored(NamedTuple):
    """The draft, and in words what could not come back."""

    row: Any
    left_out: list[str]


def written_on(row: Any) -> Any:
    """Return the row that a restore would write on; None where it is yet to be made."""
    return row if row.status in (Status.DRAFT, Status.REVIEW) else draft_of(row)


@transaction.atomic
def restore(row: Publishable, moment: datetime, by: Any, seen: int | None = None) -> Restored:
    """Make a draft of a row as it was at a moment; what readers see stays.

    What was withdrawn becomes a draft again, whose address still answers 410.

    `seen` is the revision of the draft that somebody agreed to write over, where there is one.
    Raises NotReady where there was nothing, NotAllowed where this person may not begin a draft,
    and Stale where it was saved since.
    """
    past = past_of(type(row), row.pk, moment)
    if past is None:
        raise workflow.NotReady(_("There was nothing at that moment."))
    _need_a_title(type(row), past)
    there = written_on(row)
    if (there.revision if there else row.revision) != seen and seen is not None:
        raise Stale(row.pk)
    if row.status == Status.WITHDRAWN:  # it is written anew itself, and takes in what waited
        draft = workflow.reopen(row, by)
    else:
        draft = there or workflow.edit(row, by)
    return _Writing(past, draft, RESTORED).done()


@transaction.atomic
def bring_back(model: type[Any], pk: int) -> Restored:
    """Make a deleted row anew as a draft, with its parts, files and, where it is free, address.

    Raises NotReady where it is there, or where history holds nothing of it any more.
    """
    past = past_of(model, pk)
    if model._base_manager.filter(pk=pk).exists():
        raise workflow.NotReady(_("It is there already."))
    if past is None or past.row.replaces_id or past.row.is_protected:
        raise workflow.NotReady(_("Nothing is left of it that could come back."))
    _need_a_title(model, past)
    row = model(pk=pk, slug=_free_address(model, past.row))
    if hasattr(row, "position"):
        row.position = past.row.position
    return _Writing(past, row, BROUGHT_BACK).done()


def _need_a_title(model: type[Any], past: Past) -> None:
    """Refuse what was purged from history: no row can be made without its title."""
    if not getattr(past.row, f"{model.title_field}_{past.row.original_language}"):
        raise workflow.NotReady(_("Nothing is left of it that could come back."))


def _free_address(model: type[Any], was: Any) -> str:
    noun = str(model._meta.model_name)

    def is_taken(slug: str) -> bool:
        used = model._base_manager.filter(slug=slug).exists()
        return bool(used or is_held(noun, slug, was.id))

    if was.slug and not is_taken(was.slug):
        return str(was.slug)
    titles = (getattr(was, f"{model.title_field}_{code}") for code in ("en", "fr"))
    return proposed(next(filter(None, titles), ""), f"{noun}-{was.id}", is_taken)


class _Writing:
    """The writing of a past onto a draft, its parts told apart by what they were."""

    def __init__(self, past: Past, draft: Any, reason: str) -> None:
        self.past, self.draft, self.reason = past, draft, reason
        self.left_out: list[str] = []
        self.now: dict[tuple[type[Any], int], Any] = {}  # key of a part then → the part now

    def done(self) -> Restored:
        draft, past = self.draft, self.past
        created = draft._state.adding
        with one_history_row(draft, self.reason, created=created):
            _take(draft, past.row, KEPT_AS_IT_IS)
            _save(draft, past.row)
            for name, keys in past.links.items():
                self._link(name, keys)
            for model, parts in past.parts.items():
                for was in parts:
                    self.now[model, was.id] = self._match(model, was) or self._anew(model, was)
                # Figures twice: one may be a part of another that has no key before it is saved.
                for was in parts * (2 if model is Figure else 1):
                    self._write(model, was)
            for model in reversed(PARTS.get(type(draft), {})):  # receipts before their figures
                self._remove_others(model)
        return Restored(draft, self.left_out)

    def _link(self, name: str, keys: list[int]) -> None:
        link = type(self.draft)._meta.get_field(name)
        found = link.related_model._base_manager.filter(pk__in=keys)
        if link.related_model is type(self.draft):
            found = found.filter(replaces=None).exclude(pk=self.draft.replaces_id or self.draft.pk)
        there = set(found.values_list("pk", flat=True))
        for gone in [key for key in keys if key not in there]:
            words = {"link": link.verbose_name, "name": _name_of(link.related_model, gone)}
            self.left_out.append(_("%(link)s: %(name)s is gone") % words)
        getattr(self.draft, name).set(there)

    def _write(self, model: type[Any], was: Any) -> None:
        part = self.now[model, was.id]
        links = self._links(model, was)
        if links is None:
            words = {"what": model._meta.verbose_name}
            self.left_out.append(_("%(what)s: its source is gone") % words)
            return
        changed = _take(part, was, LOOKED_UP)
        for name, value in links.items():
            changed |= getattr(part, name) != value
            setattr(part, name, value)
        if model is Edition and part.file and not on_disk(part.file.name).exists():
            part.forget_file()
            self.left_out.append(_("%(what)s: its file is gone") % {"what": part})
        if changed or part._state.adding or getattr(part, "translations", 0) != _account(was):
            with one_history_row(part, self.reason, created=part._state.adding):
                _save(part, was)

    def _match(self, model: type[Any], was: Any) -> Any:
        same = Q(pk=was.id) | Q(copy_of=was.id) | Q(uid=was.uid)
        return parts_of_kind(self.draft, model).filter(same).first()

    def _anew(self, model: type[Any], was: Any) -> Any:
        """Make a part: the very one that was, unless that stands elsewhere."""
        other = model._base_manager.filter(Q(pk=was.id) | Q(uid=was.uid)).first()
        if other is None:
            return model(pk=was.id, uid=was.uid)
        owner = getattr(other, "whole", None)
        is_original = owner is not None and owner.pk == self.draft.replaces_id
        return model(copy_of=other if is_original else None)

    def _links(self, model: type[Any], was: Any) -> dict[str, Any] | None:
        """What a part belongs to and points to now; None where its source is gone."""
        if model is Figure:
            mates = {
                name: getattr(self.now.get((Figure, getattr(was, name))), "pk", None)
                for name in ("part_of_id", "supersedes_id")
            }
            return {"result_id": self.draft.pk, **mates}
        if model is not Evidence:
            return {f"{PARTS[type(self.draft)][model][0]}_id": self.draft.pk}
        for name in ("source", "edition"):
            to, key = Evidence._meta.get_field(name).related_model, getattr(was, f"{name}_id")
            if key and not to._base_manager.filter(pk=key).exists():  # type: ignore[union-attr]
                return None
        figure = self.now.get((Figure, was.figure_id))
        return {
            "figure_id": figure.pk if figure else None,
            "result_id": None if figure else self.draft.pk,
        }

    def _remove_others(self, model: type[Any]) -> None:
        kept = [part.pk for (kind, _key), part in self.now.items() if kind is model]
        for part in parts_of_kind(self.draft, model).exclude(pk__in=kept):
            part._change_reason = self.reason
            try:
                part.delete()
            except ProtectedError:  # a receipt names this edition
                words = {"what": part}
                self.left_out.append(_("%(what)s stays: a receipt names it") % words)


def _take(row: Any, was: Any, without: set[str]) -> bool:
    """Write the columns of a history row onto a row; return whether any was another."""
    names = {field.name for field in row._meta.concrete_fields}
    changed = False
    for field in row._meta.concrete_fields:
        # Of a translated text the columns by language alone: the bare name is the reader's.
        if field.name in without or f"{field.name}_en" in names:
            continue
        value = getattr(was, field.attname)
        changed |= getattr(row, field.attname) != value
        setattr(row, field.attname, value)
    return changed


def _account(was: Any) -> Any:
    return getattr(was, "translations", 0)


def _save(row: Any, was: Any) -> None:
    """Save with the account of translations that there was: a save writes its own first."""
    row.save(force_insert=row._state.adding)
    if hasattr(was, "translations") and row.translations != was.translations:
        row.translations = was.translations
        row.save()


def _name_of(model: Any, pk: int) -> str:
    """The last name of a row that is gone, as far as history holds one."""
    last = model.history.filter(id=pk).first()
    name = last and getattr(last, f"{model.translated[0]}_en", "")
    return str(name or _("number %(number)s") % {"number": pk})
