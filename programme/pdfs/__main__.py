"""The process that reads one PDF for the site: `python -m programme.pdfs FILE` answers JSON.

It may be killed by a bomb or by a fault of the native library; the site then lives on.
"""

import base64
import json
import resource
import sys
from pathlib import Path

from programme.pdfs.faults import Fault, look
from programme.pdfs.pages import described, opened

MEMORY = 2**30  # bytes
SECONDS = 12  # of the processor


def main(path: Path) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    try:
        if b"/Encrypt" in path.read_bytes():
            with opened(path):  # or it says how it is locked
                pass
        look(path)
        answer = described(path)
        answer["cover"] = base64.b64encode(answer["cover"]).decode()
    except Fault as fault:
        answer = {"refused": str(fault)}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_much"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
