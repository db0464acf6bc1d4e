"""Django's admin, with this site's own way in."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in


class DeskConfig(AdminConfig):
    """Takes the place of `django.contrib.admin` in INSTALLED_APPS."""

    default_site = "programme.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from programme.accounts import auditing, sessions

        user_logged_in.connect(sessions.begin, dispatch_uid="begin a session")
        auditing.connect()
