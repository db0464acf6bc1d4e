"""Write the whole site, database and files, into one checked file."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from programme import backups
from programme.models import AuditRecord


class Command(BaseCommand):
    """Safe while editors save; leaves nothing behind where it fails."""

    help = "Write database and files into one new file; or into a folder, under a dated name."
    requires_system_checks = []  # a site that is half broken needs its backup most

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", type=Path, help="a new file, or a folder")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="in a folder: delete its oldest beyond N"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, keep = options["path"], options["keep"]
        if keep is not None and (keep < 1 or not path.is_dir()):
            raise CommandError("--keep needs a folder that exists, and a number from 1.")
        try:
            with backups.in_words():
                self._make(path, keep)
        except backups.Refused as refused:
            raise CommandError(str(refused)) from None

    def _make(self, path: Path, keep: int | None) -> None:
        made = backups.make(path)
        for warning in made.warnings:
            self.stderr.write(f"Warning: {warning}")
        megabytes = made.path.stat().st_size / 1e6
        held = f"{made.manifest.rows} rows, {len(made.manifest.files)} files"
        self.stdout.write(f"{made.path}: {held}, {megabytes:.1f} MB.")
        logging.getLogger("sahel").info("A backup was made: %s", made.path)
        self._record(made.path)
        if keep is None:
            return
        deleted, left = backups.age_out(path, keep)
        for old in deleted:
            self.stdout.write(f"Deleted {old}.")
        for old in left:
            self.stderr.write(f"Warning: {old} is damaged or no backup; it was left where it is.")

    def _record(self, made: Path) -> None:
        try:
            AuditRecord.objects.record(AuditRecord.Kind.EXPORTED, what=f"backup {made.name}")
        except Error as fault:  # the backup is whole without it
            self.stderr.write(f"Warning: the backup is not in the audit record: {fault}")
