"""When files of open data were last thrown away, as a mark that every such act makes anew.

Who read the content under one mark must not keep it in a file under the next: words that had to
go would be on disk again.
"""

import uuid
from pathlib import Path

from django.conf import settings

NAME = ".emptied"


def mark() -> str:
    """Return the mark that stands now; "" before the first."""
    try:
        return (Path(settings.SPOOL_ROOT) / NAME).read_text()
    except FileNotFoundError:
        return ""


def make_new_mark() -> None:
    """Let the files that are being made at this moment be kept by nobody."""
    root = Path(settings.SPOOL_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    made = uuid.uuid4().hex
    new = root / f"{NAME}.{made}"
    new.write_text(made)
    new.replace(root / NAME)
