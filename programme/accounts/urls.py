"""Addresses of signing in, all under /admin/: its cookies are sent nowhere else."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from programme.accounts import passwords, views


def page(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """Route to a view whose answers nobody keeps and whose fields no report of a fault shows."""
    return path(route, never_cache(sensitive_post_parameters()(view)), name=name)


urlpatterns = [
    page("login/", passwords.SignIn.as_view(), "login"),
    page("logout/", passwords.SignOut.as_view(), "logout"),
    page("second-factor/", views.second_factor, "second_factor"),
    page("second-factor/setup/", views.second_factor_setup, "second_factor_setup"),
    page("second-factor/backup-codes/", views.backup_codes, "backup_codes"),
    page("my-settings/", views.my_settings, "my_settings"),
    page("password/change/", passwords.ChangePassword.as_view(), "password_change"),
    page("password/reset/", passwords.AskForReset.as_view(), "password_reset"),
    page("password/reset/sent/", passwords.ResetAsked.as_view(), "password_reset_done"),
    page("password/reset/done/", passwords.ResetDone.as_view(), "password_reset_complete"),
    page("password/reset/<uidb64>/<token>/", passwords.Reset.as_view(), "password_reset_confirm"),
]
