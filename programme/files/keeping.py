"""Where files are: by their content under MEDIA_ROOT, written whole or not at all."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from programme.models import Edition

WAITING = "waiting"
EDITIONS = "editions"
COVERS = "covers"
DAY = 24 * 3600  # seconds
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Files that were kept and whose rows are not committed yet.
_unsure: ContextVar[list[str] | None] = ContextVar("unsure", default=None)


def on_disk(name: str) -> Path:
    """Return where a file is, by its name in the database."""
    return Path(settings.MEDIA_ROOT) / name


def write(source: BinaryIO, name: str) -> None:
    """Write a file whole: others see it complete or not at all, after a crash too."""
    target = on_disk(name)
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
            os.fchmod(handle, 0o640)
            file.flush()
            os.fsync(handle)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def names_of(sha256: str) -> tuple[str, str]:
    """Return the names of the file and of the cover with this content."""
    return f"{EDITIONS}/{sha256}.pdf", f"{COVERS}/{sha256}.webp"


def is_there(sha256: str) -> bool:
    """Say whether this content waits, or stays already: somebody else may have saved it."""
    waits = on_disk(f"{WAITING}/{sha256}.pdf").exists()
    return waits or all(on_disk(name).exists() for name in names_of(sha256))


def keep(sha256: str) -> tuple[str, str]:
    """Put a waiting file and its cover where files stay; return their names.

    If the transaction fails, `only_what_was_saved` takes them away again.
    """
    names = names_of(sha256)
    _settle(names)
    transaction.on_commit(lambda: _committed(names))
    return names


def _settle(names: tuple[str, str]) -> None:
    for name in names:
        if on_disk(name).exists():
            continue
        with on_disk(f"{WAITING}/{Path(name).name}").open("rb") as source:
            write(source, name)
        if (unsure := _unsure.get()) is not None:
            unsure.append(name)


def _committed(names: tuple[str, str]) -> None:
    # Again: another save of the same file may have failed and taken it away meanwhile.
    _settle(names)
    for name in names:
        if unsure := _unsure.get():
            unsure[:] = [each for each in unsure if each != name]
        on_disk(f"{WAITING}/{Path(name).name}").unlink(missing_ok=True)


@contextmanager
def only_what_was_saved() -> Iterator[None]:
    """Remove at the end what was kept inside the block and is named by no committed row."""
    unsure: list[str] = []
    before = _unsure.set(unsure)
    try:
        yield
    finally:
        _unsure.reset(before)
        for name in unsure:
            if not Edition.is_named(name):
                on_disk(name).unlink(missing_ok=True)


def prune_waiting() -> int:
    """Remove files that wait for longer than a day, and what a crash left; return how many."""
    oldest = time.time() - DAY
    removed = 0
    for folder in (WAITING, EDITIONS, COVERS):
        for path in on_disk(folder).glob("*"):
            with suppress(FileNotFoundError):  # a save moved or removed it meanwhile
                if path.stat().st_mtime < oldest and not _is_needed(folder, path.name):
                    path.unlink()
                    removed += 1
    return removed


def _is_needed(folder: str, name: str) -> bool:
    if folder == WAITING or name.startswith("."):
        return False
    return Edition.is_named(f"{folder}/{name}")
