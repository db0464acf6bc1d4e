"""What the parts of a published row have: an id that stays, a place in the order."""

import uuid
from typing import Any, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.revising import Revised, RevisedQuerySet

P = TypeVar("P", bound="Part", covariant=True)


class PartQuerySet(RevisedQuerySet[P]):
    """Parts, found in fixtures by the id that never changes."""

    def get_by_natural_key(self, uid: str) -> P:
        return self.get(uid=uid)

    def called(self, key: str) -> Self:
        """Keep the one row that addresses and files know by this id."""
        return self.filter(uid=key)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Part(Revised):
    """A figure, edition, receipt or contribution; it is as visible as what it belongs to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)
    copy_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
    )

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any]:
        return (self.uid,)
