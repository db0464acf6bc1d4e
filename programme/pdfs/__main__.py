"""The process that reads one PDF for the site: `python -m programme.pdfs FILE` answers JSON;
with `--words` before FILE it answers what the file says.

It may be killed by a bomb or by a fault of the native library; the site then lives on.
"""

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any

from programme.pdfs.faults import Fault, look
from programme.pdfs.pages import described, opened, words_of

MEMORY = 2**30  # bytes
SECONDS = 12  # of the processor; reading every page takes longer than drawing the first
SECONDS_TO_READ = 45


def main(path: Path, *, reads: bool) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS_TO_READ if reads else SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    answer: dict[str, Any]
    try:
        answer = words_of(path) if reads else checked(path)
    except Fault as fault:
        answer = {"refused": str(fault)}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_much"}
    sys.stdout.write(json.dumps(answer))


def checked(path: Path) -> dict[str, Any]:
    """Return what is found out of a file that may be put online. Raises Fault."""
    if b"/Encrypt" in path.read_bytes():
        with opened(path):  # or it says how it is locked
            pass
    look(path)
    answer = described(path)
    answer["cover"] = base64.b64encode(answer["cover"]).decode()
    return answer


if __name__ == "__main__":
    main(Path(sys.argv[-1]), reads="--words" in sys.argv[1:-1])
