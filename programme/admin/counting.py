"""How many rows of each noun wait for a translation, in one question to the database."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, Q, Value
from django.utils import translation

from programme.admin.standings import STATES
from programme.models import Figure
from programme.models.expressions import LANGUAGES, plain

KEYS = [(language, state) for language in LANGUAGES for state in STATES]


def waiting(models: list[Any]) -> dict[str, dict[tuple[str, str], int]]:
    """Return {noun: {(language, state): number of rows}} for these models."""
    if not models:
        return {}
    parts = [_counted(model) for model in models]
    question = " UNION ALL ".join(sql for sql, _values in parts)
    with connection.cursor() as cursor:
        cursor.execute(question, [value for _sql, values in parts for value in values])
        return {noun: dict(zip(KEYS, counts, strict=True)) for noun, *counts in cursor.fetchall()}


@cache
def _counted(model: Any) -> tuple[str, tuple[Any, ...]]:
    """Build the SQL for one noun, once: that takes far longer than the answer.

    The numbers of a result are translated with it and counted with it; a draft is counted in
    place of what it replaces.
    """
    rows = model.objects.of_the_programme() if model is Figure else model.objects.worked_on()
    with translation.override(LANGUAGES[0]):
        kept = {
            f"{language}_{state}": getattr(rows, f"{state}_in")(language).order_by().values("pk")
            for language, state in KEYS
        }
        counted = (
            plain(rows)
            .order_by()
            .annotate(noun=Value(str(model._meta.model_name), output_field=CharField()))
            .values("noun")
            .annotate(**{name: Count("pk", Q(pk__in=keys)) for name, keys in kept.items()})
        )
        sql, values = counted.query.sql_with_params()
    return sql, tuple(values)
