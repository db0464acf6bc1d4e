"""Delete what was kept of sign-ins and of what accounts did for longer than LOG_DAYS."""

from typing import Any

from django.core.management.base import BaseCommand

from programme.accounts.pruning import prune


class Command(BaseCommand):
    """Also done by `prepare`, and once a day when somebody signs in."""

    help = "Delete old audit records, failed tries to sign in, and sessions that ended."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, number in prune().items():
            self.stdout.write(f"{name}: {number} deleted")
