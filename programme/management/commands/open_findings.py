"""Say what the gate finds that nobody has answered."""

from typing import Any

from django.core.management.base import BaseCommand

from programme import gate
from programme.models import PUBLISHED


class Command(BaseCommand):
    """Prints one line a finding, of rows in any state."""

    help = "List what the do-no-harm gate finds in any row and nobody has answered."

    def handle(self, *args: Any, **options: Any) -> None:
        rules, count = gate.Rules(), 0
        for model in PUBLISHED:
            for row in model._base_manager.order_by("pk"):
                for found in gate.open_findings(row, rules):
                    fields = ", ".join(dict.fromkeys(each.field for each in found.stands_in))
                    name = f"{model.__name__} {row.slug}"
                    self.stdout.write(f"{name}: {found.rule}: {found.words} ({fields})")
                    count += 1
        self.stdout.write(f"{count} open findings.")
