"""Purge words that could point to a person from the whole site."""

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programme import redacting
from programme.exports import spool


class Command(BaseCommand):
    """Says where the words stand and asks before it purges them; it never prints them."""

    help = (
        "Purge words from every table, earlier versions and drafts included, from the search "
        "index and from files. It cannot be undone. Without WORDS they are read from standard "
        "input, one phrase a line, and so do not stay in the history of your shell."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*", help="each argument is one phrase; quote it")
        parser.add_argument(
            "--dry-run", action="store_true", help="say where they stand, and change nothing"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        is_asked = not options["yes"] and not options["dry_run"]
        words = options["words"] or self._typed(is_asked)
        try:
            found = redacting.find(words)
        except ValidationError as fault:
            raise CommandError(f"{fault.message} Nothing was changed.") from None
        self._list(found)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        if is_asked and input("Purge them? This cannot be undone. [yes/no] ") != "yes":
            raise CommandError("Nothing was changed.")
        report = redacting.redact(words)
        spool.empty()  # files of open data hold the words as well
        self._tell(report)

    def _typed(self, is_asked: bool) -> list[str]:
        """Read the words from standard input; from a terminal up to an empty line."""
        if sys.stdin.isatty():
            self.stderr.write("One phrase a line; an empty line ends.")
            return list(iter(lambda: input().strip(), ""))
        if is_asked:
            raise CommandError("Words that are piped in need --yes or --dry-run.")
        return redacting.lines_of(sys.stdin.read())

    def _list(self, found: redacting.Findings) -> None:
        for spot in found.spots:
            self.stdout.write(f"{spot.table}, {spot.column}: {spot.rows}")
        for file in found.files:
            self.stdout.write(f"File: {file}")
        if not found:
            self.stdout.write("The words stand nowhere.")

    def _tell(self, report: redacting.Report) -> None:
        self.stdout.write(f"Purged from {report.places} places and {report.files} files.")
        for file in report.unread:
            self.stdout.write(f"Look at it yourself, it has no text to search: {file}")
        if not report.is_scrubbed:
            words = "The database could not yet write over what it deleted. Run this once more."
            raise CommandError(words)
        self.stdout.write("Backups that were made before still hold them: docs/operating.md.")
