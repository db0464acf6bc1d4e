"""Files that were made once and wait to be asked for again: bounded, whole, never torn."""

import gzip
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

import brotli
from django.conf import settings
from django.core.files import locks

from sahel import purges
from sahel.databases import mark_of_moment

PIECE = 2**16  # bytes
WAITING = ".making"
LEFT = 3600  # seconds after which what waits is of a process that was killed
ENDINGS = {"br": ".br", "gzip": ".gz"}
LEAST = 2**16  # bytes that the smallest file counts for: so many files are too many as well


class Spooled(NamedTuple):
    """A file that stays as it is: open for reading, its size in bytes, the print of its content."""

    file: BinaryIO
    size: int
    digest: str


def spooled(key: str, make: Callable[[BinaryIO], object], coding: str = "") -> Spooled:
    """Return the file of a key, compressed as `coding` says ("br", "gzip"); make it where absent.

    Whoever asks for it meanwhile waits until it is made, and gets the same. What was read before
    all was thrown away is given to whoever asked, and not kept.
    """
    mark = mark_of_moment()
    root = Path(settings.SPOOL_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        return _opened(root / key, coding)
    with _locked(root, key):
        if not (root / key).exists():
            _make(root, key, make)
        file = _ready(root, key, coding)
        if purges.mark() == mark:
            _make_room(root, key)
        else:
            _throw_away(root / key)
        return file


def whole(key: str, make: Callable[[], bytes]) -> bytes:
    """Return what a key gives, read at once: for what is small."""
    with spooled(key, lambda file: file.write(make())).file as file:
        return file.read()


def size_of(key: str) -> int | None:
    """Return the bytes of the file of a key; None where it was not made, or is thrown away."""
    try:
        return _content_of(Path(settings.SPOOL_ROOT) / key).stat().st_size
    except FileNotFoundError:
        return None


def empty() -> None:
    """Throw all files away, and those that are being made once they are; the next is made anew.

    Call it once what the files held is out of the database.
    """
    root = Path(settings.SPOOL_ROOT)
    purges.make_new_mark()
    for folder in [path for path in root.iterdir() if path.is_dir()]:
        key = folder.name.removeprefix(f"{WAITING}.")
        with _locked(root, key):
            if folder.name == key:
                _throw_away(folder)
            else:  # left by somebody who was killed
                shutil.rmtree(folder, ignore_errors=True)


def _ready(root: Path, key: str, coding: str) -> Spooled:
    """Open a file that was just made; compress it first, if no one has."""
    with suppress(FileNotFoundError):
        return _opened(root / key, coding)
    _compress(_content_of(root / key), coding)
    return _opened(root / key, coding)


def _content_of(folder: Path) -> Path:
    """Return the file as it was made; the others beside it are the same, compressed."""
    for path in folder.iterdir():
        if not path.suffix:
            return path
    raise FileNotFoundError(folder)


def _opened(folder: Path, coding: str) -> Spooled:
    path = _content_of(folder)
    digest = path.name
    if coding:
        path = path.with_suffix(ENDINGS[coding])
    file = path.open("rb")  # it can be read to its end even if it is thrown away meanwhile
    with suppress(FileNotFoundError):
        os.utime(folder)
    return Spooled(file, os.fstat(file.fileno()).st_size, digest)


@contextmanager
def _locked(root: Path, key: str, wait: int = 0) -> Iterator[bool]:
    """Keep all others, in this process and in any other, from making the file or throwing it away.

    Say whether that is so: with locks.LOCK_NB as `wait` it may be somebody else's just now.
    """
    with (root / f"{WAITING}-{key[:2]}").open("ab") as file:  # 256 locks, not one a file
        yield locks.lock(file, locks.LOCK_EX | wait)


def _make(root: Path, key: str, make: Callable[[BinaryIO], object]) -> None:
    folder = _unfinished(root, key)
    try:
        with (folder / "new").open("w+b") as file:
            make(file)
            file.flush()
            file.seek(0)
            digest = sha256()
            while piece := file.read(PIECE):
                digest.update(piece)
        (folder / "new").rename(folder / digest.hexdigest()[:32])
        folder.rename(root / key)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _compress(path: Path, coding: str) -> None:
    target = path.with_suffix(ENDINGS[coding])
    temporary = path.with_suffix(".part")
    with path.open("rb") as source, temporary.open("wb") as file:
        if coding == "br":
            compressor = brotli.Compressor(quality=5)
            while piece := source.read(PIECE):
                file.write(compressor.process(piece))
            file.write(compressor.finish())
        else:
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                shutil.copyfileobj(source, packed, PIECE)
    temporary.replace(target)


def _make_room(root: Path, newest: str) -> None:
    """Throw away what was longest not asked for, until all fits; the newest stays in any case."""
    found, room = [], settings.SPOOL_MEGABYTES * 2**20
    for folder in root.iterdir():
        with suppress(FileNotFoundError, NotADirectoryError):
            if folder.name.startswith("."):
                _clear(folder)
            elif folder.name == newest:
                room -= _size(folder)
            else:
                found.append((folder.stat().st_mtime, _size(folder), folder))
    for _used, size, folder in sorted(found, reverse=True):
        room -= size
        if room < 0 and folder.name[:2] == newest[:2]:  # the lock is ours already
            _throw_away(folder)
        elif room < 0:
            with _locked(root, folder.name, locks.LOCK_NB) as is_free:
                if is_free:  # nobody made it just now and has yet to open it
                    _throw_away(folder)


def _unfinished(root: Path, key: str) -> Path:
    """Make a folder for what is being made, or thrown away, under the lock of a key."""
    return Path(tempfile.mkdtemp(prefix=f"{WAITING}.{key[:2]}.", dir=root))


def _size(folder: Path) -> int:
    return max(LEAST, sum(path.stat().st_size for path in folder.iterdir()))


def _clear(folder: Path) -> None:
    """Throw away what a killed process left; the files of locks stay."""
    if folder.is_dir() and folder.stat().st_mtime < time.time() - LEFT:
        shutil.rmtree(folder, ignore_errors=True)


def _throw_away(folder: Path) -> None:
    """Throw away a file as a whole: whoever is killed here leaves no part of it in its place."""
    waiting = _unfinished(folder.parent, folder.name)
    with suppress(FileNotFoundError):
        folder.rename(waiting / folder.name)
    shutil.rmtree(waiting, ignore_errors=True)
