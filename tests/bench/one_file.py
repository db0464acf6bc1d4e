"""Ask for one file in this process, and print its memory and times as JSON."""

import json
import os
import sys
import time
from pathlib import Path


def main(address: str, coding: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    import django

    django.setup()
    import logging

    from django.test import Client

    logging.disable(logging.CRITICAL)
    client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING=coding)
    b"".join(client.get("/data/themes.csv"))
    idle = _kibibytes("VmRSS")
    first_byte, whole, size = _ask(client, address)
    peak = _kibibytes("VmHWM")
    told = {"idle": idle, "peak": peak, "first_byte": first_byte, "whole": whole, "bytes": size}
    sys.stdout.write(json.dumps(told))


def _ask(client, address: str) -> tuple[float, float, int]:
    """Return the seconds to the first byte and to the last one, and how many bytes came."""
    start = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    pieces = iter(answer)
    size, first_byte = len(next(pieces)), time.perf_counter() - start
    size += sum(map(len, pieces))
    return first_byte, time.perf_counter() - start, size


def _kibibytes(name: str) -> int:
    """Return what the system counts for this process: VmRSS, now, or VmHWM, at its highest."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    sys.exit(f"This system does not tell {name}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
