"""What is refused in the desk: in words, with nothing left on disk, whatever the name says."""

import re
import resource
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User

from programme.files.checking import REFUSALS
from programme.files.receiving import OverLimit
from programme.models import Edition
from tests.factories import a_report
from tests.hostile_pdfs import HOSTILE
from tests.pdfs import a_pdf, stream
from tests.uploads import (
    KEPT,
    TICK,
    a_file,
    address_of,
    filled,
    on_disk,
    own_folders,
    places,
    save,
    save_again,
    send_named,
    words,
)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    own_folders(settings, tmp_path)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(name, editor):
    make, sentence = HOSTILE[name]
    report = a_report("draft")
    page = save(editor, report, {"upload": a_file(make())})
    assert page.status_code == 200
    assert sentence in words(page)
    assert "upload that" in words(page)
    assert not Edition.objects.exists()
    assert on_disk() == []


@pytest.mark.parametrize(("more", "status"), [(0, 302), (1, 200)])
def test_a_file_may_be_as_large_as_the_limit_and_not_a_byte_larger(more, status, editor, settings):
    settings.UPLOAD_MEGABYTES = 1
    size = 2**20 + more
    filling = stream(bytes(size))
    # Two documents differ by some bytes, as their ids do: a little less, and then filled up.
    content = a_pdf(more=[stream(bytes(size - len(a_pdf(more=[filling])) + size - 64))])
    content = content.replace(b"%%EOF", b" " * (size - len(content)) + b"%%EOF")
    assert len(content) == size
    report = a_report("draft")
    page = save(editor, report, {"upload": a_file(content)}, title_en="Typed with care")
    assert page.status_code == status
    assert report.editions.count() == (status == 302)
    if more:
        assert "This file is over 1 MB." in words(page)
        assert 'value="Typed with care"' in page.text
        assert on_disk() == []


NAMES = [
    'a"b.pdf',
    "a\r\nX-Evil: 1.pdf",
    "../../../etc/cron.d/evil.pdf",
    "..\\..\\evil.pdf",
    "/etc/passwd",
    "<script>alert(1)</script>.pdf",
    "تقرير\u202e.pdf",
    "a\0b.pdf",
    "x." + "y" * 300,
    "run.exe",
    ".htaccess",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_reaches_the_disk_or_breaks_the_page(name, editor, commits):
    report = a_report("draft")
    Edition.objects.create(report=report, language="en")
    content = a_pdf()
    page = send_named(editor, report, name, content, _publish="Publish")
    assert KEPT in words(page)
    assert "<script>alert" not in page.text
    with commits():
        assert save_again(editor, report, page, **TICK).status_code == 302
    assert on_disk() == places(content, "covers", "editions")


@pytest.mark.parametrize("name", ["..", ".", "", "/"])
def test_a_name_that_is_none_counts_as_no_file(name, editor):
    report = a_report("draft")
    Edition.objects.create(report=report, language="en")
    assert send_named(editor, report, name, a_pdf()).status_code == 302
    assert on_disk() == []


@pytest.mark.parametrize("path", ["/en/", "/admin/login/"])
def test_who_may_not_upload_writes_nothing_to_the_disk(path, reader, db):
    for signed_in in (None, User.objects.create_user("nobody")):
        if signed_in:
            reader.force_login(signed_in)
        answer = reader.post(path, {"file": a_file(a_pdf())})
        assert [type(file) for file in answer.wsgi_request.FILES.values()] == [OverLimit]
    assert on_disk() == []


def test_a_body_over_the_limit_is_refused_early_and_in_words(editor, settings):
    settings.UPLOAD_MEGABYTES = 1
    for path in ("/admin/login/", address_of(a_report())):
        page = editor.post(path, {"file": a_file(bytes(5 * 2**20 + 1))})
        assert page.status_code == 413
        assert "This is too much at once" in page.text
        assert on_disk() == []


@contextmanager
def files_of_at_most(size):
    """The kernel refuses what this process would write beyond, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", ["for less than the upload", "for the upload, not its cover"])
def test_a_full_disk_gives_the_form_back_whole(room, editor):
    report, content = a_report("draft"), a_pdf()
    data = filled(editor, report, {"upload": a_file(content)}) | {"title_en": "Typed with care"}
    size = len(content) + (10 if "cover" in room else -10)
    with files_of_at_most(size):
        page = editor.post(address_of(report), data)
    assert page.status_code == 200
    assert "the disk of the site is full" in words(page)
    assert 'value="Typed with care"' in page.text
    assert not Edition.objects.exists()
    again = {"editions-0-upload": a_file(content)}
    assert save_again(editor, report, page, **again).status_code == 302
    assert report.editions.get().bytes == len(content)


def test_every_refusal_is_tried():
    sentences = " ".join(str(sentence) for sentence in REFUSALS.values())
    assert all(sentence in sentences for _, sentence in HOSTILE.values())
    untried = [
        why
        for why, sentence in REFUSALS.items()
        if not any(part in str(sentence) for _, part in HOSTILE.values())
    ]
    assert untried == ["too_big"]  # a test of its own, above
    assert not [
        why for why, sentence in REFUSALS.items() if not re.search(r"upload|reduced", str(sentence))
    ]
