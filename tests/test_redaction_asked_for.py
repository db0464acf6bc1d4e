"""Which words are purged, by the command and on the page of the desk, and by whom."""

import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from programme import redacting
from programme.models import (
    AuditRecord,
)
from programme.redacting.phrases import MARK, Phrases
from tests.factories import (
    a_result,
)
from tests.redacting import (
    NAME,
    address_of,
    holding,
    whole,
)
from tests.signing import a_person


@pytest.mark.parametrize(
    ("text", "purged"),
    [
        ("AMINA\u00a0 TRAORE!", f"{MARK}!"),
        ("Amina\nTraore\u0301’s", f"{MARK}’s"),
        ("amina-traore-2", f"{MARK}-2"),
        ("https://example.org/amina%20traor%C3%A9", f"https://example.org/{MARK}"),
        (json.dumps(["Amina Traoré"]), f'["{MARK}"]'),
        ("a\u00admina Traoré", MARK),
        ("Aminata Traoré, Amina, Traorés", "Aminata Traoré, Amina, Traorés"),
        ("وأَمِيـنة قالت", f"و{MARK} قالت"),
        ("tel. +223 20-22-33-44.", f"tel. +{MARK}."),
    ],
)
def test_words_are_found_however_they_are_written(text, purged):
    assert (
        Phrases(["Amina Traoré", "أمينة", "223 20223344", "223 20 22 33 44"]).purged(text) == purged
    )


@pytest.mark.parametrize("words", [[], [" "], ["ab"], ["Amina", "é-a"]])
def test_words_that_are_too_short_are_refused(words):
    with pytest.raises(ValidationError):
        redacting.find(words)
    with pytest.raises(ValidationError):
        redacting.redact(words)


def purge(*words, **options):
    said = io.StringIO()
    call_command("redact", *words, stdout=said, stderr=said, **options)
    return said.getvalue()


@whole
def test_the_command_says_where_asks_and_purges(monkeypatch):
    a_result(title_en=NAME)
    before = holding()
    said = purge(NAME, dry_run=True)
    assert "Results, title in English: 1" in said
    assert "Results, earlier versions, title in English: 1" in said
    assert holding() == before
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError):
        purge(NAME)
    assert holding() == before
    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    said = purge(NAME)
    assert "Purged from 2 places and 0 files." in said
    assert holding() == set()
    assert "ubrowka" not in said


@whole
def test_the_command_reads_words_that_are_piped_in(monkeypatch):
    a_result(title_en=NAME)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\n\n"))
    with pytest.raises(CommandError):
        purge()
    assert "Purged from 2 places" in purge(yes=True)
    assert holding() == set()


def test_the_command_refuses_short_words(db):
    with pytest.raises(CommandError, match="three letters"):
        purge("ab", yes=True)


@whole
def test_a_publisher_looks_then_purges(reader):
    publisher = a_person("amina", is_superuser=False)
    rights = Permission.objects.filter(codename__in=["publish_result", "view_result"])
    publisher.user_permissions.set(rights)
    reader.force_login(publisher)
    result = a_result(title_en=f"{NAME} spoke")
    assert "/admin/redact/" in reader.get("/admin/").text
    assert "no-store" in reader.get("/admin/redact/").headers["Cache-Control"]
    page = reader.post("/admin/redact/", {"words": NAME})
    assert address_of(result) in page.text
    assert "They stand in 2 places" in page.text
    assert holding() != set()
    page = reader.post("/admin/redact/", {"words": NAME, "confirmed": "yes"})
    assert "The words are gone from 2 places." in page.text
    assert "ubrowka" not in page.text
    assert "keep.mjs" not in page.text
    assert holding() == set()
    assert AuditRecord.objects.get(kind=AuditRecord.Kind.REDACTED).account == "amina"


@pytest.mark.django_db
def test_words_in_an_address_are_not_read(editor):
    page = editor.get("/admin/redact/", {"words": NAME})
    assert "ubrowka" not in page.text
    assert "too short" not in page.text


@pytest.mark.django_db
def test_short_words_come_back_with_a_sentence(editor):
    page = editor.post("/admin/redact/", {"words": "ab", "confirmed": "yes"})
    assert "at least three letters or digits" in page.text
    assert not AuditRecord.objects.filter(kind=AuditRecord.Kind.REDACTED).exists()


@pytest.mark.django_db
def test_who_may_not_publish_sees_neither_page_nor_link(reader):
    person = a_person("amina", is_superuser=False)
    rights = Permission.objects.exclude(codename__startswith="publish_")
    person.user_permissions.set(rights)
    reader.force_login(person)
    assert "/admin/redact/" not in reader.get("/admin/").text
    for answer in (reader.get("/admin/redact/"), reader.post("/admin/redact/", {"words": NAME})):
        assert answer.status_code == 403
