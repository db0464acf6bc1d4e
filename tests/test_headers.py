"""What comes with a page: the rules for the browser, its language, its compression, no cookie."""

import gzip
import re
import xml.etree.ElementTree as ET

import brotli
import pytest
from django.db import InterfaceError, OperationalError, connection, connections
from django.test import Client

from programme import triggers
from tests.addresses import DATA, MACHINES, addresses
from tests.answers import content_of
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
POLICY_OF_FILES = {"default-src 'none'", "sandbox"}
FORBIDDEN = {
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
}
SLUGS = {"result": "one", "donor": "one", "report": "one", "place": "mali", "theme": "prisons"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def paths(db):
    """Every public address of a small site, then a page that is not there and one withdrawn."""
    a_place("Mali")
    a_theme("Prisons")
    a_result(slug="one")
    a_donor(slug="one")
    a_report(slug="one")
    a_page_text(slug="about", body_en="Words. " * 100)
    a_result("withdrawn", slug="gone")
    return [
        *addresses(**SLUGS),
        "/en/results/?q=law",
        "/en/results/?sort=x",
        "/en/nothing/",
        "/en/results/gone/",
    ]


def varies(answer):
    return {name.strip() for name in answer.headers.get("Vary", "").split(",")} - {""}


def test_every_page_tells_the_browser_what_it_may_not_do(reader, paths):
    strange = Client(HTTP_HOST="not.ours.example").get("/en/")
    answers = {path: reader.get(path) for path in [*paths, "/admin/login/", "/admin/", "/en"]}
    data = addresses(DATA, **SLUGS)
    for path, answer in {**answers, "another host": strange}.items():
        policy = answer.headers["Content-Security-Policy"]
        parts = {part.strip() for part in policy.split(";")} - {""}
        assert parts == POLICY or (path in data and parts == POLICY_OF_FILES), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers.get("X-Frame-Options") == "DENY", path
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        features = answer.headers["Permissions-Policy"].split(", ")
        assert set(features) == {f"{feature}=()" for feature in FORBIDDEN}
        assert not {"Server", "X-Powered-By"} & set(answer.headers)


def test_pages_obey_their_own_policy(reader, paths):
    data = addresses(DATA, **SLUGS)
    for path in [*(path for path in paths if path not in data), "/admin/login/"]:
        text = reader.get(path).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        scripts = re.findall(r"<script\b([^>]*)>", text)
        assert all('type="application/ld+json"' in kind or "src=" in kind for kind in scripts)


def test_public_pages_set_no_cookie_and_the_admin_keeps_its_own(reader, paths):
    for path in paths:
        answer = reader.get(path)
        assert not answer.cookies, path
        assert "Cookie" not in varies(answer), path
    cookies = reader.get("/admin/login/").cookies.values()
    assert cookies
    assert {cookie["path"] for cookie in cookies} == {"/admin/"}
    assert {cookie["samesite"] for cookie in cookies} == {"Lax"}
    assert all(cookie["httponly"] for cookie in cookies)


def test_a_cookie_changes_nothing_on_a_public_page(reader, admin_client, paths):
    admin_client.defaults["HTTP_HOST"] = "127.0.0.1"
    for path in paths:
        assert content_of(admin_client.get(path)) == content_of(reader.get(path))


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000,gzip ; q=0", None),
        ("br; q=0", None),
        ("identity", None),
        ("deflate, brotli, x-gzip", None),
        ("", None),
        (";;,=", None),
    ],
)
@pytest.mark.django_db
def test_a_page_is_compressed_as_the_browser_asks(reader, accepts, coding):
    path = "/en/results/"
    plain = reader.get(path)
    answer = reader.get(path, HTTP_ACCEPT_ENCODING=accepts)
    assert answer.headers.get("Content-Encoding") == coding
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert undo(answer.content) == plain.content
    assert varies(answer) == varies(plain) == {"Accept-Encoding"}


def test_all_public_pages_are_compressed_but_for_the_smallest(reader, paths):
    for path in paths:
        plain = reader.get(path)
        coding = reader.get(path, HTTP_ACCEPT_ENCODING="br").headers.get("Content-Encoding")
        large = plain.streaming or len(plain.content) >= 500  # files are packed once, and kept
        packed_already = path.endswith((".xlsx", ".zip"))
        assert coding == ("br" if large and not packed_already else None), path
    assert len(reader.get("/robots.txt").content) < 500


@pytest.mark.django_db
def test_the_admin_is_never_compressed(reader, admin_client):
    for client, path in ((reader, "/admin/login/"), (admin_client, "/admin/")):
        answer = client.get(path, HTTP_ACCEPT_ENCODING="br, gzip", HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200
        assert len(answer.content) > 500
        assert "Content-Encoding" not in answer.headers


def test_every_page_says_its_language(reader, paths):
    machines = addresses(MACHINES, **SLUGS)
    for path in paths:
        answer = reader.get(path)
        language = path[1:3] if path[3:4] == "/" else "en"
        assert answer.headers["Content-Language"] == language, path
        if path not in machines:
            direction = ' dir="rtl"' if language == "ar" else ""
            assert f'<html lang="{language}"{direction}>' in answer.text


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("en;q=0.5,fr;q=0.9", "fr"),
        ("fr;q=0.2,en-GB;q=0.8", "en"),
        ("de, fr;q=0.1", "fr"),
        ("ar-MA, fr;q=0.9", "ar"),
        ("de", "en"),
        ("*", "en"),
        ("fr;q=0", "en"),
        ("", "en"),
        ("../../evil, //evil.example", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_the_root_sends_a_reader_on_and_stores_nothing(reader, wanted, language):
    answer = reader.get("/", HTTP_ACCEPT_LANGUAGE=wanted)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in varies(answer)
    assert not answer.cookies


def test_the_root_leads_to_no_language_that_is_not_open(reader, settings):
    settings.PUBLIC_LANGUAGES = ["en"]
    for wanted in ("fr", "ar", "ar,fr"):
        assert reader.get("/", HTTP_ACCEPT_LANGUAGE=wanted).headers["Location"] == "/en/"


def test_pages_under_an_address_do_not_depend_on_the_browsers_language(reader, paths):
    for path in [path for path in paths if path != "/"]:
        other = reader.get(path, HTTP_ACCEPT_LANGUAGE="ar")
        assert content_of(other) == content_of(reader.get(path))
        assert "Accept-Language" not in varies(other)


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(reader):
    answer = reader.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines


def test_the_sitemap_lists_every_page_under_the_sites_own_address(reader, paths):
    answer = reader.get("/sitemap.xml", HTTP_HOST="localhost")
    assert answer.headers["Content-Type"] == "application/xml"
    tree = ET.fromstring(answer.content)  # noqa: S314 - our own page
    listed = [entry.text for entry in tree.iter(f"{SITEMAP}loc")]
    pages = [path for path in paths[:-4] if path not in addresses(MACHINES, **SLUGS)]
    assert sorted(listed) == sorted(f"http://127.0.0.1:8000{path}" for path in pages)
    dated = {
        entry.find(f"{SITEMAP}loc").text.removeprefix("http://127.0.0.1:8000/")
        for entry in tree
        if entry.find(f"{SITEMAP}lastmod") is not None
    }
    nouns = ("results", "donors", "reports")
    assert dated == {f"{code}/{noun}/one/" for code in ("en", "fr", "ar") for noun in nouns}


@pytest.mark.django_db
def test_healthz_says_that_all_is_well_and_is_never_kept(reader):
    answer = reader.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"live": True, "ready": True, "database": "ok", "triggers_missing": 0}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_healthz_says_that_a_trigger_is_missing_until_it_is_back(reader):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER content_changed_programme_result_UPDATE")
        else:
            cursor.execute("DROP TRIGGER content_changed ON programme_result")
    answer = reader.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"live": True, "ready": False, "database": "ok", "triggers_missing": 1}
    triggers.install()
    assert reader.get("/healthz").status_code == 200


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_healthz_says_that_the_database_is_away(reader, monkeypatch, error):
    def refuse():
        raise error("the network is down")

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)
    answer = reader.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["live"] is True
    assert answer.json()["ready"] is False
    assert answer.json()["database"] == "away"
    assert "network" not in answer.text
