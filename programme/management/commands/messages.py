"""Bring the French and Arabic catalogues up to date, compile them, lend them to translators."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programme.catalogues import faults, keeping, lending, sources


class Command(BaseCommand):
    """Without an option: find the strings, update both catalogues, compile them."""

    help = "Update and compile locale/{fr,ar}/LC_MESSAGES/django.po from the sources."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--check", action="store_true", help="list what is wrong; exits 1")
        one.add_argument("--compile", action="store_true", help="compile what is there")
        for name, what in (("export", "write what lacks words"), ("import", "fill in words")):
            one.add_argument(f"--{name}", nargs=2, metavar=("LANGUAGE", "FILE.json"), help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(options)
        except keeping.Damaged as fault:
            raise CommandError(str(fault)) from None

    def _do(self, options: dict[str, Any]) -> None:
        if options["export"]:
            self._export(*options["export"])
        elif options["import"]:
            self._import(*options["import"])
        elif options["check"]:
            self._check()
        elif options["compile"]:
            self._compile()
        else:
            self._update()

    def _update(self) -> None:
        for language in keeping.LANGUAGES:
            catalog = keeping.update(language, sources.all_of(language))
            keeping.write(language, catalog)
            empty = len(lending.missing(catalog, language))
            self.stdout.write(f"{language}: {len(catalog)} entries, {empty} without words.")
        self._compile()

    def _check(self) -> None:
        count = 0
        for language in keeping.LANGUAGES:
            found = faults.of(keeping.read(language), language, sources.all_of(language))
            for fault in found:
                self.stdout.write(f"{keeping.path_of(language)}: {fault.id!r} {fault.what}")
            count += len(found)
        if count:
            raise CommandError(f"{count} faults in the catalogues.")

    def _compile(self) -> None:
        for language in keeping.LANGUAGES:
            keeping.compile_(language)

    def _export(self, language: str, file: str) -> None:
        lent = lending.missing(keeping.read(language), language)
        text = json.dumps(lent, ensure_ascii=False, indent=1)
        Path(file).write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{language}: {len(lent)} entries written to {file}.")

    def _import(self, language: str, file: str) -> None:
        catalog = keeping.read(language)
        given = json.loads(Path(file).read_text(encoding="utf-8"))
        try:
            filled, gone = lending.fill(catalog, language, given)
        except lending.Refused as refused:
            raise CommandError(f"Nothing was changed.\n{refused}") from None
        keeping.write(language, catalog)
        keeping.compile_(language)
        self.stdout.write(f"{language}: {len(filled)} entries filled in.")
        for id_ in gone:
            self.stderr.write(f"No entry any more: {id_!r}")
