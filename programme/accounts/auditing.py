"""Records of sign-ins, refusals and deletions, written as Django reports them."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

from programme.models import AuditRecord

Kind = AuditRecord.Kind


def connect() -> None:
    """Listen to sign-ins, and to deletions of accounts, groups and all content with a history."""
    user_logged_in.connect(signed_in, dispatch_uid="audit")
    user_logged_out.connect(signed_out, dispatch_uid="audit")
    user_login_failed.connect(refused, dispatch_uid="audit")
    content: list[Any] = [model for model in apps.get_models() if hasattr(model, "history")]
    for model in (User, Group, *content):
        post_delete.connect(deleted, sender=model, dispatch_uid="audit")


def signed_in(user: Any, **_signal: Any) -> None:
    AuditRecord.objects.record(Kind.SIGNED_IN, user)


def signed_out(user: Any, **_signal: Any) -> None:
    if user is not None:
        AuditRecord.objects.record(Kind.SIGNED_OUT, user)


def refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """Record a try. The name stays out where no account has it: it may be a mistyped password."""
    name = str(credentials.get("username", "")).replace("\0", "")
    user = User.objects.filter(username=name).first()
    is_locked = getattr(request, "axes_locked_out", False)
    what = "" if user else "no such account"
    AuditRecord.objects.record(Kind.LOCKED if is_locked else Kind.REFUSED, user, what)


def deleted(sender: type[Model], instance: Model, origin: Any = None, **_signal: Any) -> None:
    """Record what somebody deleted on the desk, but not what went with it."""
    whole = origin.model is sender if isinstance(origin, QuerySet) else origin is instance
    request = getattr(HistoricalRecords.context, "request", None)
    if whole and request is not None and request.user.is_authenticated:
        what = f"{sender._meta.verbose_name} {instance.pk}: {instance}"
        AuditRecord.objects.record(Kind.DELETED, request.user, what)
