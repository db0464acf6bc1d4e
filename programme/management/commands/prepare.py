"""Make a copy ready to serve: migrate, load content once, first administrator, tidy up."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from programme.accounts.pruning import prune
from programme.exports import spool
from programme.models import PUBLISHED, Account


class Command(BaseCommand):
    """Safe to run at every start: what is there already stays as it is."""

    help = "Migrate, load the source content into an empty database, create an administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not any(model.history.exists() for model in PUBLISHED):  # type: ignore[attr-defined]
            call_command("load_source", stdout=self.stdout)
        users = get_user_model()
        if not users.objects.exists():
            password = secrets.token_urlsafe(12)
            user = users.objects.create_superuser("admin", password=password)
            Account.ask_for_new_password(user, must=True)
            self.stdout.write(f"Administrator: admin   one-time password: {password}")
        prune()
        spool.empty()  # another version of the program may write other files
