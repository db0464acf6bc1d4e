"""The site starts only where it is safe, and says in one sentence what is wrong; its log lines."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import a_result

KEY = "k" * 30 + "0123456789abcdefghij"
HTTPS = {"SITE_URL": "https://example.org", "ALLOWED_HOSTS": "example.org", "SECRET_KEY": KEY}
OURS = ("SITE_URL", "ALLOWED_HOSTS", "DEBUG", "SECRET_KEY", "PORT", "TRUST_FORWARDED_PROTO")
TESTS_OWN = ("DJANGO_ALLOW_ASYNC_UNSAFE",)  # conftest.py sets it for the browser's sake


def manage(*arguments, **environment):
    """Run manage.py in a fresh process that knows no setting but these and the .env file's."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS + TESTS_OWN}
    inherited["DJANGO_SETTINGS_MODULE"] = "sahel.settings"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**inherited, "SECRET_KEY": KEY, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def refusal(**environment):
    """The one sentence with which the site refuses to start."""
    done = manage("check", **environment)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    kind, _, sentence = last.partition(": ")
    assert kind == "django.core.exceptions.ImproperlyConfigured"
    return sentence


def values(*names, **environment):
    """What the settings are in a fresh process."""
    code = f"import json; from django.conf import settings as s; names = {list(names)!r}"
    show = f"{code}; print(json.dumps([getattr(s, name) for name in names]))"
    done = manage("shell", "--no-imports", "-c", show, **environment)
    assert done.returncode == 0, done.stderr
    return dict(zip(names, json.loads(done.stdout.splitlines()[-1]), strict=True))


@pytest.mark.parametrize(
    "values",
    [
        {"IATI_ACTIVITY_IDENTIFIER": "SAHEL"},
        {"IATI_ACTIVITY_IDENTIFIER": "XM-DAC-41128-A/B"},
        {"IATI_ACTIVITY_IDENTIFIER": "XM-DAC-41128-"},
        {"IATI_REPORTING_ORG_REF": "XM DAC"},
        {"IATI_REPORTING_ORG_REF": ""},
    ],
)
def test_identifiers_that_no_iati_tool_reads_are_refused(values):
    assert "IATI_ACTIVITY_IDENTIFIER is" in refusal(**values)


@pytest.mark.parametrize("site", ["http://example.org", "http://0.0.0.0:8000", "http://10.0.0.1"])
def test_plain_http_is_refused_beyond_this_machine(site):
    said = refusal(SITE_URL=site, ALLOWED_HOSTS="example.org")
    assert site in said
    assert "plain http is allowed for this machine alone" in said


@pytest.mark.parametrize("site", ["example.org", "ftp://example.org", "https://", ""])
def test_half_an_address_is_refused(site):
    assert "it must be a whole address such as https://example.org" in refusal(SITE_URL=site)


@pytest.mark.parametrize("site", ["http://localhost:9000", "http://[::1]:8000", "http://127.0.0.2"])
def test_plain_http_is_allowed_on_this_machine(site):
    assert manage("check", SITE_URL=site).returncode == 0


def test_https_without_hosts_is_refused():
    assert "ALLOWED_HOSTS is not set." in refusal(SITE_URL="https://example.org")
    assert "ALLOWED_HOSTS is not set." in refusal(SITE_URL="https://example.org", ALLOWED_HOSTS="")


def test_an_empty_secret_key_is_refused():
    assert "SECRET_KEY is not set." in refusal(SECRET_KEY="")
    assert "SECRET_KEY is not set." in refusal(**{**HTTPS, "SECRET_KEY": ""})


def test_debug_is_refused_beyond_this_machine():
    assert "DEBUG shows secrets to everyone" in refusal(**HTTPS, DEBUG="true")
    assert manage("check", DEBUG="true").returncode == 0


def test_a_deployment_by_the_book_passes_every_check_of_django():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **HTTPS)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_https_makes_cookies_secure_and_tells_browsers_to_stay():
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    ]
    assert set(values(*names, **HTTPS).values()) == {True}
    more = values(
        "SECURE_HSTS_SECONDS", "SESSION_COOKIE_NAME", "DEBUG", "CSRF_TRUSTED_ORIGINS", **HTTPS
    )
    assert more["SECURE_HSTS_SECONDS"] >= 31536000
    assert more["SESSION_COOKIE_NAME"].startswith("__Secure-")
    assert more["DEBUG"] is False
    assert more["CSRF_TRUSTED_ORIGINS"] == ["https://example.org"]


def test_this_machine_needs_no_setting_but_its_key():
    found = values("SITE_URL", "ALLOWED_HOSTS", "DEBUG", "SESSION_COOKIE_SECURE", PORT="8123")
    assert found["SITE_URL"] == "http://127.0.0.1:8123"
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert (found["DEBUG"], found["SESSION_COOKIE_SECURE"]) == (False, False)


def test_a_forwarded_scheme_is_believed_only_where_the_operator_says_so():
    name = "SECURE_PROXY_SSL_HEADER"
    assert values(name, **HTTPS)[name] is None
    trusted = values(name, **HTTPS, TRUST_FORWARDED_PROTO="true")[name]
    assert trusted == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.fixture
def lines(caplog):
    """The log lines of the requests of one test, as the site's own formatter writes them."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    keep = Keep()
    keep.setFormatter(logging.getLogger("sahel").handlers[0].formatter)
    caplog.set_level(logging.INFO, logger="sahel.request")  # conftest.py hushes it
    logging.getLogger("sahel").addHandler(keep)
    yield written
    logging.getLogger("sahel").removeHandler(keep)


@pytest.mark.django_db
def test_a_request_writes_one_line_without_the_words_searched_for(reader, lines):
    asked = {"q": "my-own-words", "place": "mali"}
    headers = {"HTTP_USER_AGENT": "my-browser", "HTTP_REFERER": "https://my.page/"}
    reader.get("/en/search/", asked, REMOTE_ADDR="192.0.2.77", HTTP_COOKIE="a=my", **headers)
    assert len(lines) == 1
    assert lines[0].count("\n") == 0
    line = json.loads(lines[0])
    assert tuple(line) == settings.REQUEST_LOG_FIELDS
    assert (line["method"], line["path"], line["status"]) == ("GET", "/en/search/", 200)
    assert line["milliseconds"] >= 0
    assert not [word for word in ("my-", "my.", "192.0.2.77", "?", "mali") if word in lines[0]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/nothing/?q=mine", 404), ("/en/results/?sort=mine", 400), ("/static/no.css?v=mine", 404)],
)
def test_what_goes_wrong_is_one_line_too(reader, lines, path, status):
    reader.get(path)
    assert [json.loads(line)["status"] for line in lines] == [status]
    assert "mine" not in lines[0]


@pytest.mark.django_db
def test_a_withdrawn_address_is_logged_like_any_other(reader, lines):
    a_result("withdrawn", slug="gone", title_en="Witness")
    reader.get("/en/results/gone/")
    assert json.loads(lines[0])["status"] == 410
    assert "Witness" not in lines[0]


@pytest.mark.django_db
def test_the_privacy_page_names_all_that_is_logged_and_for_how_long(reader, settings):
    said = {
        "time": "the time",
        "method": "the kind of request",
        "path": "without the words searched for",
        "status": "its status number",
        "milliseconds": "how long the answer took",
    }
    assert tuple(said) == settings.REQUEST_LOG_FIELDS
    settings.LOG_DAYS = 17
    text = reader.get("/en/privacy/").text
    items = text.partition("one line with:")[2].partition("</ul>")[0]
    assert items.count("<li>") == len(said)
    assert all(words in items for words in said.values())
    assert "The lines are kept for 17 days" in text
    assert "People who sign in to edit" in text
    assert "This is kept for 17 days at most." in text


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_set_up_for_the_web():
    with connection.cursor() as cursor:
        found = {}
        for name in ("synchronous", "foreign_keys", "busy_timeout"):
            found[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    assert (found["synchronous"], found["foreign_keys"]) == (2, 1)
    assert found["busy_timeout"] >= 5000
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.sqlite
def test_a_migrated_file_lets_readers_and_a_writer_work_at_once(tmp_path):
    place = {"DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'site.sqlite3'}"}
    assert manage("migrate", "-v", "0", **place).returncode == 0
    ask = "from django.db import connection as c; print(c.cursor().execute('PRAGMA {}').fetchone())"
    for name, value in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}.items():
        done = manage("shell", "--no-imports", "-c", ask.format(name), **place)
        assert done.stdout.strip() == str((value,))
    assert (
        manage("check", "--database", "default", "--fail-level", "WARNING", **place).returncode == 0
    )
