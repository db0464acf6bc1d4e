"""A file → facts of a PDF that may be put online, or a sentence that says why it may not."""

import base64
import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SECONDS = 25  # that a check may take; the process that does it has limits of its own too
logger = logging.getLogger("sahel.files")

REFUSALS = {
    "empty": _("This file is empty. Look at it on your computer, save it anew and upload that."),
    "too_big": _(
        "This file is over %(limit)s MB. Make it smaller (many programs offer “reduced size” "
        "when they save a PDF) and upload that."
    ),
    "not_a_pdf": _(
        "This is not a PDF, whatever its name says. Open it in the program that made it, "
        "save it as PDF and upload that."
    ),
    "two_in_one": _(
        "This file holds something else beside the PDF. Open it, save it anew with "
        "“Print to PDF” and upload that."
    ),
    "cut_off": _("The end of this PDF is missing. Save or download it again and upload that."),
    "damaged": _("This PDF is damaged. Open it, save it anew with “Print to PDF” and upload that."),
    "unusual": _(
        "This PDF is packed in a way that cannot be checked. Open it, save it anew with "
        "“Print to PDF” and upload that."
    ),
    "script": _("This PDF holds a script. Save it anew with “Print to PDF” and upload that."),
    "script_address": _(
        "A link in this PDF runs a script. Save it anew with “Print to PDF” and upload that."
    ),
    "launch": _(
        "This PDF starts another program. Save it anew with “Print to PDF” and upload that."
    ),
    "attachment": _(
        "Another file is attached inside this PDF. Save it anew with “Print to PDF” and upload "
        "that; upload the other file by itself."
    ),
    "media": _(
        "This PDF holds sound, film or a 3D model. Save it anew with “Print to PDF” and upload "
        "that."
    ),
    "form": _(
        "This PDF is a form that sends or takes in data. Save it anew with “Print to PDF” and "
        "upload that."
    ),
    "encrypted": _(
        "This PDF is locked against copying or printing, though it opens without a password. "
        "Readers who use other programs could not read it. Save it anew without protection, "
        "or with “Print to PDF”, and upload that."
    ),
    "password": _("This PDF asks for a password. Save it anew without one and upload that."),
    "page_size": _(
        "The first page of this PDF is too large, too small or too long. Save it anew on "
        "ordinary paper, such as A4, and upload that."
    ),
    "bomb": _(
        "Unpacked, this PDF is far too large. Save it anew with “Print to PDF” and upload that."
    ),
    "too_much": _(
        "This PDF takes too long or too much memory to open, here and for readers. Save it anew "
        "with “Print to PDF” and upload that."
    ),
}


class Refused(ValidationError):
    """A file that may not be put online; its message says why and what to do."""

    def __init__(self, why: str) -> None:
        params = {"limit": settings.UPLOAD_MEGABYTES}
        super().__init__(REFUSALS[why], code=why, params=params)


@dataclass(frozen=True)
class Checked:
    """What was found out of a PDF that may be put online: bytes, pages …, a WebP picture."""

    size: int
    pages: int
    sha256: str
    properties: dict[str, str]
    cover: bytes


def check(path: Path) -> Checked:
    """Check a file. Raises Refused."""
    size = path.stat().st_size
    if size > settings.UPLOAD_MEGABYTES * 2**20:
        raise Refused("too_big")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    found = _asked_of_another_process(path)
    if why := found.get("refused"):
        raise Refused(why)
    cover = base64.b64decode(found["cover"])
    return Checked(size, found["pages"], sha256, found["properties"], cover)


def _asked_of_another_process(path: Path) -> dict[str, Any]:
    """Have the file read by a process that may die of it, and that knows no secret."""
    command = [sys.executable, "-m", "programme.pdfs", str(path)]
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, a path of our own
            command,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_much") from error
    except subprocess.CalledProcessError as error:
        logger.warning("The check of a file ended with %s.", error.returncode)
        raise Refused("too_much") from error
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
