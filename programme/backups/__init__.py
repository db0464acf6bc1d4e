"""The whole site, database and files, → one checked file, and back into an empty place."""

import os
import re
import secrets
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.timesince import timesince

from programme.backups import postgresql, sqlite
from programme.backups.archives import DATABASE, FILES, Archive, Manifest, Refused, opened, write

__all__ = [
    "Manifest",
    "Refused",
    "age",
    "age_out",
    "behind",
    "check",
    "in_words",
    "make",
    "restore",
]

DATED = "sahel-%Y-%m-%d-%H%M%S.tar"
DATED_NAME = re.compile(r"sahel-\d{4}-\d\d-\d\d-\d{6}\.tar")
WAITING = "waiting/"  # what editors sent and nothing has looked at yet
UNFINISHED = re.compile(r"(^|/)\.|\.(tmp|part)$")


@dataclass
class Made:
    """A backup that was written and read back."""

    path: Path
    manifest: Manifest
    warnings: list[str]


def make(path: Path) -> Made:
    """Write a backup to this new file, or under a dated name into this folder."""
    root = Path(settings.MEDIA_ROOT)
    target = path / timezone.now().strftime(DATED) if path.is_dir() else path
    if os.path.lexists(target):
        raise Refused(f"{target} exists; a backup is never written over another.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    with folder_in(target.parent) as folder:
        database, archive = Path(folder, DATABASE), Path(folder, "archive")
        manifest, warnings = engine().describe(database)
        if not manifest.migrations:
            raise Refused("There is nothing to back up: the database was never migrated.")
        manifest.missing = [name for name in manifest.missing if is_kept(name)]
        # Only now: files are added before the rows that name them, and never changed.
        files = {name: root / name for name in files_under(root) if is_kept(name)}
        write(archive, manifest, database, files)
        warnings += [f"A row names {name}, which is not there." for name in manifest.missing]
        with opened(archive):  # what cannot be read back is no backup
            put(archive, target)
    return Made(target, manifest, warnings)


def folder_in(parent: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a folder that goes away again; in the same place, so that a rename is enough."""
    return tempfile.TemporaryDirectory(prefix=".sahel-unfinished-", dir=parent)


def engine() -> sqlite.Engine | postgresql.Engine:
    """Return what knows the database of the settings."""
    if connection.vendor == "sqlite":
        return sqlite.Engine(Path(connection.settings_dict["NAME"]).absolute())
    return postgresql.Engine(connection)


def files_under(root: Path) -> Iterator[str]:
    """Give the path of every file below a folder, in a fixed order; a folder must be readable."""

    def stop(fault: OSError) -> None:
        raise fault

    for folder, folders, names in os.walk(root, onerror=stop if root.exists() else None):
        folders.sort()
        for path in (Path(folder, name) for name in sorted(names)):
            if path.is_file():
                yield path.relative_to(root).as_posix()


def is_kept(name: str) -> bool:
    """Say whether a file under MEDIA_ROOT belongs into a backup."""
    return not name.startswith(WAITING) and not UNFINISHED.search(name)


def put(archive: Path, target: Path) -> None:
    """Give a file its name, never taking one that exists."""
    try:
        os.link(archive, target)
    except FileExistsError:
        raise Refused(f"{target} exists; a backup is never written over another.") from None
    except OSError:  # a file system without hard links
        archive.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def age_out(folder: Path, keep: int) -> tuple[list[Path], list[Path]]:
    """Delete the oldest dated backups beyond `keep`; return those deleted, and those left since
    they are not whole."""
    dated = sorted(path for path in folder.iterdir() if DATED_NAME.fullmatch(path.name))
    deleted, left = [], []
    for path in dated[:-keep]:
        try:
            check(path)
        except Refused:
            left.append(path)
        else:
            path.unlink()
            deleted.append(path)
    return deleted, left


def check(path: Path) -> Manifest:
    """Read all of a backup; Refused if any bit of it is off."""
    with opened(path) as archive:
        return archive.manifest


def behind(manifest: Manifest) -> bool:
    """Say whether this code has migrations that a backup has not; Refused the other way round."""
    ours = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = {f"{app}.{name}" for app, name in ours}
    replaced = {f"{app}.{name}" for found in ours.values() for app, name in found.replaces}
    if strange := sorted(set(manifest.migrations) - known - replaced):
        raise Refused(
            f"The backup is of a newer version of the site: this one does not know {strange[0]}. "
            "Put that version in place first."
        )
    return bool(known - set(manifest.migrations))


def restore(path: Path) -> Manifest:
    """Put a backup's database and files where the settings say, if nothing is there yet."""
    with opened(path) as archive:
        manifest, root, here = archive.manifest, Path(settings.MEDIA_ROOT), engine()
        if manifest.engine != here.name:
            other = "PostgreSQL" if here.name == "sqlite" else "SQLite"
            raise Refused(
                f"The backup is of a {other} database, and the settings name {here.title}. "
                "Set DATABASE_URL to match."
            )
        behind(manifest)
        here.refuse_unless_free(manifest)
        if (first := next(files_under(root), None)) is not None:
            raise Refused(f"There are files already ({root / first}). Move {root} away first.")
        with files_in_place(archive, root) as staging, folder_in(here.staging or staging) as folder:
            dump = Path(folder, DATABASE)
            archive.take_out(DATABASE, dump)
            # A version that was given away before must never come again for other content.
            here.restore(dump, manifest, leap=2**32 + secrets.randbelow(2**40))
        os.sync()
        return manifest


@contextmanager
def files_in_place(archive: Archive, root: Path) -> Iterator[Path]:
    """Put all files under `root`; take them away again if what follows fails."""
    root.mkdir(parents=True, exist_ok=True)
    with folder_in(root) as folder:
        moved: list[Path] = []
        try:
            for name in archive.manifest.files:
                archive.take_out(FILES + name, Path(folder, name))
            for name in archive.manifest.files:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                Path(folder, name).rename(root / name)
                moved.append(root / name)
            yield Path(folder)
        except BaseException:
            for path in moved:
                path.unlink()
            raise


@contextmanager
def in_words() -> Iterator[None]:
    """Let SIGTERM clean up like Ctrl-C, and say what went wrong in a sentence, as Refused."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise Refused("Stopped before the end; nothing was kept.") from None
    except (OSError, DatabaseError, sqlite3.Error) as fault:
        raise Refused(f"It did not work: {str(fault).strip()}") from fault
    finally:
        signal.signal(signal.SIGTERM, before)


def age(made_at: datetime) -> str:
    """Say how old a backup is, such as “made 2030-01-31 02:30 UTC, 3 hours, 5 minutes ago”."""
    old = timesince(made_at).replace("\xa0", " ")
    return f"made {made_at:%Y-%m-%d %H:%M} UTC, {old} ago"
