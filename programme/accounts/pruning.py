"""Deleting what was kept of sign-ins and of what accounts did, once it is old."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from programme.files import prune_waiting
from programme.models import AuditRecord

A_DAY = 24 * 3600


def prune() -> dict[str, int]:
    """Delete what is older than LOG_DAYS; say how many rows of each kind went.

    The admin's own LogEntry stays: it belongs to the history of the content, and has no end.
    Links for a new password need no deleting: they are signed, and kept nowhere.
    """
    now = timezone.now()
    old = now - timedelta(days=settings.LOG_DAYS)
    # A failed try matters until its account is no longer slowed down; its network address
    # is kept no longer than that.
    past = now - settings.AXES_COOLOFF_TIME
    rows = {
        "audit records": AuditRecord.objects.older_than(settings.LOG_DAYS),
        "failed tries": AccessAttempt.objects.filter(attempt_time__lt=past),
        "sign-in logs": AccessLog.objects.filter(attempt_time__lt=old),
        "failure logs": AccessFailureLog.objects.filter(attempt_time__lt=old),
        "sessions": Session.objects.filter(expire_date__lt=now),
    }
    deleted = {name: found.delete()[0] for name, found in rows.items()}
    return deleted | {"uploads that were not saved": prune_waiting()}


def prune_daily() -> None:
    """Prune unless this process did within a day; called at sign-in, so that no timer is needed."""
    if cache.add("pruned", True, A_DAY):
        prune()
