"""Who may go on to which address of the desk, and in which language it speaks."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from programme.accounts import sessions
from programme.accounts.devices import is_set_up
from programme.kept import SIGNED_OUT, kept
from programme.models.accounts import zone_called
from sahel.languages import Handler, answer_in

DESK = settings.SESSION_COOKIE_PATH
# Whoever has not signed in may open these, and nothing else under /admin/.
OPEN = {
    "login",
    "logout",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
}


def next_step(request: HttpRequest) -> str | None:
    """Name the page that still stands between this person and the desk; None where none does."""
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return "login"
    if request.session.get("must_change_password"):
        return "password_change"
    asked = settings.REQUIRE_SECOND_FACTOR or request.session.get("has_second_factor")
    if asked and getattr(user, "otp_device", None) is None:
        return "second_factor" if is_set_up(user) else "second_factor_setup"
    return None


def way_on(request: HttpRequest) -> str:
    """Return where somebody wanted to go before signing in, on the desk; else its front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours and wanted.startswith(DESK) else reverse("admin:index")


def _sent_to(step: str, request: HttpRequest, **more: str) -> HttpResponse:
    if page := kept(request, SIGNED_OUT):
        return page
    query = urlencode({"next": request.get_full_path(), **more}, safe="/")
    return HttpResponseRedirect(f"{reverse(f'admin:{step}')}?{query}")


class keep_the_gate:  # noqa: N801 - reads like its neighbours in MIDDLEWARE
    """Lead to the next step from every address of the desk, whatever view stands behind it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not request.path_info.startswith(DESK):
            return None
        match = request.resolver_match
        name = match.url_name if match and match.namespace == "admin" else None
        if request.user.is_authenticated and sessions.is_over(request.session):
            logout(request)
            return None if name in OPEN else _sent_to("login", request, ended="1")
        if request.user.is_authenticated:
            sessions.touch(request.session)
        step = None if name in OPEN else next_step(request)
        return None if step in (None, name) else _sent_to(step or "login", request)


def speak_the_language_of_the_person(get_response: Handler) -> Handler:
    """Show the desk in the language that an account chose; signing in stays in the site's first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = request.path_info.startswith(DESK) and request.session.get("language")
        if not language:
            return get_response(request)
        return answer_in(language, request, get_response)

    return middleware


def show_the_time_of_the_person(get_response: Handler) -> Handler:
    """Show and read times of the desk in the time zone that an account chose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.path_info.startswith(DESK) and request.session.get("time_zone")
        if not name:
            return get_response(request)
        with timezone.override(zone_called(name)):
            return get_response(request)

    return middleware
