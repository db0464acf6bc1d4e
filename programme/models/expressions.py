"""SQL expressions that both databases know: the text a reader sees, and rows inside a row."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import CharField, F, Func, JSONField, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils.translation import get_language

Q = TypeVar("Q", bound=models.QuerySet[Any, Any])
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def reading_language() -> str:
    """Return the active language's two-letter code, one of LANGUAGES."""
    language = (get_language() or LANGUAGES[0])[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def localized(field: str) -> Coalesce:
    """Build the text of a row without a language of its own: reader's language → any → ""."""
    language = reading_language()
    order = [language, *(code for code in LANGUAGES if code != language)]
    steps = [NullIf(F(f"{field}_{code}"), Value("")) for code in order]
    return Coalesce(*steps, Value(""), output_field=CharField())


def plain(queryset: Q) -> Q:
    """Turn off the translation library's renaming of fields.

    With it on, values() and values_list() change the order and number of their columns, which
    unions and subqueries do not survive.
    """
    return queryset.rewrite(False) if hasattr(queryset, "rewrite") else queryset


def in_each_language(field: str) -> dict[str, F]:
    """Return the columns of a translated field by name, for the objects of `Rows`."""
    return {f"{field}_{code}": F(f"{field}_{code}") for code in LANGUAGES}


def counted(rows: models.QuerySet[Any]) -> Subquery:
    """Count the rows of a correlated queryset that has no order."""
    counts = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Subquery(counts, output_field=models.IntegerField())


class Rows(Subquery):
    """A correlated queryset's rows as one JSON list of objects, in the queryset's order.

    Use it as an annotation: Rows(Figure.objects.filter(result=OuterRef("pk")), label="label_en").
    """

    output_field = JSONField()
    template = "(SELECT json_group_array(json(r.row)) FROM (%(subquery)s) r)"

    def __init__(self, queryset: models.QuerySet[Any], **columns: Any) -> None:
        super().__init__(plain(queryset).annotate(row=JSONObject(**columns)).values("row"))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT coalesce(jsonb_agg(r.row), '[]') FROM (%(subquery)s) r)",
        )
