"""Files that were made once and wait to be asked for again: bounded, whole, never torn."""

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

import brotli
from django.conf import settings
from django.core.files import locks

PIECE = 2**16  # bytes
WAITING = ".making"
ENDINGS = {"br": ".br", "gzip": ".gz"}


class Spooled(NamedTuple):
    """A file that stays as it is: open for reading, its size in bytes, the print of its content."""

    file: BinaryIO
    size: int
    digest: str


def spooled(key: str, make: Callable[[BinaryIO], object], coding: str = "") -> Spooled:
    """Return the file of a key, compressed as `coding` says ("br", "gzip"); make it where absent.

    Whoever asks for it meanwhile waits until it is made, and gets the same.
    """
    root = Path(settings.SPOOL_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        return _opened(root / key, coding)
    with _one_at_a_time(root, key):
        with suppress(FileNotFoundError):
            return _opened(root / key, coding)
        if not (root / key).exists():
            _make(root, key, make)
            _make_room(root, key)
        if coding:
            _compress(_content_of(root / key), coding)
        return _opened(root / key, coding)


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
    """Throw all files away; they are made anew when they are asked for."""
    shutil.rmtree(settings.SPOOL_ROOT, ignore_errors=True)


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


class _one_at_a_time:  # noqa: N801 - used as a block
    """Keep others from making the same file, in this process and in any other."""

    def __init__(self, root: Path, key: str) -> None:
        self.path = root / f"{WAITING}-{key[:2]}"  # 256 locks, not one a file

    def __enter__(self) -> None:
        self.file = self.path.open("ab")
        locks.lock(self.file, locks.LOCK_EX)

    def __exit__(self, *_exception: object) -> None:
        self.file.close()


def _make(root: Path, key: str, make: Callable[[BinaryIO], object]) -> None:
    folder = Path(tempfile.mkdtemp(prefix=f"{WAITING}.", dir=root))
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
    found = []
    for folder in root.iterdir():
        with suppress(FileNotFoundError):
            if folder.is_dir() and not folder.name.startswith(WAITING) and folder.name != newest:
                size = sum(path.stat().st_size for path in folder.iterdir())
                found.append((folder.stat().st_mtime, size, folder))
    room = settings.SPOOL_MEGABYTES * 2**20 - _content_of(root / newest).stat().st_size
    for _used, size, folder in sorted(found, reverse=True):
        room -= size
        if room < 0:
            shutil.rmtree(folder, ignore_errors=True)
