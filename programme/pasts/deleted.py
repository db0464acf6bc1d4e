"""Rows that are gone and can be brought back."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet


def deleted(model: type[Any]) -> QuerySet[Any]:
    """Return the last history row of each row that was deleted, the newest first.

    A draft of something else that was published or discarded is none of them.
    """
    rows = model.history.model.objects
    there = model._base_manager.filter(pk=OuterRef("id"))
    later = rows.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    gone = rows.filter(history_type="-", replaces=None, is_protected=False)
    last: QuerySet[Any] = gone.exclude(Exists(there)).exclude(Exists(later))
    return last.select_related("history_user").order_by("-history_date", "-history_id")
