"""Uploads in the desk: refused in words and not kept, or kept, shown and never lost."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as live
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, OperationalError, connection
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone

from programme.files import prune_waiting, receive
from programme.models import Edition, Report
from programme.workflow import publish
from tests.desk import opened
from tests.factories import a_report
from tests.hostile_pdfs import GOOD
from tests.pdfs import a_pdf
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
    shown_again,
    words,
)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    own_folders(settings, tmp_path)


@pytest.mark.parametrize("name", GOOD)
def test_a_pdf_of_any_program_is_taken(name, editor, commits):
    report = a_report("draft")
    content = GOOD[name]()
    with commits():
        assert save(editor, report, {"upload": a_file(content)}).status_code == 302
    edition = report.editions.get()
    assert (edition.format, edition.bytes) == ("PDF", len(content))
    assert edition.pages == (2 if name == "by Pillow" else 1)
    assert on_disk() == places(content, "covers", "editions")
    kept = live.MEDIA_ROOT / str(edition.file)
    assert kept.read_bytes() == content
    assert kept.stat().st_mode & 0o777 == 0o640
    assert (live.MEDIA_ROOT / str(edition.cover)).read_bytes()[8:12] == b"WEBP"


def test_what_a_file_says_of_itself_is_shown_before_it_goes_public(editor, reader, commits):
    report = a_report("published", slug="annual")
    draft, content = opened(editor, report), a_pdf()
    typed = {"title_en": "Typed with care", "_publish": "Publish"}
    page = save(editor, draft, {"upload": a_file(content)}, **typed)
    assert page.status_code == 200
    shown = words(page)
    assert "then tick and publish again" in shown
    for said in ("author: Nobody", "title: A test", "made into a PDF by: The tests"):
        assert said in shown
    assert "made on: 30 September 2015" in shown
    assert f"“annual.pdf” ({len(content)}\xa0bytes, 1 page) {KEPT}" in shown
    assert 'value="Typed with care"' in page.text
    assert not Edition.objects.exists()
    assert on_disk() == places(content, "waiting")
    unticked = save_again(editor, draft, page, _publish="Publish")
    assert unticked.status_code == 200
    with commits():
        assert save_again(editor, draft, unticked, **TICK).status_code == 302
    assert Client(HTTP_HOST="127.0.0.1").get("/files/annual/en.pdf").status_code == 404
    publish(Report.objects.get(pk=draft.pk))
    assert reader.get("/files/annual/en.pdf").getvalue() == content
    assert on_disk() == places(content, "covers", "editions")
    assert report.editions.get().properties["Author"] == "Nobody"


def test_a_save_of_a_draft_tells_what_its_new_file_says(editor):
    report = a_report("draft")
    save(editor, report, {"upload": a_file(a_pdf(), "<b>.pdf")})
    shown = editor.get("/admin/programme/report/")
    assert "“<b>.pdf” says of itself, and readers will see it: author: Nobody;" in words(shown)
    assert "<b>.pdf" not in shown.text
    save(editor, report, {"upload": a_file(a_pdf().replace(b"/Info ", b"/Other "))})
    shown = editor.get("/admin/programme/report/")
    assert "“annual.pdf” says nothing of its author or title." in words(shown)
    save(editor, report, {})
    assert "annual.pdf" not in words(editor.get("/admin/programme/report/"))


def test_a_tick_before_the_question_counts_for_nothing(editor):
    report = a_report("draft")
    given = {"upload": a_file(a_pdf()), "confirmed": "on"}
    page = save(editor, report, given, _publish="Publish")
    assert page.status_code == 200
    assert "editions-0-confirmed" not in shown_again(page)


def test_a_tick_counts_for_the_file_it_was_shown_with(editor):
    report = a_report("draft")
    page = save(editor, report, {"upload": a_file(a_pdf())}, _publish="Publish")
    other = {"editions-0-upload": a_file(a_pdf(), "other.pdf"), "_publish": "Publish"}
    page = save_again(editor, report, page, **TICK, **other)
    assert page.status_code == 200
    assert "“other.pdf”" in words(page)
    assert "editions-0-confirmed" not in shown_again(page)
    assert not Edition.objects.exists()


def test_a_failed_save_never_loses_the_file(editor):
    report = a_report("draft", title_en="Named")
    content = a_pdf()
    page = save(editor, report, {"upload": a_file(content)}, title_en="")
    assert "A title is needed" in words(page)
    assert KEPT in words(page)
    refused = {"editions-0-upload": a_file(b"not one")}
    again = save_again(editor, report, page, title_en="Named", **refused)
    assert "This is not a PDF" in words(again)
    assert KEPT in words(again)
    assert save_again(editor, report, again).status_code == 302
    assert report.editions.get().bytes == len(content)


def test_a_file_that_waits_is_its_own_accounts_and_for_a_day(editor):
    report = a_report("draft")
    page = save(editor, report, {"upload": a_file(a_pdf())}, title_en="")
    other = Client(HTTP_HOST="127.0.0.1")
    other.force_login(User.objects.create_superuser("other"))
    gone = "is gone; choose it again"
    assert gone in words(save_again(other, report, page, title_en="Named"))
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        editor.force_login(User.objects.get(username="editor"))
        late = save_again(editor, report, page, title_en="Named")
    assert gone in words(late)
    assert KEPT not in words(late)
    for made_up in ("x", "", shown_again(page)["editions-0-waiting"] + "x"):
        changed = {"title_en": "Named", "editions-0-waiting": made_up}
        save_again(editor, report, page, **changed)
        assert not Edition.objects.exclude(file="").exists()


def test_waiting_files_go_after_a_day_and_named_ones_stay(editor, commits):
    report, content, waits = a_report("draft"), a_pdf(), a_pdf()
    with commits():
        save(editor, report, {"upload": a_file(content)})
    save(editor, report, {"upload": a_file(waits)}, title_en="")
    (live.MEDIA_ROOT / "editions" / ".half").write_bytes(b"left by a crash")
    (live.MEDIA_ROOT / "editions" / "nobody.pdf").write_bytes(b"named by no row")
    assert prune_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert prune_waiting() == 4
    assert on_disk() == places(content, "covers", "editions")


def test_pruning_asks_nothing_about_new_files_and_forgives_vanished_ones(
    editor, commits, django_assert_num_queries
):
    with commits():
        save(editor, a_report("draft"), {"upload": a_file(a_pdf())})
    (live.MEDIA_ROOT / "waiting" / "gone.pdf").symlink_to("nowhere")
    with django_assert_num_queries(0):
        assert prune_waiting() == 0


def test_a_file_that_somebody_else_saved_meanwhile_is_not_gone(editor, commits):
    first, second, content = a_report("draft"), a_report("draft"), a_pdf()
    page = save(editor, first, {"upload": a_file(content)}, title_en="")
    with commits():
        assert save(editor, second, {"upload": a_file(content)}).status_code == 302
    assert on_disk() == places(content, "covers", "editions")
    page = save_again(editor, first, page, title_en="Named")
    assert "has this very file too" in words(page)
    with commits():
        assert save_again(editor, first, page, **TICK).status_code == 302
    assert on_disk() == places(content, "covers", "editions")


def test_a_replaced_file_keeps_its_address_and_the_old_one_stays_in_history(editor, commits):
    report, first, second = a_report("published", slug="annual"), a_pdf(), a_pdf()
    for content in (first, second):
        draft = opened(editor, report)
        with commits():
            assert save(editor, draft, {"upload": a_file(content)}).status_code == 302
        publish(Report.objects.get(pk=draft.pk))
        assert editor.get("/files/annual/en.pdf").getvalue() == content
    edition = report.editions.get()
    names = dict.fromkeys(row.file for row in edition.history.all())
    assert [f"media/{name}" for name in names] == [
        *places(second, "editions"),
        *places(first, "editions"),
    ]
    assert on_disk() == sorted(
        places(first, "covers", "editions") + places(second, "covers", "editions")
    )


def test_the_same_file_is_noticed(editor):
    first, second = a_report("draft", title_en="The first"), a_report("draft")
    content = a_pdf()
    save(editor, first, {"upload": a_file(content), "language": "fr"})
    page = save(editor, second, {"upload": a_file(content)})
    assert "“The first”, Français, has this very file too." in words(page)
    assert save_again(editor, second, page, **TICK).status_code == 302
    page = save(editor, second, {"upload": a_file(content)})
    assert "This is the file that is there already." in words(page)
    assert save_again(editor, second, page).status_code == 302
    page = save(editor, second, {}, {"upload": a_file(a := a_pdf())}, {"upload": a_file(a)})
    assert "The same file was chosen for two editions." in words(page)


def test_several_editions_are_saved_at_once(editor):
    report = a_report("draft")
    contents = {"en": a_pdf(), "fr": a_pdf(), "ar": a_pdf()}
    rows = [{"language": code, "upload": a_file(pdf)} for code, pdf in contents.items()]
    assert save(editor, report, *rows).status_code == 302
    assert {e.language: e.sha256 for e in report.editions.all()} == {
        code: hashlib.sha256(pdf).hexdigest() for code, pdf in contents.items()
    }


def test_a_report_has_one_edition_in_a_language(editor):
    report = a_report("draft")
    twice = {"language": "en", "upload": a_file(a_pdf())}, {"language": "en"}
    page = save(editor, report, *twice)
    first, second = page.context["inline_admin_formsets"][0].formset.forms
    assert not first.errors
    assert "an edition in this language already" in second.errors["language"][0]
    assert not Edition.objects.exists()
    assert save_again(editor, report, page, **{"editions-1-language": "fr"}).status_code == 302
    assert save(editor, report, {"language": "fr"}, {"language": "en"}).status_code == 302
    assert [edition.language for edition in report.editions.order_by("pk")] == ["fr", "en"]
    replaced = {"DELETE": "on"}, {}, {"language": "fr"}
    assert save(editor, report, *replaced).status_code == 302
    assert [edition.language for edition in report.editions.order_by("pk")] == ["en", "fr"]


def test_an_edition_that_somebody_else_added_meanwhile_counts_too(editor):
    report = a_report("draft")
    data = filled(editor, report, {"language": "en"})
    Edition.objects.create(report=report, language="en")
    page = editor.post(address_of(report), data)
    assert "an edition in this language already" in words(page)


def test_one_refused_file_does_not_lose_the_others(editor):
    report = a_report("draft")
    page = save(
        editor, report, {"upload": a_file(a_pdf())}, {"upload": a_file(b""), "language": "fr"}
    )
    assert "This file is empty." in words(page)
    assert words(page).count(KEPT) == 1
    assert save_again(editor, report, page).status_code == 302
    assert sorted(report.editions.values_list("language", "pages")) == [("en", 1), ("fr", None)]


def test_a_file_is_taken_off_by_a_tick(editor, commits):
    report, content = a_report("published", slug="annual"), a_pdf()
    draft = opened(editor, report)
    save(editor, draft, {"upload": a_file(content)})
    publish(Report.objects.get(pk=draft.pk))
    assert "/files/annual/en.pdf" in editor.get("/en/reports/annual/").text
    draft = opened(editor, report)
    assert save(editor, draft, {"without_file": "on"}).status_code == 302
    assert "/files/annual/en.pdf" in editor.get("/en/reports/annual/").text
    publish(Report.objects.get(pk=draft.pk))
    assert "No file or address yet" in editor.get("/en/reports/annual/").text
    assert editor.get("/files/annual/en.pdf").status_code == 404
    edition = report.editions.get()
    assert (edition.bytes, edition.pages, edition.format, edition.properties) == (
        None,
        None,
        "",
        {},
    )
    assert places(content, "editions")[0] in on_disk()


def test_what_is_known_of_a_file_cannot_be_typed(editor):
    report, content = a_report("draft"), a_pdf()
    save(editor, report, {"upload": a_file(content)})
    save(
        editor,
        report,
        {"bytes": 1, "pages": 99, "format": "Word", "sha256": "0", "file": "/etc/passwd"},
    )
    edition = report.editions.get()
    assert (edition.bytes, edition.pages, edition.format) == (len(content), 1, "PDF")
    assert places(content, "editions") == [f"media/{edition.file}"]


def test_the_form_shows_the_file_that_is_there(editor):
    report = a_report("draft")
    save(editor, report, {"upload": a_file(a_pdf())})
    page = editor.get(address_of(report))
    address = f"/admin/programme/edition/{report.editions.get().pk}"
    assert f'href="{address}/file/"' in page.text
    assert f'src="{address}/cover/"' in page.text
    assert "author: Nobody" in words(page)
    draft = opened(editor, publish(Report.objects.get()))
    address = f"/admin/programme/edition/{draft.editions.get().pk}"
    assert f'href="{address}/file/"' in editor.get(address_of(draft)).text


@pytest.mark.django_db(transaction=True)
def test_a_save_that_fails_in_the_database_leaves_no_file_and_keeps_the_upload(reader):
    reader.force_login(User.objects.create_superuser("editor"))
    report, content = a_report("draft"), a_pdf()
    data = filled(reader, report, {"upload": a_file(content)})

    def fail(**_):
        assert set(places(content, "covers", "editions")) <= set(on_disk())
        raise IntegrityError("as if the disk of the database were full")

    post_save.connect(fail, sender=Edition)
    try:
        with pytest.raises(IntegrityError):
            reader.post(address_of(report), data)
    finally:
        post_save.disconnect(fail, sender=Edition)
    assert not Edition.objects.exists()
    assert on_disk() == places(content, "waiting")
    assert reader.post(address_of(report), filled(reader, report, {"upload": a_file(content)}))
    assert on_disk() == places(content, "covers", "editions")


@pytest.mark.django_db(transaction=True)
def test_a_file_is_checked_once_and_before_the_transaction(reader, monkeypatch):
    reader.force_login(User.objects.create_superuser("editor"))
    report, within = a_report("draft"), []

    def watched(upload):
        within.append(connection.in_atomic_block)
        return receive(upload)

    def fail(**_):
        raise OperationalError("database is locked")

    monkeypatch.setattr("programme.admin.editions.receive", watched)
    post_save.connect(fail, sender=Edition)
    try:
        page = save(reader, report, {"upload": a_file(a_pdf())})
    finally:
        post_save.disconnect(fail, sender=Edition)
    assert page.status_code == 503
    assert KEPT in words(page)
    assert within == [False]
    assert save_again(reader, report, page).status_code == 302
    assert within == [False]


def test_the_files_of_who_may_not_take_them_are_not_looked_at(reader, db):
    person = User.objects.create_user("typist", is_staff=True)
    rights = Permission.objects.filter(codename__in=("change_report", "view_edition"))
    person.user_permissions.set(rights)
    reader.force_login(person)
    report = a_report("draft")
    assert save(reader, report, {"upload": a_file(a_pdf())}).status_code == 302
    assert on_disk() == []
