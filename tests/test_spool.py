"""Files wait on disk to be asked for again: made once, never torn, never too many."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command

from programme.exports import spool
from sahel import purges
from sahel.databases import one_moment
from tests.answers import content_of, text_of
from tests.data_files import fetched
from tests.factories import a_result

MEGABYTE = 2**20


def of(content):
    return lambda file: file.write(content)


def waiting(settings):
    """All files that wait, made or compressed."""
    found = Path(settings.SPOOL_ROOT).rglob("*")
    return [path for path in found if path.is_file() and path.name != purges.NAME]


def kept(settings):
    """The bytes of these files."""
    return sum(path.stat().st_size for path in waiting(settings))


def everything(settings):
    """All that stands in these files."""
    return b"".join(path.read_bytes() for path in waiting(settings))


def read(key, content, coding=""):
    with spool.spooled(key, of(content), coding).file as file:
        return file.read()


def test_a_file_is_made_once_whoever_asks_at_the_same_time():
    made, askers = [], 8
    barrier = threading.Barrier(askers)

    def make(file):
        made.append(1)
        file.write(b"one" * 100_000)

    def ask(_number):
        barrier.wait(30)
        with spool.spooled("same", make).file as file:
            return file.read()

    with ThreadPoolExecutor(askers) as pool:
        answers = list(pool.map(ask, range(askers)))
    assert len(made) == 1
    assert set(answers) == {b"one" * 100_000}


def test_the_spool_keeps_what_was_asked_for_last_within_its_bound(settings):
    settings.SPOOL_MEGABYTES = 1
    for number in range(8):
        content = bytes([number]) * (300 * 1024)
        assert read(f"key-{number}", content) == content
        assert kept(settings) <= MEGABYTE
    folders = {path.name for path in Path(settings.SPOOL_ROOT).iterdir() if path.name[:4] == "key-"}
    assert folders == {"key-5", "key-6", "key-7"}


def test_a_file_larger_than_the_bound_is_served_all_the_same(settings):
    settings.SPOOL_MEGABYTES = 1
    content = b"x" * (2 * MEGABYTE)
    assert read("large", content) == content
    read("small", b"y")
    assert kept(settings) <= MEGABYTE


def test_what_is_being_made_is_thrown_away_too(settings):
    begun, may_end = threading.Event(), threading.Event()

    def make(file):
        begun.set()
        may_end.wait(30)
        file.write(b"old words")

    with ThreadPoolExecutor(2) as pool:
        asked = pool.submit(lambda: spool.spooled("made", make))
        begun.wait(30)
        emptied = pool.submit(spool.empty)
        may_end.set()
        with asked.result().file as file:
            assert file.read() == b"old words"
        emptied.result()
    assert kept(settings) == 0


def test_what_was_read_before_all_was_thrown_away_is_given_and_not_kept(settings, db):
    with one_moment():  # as it stood before somebody purged it
        spool.empty()
        assert read("made", b"old words") == b"old words"
        assert kept(settings) == 0
    assert read("made", b"new words") == b"new words"
    assert everything(settings) == b"new words"


def test_what_a_killed_process_left_is_thrown_away_too(settings):
    read("made", b"old words")
    left = Path(settings.SPOOL_ROOT) / f"{spool.WAITING}.ma.left"
    left.mkdir()
    (left / "new").write_bytes(b"old words, half")
    spool.empty()
    assert kept(settings) == 0


def test_very_many_small_files_are_too_many(settings):
    settings.SPOOL_MEGABYTES = 1
    for number in range(40):
        read(f"{number:02x}", b"y")
    assert kept(settings) == MEGABYTE // spool.LEAST


def test_what_is_no_file_of_the_spool_is_left_alone(settings):
    assert read("first", b"words") == b"words"
    (Path(settings.SPOOL_ROOT) / "notes.txt").write_text("mine")
    assert read("made", b"words") == b"words"


@pytest.mark.django_db(transaction=True)
def test_purged_words_stand_in_no_file_that_was_made(settings, reader):
    a_result(title_en="Zubrowka helped")
    assert "Zubrowka" in text_of(fetched(reader, "results", "csv"))
    assert b"Zubrowka" in everything(settings)
    call_command("redact", "Zubrowka", "--yes", verbosity=0)
    assert everything(settings) == b""
    assert "Zubrowka" not in text_of(fetched(reader, "results", "csv"))


def test_what_is_thrown_away_is_read_to_its_end():
    content = b"z" * (3 * MEGABYTE)
    found = spool.spooled("gone", of(content))
    first = found.file.read(10)
    spool.empty()
    with found.file as file:
        assert first + file.read() == content
    assert read("gone", b"new") == b"new"


def test_a_file_that_could_not_be_made_leaves_nothing(settings):
    def broken(file):
        file.write(b"half")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        spool.spooled("broken", broken)
    assert kept(settings) == 0
    assert read("broken", b"whole") == b"whole"


def test_asking_again_asks_the_database_for_no_rows(reader, db, django_assert_max_num_queries):
    a_result()
    first = content_of(fetched(reader, "results", "csv"))
    with django_assert_max_num_queries(4):
        assert content_of(fetched(reader, "results", "csv")) == first


def test_a_new_start_makes_all_files_anew(source, settings, reader):
    content_of(fetched(reader, "results", "csv"))
    assert kept(settings) > 0
    call_command("prepare")
    assert kept(settings) == 0
