"""Write the open data into a folder, all files from one moment."""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.http import QueryDict

from programme import folder
from programme.exports import TABLES, iati
from sahel.databases import one_moment

EXAMPLES = """
examples:
  manage.py export_data /srv/open-data/
  manage.py export_data mali/ place=mali region_wide=1 year=2015 year=2016
  manage.py export_data /tmp/figures/ --tables figures --forms csv xlsx --lang en fr ar

The parameters are those of the lists; a table that does not read them all is left out.
Where neither tables nor forms nor parameters are named, the archive of all tables, the catalogue,
the data package and the activity file of IATI are written too.
A file is named after its table and language, and replaces one of that name; none is deleted.
"""
CHOICES = {
    "lang": list(settings.PUBLIC_LANGUAGES),
    "tables": list(TABLES),
    "forms": list(folder.FORMS),
}
WIDTH = 30  # characters of the bar
REST = 0.1  # seconds between two looks of it


class Progress:
    """A bar on a terminal; nothing elsewhere."""

    def __init__(self, stream: Any, total: int) -> None:
        self.stream, self.total, self.done, self.drawn = stream, max(1, total), 0, 0.0
        self.name = ""
        self.is_shown = stream.isatty()

    def count(self, rows: int) -> None:
        self.done += rows
        if self.is_shown and time.monotonic() - self.drawn > REST:
            self.draw()

    def draw(self) -> None:
        self.drawn = time.monotonic()
        share = min(1.0, self.done / self.total)
        bar = "#" * round(share * WIDTH)
        self._write(f"\r[{bar:.<{WIDTH}}] {share:4.0%}  {self.name}\x1b[K")

    def begin(self, name: str) -> None:
        self.name = name
        if self.is_shown:
            self.draw()

    def clear(self) -> None:
        """Take the bar away, so that a line can be written in its place."""
        if self.is_shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class Command(BaseCommand):
    """Replaces files of the same name, deletes nothing, leaves no half-written file."""

    help = "Write the open data into a folder: every table in every form, all from one moment."

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        kwargs |= {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLES}
        return super().create_parser(*args, **kwargs)

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="made where it is not there yet")
        parser.add_argument(
            "filters", nargs="*", metavar="NAME=VALUE", help="which rows, as lists are asked"
        )
        for name, allowed in CHOICES.items():
            parser.add_argument(
                f"--{name}", nargs="+", default=[], metavar=name.upper(), help=", ".join(allowed)
            )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen, filters = self._chosen(options)
        data = self._asked([*options["filters"], *filters])
        tables = chosen["tables"] or folder.reading(data)
        if not tables:
            raise CommandError(f"No table reads all of these: {', '.join(data)}.")
        into = options["folder"]
        try:
            with one_moment():
                found = self._files(tables, chosen, data)
                into.mkdir(parents=True, exist_ok=True)
                self._write(into, found, options["verbosity"])
        except folder.Refused as refused:
            raise CommandError(str(refused)) from None
        except FileExistsError:
            raise CommandError(f"{into}: this is no folder.") from None
        except OSError as fault:
            raise CommandError(f"{fault.filename or into}: {fault.strerror}.") from None
        except Error as fault:
            raise CommandError(f"The database could not be read: {fault}") from None

    def _files(
        self, tables: list[str], chosen: dict[str, list[str]], data: QueryDict
    ) -> list[folder.OneFile]:
        languages = chosen["lang"] or CHOICES["lang"][:1]
        found = folder.tables(tables, chosen["forms"] or folder.FORMS, languages, data)
        if not (chosen["tables"] or chosen["forms"] or data):
            found += folder.about_them(languages)
            if lacking := iati.lacking():
                self.stderr.write(f"{iati.NAME} is left out: {lacking}")
        return found

    def _chosen(self, options: dict[str, Any]) -> tuple[dict[str, list[str]], list[str]]:
        """Return what each option names, once each, and parameters that came after an option."""
        chosen: dict[str, list[str]] = {}
        filters: list[str] = []
        for name, allowed in CHOICES.items():
            given = list(dict.fromkeys(options[name]))
            filters += [value for value in given if "=" in value]
            chosen[name] = [value for value in given if "=" not in value]
            for value in chosen[name]:
                if value not in allowed:
                    raise CommandError(
                        f"--{name}: “{value}” is none of these: {', '.join(allowed)}."
                    )
        return chosen, filters

    def _asked(self, filters: list[str]) -> QueryDict:
        data = QueryDict(mutable=True)
        for given in filters:
            name, sign, value = given.partition("=")
            if not (name and sign):
                raise CommandError(f"{given}: write it as name=value, such as place=mali.")
            data.appendlist(name, value)
        return data

    def _write(self, into: Path, found: list[folder.OneFile], verbosity: int) -> None:
        progress = Progress(sys.stderr, sum(file.rows for file in found))
        for file in found:
            progress.begin(file.name)
            try:
                size = folder.written(into, file, progress.count)
            finally:
                progress.clear()
            if verbosity:
                rows = f"{file.rows} rows, " if file.rows else ""
                self.stdout.write(f"{into / file.name}: {rows}{size} bytes")
