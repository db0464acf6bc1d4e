"""System checks: faults that would show only much later."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from modeltranslation.translator import translator

from programme import triggers
from programme.models import WORDED
from programme.models.expressions import LANGUAGES
from programme.models.indexing import FOLLOWED, Searchable, searchable
from programme.models.standing import WordedQuerySet


@checks.register(checks.Tags.database)
def triggers_are_on(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of tables whose changes the content version would miss.

    A warning, not an error: an error would stop `migrate`, which is what mends it.
    """
    return [
        checks.Warning(
            f"No content-version trigger on {table}.",
            hint="Run `manage.py migrate`.",
            id="programme.W001",
        )
        for alias in databases or []
        for table in triggers.missing(alias)
    ]


@checks.register(checks.Tags.models)
def translated_fields_are_wired(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse to start where a translated field would be missed by search, history or the desk."""
    ours = set(apps.get_app_config("programme").get_models())
    registered = [model for model in translator.get_registered_models(False) if model in ours]
    messages: list[checks.CheckMessage] = [
        _wrong(model, "has translated fields and is not in models.WORDED", "E001")
        for model in registered
        if model not in WORDED
    ]
    for model in WORDED:
        for fault, code in (
            *_registration(model, model in registered),
            *_declarations(model),
            *_search(model),
            *_history(model),
            *_completeness(model),
        ):
            messages.append(_wrong(model, fault, code))
    return messages


Faults = Iterator[tuple[str, str]]


def _wrong(model: Any, fault: str, code: str) -> checks.Error:
    return checks.Error(f"{model.__name__} {fault}.", obj=model, id=f"programme.{code}")


def _registration(model: Any, is_registered: bool) -> Faults:
    there = set(translator.get_options_for_model(model).all_fields) if is_registered else set()
    for field in sorted(there ^ set(model.translated)):
        lacks = "translation.py" if field in model.translated else "`translated`"
        yield f"translates “{field}”, which is not in {lacks}", "E002"


def _declarations(model: Any) -> Faults:
    for field in model.translated:
        if (field in model.searched) == (field in model.not_searched):
            yield f"has “{field}” in neither or both of `searched` and `not_searched`", "E003"
    for name in ("searched", "not_searched", "not_needed"):
        for field in sorted(set(getattr(model, name)) - set(model.translated)):
            yield f"has “{field}” in `{name}`, which is not translated", "E004"


def _search(model: Any) -> Faults:
    """The index takes every field of `searched`, if nothing stands in its way."""
    if not model.searched:
        return
    if issubclass(model, Searchable):
        for name in ("search_text", "search_entries"):
            if getattr(model, name) is not getattr(Searchable, name):
                yield f"has a {name}() of its own, which may leave out a field", "E005"
        if model.searched[0] != model.translated[0]:
            yield "has another field than its title first in `searched`", "E005"
    elif not any(model is held for owner in searchable() for held in _held(owner)):
        yield "has `searched` fields, but no searchable model holds it by `indexed_with`", "E005"
    if model not in FOLLOWED:
        yield "has `searched` fields whose changes the index does not follow", "E005"


def _held(owner: Any) -> Iterator[Any]:
    return (owner._meta.get_field(name).related_model for name in owner.indexed_with)


def _history(model: Any) -> Faults:
    history = getattr(model, "history", None)
    kept = {field.name for field in history.model._meta.get_fields()} if history else set()
    for field in model.translated:
        for code in LANGUAGES:
            if f"{field}_{code}" not in kept:
                yield f"keeps no history of “{field}_{code}”", "E006"


def _completeness(model: Any) -> Faults:
    if not isinstance(model._default_manager.all(), WordedQuerySet):
        yield "has a queryset that can’t tell what is missing, behind or unreviewed", "E007"
    for part, owner in model.translated_parts():
        if part not in WORDED or owner not in {f.name for f in part._meta.fields}:
            yield f"has a part, {part.__name__}, that can’t be counted with it", "E007"
