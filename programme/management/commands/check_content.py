"""Say which rules that span several rows the content breaks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programme import rules


class Command(BaseCommand):
    """Prints one line a fault; exits 1 if there is any."""

    help = "Check the rules that span rows: receipts, parts, regions, search, publication."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(rules.broken())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the content")
        self.stdout.write("The content keeps all rules.")
