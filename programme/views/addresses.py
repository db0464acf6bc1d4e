"""A slug → the public row at that address, or what to say in its place."""

from typing import Any, TypeVar

from django.http import Http404

from programme.models import OldAddress, Publishable
from programme.models.publishing import PublishableQuerySet
from programme.views.errors import Moved, Withdrawn

M = TypeVar("M", bound=Publishable)


def public_at(rows: PublishableQuerySet[M], slug: str) -> M:
    """Return the row of `rows` (which are public) at a slug.

    Raises Withdrawn (410) where one was taken back, Moved where it has another address now,
    and Http404 otherwise: a draft is as absent as what never was.
    """
    if row := rows.at(slug):
        return row
    model: Any = rows.model
    if model.objects.withdrawn().at(slug):
        raise Withdrawn(slug)
    if moved := OldAddress.leads_to(rows, slug):
        raise Moved(moved.get_absolute_url())
    raise Http404(slug)
