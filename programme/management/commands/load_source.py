"""Load the source content with its history, and never over an editor's work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme import loading


class Command(BaseCommand):
    """`loaddata` plus history and search rows; refuses where an editor changed something."""

    help = "Load fixtures/sahel.json with history and search rows; refuses to overwrite edits."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "fixtures" / "sahel.json"
        try:
            report = loading.load(path.read_text(encoding="utf-8"), dry_run=options["dry_run"])
        except loading.Edited as edited:
            names = "\n".join(f"  {name}" for name in edited.names)
            raise CommandError(
                f"Nothing was loaded: editors changed these since they were loaded.\n{names}"
            ) from None
        self.stdout.write(f"Source content: {report.added} added, {report.changed} changed.")
