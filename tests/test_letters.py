"""Letters to whom a move concerns: who gets which, in which language, and what never leaves."""

import logging

import pytest
from django.core import mail

from programme import workflow
from programme.models import Account
from programme.posting import LETTERS
from tests.desk import act, ready_result
from tests.factories import FAR_AHEAD, a_place, a_result, a_theme
from tests.reviews import client_of, sent_by, somebody, written_by


@pytest.fixture
def amina(db):
    return somebody("amina", "contributor")


@pytest.fixture
def boris(db):
    return somebody("boris", "editor")


@pytest.fixture
def post(commits):
    """The letters that a move sends, once all of them are on their way."""

    def posted(move, *args, **more):
        mail.outbox.clear()
        with commits():
            move(*args, **more)
        LETTERS.submit(int).result(timeout=30)
        return sorted(mail.outbox, key=lambda letter: letter.to)

    return posted


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def test_what_is_sent_to_review_is_told_to_all_who_may_review_but_the_sender(amina, boris, post):
    somebody("paula", "publisher")
    somebody("tarek", "translator")
    somebody("gone", "editor", is_active=False)
    somebody("silent", "editor", email="")
    row = written_by(amina, title_en="Six laws")
    letters = post(workflow.submit, row, amina, "Please look")
    assert [letter.to for letter in letters] == [["boris@example.org"], ["paula@example.org"]]
    letter = letters[0]
    assert letter.subject == "It waits for review – Six laws"
    for words in ("Result: Six laws", "By: amina", "Please look", f"/{row.pk}/change/"):
        assert words in letter.body
    row = workflow.take_back(fresh(row), amina)
    row._history_user = boris
    assert [each.to[0] for each in post(workflow.submit, row, boris)] == ["paula@example.org"]


def test_the_writer_is_told_when_it_is_returned_commented_on_and_published(amina, boris, post):
    row = sent_by(amina, title_en="Six laws")
    (letter,) = post(workflow.comment, row, boris, "Sure?")
    assert letter.to == ["amina@example.org"]
    assert letter.subject == "There are comments on it – Six laws"
    (letter,) = post(workflow.give_back, fresh(row), boris, "Which month?")
    assert letter.subject == "It was returned – Six laws"
    assert "Which month?" in letter.body
    row = workflow.submit(fresh(row), amina)
    (letter,) = post(workflow.publish, row, boris)
    assert letter.subject == "It was published – Six laws"
    assert f"/{row.pk}/change/" in letter.body
    (letter,) = post(workflow.withdraw, fresh(row), boris, cause="mistake", reason="Not so")
    assert letter.subject == "It was withdrawn – Six laws"
    assert "Not so" in letter.body


def test_the_letter_about_a_change_leads_to_the_public_row(amina, boris, post):
    original = workflow.publish(ready_result())
    draft = workflow.edit(original, amina)
    draft.title_en, draft._history_user = "Better", amina
    draft.save()
    (letter,) = post(workflow.publish, workflow.submit(draft, amina), boris, cause="mistake")
    assert f"/result/{original.pk}/change/" in letter.body
    assert f"/{draft.pk}/change/" not in letter.body


def test_whoever_sends_it_away_for_later_is_told_when_by_their_own_clock(amina, boris, post):
    Account.objects.create(user=amina, time_zone="Africa/Ndjamena")
    (letter,) = post(workflow.publish, sent_by(amina), boris, when=FAR_AHEAD)
    assert "Public from: 1 January 2999, 01:00 WAT" in letter.body


def test_a_protected_removal_leaves_no_word_in_a_letter(amina, boris, post):
    paula = somebody("paula", "publisher")
    row = sent_by(amina, title_en="Name of a witness", statement_en="More of it")
    workflow.publish(row)
    letters = post(workflow.protect, fresh(row), paula, "person")
    assert letters
    for letter in letters:
        assert letter.subject == "Something was removed to protect people – result"
        assert "witness" not in letter.subject + letter.body
        assert "More of it" not in letter.body
    anew = workflow.reopen(fresh(row), paula)
    for letter in post(workflow.submit, anew, amina, ""):
        assert "witness" not in letter.subject + letter.body


def test_a_protective_correction_names_neither_title_nor_reason(amina, post):
    paula = somebody("paula", "publisher")
    original = workflow.publish(ready_result(title_en="Name of a witness"))
    draft = workflow.edit(original, amina)
    draft.title_en, draft._history_user = "A title", amina
    draft.save()
    row = workflow.submit(draft, amina)
    told = post(workflow.publish, row, paula, cause="person", reason="A witness", protects=True)
    assert [letter.to for letter in told] == [["amina@example.org"]]
    assert "itness" not in told[0].subject + told[0].body
    assert f"/result/{original.pk}/change/" in told[0].body


def test_each_person_chooses(amina, boris, post):
    Account.objects.create(user=boris, mail_when_asked=False)
    Account.objects.create(user=amina, mail_about_mine=False)
    row = written_by(amina)
    assert post(workflow.submit, row, amina) == []
    assert post(workflow.give_back, fresh(row), boris, "Why?") == []


def test_whoever_may_no_longer_look_is_told_nothing(amina, boris, post):
    row = sent_by(amina)
    amina.groups.clear()
    assert post(workflow.give_back, row, boris, "Why?") == []


def test_letters_are_in_the_language_of_their_reader(amina, boris, post):
    Account.objects.create(user=boris, language="fr")
    (letter,) = post(workflow.submit, written_by(amina, title_fr="Six lois"), amina)
    assert "Six lois" in letter.body


def test_many_at_once_make_one_letter(amina, boris, post):
    paula = client_of(somebody("paula", "publisher"))
    places, themes = [a_place()], [a_theme()]

    def ready(state, **fields):
        words = {"statement_en": "Said.", "level": "output"}
        return a_result(state, places=places, themes=themes, **words, **fields)

    rows = [written_by(amina, ready, title_en=f"Law {number}") for number in range(3)]
    rows = [fresh(row) for row in rows]
    letters = post(act, paula, "result", "publish", *rows)
    assert [letter.to for letter in letters] == [["amina@example.org"]]
    assert letters[0].subject == "It was published – 3 texts"
    for number in range(3):
        assert f"Law {number}" in letters[0].body


def test_nothing_is_sent_of_a_move_that_was_refused(amina, boris, post):
    row = written_by(amina)

    def refused():
        with pytest.raises(workflow.NotReady):
            workflow.give_back(row, boris, "Why?")

    assert post(refused) == []


def test_a_mail_server_that_fails_stops_no_move(amina, boris, post, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = written_by(amina, title_en="Six laws")
    with caplog.at_level(logging.ERROR, logger="sahel"):
        assert post(workflow.submit, row, amina) == []
    assert fresh(row).status == "in_review"
    assert "A letter was not sent" in caplog.text
    assert "Six laws" not in caplog.text


def test_line_breaks_in_a_title_make_no_header(amina, boris, post):
    row = written_by(amina, title_en="Six\nBcc: all@example.org")
    (letter,) = post(workflow.submit, row, amina)
    assert letter.subject == "It waits for review – Six Bcc: all@example.org"
    assert letter.recipients() == ["boris@example.org"]
