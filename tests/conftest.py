"""Fixtures: the site's real content in a real database, and a reader's client."""

import logging
import os
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Permission
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client

from tests import kept_source
from tests.answers import Visitor

pytest.register_assert_rewrite("tests.forms")  # it holds forms to agree, and says how they differ
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

# The browser's driver runs an event loop in this thread; Django's own queries stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database; only what could run here counts as skipped.

    What touches no database runs once, in the run on SQLite.
    """
    second = connection.vendor == "postgresql"
    other = "sqlite" if second else "postgresql"
    left_out = [
        item
        for item in items
        if item.get_closest_marker(other)
        or (second and not touches_a_database(item))
        or (item.get_closest_marker("office") and not OFFICE)
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def touches_a_database(item):
    """Say whether a test asks for a database, or is about one of the two."""
    if any(item.get_closest_marker(name) for name in ("django_db", "postgresql")):
        return True
    return bool({"db", "transactional_db", "django_db_setup"} & set(item.fixturenames))


@pytest.fixture
def in_this_thread():
    """Let the WSGI application answer here: it does not close the connection that a test is in."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """The hasher of production with fewer rounds: tests make many passwords, and none is secret."""
    rounds, PBKDF2PasswordHasher.iterations = PBKDF2PasswordHasher.iterations, 1_000
    yield
    PBKDF2PasswordHasher.iterations = rounds


@pytest.fixture(autouse=True)
def one_connection(settings, tmp_path):
    """Files are read where the test writes: a second connection would not see its rows yet."""
    settings.EXPORT_DB = "default"
    settings.SPOOL_ROOT = tmp_path / "spool"


@pytest.fixture
def source(db):
    """The source content, as `load_source` leaves it."""
    kept_source.put_in()


@pytest.fixture
def reader():
    """A visitor's client; nobody is signed in."""
    return Visitor(HTTP_HOST="127.0.0.1")


@pytest.fixture
def editor(db, reader):
    """An administrator, signed in."""
    reader.force_login(get_user_model().objects.create_superuser("editor"))
    return reader


@pytest.fixture
def viewer(db):
    """Somebody of the staff who may look at everything and change nothing."""
    person = get_user_model().objects.create_user("bintou", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Run inside a block what runs after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def quiet_request_log(caplog):
    """Keep thousands of log lines out of a failing test's report."""
    caplog.set_level(logging.WARNING, logger="sahel.request")
