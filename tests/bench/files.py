"""What files of 100,000 results cost in memory and time, and what editors feel of it meanwhile.

Rates are processor time of one process, in interleaved rounds: the same rows, once written by a
bare `csv.writer` over a bare cursor with the very SQL of the file, once in each form. Memory is
that of a process of its own: what it had after one small request, and its highest since.
"""

import csv
import json
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.http import QueryDict
from django.utils import timezone

from programme.exports import FORMATS, TABLES, About
from programme.filters import ListFilter
from programme.models.expressions import plain
from sahel.databases import one_moment
from tests.bench import made_up

ROWS, ROUNDS = 100_000, 3
MOST_MEMORY = 64  # MiB more than an idle process has
LEAST_RATE = 1 / 3  # of what the bare writer writes
KEPT = "/data/results.csv?level=output"
BOUND = ("results.csv", "results.json")
ASKED = (
    ("/data/results.csv", ""),
    ("/data/results.json", ""),
    ("/data/results.csv?lang=ar", "br"),
    ("/data/figures.csv", ""),
    ("/data/results.xlsx?level=impact", ""),
    ("/data/all.zip", ""),
)


def report(folder: Path) -> list[str]:
    """Measure, print, and return a sentence for each bound that is broken."""
    begun = time.perf_counter()
    made_up.fill(ROWS)
    _say(f"\n{ROWS:,} results were made up in {time.perf_counter() - begun:.0f} s.")
    editor = _begin("tests.bench.editor")
    broken = [*_memory(), *_rates("results", folder), *_rates("figures", folder)]
    told = json.loads(editor.communicate("\n")[0])
    _say(
        f"Meanwhile an editor saved a draft each second: {told['saves']} saves, "
        f"{told['failures']} failures; the slowest took {told['slowest']:.2f} s."
    )
    if told["failures"] or not told["saves"]:
        broken.append("A save of the editor failed, or none was made.")
    for what in ("Made", "Kept"):
        told = json.loads(_begin("tests.bench.one_file", KEPT, "").communicate()[0])
        _say(f"{what}: {KEPT} gives its first byte after {told['first_byte'] * 1000:.0f} ms.")
    return broken


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _begin(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _memory() -> list[str]:
    """Ask for each file in a process of its own; its memory is bounded."""
    _say(f"Memory of a process that makes a file; at most {MOST_MEMORY} MiB more than it had idle:")
    broken = []
    for address, coding in ASKED:
        told = json.loads(_begin("tests.bench.one_file", address, coding).communicate()[0])
        more = (told["peak"] - told["idle"]) / 1024
        _say(
            f"{address} {coding:3} {told['bytes'] / 2**20:6.1f} MiB: idle "
            f"{told['idle'] / 1024:.0f} MiB, +{more:.0f} MiB; first byte after "
            f"{told['first_byte']:.1f} s, whole after {told['whole']:.1f} s"
        )
        if more > MOST_MEMORY and address.removeprefix("/data/") in BOUND:
            broken.append(f"{address} takes {more:.0f} MiB more than an idle process.")
    return broken


def _rates(table: str, folder: Path) -> list[str]:
    """Write the same rows bare and in each form, in turns, each into a file."""
    with one_moment():
        found = TABLES[table].asked(QueryDict())
        writers = {
            "bare": partial(_bare, table, found),
            "csv": partial(_form, table, found, "csv"),
            "json": partial(_form, table, found, "json"),
        }
        times: dict[str, list[float]] = {name: [] for name in writers}
        for _round in range(ROUNDS):
            for name, write in writers.items():
                start = time.process_time()
                write(folder / f"{table}.{name}")
                times[name].append(time.process_time() - start)
        count = found.rows().count()
    medians = {name: statistics.median(rounds) for name, rounds in times.items()}
    broken = []
    _say(f"{table}: rows a second of processor time, beside those of a bare csv.writer:")
    for name, median in medians.items():
        rate = medians["bare"] / median
        _say(f"  {name:5} {count / median:8,.0f}  {rate:5.2f} x")
        if rate < LEAST_RATE:
            broken.append(f"{table} as {name} comes at {rate:.2f} of the bare rate.")
    return broken


def _bare(table: str, found: ListFilter, path: Path) -> None:
    """Write what the database gives, with nothing between it and the writer."""
    rows = plain(found.rows().for_files()).values_list(*TABLES[table].names)
    sql, values = rows.query.sql_with_params()
    with path.open("w", newline="") as file, connections[settings.EXPORT_DB].cursor() as cursor:
        cursor.execute(sql, values)
        csv.writer(file).writerows(cursor.cursor)


def _form(table: str, found: ListFilter, form: str, path: Path) -> None:
    with path.open("wb") as file:
        FORMATS[form].write(TABLES[table], found, file, About("", "en", timezone.now()))
