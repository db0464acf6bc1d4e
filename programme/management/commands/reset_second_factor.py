"""Take the second factor of one account away, for a lost phone."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programme.accounts import devices, sessions
from programme.models import AuditRecord


class Command(BaseCommand):
    """The account sets up a new one at its next sign-in, where one is required."""

    help = "Remove the app and the backup codes of an account, and end its sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="its username")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["account"]
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account named “{name}”. Nothing was changed.")
        had_one = devices.remove(user)
        sessions.end_all(user)
        AuditRecord.objects.record(AuditRecord.Kind.FACTOR, user, "reset by command")
        said = "has no second factor any more" if had_one else "had no second factor"
        self.stdout.write(f"The account “{name}” {said}; its sessions are ended.")
