"""Files that are kept: whole or not there, within their bounds, whatever is killed or full."""

import gzip
import os
import resource
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from subprocess import PIPE, Popen

import brotli
import pytest
from django.conf import settings

from programme.exports import TABLES, spool
from programme.exports.spool import spooled
from tests.factories import a_result

KILLS = 5
BYTES = b"0123456789abcdef" * 4_096  # one piece
# Makes files for ever, in three codings, and throws others away meanwhile.
MAKER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "sahel.settings"
import django
django.setup()
from programme.exports.spool import spooled
PIECE = b"0123456789abcdef" * 4_096
def make(file):
    for _piece in range(6):
        file.write(PIECE)
print("begun", flush=True)
while True:
    for number in range(16):
        for coding in ("", "br", "gzip"):
            spooled(f"{number:02x}" * 32, make, coding).file.close()
"""
UNPACK = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


def key_of(number):
    return sha256(str(number).encode()).hexdigest()


def read(key, data=BYTES, coding=""):
    file = spooled(key, lambda to: to.write(data) and None, coding)
    with file.file:
        found = file.file.read()
    assert len(found) == file.size
    return UNPACK[coding](found)


def root():
    return Path(settings.SPOOL_ROOT)


def kept():
    """The files that could be served."""
    return [path for path in root().glob("[0-9a-f]*/*") if path.is_file()]


def left():
    """What is no file to be served, and no lock."""
    return [path for path in root().glob(f"{spool.WAITING}*") if path.is_dir()]


@contextmanager
def no_file_longer_than(size):
    """Refuse to write more into any file, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_many_files_stay_within_their_bound(settings):
    settings.SPOOL_MEGABYTES = 1
    for number in range(200):
        coding = ("", "br", "gzip")[number % 3]
        assert read(key_of(number), os.urandom(50_000), coding)
        assert sum(path.stat().st_size for path in kept()) <= 2**20
    assert len(kept()) > 8
    assert not left()


def test_a_file_larger_than_all_room_is_served_all_the_same(settings):
    settings.SPOOL_MEGABYTES = 0
    assert read(key_of("large")) == read(key_of("large"), coding="br") == BYTES
    assert read(key_of("other")) == BYTES
    assert len(list(root().glob("[0-9a-f]*"))) == 1


def test_what_was_asked_for_last_is_thrown_away_last(settings):
    settings.SPOOL_MEGABYTES = 1
    noise = os.urandom(400_000)
    for number in range(2):
        read(key_of(number), noise)
        os.utime(root() / key_of(number), (1, 1 + number))
    read(key_of(0), b"made anew")  # it is there: nothing is made, but it counts as asked for
    read(key_of(2), noise)
    assert {path.parent.name for path in kept()} == {key_of(0), key_of(2)}


@contextmanager
def another_process(folder, megabytes):
    """Share the spool with a process that makes files as fast as it can; kill it in the end."""
    environment = {**os.environ, "SPOOL_ROOT": str(folder), "SPOOL_MEGABYTES": str(megabytes)}
    command = [sys.executable, "-c", MAKER]
    with Popen(command, stdout=PIPE, cwd=settings.BASE_DIR, env=environment) as maker:
        try:
            assert maker.stdout.readline() == b"begun\n"
            yield maker
        finally:
            maker.send_signal(signal.SIGKILL)


def test_nothing_half_made_is_served_after_a_kill(settings, tmp_path):
    settings.SPOOL_ROOT = tmp_path / "killed"
    whole = BYTES * 6
    for kill in range(KILLS):
        with another_process(settings.SPOOL_ROOT, 1):
            time.sleep(0.02 + kill * 0.013)
        assert kept()
        for number in range(16):
            for coding in UNPACK:
                assert read(f"{number:02x}" * 32, whole, coding) == whole
        spool.empty()


def test_what_a_killed_process_left_is_cleared_after_an_hour():
    read(key_of("first"))
    old, new = root() / f"{spool.WAITING}.old", root() / f"{spool.WAITING}.new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "new").write_bytes(b"half")
    os.utime(old, (time.time() - spool.LEFT - 1,) * 2)
    read(key_of("second"))
    assert left() == [new]


def test_many_at_once_get_the_same_file_which_is_made_once(settings):
    made = []

    def make(file):
        made.append(1)
        time.sleep(0.2)
        file.write(BYTES)

    def ask(_number):
        with spooled(key_of("one"), make).file as file:
            return file.read()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {BYTES}
    assert made == [1]


def test_processes_that_share_too_little_room_never_wait_for_ever(tmp_path, settings):
    """Each throws away what the other has just made."""
    settings.SPOOL_ROOT = tmp_path / "shared"
    settings.SPOOL_MEGABYTES = 0
    with another_process(settings.SPOOL_ROOT, 0) as maker:
        noise = os.urandom(2_000_000)  # compressing it takes long enough to be thrown away
        for number in range(12):
            assert read(key_of(number), noise, "br") == noise
        assert maker.poll() is None


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["", "br"])
def test_a_full_disk_is_said_and_nothing_is_kept(reader, source, coding):
    reader.raise_request_exception = False
    ask = {"headers": {"accept-encoding": coding}}
    with no_file_longer_than(4_096):
        answer = reader.get("/data/results.csv", **ask)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 500
    assert not left()
    assert not [path for path in kept() if path.suffix == ".br"]
    answer = reader.get("/data/results.csv", **ask)
    assert answer.status_code == 200
    found = UNPACK[coding](b"".join(answer))
    assert found.count(b"\r\n") > 11
    assert len(found) > 4_096


@pytest.mark.django_db
def test_an_error_in_the_middle_of_a_row_keeps_nothing(reader, monkeypatch):
    a_result()
    reader.raise_request_exception = False
    from dataclasses import replace

    def breaks(*_arguments):
        yield dict.fromkeys(TABLES["results"].names, "")
        raise ValueError("a row that cannot be read")

    monkeypatch.setitem(TABLES, "results", replace(TABLES["results"], reading=breaks))
    assert reader.get("/data/results.csv").status_code == 500
    assert not kept()
    assert not left()
