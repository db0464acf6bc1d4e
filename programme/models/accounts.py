"""What the site keeps of the people who sign in: their choices, and what they did."""

import logging
from datetime import timedelta, tzinfo
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("sahel.audit")


def zone_called(name: str) -> tzinfo:
    """Return a time zone by its name; that of the site where there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


class Account(models.Model):
    """A person's own choices for the desk, beside Django's own account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="account",
        verbose_name=_("account"),
    )
    language = models.CharField(
        _("language of the desk"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("Menus, labels and messages. The texts of the site keep their own languages."),
    )
    keeps_typing = models.BooleanField(
        _("keep what I type in this browser"),
        default=True,
        help_text=_(
            "What is not saved yet is offered back after a crash or a lost connection. "
            "It stays on this computer and is wiped when you sign out."
        ),
    )
    mail_when_asked = models.BooleanField(
        _("write to me when something waits for review"), default=True
    )
    mail_about_mine = models.BooleanField(
        _("write to me when something of mine is returned, commented on or published"),
        default=True,
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        help_text=_("Times at the desk are shown and typed in it. Empty: that of the site."),
    )
    must_change_password = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("choices of an account")
        verbose_name_plural = _("choices of accounts")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def zone(self) -> tzinfo:
        """The time zone chosen; that of the site where none is, or where it is known no more."""
        return zone_called(self.time_zone)

    @classmethod
    def of(cls, user: Any) -> "Account":
        """Return the choices of a user, those of a new account until they are changed."""
        return cls.objects.filter(user=user).first() or cls(user=user)

    @classmethod
    def ask_for_new_password(cls, user: Any, *, must: bool) -> None:
        """Say whether a user has to choose a password of their own at the next sign-in."""
        cls.objects.update_or_create(user=user, defaults={"must_change_password": must})


class AuditRecordQuerySet(models.QuerySet["AuditRecord"]):
    """Records of what accounts did."""

    def record(self, kind: "AuditRecord.Kind", account: Any = None, what: str = "") -> None:
        """Write one record and one log line; `account` is a user, or None where it is unknown."""
        name = account.get_username() if account is not None else ""
        self.create(kind=kind, account=name, what=what)
        fields = {"audit": str(kind), "account": name}  # `what` may name what was taken down
        logger.info("%(audit)s %(account)s", fields, extra={"fields": fields})

    def of(self, account: str) -> "AuditRecordQuerySet":
        return self.filter(account=account)

    def newer_than(self, age: timedelta) -> "AuditRecordQuerySet":
        return self.filter(at__gt=timezone.now() - age)

    def older_than(self, days: int) -> "AuditRecordQuerySet":
        return self.filter(at__lt=timezone.now() - timedelta(days=days))


class AuditRecord(models.Model):
    """One thing that an account did, or was refused; gone after LOG_DAYS."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGNED_OUT = "signed_out", _("Signed out")
        REFUSED = "refused", _("Sign-in refused")
        LOCKED = "locked", _("Too many tries")
        PASSWORD = "password", _("Password changed")
        FACTOR = "factor", _("Second factor")
        PERMISSIONS = "permissions", _("Permissions changed")
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")
        DELETED = "deleted", _("Deleted")
        OWN_TEXT = "own_text", _("Approved their own text")
        PROTECTED = "protected", _("Removed to protect people")
        REDACTED = "redacted", _("Words purged")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    account = models.CharField(_("account"), max_length=150, blank=True)
    what = models.TextField(_("what"), blank=True)

    objects: ClassVar[AuditRecordQuerySet] = AuditRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()} {self.account}"
