"""Files are read from one moment, on a connection that cannot write, and no editor waits for it."""

import csv
import io
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from threading import Event

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.exports import TABLES, tables
from programme.models import Figure, Result
from sahel.databases import one_moment
from tests.factories import a_result

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def as_in_production(settings):
    """The second connection, to the same database."""
    settings.EXPORT_DB = "reader"
    yield
    connections["reader"].close()


def where():
    """The connection that a query for rows would use."""
    return Result.objects.public().db


class Paused:
    """A table whose reading stops after its first row until it may go on."""

    def __init__(self, monkeypatch, name):
        self.reached, self.goes_on = Event(), Event()
        table = TABLES[name]
        monkeypatch.setattr(tables, "PIECE", 1)  # rows read at once
        monkeypatch.setitem(TABLES, name, replace(table, reading=self._reading(table.reading)))

    def _reading(self, read):
        def stopping(*arguments):
            for number, row in enumerate(read(*arguments)):
                if number == 1:
                    self.reached.set()
                    assert self.goes_on.wait(PATIENCE)
                yield row

        return stopping


def in_a_thread(act, *arguments):
    """Run in a thread with connections of its own, closed in the end."""

    def run():
        try:
            return act(*arguments)
        finally:
            connections.close_all()

    return ThreadPoolExecutor(1).submit(run)


def rows_of(address):
    reader = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    answer = reader.get(address)
    body = b"".join(answer).decode()
    return answer.status_code, list(csv.DictReader(io.StringIO(body)))


@contextmanager
def halfway(monkeypatch, table, address):
    """Ask for a file; inside the block its first row was read, and its last ones were not."""
    paused = Paused(monkeypatch, table)
    asked = in_a_thread(rows_of, address)
    try:
        assert paused.reached.wait(PATIENCE)
        yield asked
    finally:
        paused.goes_on.set()
        monkeypatch.undo()


def three_results():
    return [a_result(title_en=f"Before {n}", position=n, slug=f"result-{n}") for n in range(3)]


def test_what_reads_for_files_cannot_write():
    row = a_result()
    with one_moment():
        read = Result.objects.get(pk=row.pk)
        with pytest.raises(DatabaseError), one_moment():
            read.save()
    with pytest.raises(DatabaseError):
        Result.objects.using("reader").update(title_en="Written")
    with pytest.raises(DatabaseError), connections["reader"].cursor() as cursor:
        cursor.execute("CREATE TABLE left_over (id integer)")
    assert Result.objects.get().title_en == row.title_en


def test_an_editor_saves_at_once_while_a_file_is_made(monkeypatch, settings):
    _first, second, third = three_results()
    Figure.objects.create(result=third, value=7, label_en="before")
    address = "/data/results.csv?sort=source"
    with halfway(monkeypatch, "results", address) as asked:
        begun = time.monotonic()
        third.title_en = "After"
        third.save()
        third.figures.update(label_en="after")
        second.delete()
        a_result(title_en="New", position=9)
        assert time.monotonic() - begun < 5
        assert not asked.done()
    status, rows = asked.result(PATIENCE)
    assert status == 200
    assert [row["title"] for row in rows] == ["Before 0", "Before 1", "Before 2"]
    assert rows[2]["figures"] == "7 before"
    status, rows = rows_of(address)
    assert [row["title"] for row in rows] == ["Before 0", "After", "New"]
    assert rows[1]["figures"] == "7 after"


def test_all_queries_of_one_moment_see_the_same():
    row = a_result(title_en="Before")
    Figure.objects.create(result=row, value=7, label_en="people")

    def write():
        Result.objects.filter(pk=row.pk).update(title_en="After")
        Figure.objects.create(result=row, value=8, label_en="people")

    with one_moment():
        assert Result.objects.public().get().title_en == "Before"
        in_a_thread(write).result(PATIENCE)
        assert Result.objects.public().get().title_en == "Before"
        assert Figure.objects.public().count() == 1
        with one_moment():
            assert Figure.objects.public().get().result.title_en == "Before"
    with one_moment():
        assert Result.objects.public().get().title_en == "After"
        assert Figure.objects.public().count() == 2


def test_the_moment_ends_with_its_block_whatever_happens_in_it():
    assert where() == "default"
    with one_moment():
        assert where() == "reader"
        with suppress(ZeroDivisionError), one_moment():
            raise ZeroDivisionError
        assert where() == "reader"
        assert in_a_thread(where).result(PATIENCE) == "default"
    assert where() == "default"
    with pytest.raises(DatabaseError), one_moment(), connections["reader"].cursor() as cursor:
        cursor.execute("SELECT nonsense")
    assert where() == "default"
    with one_moment():
        assert Result.objects.count() == 0


def test_pages_the_desk_and_commands_use_the_first_connection(source_in_full, reader):
    with CaptureQueriesContext(connections["reader"]) as queries:
        for address in ("/healthz", "/en/results/", "/en/changes/", "/sitemap.xml"):
            assert reader.get(address).status_code == 200
        call_command("check", deploy=True, fail_level="CRITICAL")
        call_command("migrate", verbosity=0)
    assert not len(queries)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/data/results.csv").status_code == 200
    assert not len(queries)


@pytest.fixture
def source_in_full(transactional_db):
    call_command("load_source", verbosity=0)


def test_a_database_that_goes_away_halfway_is_said_and_nothing_is_kept(monkeypatch, settings):
    three_results()
    table = TABLES["results"]

    def breaks(*arguments):
        yield next(table.reading(*arguments))
        raise OperationalError("disk I/O error")

    monkeypatch.setitem(TABLES, "results", replace(table, reading=breaks))
    answer = Client(HTTP_HOST="127.0.0.1").get("/data/results.csv")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"]
    assert not [path for path in settings.SPOOL_ROOT.rglob("*") if path.stat().st_size]
    monkeypatch.undo()
    assert len(rows_of("/data/results.csv")[1]) == 3


@pytest.mark.postgresql
def test_a_connection_that_is_cut_halfway_is_said_and_made_anew(monkeypatch, settings):
    three_results()
    with (
        halfway(monkeypatch, "results", "/data/results.csv") as asked,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE state = 'idle in transaction' AND pid <> pg_backend_pid() "
            "AND datname = current_database()"
        )
        assert cursor.fetchall() == [(True,)]
    assert asked.result(PATIENCE)[0] == 503
    assert not [path for path in settings.SPOOL_ROOT.rglob("*") if path.stat().st_size]
    assert len(rows_of("/data/results.csv")[1]) == 3


@pytest.mark.postgresql
def test_postgresql_reads_one_snapshot_and_nothing_else():
    with one_moment(), connections["reader"].cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)


@pytest.mark.sqlite
def test_a_file_is_whole_again_once_both_connections_are_closed(tmp_path):
    """A restore is refused while anything stands beside it: as long as one reads the old file."""
    place = tmp_path / "site.sqlite3"
    beside = place.with_name("site.sqlite3-wal")
    with closing(sqlite3.connect(place)) as site:
        site.execute("PRAGMA journal_mode=WAL")
        site.execute("CREATE TABLE kept (id integer)")
        reader = sqlite3.connect(place)
        reader.executescript(connections["reader"].settings_dict["OPTIONS"]["init_command"])
        assert list(reader.execute("SELECT * FROM kept")) == []
    assert beside.exists()
    reader.close()
    assert not beside.exists()
