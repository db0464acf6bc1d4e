"""Faults made real under a running site: a locked database, a full disk. Nobody loses a word."""

import http.cookiejar
import resource
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path
from threading import Thread

import html5lib
import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection

from programme.models import Result
from tests.browser.contents import EDITOR
from tests.browser.servers import fetch, serving
from tests.desk import form_of, ready_result

ADD = "/admin/programme/result/add/"
LOCKED = 30  # seconds
LONG = "Words of a source. " * 15_000
NAMES = ("username", "password")
PUBLIC = ("/en/", "/en/results/", "/en/results/burkina-faso-mali-firearms-marked/", "/healthz")


class Editor:
    """Somebody at the desk of a running site."""

    def __init__(self, site):
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        page = self.ask("/admin/login/")[1]
        self.ask("/admin/login/", fields_of(page) | dict(zip(NAMES, EDITOR, strict=True)))

    def ask(self, path, data=None):
        """Return (status, page)."""
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(f"{self.site}{path}", body)  # noqa: S310 - our own server
        request.add_header("Origin", self.site)
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.status, answer.read().decode()


def fields_of(page):
    """What the page's own form would send."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    forms = [form for form in tree.iter("form") if form.get("id") != "logout-form"]
    data = {}
    for field in forms[0].iter():
        if field.tag == "textarea":
            data[field.get("name")] = (field.text or "").removeprefix("\n")
        elif field.tag == "input" and field.get("type") not in ("submit", "checkbox", "file"):
            data[field.get("name")] = field.get("value") or ""
        elif field.tag == "select" and field.get("multiple") is None:
            chosen = [each for each in field.iter("option") if each.get("selected") is not None]
            data[field.get("name")] = chosen[0].get("value") or "" if chosen else ""
    return {name: value for name, value in data.items() if name and "__prefix__" not in name}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder, "desk", workers=2) as site:
        yield site


@pytest.fixture
def typing(server):
    """An editor, and a form that is filled in."""
    editor = Editor(server)
    status, page = editor.ask(ADD)
    assert status == 200
    return editor, fields_of(page) | {
        "title_en": "Typed with care",
        "statement_en": "Line.\n\n“Two” & <three>.",
        "figures-TOTAL_FORMS": "1",
        "figures-0-qualifier": "exact",
        "figures-0-position": "0",
        "figures-0-value": "13,500",
        "figures-0-label_en": "firearms marked",
        "figures-0-seen_revision": "1",
    }


def is_whole(page, typed):
    """Hold that the form came back with everything in it."""
    back = fields_of(page)
    for name, value in typed.items():
        if name not in ("csrfmiddlewaretoken", "kept_as"):
            assert back.get(name, "").replace("\r\n", "\n") == value, name
    return back


@pytest.mark.sqlite
def test_a_database_locked_for_half_a_minute_costs_no_word(server, folder, typing):
    editor, typed = typing
    start = time.monotonic()
    waits, answers = [], []
    with closing(sqlite3.connect(folder / "site.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        saving = Thread(target=lambda: answers.append(editor.ask(ADD, typed)))
        saving.start()
        while saving.is_alive():
            for path in PUBLIC:
                asked = time.monotonic()
                assert fetch(server, path)[0] == 200
                waits.append(time.monotonic() - asked)
            time.sleep(0.5)
        status, page = answers[0]
        assert status == 503
        assert "the database is busy or away" in page
        again = is_whole(page, typed)
        assert max(waits) < 5
        time.sleep(max(0, LOCKED - (time.monotonic() - start)))
    status, page = editor.ask(ADD, again)
    assert status == 200
    assert "Readers do not see this" in page
    assert saved(folder) == 1


def workers(folder):
    """The processes that answer, below the one that was started."""
    pid = (folder / "server.pid").read_text()
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def let_files_grow(folder, most):
    for pid in workers(folder):
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))


@pytest.mark.sqlite
def test_a_full_disk_costs_no_word(server, folder, typing):
    """The kernel refuses what the server would write beyond what its files hold already."""
    editor, typed = typing
    typed |= {"statement_en": f"{LONG}\n\n“Two” & <three>."}
    before = saved(folder)
    let_files_grow(folder, len(LONG) // 2)
    status, page = editor.ask(ADD, typed)
    assert status == 503
    assert "the disk of the site is full" in page
    again = is_whole(page, typed)
    for path in PUBLIC:
        assert fetch(server, path)[0] == 200
    assert editor.ask(ADD, again)[0] == 503
    let_files_grow(folder, resource.RLIM_INFINITY)
    assert editor.ask(ADD, again)[0] == 200
    assert saved(folder) == before + 1


def saved(folder):
    with closing(sqlite3.connect(folder / "site.sqlite3")) as database:
        rows = database.execute(
            "SELECT count(*) FROM programme_result WHERE title_en LIKE 'Typed%'"
        )
        return rows.fetchone()[0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_locked_table_gives_the_form_back_and_the_pages_go_on(reader):
    row = ready_result("draft", title_en="As it was")
    address = f"/admin/programme/result/{row.pk}/change/"
    reader.force_login(User.objects.create_superuser("editor"))
    typed = form_of(reader, address) | {"title_en": "Typed with care"}
    ready_result("published", slug="one")
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)
        cursor.execute("SET lock_timeout = '1s'")  # so that this test need not wait as long
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": False}) as other:
        other.execute("LOCK TABLE programme_result IN EXCLUSIVE MODE")
        page = reader.post(address, typed)
        assert page.status_code == 503
        assert page.context["adminform"].form["title_en"].value() == "Typed with care"
        assert reader.get("/en/results/one/").status_code == 200
        other.execute("LOCK TABLE programme_result IN ACCESS EXCLUSIVE MODE")
        page = reader.post(address, typed, HTTP_ORIGIN="http://127.0.0.1:8000")
        assert page.status_code == 503
        assert "Typed with care" in page.text
        assert reader.get("/en/about/").status_code == 200
    assert reader.post(address, typed).status_code == 302
    assert Result.objects.get(pk=row.pk).title_en == "Typed with care"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_made_anew(reader):
    row = ready_result("draft", title_en="As it was")
    address = f"/admin/programme/result/{row.pk}/change/"
    reader.force_login(User.objects.create_superuser("editor"))
    typed = form_of(reader, address) | {"title_en": "Typed with care"}
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    reader.raise_request_exception = False
    page = reader.post(address, typed, HTTP_ORIGIN="http://127.0.0.1:8000")
    assert page.status_code == 503
    assert "Typed with care" in page.text
    connection.close_if_unusable_or_obsolete()  # as a server does before each request
    assert reader.post(address, typed).status_code == 302
