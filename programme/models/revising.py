"""Rows that count their saves, so that nobody overwrites what somebody else saved meanwhile."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

M = TypeVar("M", bound=models.Model, covariant=True)


class Stale(Exception):
    """Somebody else saved this row since it was read."""


class RevisedQuerySet(models.QuerySet[M]):
    """A queryset whose `update()` counts as a save of each row."""

    def update(self, **values: Any) -> int:
        values.setdefault("revision", F("revision") + 1)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class Revised(models.Model):
    """A row with the number of its saves."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save if nobody else did since this row was read, and count the revision up.

        Raises Stale where somebody did, with nothing written.
        """
        if self._state.adding or options.get("force_insert"):
            super().save(*args, **options)
            return
        seen = self.revision
        with transaction.atomic():
            rows = type(self)._base_manager.filter(pk=self.pk, revision=seen)
            if not rows.update(revision=seen + 1):
                raise Stale(self.pk)
            self.revision = seen + 1
            try:
                super().save(*args, **options)
            except BaseException:
                self.revision = seen
                raise
