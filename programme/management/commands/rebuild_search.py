"""Write all search entries anew, after rows were changed behind the application's back."""

from typing import Any

from django.core.management.base import BaseCommand

from programme.models import SearchEntry
from programme.models.indexing import rebuild


class Command(BaseCommand):
    """Safe at any time: readers see the old entries until the new ones are whole."""

    help = "Write the search entries of all results, reports, donors and pages anew."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild()
        self.stdout.write(f"{SearchEntry.objects.count()} search entries.")
