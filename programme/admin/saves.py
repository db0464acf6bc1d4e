"""What history rows say, in words: fields as the forms call them, values as they show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme import language_words
from programme.models import (
    Contribution,
    Edition,
    Evidence,
    Figure,
    Origin,
    Translation,
)
from programme.models.expressions import LANGUAGES
from programme.models.worded import Said, said
from programme.wording import comma, figure_words, list_words, number_words

# What the site keeps for itself; the account of translations is told in words.
UNTOLD = {
    *("id", "uid", "revision", "updated_at", "translations", "copy_of", "sha256", "cover"),
    *("properties", "replaces", "replaces_revision", "submitted_at", "submitted_by"),
    *("withdrawn_at", "sort_en", "sort_fr", "sort_ar"),
}
# What a part that came or went need not be told to have.
OF_ITS_WHOLE = {"result", "figure", "report", "donor", "position"}
UNNAMED = Said("", "")
NAMED_WITH: dict[type[Any], tuple[str, ...]] = {Edition: ("report",), Figure: ("result",)}


@dataclass
class Line:
    """One field, before and after; `is_text` where its words can be compared."""

    label: str
    language: str
    then: str
    now: str
    is_text: bool


@dataclass
class Entry:
    """What one history row tells of a row or a part: which, what became of it, field by field."""

    label: str = ""
    name: Said = UNNAMED
    lines: list[Line] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Names:
    """The names of all rows that some history rows point to; one query for each model."""

    def __init__(self, rows: Iterable[Any]) -> None:
        wanted: dict[type[Any], set[int]] = defaultdict(set)
        for row in rows:
            model = row.instance_type
            for each in told_fields(model):
                if each.remote_field:
                    wanted[each.related_model].add(getattr(row, each.attname))
            for name, keys in getattr(row, "linked", {}).items():
                wanted[model._meta.get_field(name).related_model].update(keys)
        self._found = {
            (model, row.pk): str(row)
            for model, keys in wanted.items()
            for row in model._base_manager.select_related(*NAMED_WITH.get(model, ())).filter(
                pk__in=keys - {None}
            )
        }

    def of(self, model: Any, key: int | None) -> str:
        return self._found.get((model, key), _("(deleted)")) if key else ""


def told_fields(model: type[Any]) -> list[Any]:
    """The columns of a model that history tells of; of a translated text each language's."""
    names = {each.name for each in model._meta.concrete_fields}
    return [
        each
        for each in model._meta.concrete_fields
        if each.name not in UNTOLD and f"{each.name}_en" not in names
    ]


def name_in(model: type[Any], row: Any, names: Names) -> Said:
    """What a row or its history row is called: a part by what it says."""
    if model is Figure:
        label = _said(row, "label", LANGUAGES[0])
        return Said(figure_words(row.value, row.qualifier, label.text), label.language)
    if model is Evidence:
        to = ((Evidence._meta.get_field(name), f"{name}_id") for name in ("source", "edition"))
        source = [names.of(each.related_model, getattr(row, key)) for each, key in to]
        return Said(comma().join(filter(None, [*source, row.page])), "")
    if model is Edition:
        spoken = dict(Edition._meta.get_field("language").flatchoices)
        return Said(str(spoken.get(row.language, row.language)), row.language)
    if model is Contribution:
        return Said(f"{number_words(row.amount)} {row.currency} {row.year}", "")
    born = getattr(row, "original_language", LANGUAGES[0])
    found = _said(row, model.translated[0], born)
    return found if found.text else Said(str(getattr(row, "slug", "")), "")


def _said(row: Any, name: str, born: str) -> Said:
    return said(lambda code: getattr(row, f"{name}_{code}"), born)


def lines(model: type[Any], older: Any, newer: Any, names: Names) -> Iterator[Line]:
    """Tell each field that two history rows differ in; None for one of them: nothing was there."""
    for each in told_fields(model):
        was, now = (getattr(row, each.attname, None) or None for row in (older, newer))
        is_idle = each.name in OF_ITS_WHOLE and None in (older, newer)
        if was != now and not is_idle:
            yield _line(each, was, now, names)
    before, after = (row.linked if row else {} for row in (older, newer))
    for name in {**before, **after}:
        link = model._meta.get_field(name)
        was, now = set(before.get(name, [])), set(after.get(name, []))
        if was != now:
            then, since = (
                list_words(sorted(names.of(link.related_model, key) for key in keys))
                for keys in (was, now)
            )
            yield Line(capfirst(str(link.verbose_name)), "", then, since, is_text=True)


def _line(column: Any, was: Any, now: Any, names: Names) -> Line:
    language = getattr(column, "language", "")
    label, is_text = language_words.label_of(column), _is_text(column)
    if language not in language_words.FIELD_IN:
        language = ""
    return Line(label, language, _shown(column, was, names), _shown(column, now, names), is_text)


def _is_text(column: Any) -> bool:
    plain = isinstance(column, models.CharField | models.TextField)
    return plain and not column.choices and not isinstance(column, models.SlugField)


def _shown(column: Any, value: Any, names: Names) -> str:
    if column.remote_field:
        return names.of(column.related_model, value) or _("none")
    if _is_text(column):
        return str(value or "")
    if isinstance(column, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(column, models.DecimalField) and value is not None:
        return number_words(value)
    if isinstance(column, models.FileField):
        return PurePath(str(value)).name[:12] + "…" if value else _("none")
    return str(display_for_field(value, column, _("none")))


def told_of_translations(older: Any, newer: Any) -> Iterator[str]:
    """Say what a save changed of the account of each translation, where its texts do not."""
    before, after = getattr(older, "translations", {}), getattr(newer, "translations", {})
    for code, name in language_words.NAMES.items():
        was, now = Translation.read(before.get(code, {})), Translation.read(after.get(code, {}))
        same = {
            field
            for field in now.made_from
            if getattr(older, f"{field}_{code}", "") == getattr(newer, f"{field}_{code}", "")
        }
        for words in _told(was, now, same):
            yield _("%(language)s: %(state)s") % {"language": name, "state": words}


def _told(was: Translation, now: Translation, same: set[str]) -> Iterator[str]:
    if now.reviewed_on and now.reviewed_on != was.reviewed_on:
        yield _("reviewed by %(who)s") % {"who": now.reviewed_by}
    elif was.reviewed_on and not now.reviewed_on:
        yield _("its review no longer counts")
    elif any(was.made_from.get(field, "") != now.made_from[field] for field in same):
        yield _("confirmed to fit a new original")
    if was.origin != now.origin:
        yield str(Origin(now.origin).label)
