"""A checked upload that waits for its form to be saved, so that a failed save never loses it."""

import errno
import io
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils.translation import gettext as _

from programme.files.checking import Refused, check
from programme.files.keeping import DAY, WAITING, is_there, write
from programme.files.receiving import NoRoom, OverLimit

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_NAME = 100  # characters


@dataclass(frozen=True)
class Waiting:
    """A checked file under MEDIA_ROOT/waiting; `asked` once its editor was asked about it."""

    name: str
    size: int
    pages: int
    sha256: str
    properties: dict[str, str]
    asked: bool = False

    def token(self, account: Any) -> str:
        """Sign this for the form that comes back; good for one account and one day."""
        return signing.dumps(asdict(self), salt=_salt(account), compress=True)

    @classmethod
    def of_token(cls, token: str, account: Any) -> "Waiting | None":
        """Return the file of a token, or None where it is not this account’s, old, or gone."""
        try:
            waiting = cls(**signing.loads(token, salt=_salt(account), max_age=DAY))
        except signing.BadSignature:
            return None
        return waiting if is_there(waiting.sha256) else None

    def once_asked(self) -> "Waiting":
        return replace(self, asked=True)


def _salt(account: Any) -> str:
    return f"programme.files.waiting.{account.pk}"


def receive(upload: "UploadedFile[Any]") -> Waiting:
    """Check an upload and let it wait.

    Raises Refused, with nothing left on disk, and OSError where the disk is full.
    """
    if isinstance(upload, NoRoom):
        raise OSError(errno.ENOSPC, "No space for an upload")
    if isinstance(upload, OverLimit):
        raise Refused("too_big")
    path = Path(upload.temporary_file_path())  # type: ignore[attr-defined]
    checked = check(path)
    with path.open("rb") as source:
        write(source, f"{WAITING}/{checked.sha256}.pdf")
    write(io.BytesIO(checked.cover), f"{WAITING}/{checked.sha256}.webp")
    return Waiting(
        name=_shown_name(upload.name or ""),
        size=checked.size,
        pages=checked.pages,
        sha256=checked.sha256,
        properties=checked.properties,
    )


def _shown_name(name: str) -> str:
    words = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(words.split())[:LONGEST_NAME] or _("The file")
