"""Put a backup back into an empty place, compared row by row."""

import logging
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programme import backups


class Command(BaseCommand):
    """Refuses to overwrite, and refuses a damaged backup before it touches anything."""

    help = "Put a backup back where no database and no files are; never over anything."
    requires_system_checks = []  # there may be no database yet

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", type=Path, help="a file that `backup` wrote")
        parser.add_argument("--check", action="store_true", help="read all of it, restore nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        begun, path = time.monotonic(), options["path"]
        try:
            with backups.in_words():
                found = backups.check(path) if options["check"] else backups.restore(path)
                older = backups.behind(found)
        except backups.Refused as refused:
            raise CommandError(f"{refused} Nothing was restored.") from None
        self.stdout.write(
            f"{path}, {backups.age(found.made_at)}: {found.rows} rows, {len(found.files)} files, "
            f"all as written; {time.monotonic() - begun:.1f} seconds."
        )
        for name in found.missing:
            self.stderr.write(f"Warning: {name} was missing when the backup was made.")
        if options["check"]:
            return
        logging.getLogger("sahel").warning("A backup was restored: %s", path)
        self.stdout.write("Everybody has to sign in again.")
        if older:
            self.stdout.write("It is of an older version: run `manage.py migrate` now.")
