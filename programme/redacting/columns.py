"""Every column that people's words can stand in, found by looking at the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import FileField, JSONField, QuerySet, SlugField, URLField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.language_words import FIELD_IN
from programme.models import PageText, SearchEntry
from programme.models.expressions import LANGUAGES
from programme.models.pages import STANDS_AT
from programme.redacting.phrases import Phrases

# What the site itself writes there: names of fields, prints, keys.
NO_WORDS = {"code", "field", "print", "rule", "sha256", "time_zone", "token"}


@dataclass(frozen=True)
class Hit:
    """A row that holds the words: what its columns say without them, its slug where it does."""

    table: "Table"
    pk: Any
    changes: dict[str, Any]
    slug: str = ""

    @property
    def columns(self) -> list[str]:
        """The columns that people know: where a text stands by language, that column alone."""
        names = [*self.changes, *(["slug"] if self.slug else [])]
        return [name for name in names if not any(f"{name}_{c}" in names for c in LANGUAGES)]


class Table:
    """One table, with the columns that words can stand in; earlier versions are tables too."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.noun: Any = getattr(model, "instance_type", model)
        self.is_history = self.noun is not model

    @cached_property
    def fields(self) -> dict[str, Any]:
        files = {f.name for f in self.noun._meta.concrete_fields if isinstance(f, FileField)}
        return {
            field.name: field
            for field in self.model._meta.concrete_fields
            if field.name not in NO_WORDS | files and _is_for_words(field)
        }

    def rows(self) -> QuerySet[Any]:
        """All rows, by Django's own queryset: others rename columns, or follow each write."""
        return QuerySet(model=self.model)

    def hits(self, phrases: Phrases) -> list[Hit]:
        if not self.fields:
            return []
        rows = self.rows().values("pk", *self.fields).iterator()
        found = (self._hit(row, phrases) for row in rows)
        return [hit for hit in found if hit]

    def _hit(self, row: dict[str, Any], phrases: Phrases) -> Hit | None:
        changes, slug = {}, ""
        for name, field in self.fields.items():
            value = row[name]
            if not value or (new := _purged(field, value, phrases)) == value:
                continue
            if not isinstance(field, SlugField):
                changes[name] = new
            elif not (self.noun is PageText and value in STANDS_AT):  # these are the site's own
                slug = value
        return Hit(self, row["pk"], changes, slug) if changes or slug else None

    @property
    def called(self) -> str:
        name = capfirst(self.noun._meta.verbose_name_plural)
        return _("%(what)s, earlier versions") % {"what": name} if self.is_history else str(name)

    def column_called(self, name: str) -> str:
        if name == "history_change_reason":
            return _("reason of the change")
        field = self.model._meta.get_field(name)
        language = getattr(field, "language", "") or name.rpartition("_")[2]
        whole = name.removesuffix(f"_{language}")
        if language in FIELD_IN and whole != name:
            label = self.noun._meta.get_field(whole).verbose_name
            return FIELD_IN[language] % {"field": label}
        return str(field.verbose_name)


def tables() -> Iterator[Table]:
    """All tables of content, notes and records. Search is written anew, not purged.

    Accounts and sessions are left: people sign in by the ones, and the others end within hours.
    """
    ours = apps.get_app_config("programme").get_models(include_auto_created=True)
    for model in (*ours, LogEntry):
        if model is not SearchEntry:
            yield Table(model)


def _is_for_words(field: Any) -> bool:
    if field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | JSONField)


def _purged(field: Any, value: Any, phrases: Phrases) -> Any:
    if isinstance(field, JSONField):
        return phrases.purged_json(value)
    new = phrases.purged(value)
    if new == value:
        return value
    if isinstance(field, URLField):
        return ""  # half an address leads nowhere
    return new[: field.max_length]
