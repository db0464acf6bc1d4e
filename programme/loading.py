"""Source content → rows with history and search entries, unless an editor's work would be lost."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.base import DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import transaction
from django.utils.translation import gettext_noop

from programme import gate, triggers
from programme.models import PUBLISHED, GoneAddress, Resolution
from programme.models.remembering import one_history_row, remember

REASON = gettext_noop("loaded from the source")
NOT_COMPARED = {"updated_at"}


class Edited(Exception):
    """These objects were changed by editors since they were loaded."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass
class Report:
    """What a load did: how many objects were added and changed, and which it must not touch."""

    added: int = 0
    changed: int = 0
    edited: list[str] = field(default_factory=list)


def load(text: str, *, dry_run: bool = False) -> Report:
    """Load objects from JSON with natural keys, in one transaction.

    Raises Edited, with nothing written, where an object differs that an editor changed.
    """
    report = Report()
    records = json.loads(text)
    with transaction.atomic():
        objects = Deserializer(records, handle_forward_references=True)
        for record, loaded in zip(records, objects, strict=True):
            _take(loaded, record["fields"], report)
        if report.edited:
            raise Edited(report.edited)
        transaction.set_rollback(dry_run)
    triggers.analyze()
    return report


def load_resolutions(text: str) -> int:
    """Keep the answers to the gate for what the source itself published; return how many are new.

    `text` is JSON: {noun: {slug: [{rule, words: […], reason}]}}. Answers that are there stay.
    """
    wanted: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(text)
    nouns: list[Any] = list(PUBLISHED)
    with transaction.atomic():
        return sum(
            _answer(row, answer)
            for model in nouns
            for slug, answers in wanted.get(model._meta.model_name, {}).items()
            for row in model.objects.originals().filter(slug=slug)
            for answer in answers
        )


def _answer(row: Any, answer: dict[str, Any]) -> int:
    added = 0
    for words in answer["words"]:
        _kept, is_new = Resolution.objects.get_or_create(
            noun=row._meta.model_name,
            object_id=row.pk,
            rule=answer["rule"],
            words=gate.key_of(words),
            defaults={"reason": answer["reason"]},
        )
        added += is_new
    return added


def _take(loaded: DeserializedObject, given: dict[str, Any], report: Report) -> None:
    row: Any = loaded.object
    if loaded.deferred_fields:
        report.edited.append(f"{row._meta.verbose_name}: belongs to something that is gone")
        return
    kept = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
    if kept is None and _was_deleted(row):
        report.edited.append(f"{row._meta.verbose_name}: {row} (deleted)")
    elif kept is None:
        report.added += 1
        _save(loaded, created=True)
    elif _same(loaded, kept, given):
        if not kept.history.exists():
            remember(kept, REASON, created=True)
    elif kept.history.exclude(history_change_reason=REASON).exists():
        report.edited.append(f"{row._meta.verbose_name}: {kept}")
    else:
        report.changed += 1
        if hasattr(row, "revision"):
            row.revision = kept.revision
        _save(loaded, created=False)


def _was_deleted(row: Any) -> bool:
    """Say whether an editor deleted this object or purged its address; bringing it back would
    undo that."""
    if GoneAddress.holds(row._meta.model_name, getattr(row, "slug", "")):
        return True
    key = "uid" if hasattr(row, "uid") else "slug"
    return bool(
        row.history.model.objects.filter(**{key: getattr(row, key), "history_type": "-"}).exists()
    )


def _same(loaded: DeserializedObject, kept: Any, given: dict[str, Any]) -> bool:
    links = loaded.m2m_data or {}
    for name in given.keys() - NOT_COMPARED - links.keys():
        attname = kept._meta.get_field(name).attname
        # An empty text is stored as "" by a form and as NULL by a load.
        if (getattr(loaded.object, attname) or None) != (getattr(kept, attname) or None):
            return False
    return all(
        set(getattr(kept, name).values_list("pk", flat=True))
        == {getattr(value, "pk", value) for value in values}
        for name, values in links.items()
    )


def _save(loaded: DeserializedObject, *, created: bool) -> None:
    row: Any = loaded.object
    row._state.adding = created
    with one_history_row(row, REASON, created=created):
        row.save(**({"at": row.updated_at} if hasattr(row, "updated_at") else {}))
        for name, values in (loaded.m2m_data or {}).items():
            getattr(row, name).set(values)
