"""Write all search entries anew, after rows were changed behind the application's back."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from programme.models import PUBLISHED, SearchEntry
from programme.models.indexing import index


class Command(BaseCommand):
    """Safe at any time: readers see the old entries until the new ones are whole."""

    help = "Write the search entries of all results, reports, donors and pages anew."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        SearchEntry.objects.all().delete()
        for model in PUBLISHED:
            index(model, model._base_manager.values_list("pk", flat=True))
        self.stdout.write(f"{SearchEntry.objects.count()} search entries.")
