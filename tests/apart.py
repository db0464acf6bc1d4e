"""A site of its own, apart from the test database: its commands run in processes of their own.

`python -m tests.apart` prints a digest of every public address of the site that the environment
names.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import django
import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

SERVER = os.environ.get("DATABASE_URL", "")
POSTGRESQL = SERVER.startswith("postgres")
ROLE = "sahel_owner"  # owns its databases and has no other right
MAKE_ROLE = f"""DO $$ BEGIN CREATE ROLE {ROLE} LOGIN PASSWORD 'open-sesame';
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""

NOW = datetime(2100, 1, 1, tzinfo=UTC)


class Site:
    """An empty place for a site."""

    def __init__(self, folder):
        self.folder, self.media = folder, folder / "media"
        self.file = folder / "site.sqlite3"
        self.name = f"apart_{uuid4().hex}"
        folder.mkdir(exist_ok=True)
        if POSTGRESQL:
            host = conninfo_to_dict(SERVER)["host"]
            self.url = f"postgresql://{ROLE}:open-sesame@/{self.name}?host={host}"
            self._on_the_server(MAKE_ROLE, f"CREATE DATABASE {self.name} OWNER {ROLE}")
        else:
            self.url = f"sqlite:///{self.file}"

    def _on_the_server(self, *statements):
        with psycopg.connect(SERVER, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    def environment(self, **extra):
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.media),
            "SPOOL_ROOT": str(self.folder / "spool"),
            "SECRET_KEY": "for-this-test-alone-" * 3,
            **extra,
        }

    def start(self, *arguments, **extra):
        """Begin a command; what it prints can be read while it runs."""
        return subprocess.Popen(
            [sys.executable, "-W", "error", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env=self.environment(**extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, check=True, **extra):
        with self.start(*arguments, **extra) as command:
            out, error = command.communicate()
        if check:
            assert command.returncode == 0, error
        return subprocess.CompletedProcess(command.args, command.returncode, out, error)

    def manage(self, *arguments, check=True, **extra):
        return self.run("manage.py", *arguments, check=check, **extra)

    def refusal(self, *arguments, **extra):
        """What a command says that must refuse."""
        done = self.manage(*arguments, check=False, **extra)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stderr.startswith("CommandError: "), done.stderr
        return done.stderr.strip()

    def python(self, code):
        """Run code that may import models; return what it prints."""
        return self.manage("shell", "--no-imports", "-c", code).stdout.strip()

    def pages(self):
        return json.loads(self.run("-m", "tests.apart").stdout)

    def files(self):
        """Every file under MEDIA_ROOT, with its bytes."""
        found = (path for path in self.media.rglob("*") if path.is_file())
        return {path.relative_to(self.media).as_posix(): path.read_bytes() for path in found}

    def is_empty(self):
        """Say whether there is neither a table nor a file."""
        if POSTGRESQL:
            with psycopg.connect(self.url) as here:
                tables = here.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
                return not tables.fetchall() and not self.files()
        return not list(self.folder.glob("site.sqlite3*")) and not self.files()

    def lose(self):
        """Delete the database and the files."""
        shutil.rmtree(self.media, ignore_errors=True)
        for path in self.folder.glob("site.sqlite3*"):
            path.unlink()
        if POSTGRESQL:
            self.drop()
            self._on_the_server(f"CREATE DATABASE {self.name} OWNER {ROLE}")

    def drop(self):
        if POSTGRESQL:
            self._on_the_server(f"DROP DATABASE {self.name} WITH (FORCE)")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    django.setup()
    import time_machine
    from django.test import Client

    from programme.models import Donor, Place, Report, Result, Theme  # need django.setup()
    from tests.addresses import addresses, asked
    from tests.answers import text_of

    slugs = {
        model._meta.model_name: list(rows.order_by("pk").values_list("slug", flat=True))
        for model, rows in [
            *((model, model.objects.public()) for model in (Result, Report, Donor)),
            *((model, model.objects.all()) for model in (Place, Theme)),
        ]
    }
    given = {"year": 2016, "q": "law", "language": "fr"}
    given |= {"place": slugs["place"][0], "theme": slugs["theme"][0]}
    client, found = Client(HTTP_HOST="127.0.0.1"), {}
    with time_machine.travel(NOW, tick=False):  # files say when their rows were read
        for address in [*addresses(**slugs), *asked(**given)]:
            answer = client.get(address)
            body = sha256(text_of(answer).encode()).hexdigest()
            found[address] = [answer.status_code, answer.headers.get("Content-Type"), body]
    print(json.dumps(found))  # noqa: T201 - what the caller reads


if __name__ == "__main__":
    main()
