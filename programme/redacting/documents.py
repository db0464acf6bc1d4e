"""Files whose words are among those to purge: found by reading them, and removed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from programme.files.keeping import EDITIONS, WAITING, names_of, on_disk
from programme.models import Edition
from programme.redacting.columns import Table
from programme.redacting.phrases import Phrases

SECONDS = 60  # that reading one file may take
EMPTY: dict[str, Any] = {
    "file": "",
    "cover": "",
    "sha256": "",
    "format": "",
    "bytes": None,
    "pages": None,
    "properties": {},
}


@dataclass
class Documents:
    """Names of files: those that hold the words, that have no text to read, that were looked at."""

    holding: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    covers: set[str] = field(default_factory=set)

    def look(self, phrases: Phrases) -> None:
        """Read the files that were not yet looked at."""
        for name in _names():
            if name not in self.seen:
                self.seen.add(name)
                said = _read(on_disk(name))
                if any(phrases.hold(text) for text in said.values()):
                    self.holding.append(name)
                elif not said.get("text", "").strip():
                    self.unread.append(name)

    def editions(self) -> list[Edition]:
        """The editions that the files looked at are of today."""
        return list(Edition.objects.filter(file__in=self.seen).select_related("report"))

    def held_by(self) -> list[Edition]:
        """The editions whose file holds the words."""
        return [edition for edition in self.editions() if str(edition.file) in self.holding]

    def called(self, names: list[str]) -> list[str]:
        """Say in an editor's words which files these are."""
        today = {str(edition.file): str(edition) for edition in self.editions()}
        return [today.get(name) or _called(name) for name in names]

    def forget(self) -> None:
        """Leave all rows, earlier versions too, without the files that hold the words."""
        history: Any = Edition.history.model  # type: ignore[attr-defined]
        for model in (Edition, history):
            rows = Table(model).rows().filter(file__in=self.holding)
            self.covers |= set(rows.exclude(cover="").values_list("cover", flat=True))
            rows.update(**EMPTY)

    def remove(self) -> None:
        """Take these files and their covers off the disk."""
        for name in self.holding:
            stem = Path(name).stem
            self.covers |= {names_of(stem)[1], f"{WAITING}/{stem}.webp"}
        for name in (*self.holding, *self.covers):
            with suppress(FileNotFoundError):
                on_disk(name).unlink()


def _names() -> Iterator[str]:
    """Every document under MEDIA_ROOT, whether or not a row names it."""
    for folder in (EDITIONS, WAITING):
        for path in sorted(on_disk(folder).glob("*")):
            if path.is_file() and path.suffix != ".webp":
                yield f"{folder}/{path.name}"


def _called(name: str) -> str:
    if name.startswith(WAITING):
        return _("A file that waits to be saved")
    return _("A file that an edition had earlier")


def _read(path: Path) -> dict[str, str]:
    """Return what a PDF says, nothing where it cannot be read: a process of its own reads it."""
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, a path of our own
            [sys.executable, "-m", "programme.pdfs", "--words", str(path)],
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        said: dict[str, str] = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {}
    return said
