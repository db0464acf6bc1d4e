"""Whom to tell of a hole in the site (RFC 9116)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

PATH = "/.well-known/security.txt"


def fields(answer):
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


@pytest.mark.django_db
def test_there_is_none_while_nobody_is_named(reader, settings):
    settings.CONTACT_EMAIL = ""
    assert reader.get(PATH).status_code == 404


def test_it_names_the_contact_the_languages_and_its_own_address(reader, settings):
    settings.CONTACT_EMAIL = "security@example.org"
    answer = reader.get(PATH, HTTP_HOST="localhost")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = fields(answer)
    assert told["Contact"] == "mailto:security@example.org"
    assert told["Preferred-Languages"] == "en, fr, ar"
    assert told["Canonical"] == f"http://127.0.0.1:8000{PATH}"
    assert set(told) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}


@pytest.mark.parametrize(
    ("now", "expires"),
    [
        ("2026-01-01T00:00:00", "2026-07-01"),
        ("2026-03-31T23:59:59", "2026-07-01"),
        ("2026-06-30T12:00:00", "2026-10-01"),
        ("2026-07-01T00:00:00", "2027-01-01"),
        ("2026-12-31T23:59:59", "2027-04-01"),
        ("2028-02-29T12:00:00", "2028-07-01"),
    ],
)
def test_it_expires_within_a_year_and_never_soon(reader, settings, now, expires):
    settings.CONTACT_EMAIL = "security@example.org"
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        told = fields(reader.get(PATH))["Expires"]
    assert told == f"{expires}T00:00:00Z"
    assert timedelta(days=90) < datetime.fromisoformat(told) - at < timedelta(days=365)


def test_it_stays_the_same_and_is_not_sent_again(reader, settings):
    settings.CONTACT_EMAIL = "security@example.org"
    with time_machine.travel(datetime(2026, 10, 2, tzinfo=UTC), tick=False):
        etag = reader.get(PATH).headers["ETag"]
    with time_machine.travel(datetime(2026, 12, 30, tzinfo=UTC), tick=False):
        assert reader.get(PATH, HTTP_IF_NONE_MATCH=etag).status_code == 304
        settings.CONTACT_EMAIL = "other@example.org"
        assert reader.get(PATH, HTTP_IF_NONE_MATCH=etag).status_code == 200
