"""Measure pages and files on a database of their own; end with 1 where a bound is broken."""

import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ["SPOOL_ROOT"] = str(Path(folder) / "spool")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
        import django

        django.setup()
        import logging

        from django.core.management import call_command
        from django.test import Client

        from tests.bench import files, pages

        logging.disable(logging.CRITICAL)
        call_command("migrate", verbosity=0)
        call_command("load_source", verbosity=0)
        pages.report(pages.measure(Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="br")))
        broken = files.report(Path(folder))
        for words in broken:
            sys.stdout.write(f"TOO MUCH: {words}\n")
        return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
