"""Files as readers get them: what is public alone, as a document that can do nothing, in parts."""

import hashlib
import logging
import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.files import keeping
from programme.models import Edition, OldAddress, Status
from programme.workflow import withdraw
from tests.factories import FAR_AHEAD, a_report
from tests.pdfs import a_pdf
from tests.uploads import own_folders

COVER = b"RIFF a test of a cover WEBP"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    own_folders(settings, tmp_path)


def an_edition(state="published", *, language="en", content=None, **report):
    """An edition with its file on the disk, as an upload leaves it."""
    content = content or a_pdf()
    sha256 = hashlib.sha256(content).hexdigest()
    names = keeping.names_of(sha256)
    for name, data in zip(names, (content, COVER), strict=True):
        path = keeping.on_disk(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Edition.objects.create(
        report=a_report(state, **report),
        language=language,
        file=names[0],
        cover=names[1],
        sha256=sha256,
        format="PDF",
        bytes=len(content),
        pages=1,
        properties={"Author": "Nobody"},
    )


def both(edition):
    place = f"/files/{edition.report.slug}/{edition.language}"
    return f"{place}.pdf", f"{place}.webp"


@pytest.fixture
def content():
    return a_pdf()


@pytest.fixture
def address(db, content):
    return both(an_edition(content=content))[0]


def test_a_file_and_its_cover_are_sent_whole_and_as_they_are(reader, address, content):
    for path, kind, body in (
        (address, "application/pdf", content),
        (address.replace(".pdf", ".webp"), "image/webp", COVER),
    ):
        answer = reader.get(path, HTTP_ACCEPT_ENCODING="br, gzip")
        assert answer.status_code == 200
        assert answer.getvalue() == body
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Length"] == str(len(body))
        assert "Content-Encoding" not in answer.headers


def test_a_file_can_do_nothing_in_a_browser(reader, address):
    for path in (address, address.replace(".pdf", ".webp")):
        for answer in (reader.get(path), reader.get(path, HTTP_RANGE="bytes=0-3")):
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Content-Disposition"].startswith("inline; filename")


def test_no_file_reads_a_session_or_sets_a_cookie(address, db):
    signed_in = Client(HTTP_HOST="127.0.0.1")
    signed_in.force_login(User.objects.create_superuser("editor"))
    with CaptureQueriesContext(connection) as queries:
        answer = signed_in.get(address)
    assert len(queries) == 1
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("publisher", ["", "A publisher"])
def test_files_ask_not_to_be_indexed_while_nobody_publishes_them(
    publisher, reader, address, settings
):
    settings.PUBLISHER_NAME = publisher
    assert reader.get(address).headers.get("X-Robots-Tag") == (None if publisher else "noindex")


def test_a_file_says_its_own_language(reader, db):
    assert reader.get(both(an_edition(language="ar"))[0]).headers["Content-Language"] == "ar"


@pytest.mark.parametrize("state", ["draft", "review", "scheduled"])
def test_a_file_that_is_not_public_answers_as_one_that_never_was(state, reader, db):
    hidden = an_edition(state)
    for path, never in zip(both(hidden), ("/files/x/en.pdf", "/files/x/en.webp"), strict=True):
        page, nothing = reader.get(path), reader.get(never)
        assert page.status_code == 404
        assert page.text == nothing.text
        assert page.headers.items() == nothing.headers.items()


def test_a_draft_of_a_public_report_hides_its_file(reader, db, content):
    public = an_edition(content=content)
    draft = an_edition("draft", slug=public.report.slug, replaces=public.report, language="fr")
    assert reader.get(both(public)[0]).getvalue() == content
    assert reader.get(both(draft)[0]).status_code == 404
    same = an_edition("draft", slug="other", replaces=a_report(slug="another"))
    assert reader.get(both(same)[0]).status_code == 404


def test_a_file_taken_back_is_gone_at_the_next_request(reader, db):
    edition = an_edition()
    assert reader.get(both(edition)[0]).status_code == 200
    withdraw(edition.report)
    for path in both(edition):
        gone = reader.get(path)
        assert gone.status_code == 410
        assert "This was withdrawn" in gone.text


def test_a_file_is_public_from_its_time_on(reader, db):
    edition = an_edition()
    edition.report.publish_from = FAR_AHEAD
    edition.report.status = Status.PUBLISHED
    edition.report.save()
    assert reader.get(both(edition)[0]).status_code == 404


def test_an_old_address_leads_to_the_file_at_the_new_one(reader, db):
    edition = an_edition(slug="new", language="fr")
    OldAddress.objects.create(noun="report", object_id=edition.report.pk, slug="old")
    for ending in ("pdf", "webp"):
        moved = reader.get(f"/files/old/fr.{ending}")
        assert moved.status_code == 301
        assert moved.headers["Location"] == f"/files/new/fr.{ending}"


@pytest.mark.parametrize(
    "path",
    [
        "/files/{slug}/fr.pdf",
        "/files/{slug}/xx.pdf",
        "/files/{slug}/en.PDF",
        "/files/{slug}/en.pdf/",
        "/files/{slug}/en",
        "/files/{slug}/../en.pdf",
        "/files/{slug}/..%2F..%2Fsecret.pdf",
        "/files/{slug}/%2e%2e.pdf",
        "/files/{slug}/en%00.pdf",
        "/files/{slug}/" + "e" * 3000 + ".pdf",
        "/files/{file}",
        "/files/",
    ],
)
def test_no_other_address_gives_a_file(path, reader, db):
    edition = an_edition(slug="one")
    page = reader.get(path.format(slug="one", file=str(edition.file)))
    assert page.status_code == 404


def test_an_edition_without_a_file_has_no_address(reader, db):
    report = a_report(slug="bare")
    Edition.objects.create(report=report, language="en", address="https://example.org/a.pdf")
    assert reader.get("/files/bare/en.pdf").status_code == 404
    assert reader.get("/files/bare/en.webp").status_code == 404


def test_a_file_that_is_missing_is_404_and_is_logged(reader, db, caplog):
    edition = an_edition()
    keeping.on_disk(str(edition.file)).unlink()
    with caplog.at_level(logging.ERROR, logger="sahel.files"):
        logging.getLogger("sahel").propagate = True
        try:
            assert reader.get(both(edition)[0]).status_code == 404
        finally:
            logging.getLogger("sahel").propagate = False
    assert str(edition.file) in caplog.text


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, None),
        ("bytes=-10", -10, None),
        ("bytes=-999999", 0, None),
        ("bytes=5-999999", 5, None),
        ("bytes = 1-2", None, None),
        ("bytes=2-1", None, None),
        ("bytes=0-1,3-4", None, None),
        ("bytes=-", None, None),
        ("bytes=x-y", None, None),
        ("lines=0-1", None, None),
        ("bytes=0-" + "9" * 5000, None, None),
        ("bytes=٠-١", None, None),
    ],
)
def test_a_part_is_sent_as_it_is_asked_for(asked, first, last, reader, address, content):
    answer = reader.get(address, HTTP_RANGE=asked)
    if first is None:
        assert answer.status_code == 200
        assert answer.getvalue() == content
        return
    part = content[first:] if last is None else content[first : last + 1]
    start = first if first >= 0 else len(content) + first
    assert answer.status_code == 206
    assert answer.getvalue() == part
    assert answer.headers["Content-Length"] == str(len(part))
    where = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
    assert answer.headers["Content-Range"] == where


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-9999999", "bytes=-0"])
def test_a_part_that_is_not_there_is_416(asked, reader, address, content):
    answer = reader.get(address, HTTP_RANGE=asked)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"
    assert answer.content == b""


def test_parts_put_together_are_the_file(reader, address, content):
    parts = [
        reader.get(address, HTTP_RANGE=f"bytes={start}-{start + 99}").getvalue()
        for start in range(0, len(content), 100)
    ]
    assert b"".join(parts) == content


def test_an_unchanged_file_is_not_sent_again_and_a_replaced_one_is(reader, db, content):
    edition = an_edition(content=content)
    address = both(edition)[0]
    etag = reader.get(address).headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{64}\.pdf"', etag)
    for known in (etag, f'"x", {etag}', "*", f"W/{etag}"):
        same = reader.get(address, HTTP_IF_NONE_MATCH=known)
        assert (same.status_code, same.getvalue()) == (304, b"")
        assert same.headers["ETag"] == etag
        assert same.headers["Cache-Control"] == "public, no-cache"
    other = an_edition("draft")
    Edition.objects.filter(pk=edition.pk).update(file=str(other.file), sha256=other.sha256)
    assert reader.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200
    resumed = reader.get(address, HTTP_RANGE="bytes=9-", HTTP_IF_RANGE=etag)
    assert resumed.status_code == 200
    fresh = resumed.headers["ETag"]
    assert reader.get(address, HTTP_RANGE="bytes=9-", HTTP_IF_RANGE=fresh).status_code == 206


def test_a_head_says_all_but_the_file(reader, address):
    whole = reader.get(address)
    for headers in ({}, {"HTTP_RANGE": "bytes=0-9"}):  # of GET alone, says RFC 9110
        head = reader.head(address, **headers)
        assert head.status_code == 200
        assert head.headers.items() == whole.headers.items()
        assert b"".join(head) == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_file_can_only_be_read(method, reader, address):
    assert getattr(reader, method)(address).status_code == 405


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Progress report, June 2017", "Progress report, June 2017 (en).pdf"),
        ('A "quoted" title', "A quoted title (en).pdf"),
        ("One\r\nX-Evil: 1", "One X-Evil 1 (en).pdf"),
        ("../../etc/passwd", "etc passwd (en).pdf"),
        ("تقرير التقدم", "تقرير التقدم (en).pdf"),
        ("fdp\u202efdp.exe", "fdp fdp.exe (en).pdf"),
        ("C:\\a*b?c|d<e>", "C a b c d e (en).pdf"),
        ("…" * 200, "…" * 100 + " (en).pdf"),
    ],
)
def test_a_copy_is_called_by_the_title_and_language(title, called, reader, db):
    answer = reader.get(both(an_edition(title_en=title))[0])
    named = answer.headers["Content-Disposition"].removeprefix("inline; ")
    if named.startswith("filename*=utf-8''"):
        assert unquote(named.removeprefix("filename*=utf-8''")) == called
    else:
        assert named == f'filename="{called}"'
    assert "X-Evil" not in answer.headers


def test_pages_lead_to_the_file_in_words(reader, db, content):
    edition = an_edition(slug="annual", title_en="Annual", content=content)
    Edition.objects.create(report=edition.report, language="fr")
    size = f"PDF, {len(content)}\xa0bytes, 1 page"
    for path in ("/en/reports/annual/", "/en/reports/", "/en/"):
        page = reader.get(path).text
        assert '<a href="/files/annual/en.pdf" hreflang="en" type="application/pdf">' in page
        assert size in page
        assert "/files/annual/fr.pdf" not in page
        assert "No file or address yet" in page
    for path in ("/en/reports/annual/", "/en/reports/"):
        picture = re.search(r'<img class="cover"[^>]*>', reader.get(path).text)[0]
        for part in ('alt=""', 'loading="lazy"', 'width="120"', 'src="/files/annual/en.webp"'):
            assert part in picture


def test_machines_are_told_of_the_file(reader, db, content):
    edition = an_edition(slug="annual", content=content)
    page = reader.get("/en/reports/annual/").text
    assert '"contentUrl": "http://127.0.0.1:8000/files/annual/en.pdf"' in page
    assert '"encodingFormat": "application/pdf"' in page
    assert f'"contentSize": "{len(content)} B"' in page
    assert edition.sha256 in page


def test_pages_say_nothing_of_who_wrote_the_file(reader, db):
    an_edition(slug="annual")
    for path in ("/en/reports/annual/", "/en/reports/", "/en/"):
        assert "Nobody" not in reader.get(path).text


@pytest.mark.parametrize("part", ["file", "cover"])
def test_the_file_of_a_draft_is_for_the_desk_alone(part, reader, db, content):
    edition = an_edition("draft", content=content)
    address = f"/admin/programme/edition/{edition.pk}/{part}/"
    assert reader.get(address).headers["Location"].startswith("/admin/login/")
    person = User.objects.create_user("writer", is_staff=True)
    reader.force_login(person)
    assert reader.get(address).status_code == 403
    person.user_permissions.set(Permission.objects.filter(codename="view_edition"))
    answer = reader.get(address)
    assert answer.getvalue() == (content if part == "file" else COVER)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert reader.get("/admin/programme/edition/999/file/").status_code == 404
