"""Load the source content with its history, and never over an editor's work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme import loading

ANSWERS = "resolutions/sahel.json"  # no fixture of Django’s: it names rows by their slugs


class Command(BaseCommand):
    """`loaddata` plus history and search rows; refuses where an editor changed something."""

    help = "Load fixtures/sahel.json with history and search rows; refuses to overwrite edits."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = Path(settings.BASE_DIR) / "fixtures"
        content = (fixtures / "sahel.json").read_text(encoding="utf-8")
        try:
            report = loading.load(content, dry_run=options["dry_run"])
        except loading.Edited as edited:
            names = "\n".join(f"  {name}" for name in edited.names)
            raise CommandError(
                f"Nothing was loaded: editors changed these since they were loaded.\n{names}"
            ) from None
        if not options["dry_run"]:
            loading.load_resolutions((fixtures / ANSWERS).read_text(encoding="utf-8"))
        self.stdout.write(f"Source content: {report.added} added, {report.changed} changed.")
