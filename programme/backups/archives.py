"""One backup is one file: a plain tar, then one line with the SHA-256 of every byte before it."""

import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self, TypedDict

from programme.backups.rows import Rows

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"
SEAL = len(sha256().hexdigest()) + 1  # the last line, with its line end
CHUNK = 1 << 20


class Refused(Exception):
    """A sentence for the operator that says why nothing was done."""


class Bytes(TypedDict):
    """What is known of a file."""

    bytes: int
    sha256: str


@dataclass
class Manifest:
    """What a backup says of itself.

    `files` are paths under MEDIA_ROOT; `missing` are those that a row names and that are not there
    (until the backup is written: all that rows name).
    """

    made_at: datetime
    engine: str
    engine_version: str
    migrations: list[str]
    tables: dict[str, Rows]
    missing: list[str] = field(default_factory=list)
    database: Bytes = field(default_factory=lambda: Bytes(bytes=0, sha256=""))
    files: dict[str, Bytes] = field(default_factory=dict)

    def to_json(self) -> bytes:
        plain = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(plain, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        plain = json.loads(text)
        if plain.pop("format") != FORMAT:
            raise Refused("The backup was written by a newer version of the site.")
        return cls(**{**plain, "made_at": datetime.fromisoformat(plain["made_at"])})

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


class Hashed:
    """A stream that hashes what is read from it or written to it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.hash = sha256()
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        return self._seen(self.stream.read(size))

    def write(self, data: bytes) -> int:
        return self.stream.write(self._seen(data))

    def _seen(self, data: bytes) -> bytes:
        self.hash.update(data)
        self.bytes += len(data)
        return data

    @property
    def found(self) -> Bytes:
        return Bytes(bytes=self.bytes, sha256=self.hash.hexdigest())


def write(path: Path, manifest: Manifest, database: Path, files: dict[str, Path]) -> None:
    """Write a whole backup, readable by its owner alone; add what it holds to the manifest.

    A file that is gone by the time it is read is left out.
    """
    opener = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opener, "wb") as stream:
        sealing = Hashed(stream)
        # As a stream tarfile asks for no more than write().
        with tarfile.open(fileobj=sealing, mode="w|") as tar:  # type: ignore[call-overload]
            manifest.database = _add(tar, DATABASE, database)
            for name, file in files.items():
                with suppress(FileNotFoundError):
                    manifest.files[name] = _add(tar, FILES + name, file)
            manifest.missing = sorted(set(manifest.missing) - manifest.files.keys())
            text = path.with_name(MANIFEST)
            text.write_bytes(manifest.to_json())
            _add(tar, MANIFEST, text)
        stream.write(f"{sealing.found['sha256']}\n".encode())
        stream.flush()
        os.fsync(stream.fileno())


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Bytes:
    with path.open("rb") as stream:
        member = tarfile.TarInfo(name)
        member.size = os.fstat(stream.fileno()).st_size
        member.mode = 0o600
        hashed = Hashed(stream)
        tar.addfile(member, hashed)
        return hashed.found


class Archive:
    """A backup whose every byte was found to be as it was written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members = {member.name: member for member in tar}
        self.manifest = Manifest.from_json(self._open(MANIFEST).read())
        self.said = {DATABASE: self.manifest.database}
        self.said |= {FILES + name: facts for name, facts in self.manifest.files.items()}

    def _open(self, name: str) -> Any:
        return self.tar.extractfile(self.members[name])

    def check(self) -> None:
        """Raise ValueError unless it holds what its manifest says, and nothing else."""
        paths = (PurePosixPath(name) for name in self.manifest.files)
        if any(path.is_absolute() or ".." in path.parts for path in paths):
            raise ValueError("a file outside of MEDIA_ROOT")
        if set(self.members) != {MANIFEST, *self.said}:
            raise ValueError("other members than it says")
        for name, facts in self.said.items():
            if facts_of(self._open(name)) != facts:
                raise ValueError(f"another {name} than it says")

    def take_out(self, name: str, target: Path) -> None:
        """Write one member to a new file, and read it back from there."""
        target.parent.mkdir(parents=True, exist_ok=True)
        source = self._open(name)
        with target.open("xb") as stream:
            while data := source.read(CHUNK):
                stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with target.open("rb") as stream:
            if facts_of(stream) != self.said[name]:
                raise Refused(f"{target} did not arrive as it was written; is the disk sound?")


def facts_of(stream: IO[bytes]) -> Bytes:
    """Read a stream to its end."""
    hashed = Hashed(stream)
    while hashed.read(CHUNK):
        pass
    return hashed.found


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Give a backup once all of it was read and found whole; Refused if any bit is off."""
    if not path.is_file():
        raise Refused(f"There is no backup {path}.")
    with path.open("rb") as stream:
        try:
            _check_seal(stream)
            stream.seek(0)
            archive = Archive(tarfile.open(fileobj=stream, mode="r:"))  # noqa: SIM115 - the stream is closed
            archive.check()
        except (ValueError, KeyError, TypeError, tarfile.TarError) as fault:
            raise Refused(
                f"{path} is damaged, cut short, or no backup of this site ({fault}). "
                "Use another one."
            ) from None
        yield archive


def _check_seal(stream: IO[bytes]) -> None:
    left = os.fstat(stream.fileno()).st_size - SEAL
    hashed = Hashed(stream)
    while left > 0:
        data = hashed.read(min(CHUNK, left))
        if not data:
            break
        left -= len(data)
    if left or stream.read() != f"{hashed.found['sha256']}\n".encode():
        raise ValueError("its checksum does not fit")
