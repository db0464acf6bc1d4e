"""What colleagues say of a text before it is public, and links that let others look at it."""

import secrets
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models.changes import About


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks, by what they are about."""

    def about(self, row: models.Model) -> Self:
        return self.filter(noun=row._meta.model_name, object_id=row.pk)

    def of_kind(self, kind: "Remark.Kind") -> Self:
        return self.filter(kind=kind)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def waiting(self) -> Self:
        """Keep what a writer still has to look at."""
        kinds = (Remark.Kind.RETURNED, Remark.Kind.COMMENT)
        return self.unsettled().filter(kind__in=kinds).exclude(words="")


class Remark(About):
    """One thing said at the desk about a row, or about one of its fields."""

    class Kind(models.TextChoices):
        SENT = "sent", _("sent to review")
        RETURNED = "returned", _("returned")
        COMMENT = "comment", _("comment")
        APPROVED_OWN = "own", _("approved their own text")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMMENT)
    field = models.CharField(_("field"), max_length=60, blank=True)
    words = models.TextField(_("words"), blank=True, max_length=5000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        indexes = [models.Index(fields=["noun", "object_id", "at"], name="remark_of_one")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def waits(self) -> bool:
        """Whether a writer still has to look at it."""
        is_for_writer = self.kind in (self.Kind.RETURNED, self.Kind.COMMENT)
        return is_for_writer and bool(self.words) and self.settled_at is None


def _token() -> str:
    return secrets.token_urlsafe(24)


def _signer() -> Signer:
    return Signer(salt="programme.preview", sep=".")


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Links to previews, by whether they still open."""

    def about(self, row: models.Model) -> Self:
        return self.filter(noun=row._meta.model_name, object_id=row.pk)

    def open(self) -> Self:
        return self.filter(ends_at__gt=timezone.now())

    def at(self, signed: str) -> "PreviewLink | None":
        """Return the link with this address, if it is one of these. Raises BadSignature."""
        return self.filter(token=_signer().unsign(signed)).first()

    def newest(self) -> Self:
        return self.order_by("-made_at", "-pk")


class PreviewLink(About):
    """A signed link by which somebody without an account may look at one row for some days."""

    DAYS = 7

    token = models.CharField(max_length=40, unique=True, default=_token, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    ends_at = models.DateTimeField(_("ends"))

    objects: ClassVar[PreviewLinkQuerySet] = PreviewLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.get_noun_display()} {self.object_id}"

    @property
    def signed(self) -> str:
        """The token with its signature, as it stands in the link's address."""
        return _signer().sign(self.token)

    @classmethod
    def ending_in(cls, days: int) -> "PreviewLink":
        """Return a new link, not saved, that opens for so many days."""
        return cls(ends_at=timezone.now() + timedelta(days=days))
