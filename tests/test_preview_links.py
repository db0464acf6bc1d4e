"""Who may look at what is not public, and for how long; links are made and taken back."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from programme.models import PreviewLink
from tests.factories import a_result
from tests.previewed import MAKE, WORDS, at_the_desk, by_link, hidden, link_to
from tests.signing import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("noun", MAKE)
def test_only_those_who_may_look_at_a_noun_see_its_previews(reader, viewer, noun):
    row = hidden(noun, "draft")
    assert reader.get(at_the_desk(row)).status_code == 302
    others = a_person("salif", is_superuser=False)
    others.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_").exclude(codename=f"view_{noun}")
    )
    reader.force_login(others)
    assert reader.get(at_the_desk(row)).status_code == 403
    assert viewer.get(at_the_desk(row)).status_code == 200


@pytest.mark.parametrize(
    "address", ["result/999/en/", "theme/1/en/", "result/1/xx/", "account/1/en/"]
)
def test_a_preview_of_nothing_is_404(editor, address):
    assert editor.get(f"/admin/preview/{address}").status_code == 404


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_ends_to_the_second(reader, days):
    with time_machine.travel(NOW, tick=False):
        address = by_link(hidden("result", "draft"), days=days)
        page = reader.get(address)
        if days == 7:
            assert "This link works until 8 March 2026, 12:00 UTC." in page.text
    for seconds, status in ((-1, 200), (0, 410), (1, 410)):
        with time_machine.travel(NOW + timedelta(days=days, seconds=seconds), tick=False):
            assert reader.get(address).status_code == status


def ends(reader, address):
    """Say that a link opens nothing, and that its page says nothing."""
    page = reader.get(address)
    assert page.status_code == 410
    assert "This link has ended" in page.text
    assert "Quartz" not in page.text
    assert "/preview/" not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    return page.text


def test_all_links_that_have_ended_answer_alike(reader):
    texts = set()
    for noun in MAKE:
        row = hidden(noun, "draft")
        address = by_link(row)
        row.delete()
        texts.add(ends(reader, address))
    link = link_to(hidden("result", "draft"))
    link.delete()
    texts.add(ends(reader, f"/preview/{link.signed}/en/"))
    old = by_link(hidden("result", "draft"), days=-1)
    texts.add(ends(reader, old))
    assert len(texts) == 1


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("state", ["withdrawn", "changes"])
def test_a_link_ends_when_its_page_is_protected(reader, noun, state):
    row = hidden(noun, state)
    address = by_link(row)
    assert reader.get(address).status_code == 200
    kept = row.replaces or row
    kept.is_protected = True
    kept.save()
    ends(reader, address)


def test_a_forged_link_is_a_page_that_is_not_there(reader):
    link = link_to(hidden("result", "draft"))
    token, signature = link.signed.split(".")
    other = link_to(hidden("donor", "draft")).signed.split(".")[1]
    forged = (token, f"{token}.{signature[:-1]}", f"{token}.{other}", f"{token}.", link.signed[1:])
    for signed in (*forged, "x", "é", "a.b.c"):
        for tail in ("", "en/"):
            page = reader.get(f"/preview/{signed}/{tail}")
            assert page.status_code == 404, signed
            assert "Quartz" not in page.text
    assert reader.get(f"/preview/{link.signed}/xx/").status_code == 404
    assert reader.post(f"/preview/{link.signed}/en/").status_code == 405


@pytest.mark.parametrize("noun", MAKE)
def test_what_is_public_by_now_is_read_on_its_own_page(reader, viewer, noun):
    row = hidden(noun, "scheduled")
    addresses = [(reader, by_link(row, "fr")), (viewer, at_the_desk(row, "fr"))]
    type(row).objects.update(publish_from=NOW)
    for client, address in addresses:
        page = client.get(address)
        assert page.status_code == 302
        assert page.headers["Location"].startswith("/fr/")
        assert reader.get(page.headers["Location"]).status_code == 200


def test_no_line_of_the_log_holds_the_address_of_a_link(reader, caplog, monkeypatch):
    caplog.set_level(logging.INFO, logger="sahel.request")
    link = link_to(hidden("result", "draft"))
    for address in (f"/preview/{link.signed}/en/", f"/preview/{link.signed}", "/preview/x y/z/"):
        reader.get(address)
    monkeypatch.setattr("programme.views.results.shown", lambda row: 1 / 0)
    reader.raise_request_exception = False
    assert reader.get(f"/preview/{link.signed}/en/").status_code == 500
    monkeypatch.undo()
    formatter = logging.getLogger("sahel").handlers[0].formatter
    lines = [formatter.format(record) for record in caplog.records]
    assert [json.loads(line)["path"] for line in lines if "path" in line][:3] == ["/preview/"] * 3
    assert any("ZeroDivisionError" in line for line in lines)
    for line in lines:
        assert link.token not in line
        assert "x y" not in line


def test_the_log_still_tells_which_preview_of_the_desk_was_asked_for(viewer, caplog):
    caplog.set_level(logging.INFO, logger="sahel.request")
    address = at_the_desk(hidden("result", "draft"))
    viewer.get(address)
    assert caplog.records[-1].fields["path"] == address


# At the desk


def links_of(row):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/links/"


@pytest.mark.parametrize("noun", MAKE)
def test_a_link_is_made_copied_and_taken_back(editor, noun):
    row = hidden(noun, "draft")
    form = editor.get(f"/admin/programme/{noun}/{row.pk}/change/")
    assert links_of(row) in form.text
    for code in WORDS:
        assert at_the_desk(row, code) in form.text
    page = editor.post(links_of(row), {"days": 3}, follow=True)
    link = PreviewLink.objects.get()
    address = f"/preview/{link.signed}/"
    assert f'readonly value="http://127.0.0.1:8000{address}"' in page.text
    assert "made by editor" in page.text
    assert timedelta(days=2, hours=23) < link.ends_at - datetime.now(UTC) < timedelta(days=3)
    anyone = Client(HTTP_HOST="127.0.0.1")
    assert anyone.get(address).status_code == 200
    page = editor.post(links_of(row), {"revoke": link.token}, follow=True)
    assert "There is none." in page.text
    assert anyone.get(address).status_code == 410


@pytest.mark.parametrize("days", ["0", "31", "", "x", "-1"])
def test_a_link_is_for_one_to_thirty_days(editor, days):
    row = hidden("result", "draft")
    page = editor.post(links_of(row), {"days": days})
    assert page.status_code == 200
    assert "errorlist" in page.text
    assert not PreviewLink.objects.exists()


def test_a_link_is_listed_with_its_own_row_alone_until_it_ends(editor):
    row, other = hidden("result", "draft"), hidden("result", "draft")
    ended, mine = link_to(row, days=-1), link_to(row)
    text = editor.get(links_of(row)).text
    assert mine.signed in text
    assert ended.signed not in text
    assert mine.signed not in editor.get(links_of(other)).text
    editor.post(links_of(other), {"revoke": mine.token})
    assert PreviewLink.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("fields", [{"state": "published"}, {"state": "withdrawn"}])
def test_no_link_is_made_to_what_is_public_or_protected(editor, fields):
    row = a_result(is_protected=fields["state"] == "withdrawn", **fields)
    page = editor.post(links_of(row), {"days": 3})
    assert "no link is made to it" in page.text
    assert not PreviewLink.objects.exists()


def test_the_form_of_a_public_row_has_no_preview(editor):
    row = a_result()
    form = editor.get(f"/admin/programme/result/{row.pk}/change/").text
    assert "/admin/preview/" not in form
    assert links_of(row) not in form


def test_those_who_may_only_look_make_no_links(viewer):
    row = hidden("result", "draft")
    form = viewer.get(f"/admin/programme/result/{row.pk}/change/").text
    assert at_the_desk(row) in form
    assert links_of(row) not in form
    assert viewer.post(links_of(row), {"days": 3}).status_code == 403
    assert not PreviewLink.objects.exists()
