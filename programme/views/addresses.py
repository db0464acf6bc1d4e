"""A slug → the public row at that address, or what to say in its place."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404

from programme.models import GoneAddress, OldAddress, Publishable
from programme.models.publishing import PublishableQuerySet
from programme.views.errors import Moved, Withdrawn

M = TypeVar("M", bound=Publishable)


def its_page(row: Publishable) -> str:
    return str(row.get_absolute_url())  # type: ignore[attr-defined]


def public_at(rows: PublishableQuerySet[M], slug: str, address: Callable[[M], str] = its_page) -> M:
    """Return the row of `rows` (which are public) at a slug; `address` is where it stands.

    Raises Withdrawn (410) where one was taken back, Moved where it has another address now,
    and Http404 otherwise: a draft is as absent as what never was. A withdrawn row answers at its
    old addresses too.
    """
    if row := rows.at(slug):
        return row
    model: Any = rows.model
    withdrawn = model.objects.withdrawn()
    if gone := withdrawn.at(slug):
        raise Withdrawn(gone)
    if GoneAddress.holds(model._meta.model_name, slug):
        raise Withdrawn
    if moved := OldAddress.leads_to(rows, slug):
        raise Moved(address(moved))
    if gone := OldAddress.leads_to(withdrawn, slug):
        raise Withdrawn(gone)
    raise Http404(slug)
