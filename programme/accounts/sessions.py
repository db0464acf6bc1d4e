"""What a session remembers of its account, and when it ends."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from programme.accounts.devices import is_set_up
from programme.models import Account

A_MINUTE = 60


def begin(request: HttpRequest, user: Any, **_signal: Any) -> None:
    """Put into a new session what would else be asked of the database at each request."""
    account = Account.of(user)
    now = int(time.time())
    request.session.update(
        {
            "since": now,
            "seen": now,
            "language": account.language,
            "time_zone": account.time_zone,
            "keeps_typing": account.keeps_typing,
            "must_change_password": account.must_change_password,
            "has_second_factor": is_set_up(user),
        }
    )


def is_over(session: SessionBase) -> bool:
    """Say whether a session has lasted, or lain unused, for too long."""
    now = time.time()
    lasted, unused = now - session.get("since", 0), now - session.get("seen", 0)
    is_old = lasted > settings.SESSION_HOURS * 60 * A_MINUTE
    return bool(is_old or unused > settings.SESSION_IDLE_MINUTES * A_MINUTE)


def touch(session: SessionBase) -> None:
    """Note that a session is used; at most once a minute, since each note is a write."""
    now = int(time.time())
    if now - session.get("seen", 0) >= A_MINUTE:
        session["seen"] = now


def end_all(user: Any, but: SessionBase | None = None) -> None:
    """End the sessions of a user, all or all but one."""
    spared = but.session_key if but is not None else None
    # Django keeps no list by account. Only editors have sessions, so there are few to read.
    for row in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=spared):
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            row.delete()
