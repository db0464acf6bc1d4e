"""How much each page costs in processor time, as a ratio of the plainest answer in one run.

Absolute times differ from machine to machine; only ratios within one run compare. Rounds are
interleaved, so that a busy neighbour slows all cases alike, and the median of the rounds counts.
"""

import statistics
import sys
import time

ROUNDS, REQUESTS = 7, 20
CASES = {
    "robots.txt (the plainest answer)": "/robots.txt",
    "home": "/en/",
    "results": "/en/results/",
    "results, filtered, with words": "/en/results/?place=mali&region_wide=1&q=law",
    "one result": "/en/results/burkina-faso-mali-firearms-marked/",
    "place": "/en/places/mali/",
    "donors": "/en/donors/",
    "reports": "/en/reports/",
    "search": "/en/search/?q=sahel",
    "data": "/en/data/",
    "API, a page of results": "/api/results/",
    "not found": "/en/nothing/",
    "results.csv, kept": "/data/results.csv",
    "results.json, kept": "/data/results.json?place=mali",
}


def measure(client) -> dict[str, list[float]]:
    """Return milliseconds of processor time a request, for each case and round."""
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for path in CASES.values():
        client.get(path)  # templates compiled, caches filled
    for _ in range(ROUNDS):
        for name, path in CASES.items():
            start = time.process_time()
            for _ in range(REQUESTS):
                b"".join(client.get(path))  # to its last byte
            times[name].append((time.process_time() - start) / REQUESTS * 1000)
    return times


def report(times: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(rounds) for name, rounds in times.items()}
    base = medians[next(iter(CASES))]
    for name, median in medians.items():
        sys.stdout.write(f"{name:34} {median:7.2f} ms {median / base:7.1f} x\n")
