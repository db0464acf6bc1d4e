"""Slowing down who guesses passwords: who is counted, from where, and what they are told."""

import math
import unicodedata
from ipaddress import ip_address
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


class StaffBackend(ModelBackend):
    """Only staff sign in: there is nothing else to sign in to. Others get the common refusal."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user) and user.is_staff)


def address_of(request: HttpRequest) -> str | None:
    """Return the network address of a visitor, which no header of theirs can change."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_FORWARDED_FOR:
        # The proxy adds the address that it saw at the end; all before came from the visitor.
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address))
    except ValueError:
        return None  # a socket, or a proxy that does not keep to the rule: all count as one


def counted_as(_request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Return what an account's tries are counted under: never the typed name, it may be a password.

    Known and unknown names are treated alike, and so are names that differ in case alone.
    """
    name = unicodedata.normalize("NFKC", (credentials or {}).get("username") or "").casefold()
    return salted_hmac("sahel.sign-in", name).hexdigest()


def too_many_tries(
    request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer 429 in plain words, with the time to wait."""
    AxesProxyHandler.update_request(request)
    tries = AccessAttempt.objects.filter(
        username=counted_as(request, credentials), ip_address=address_of(request)
    )
    latest = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    waited = timezone.now() - (latest or timezone.now())
    seconds = max(1, math.ceil((settings.AXES_COOLOFF_TIME - waited).total_seconds()))
    context = {
        **admin.site.each_context(request),
        "title": _("Too many tries"),
        "minutes": math.ceil(seconds / 60),
    }
    page = render(request, "admin/too_many_tries.html", context, status=429)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    return page
