"""Texts of one language out to a translator and back in: nothing here changes unseen."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User

from programme.models import AuditRecord, Figure, Result
from programme.translating import review
from tests.exchange import (
    ENDINGS,
    IN,
    OUT,
    answers,
    brought,
    confirmed,
    edited,
    kinds,
    sent,
    texts,
    why,
)
from tests.factories import a_donor, a_place, a_result
from tests.translated import anew, worked_on

BOTH = pytest.mark.parametrize("kind", ENDINGS)
TITLE, WORDS = "result/opened/title", "result/opened/statement"


@pytest.fixture
def result(db):
    """A result in English and French."""
    return a_result(
        slug="opened",
        title_en="Prison opened",
        statement_en="A prison was opened.",
        title_fr="Prison ouverte",
        statement_fr="Une prison a été ouverte.",
    )


def change(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.usefixtures("source")
@BOTH
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_all_content_goes_out_and_comes_back_without_a_change(editor, language, kind):
    content = sent(editor, language, kind).content
    assert len(texts(content)) > 80
    page = brought(editor, content)
    assert kinds(page) == {}
    assert len(page.context["plan"].same) == len(texts(content))
    assert "Nothing would change." in page.text


@BOTH
def test_a_translators_text_arrives_once_it_is_confirmed(editor, result, kind):
    content = edited(sent(editor, kind=kind).content, **{TITLE: "La prison est ouverte"})
    page = brought(editor, content)
    assert kinds(page) == {TITLE: "changed"}
    assert (worked_on(result).title_fr, worked_on(result).revision) == (
        "Prison ouverte",
        result.revision,
    )
    done = confirmed(editor, page, origin="machine")
    assert "1 text was brought in." in done.text
    row = worked_on(result)
    assert row.title_fr == "La prison est ouverte"
    assert row.statement_fr == "Une prison a été ouverte."
    assert (row.replaces, anew(result).title_fr) == (result, "Prison ouverte")
    record = row.translation("fr")
    assert record.made_from == {"title": "Prison opened", "statement": "A prison was opened."}
    assert (record.origin, record.reviewed_on) == ("machine", None)
    newest = row.history.first()
    assert newest.history_change_reason == "Imported translation"
    assert newest.history_user.username == "editor"
    reasons = [one.history_change_reason for one in row.history.all()]
    assert reasons == ["Imported translation", "draft made"]  # one edit, one row


def test_an_imported_text_loses_its_review(editor, result):
    review(result, "fr", "editor", date(2026, 11, 24))
    content = sent(editor).content
    assert texts(content)[TITLE][2] == "final"
    confirmed(editor, brought(editor, edited(content, **{TITLE: "Pénitencier inauguré"})))
    assert worked_on(result).translation("fr").reviewed_on is None
    assert Result.objects.unreviewed_in("fr").contains(worked_on(result))


@BOTH
def test_newer_work_stays_unless_somebody_chooses_the_file(editor, result, kind):
    content = edited(sent(editor, kind=kind).content, **{TITLE: "La prison est ouverte"})
    change(result, title_fr="Prison inaugurée")
    page = brought(editor, content)
    assert why(page) == {TITLE: "The text here was changed since the file was made."}
    for words in ("Prison inaugurée", "La prison est ouverte"):
        assert words in page.text
    confirmed(editor, page)
    assert worked_on(result).title_fr == "Prison inaugurée"
    confirmed(editor, brought(editor, content), **{TITLE: "theirs"})
    assert worked_on(result).title_fr == "La prison est ouverte"


def test_newer_work_is_no_question_where_the_file_brings_nothing(editor, result):
    content = sent(editor).content
    change(result, title_fr="Prison inaugurée")
    assert kinds(brought(editor, content)) == {}


@pytest.mark.parametrize("newer", [{"title_fr": "Prison inaugurée"}, {"title_en": "Jail opened"}])
def test_what_is_changed_while_somebody_looks_is_shown_again_and_nothing_is_written(
    editor, result, newer
):
    page = brought(editor, edited(sent(editor).content, **{TITLE: "La prison est ouverte"}))
    change(result, **newer)
    again = confirmed(editor, page)
    assert again.status_code == 409
    assert "Nothing of the file is in yet" in again.text
    assert worked_on(result).title_fr == newer.get("title_fr", "Prison ouverte")
    assert confirmed(editor, again, **{TITLE: "theirs"}).status_code == 200
    assert worked_on(result).title_fr == "La prison est ouverte"


def test_what_is_confirmed_twice_is_written_once(editor, result):
    page = brought(editor, edited(sent(editor).content, **{TITLE: "La prison est ouverte"}))
    confirmed(editor, page)
    revision = worked_on(result).revision
    again = confirmed(editor, page)
    assert "Nothing would change." in again.text
    assert worked_on(result).revision == revision


@BOTH
def test_a_text_made_from_an_older_original_is_behind(editor, result, kind):
    content = edited(sent(editor, kind=kind).content, **{TITLE: "La prison est ouverte"})
    change(result, title_en="Two prisons opened")
    page = brought(editor, content)
    assert "made from an older original" in page.text
    confirmed(editor, page)
    row = worked_on(result)
    assert row.title_fr == "La prison est ouverte"
    assert row.translation("fr").made_from["title"] == "Prison opened"
    assert row.behind("fr") == ["title"]
    assert Result.objects.behind_in("fr").contains(row)


@BOTH
def test_a_text_called_finished_is_no_longer_behind(editor, result, kind):
    change(result, title_en="Prison opened.")
    content = sent(editor, kind=kind, what="behind").content
    assert list(texts(content)) == [TITLE]
    assert kinds(brought(editor, content)) == {}
    page = brought(editor, edited(content, "translated", **{TITLE: "Prison ouverte"}))
    assert kinds(page) == {TITLE: "confirmed"}
    confirmed(editor, page)
    assert worked_on(result).behind("fr") == []


def test_only_the_wanted_texts_go_out(editor, result):
    change(result, statement_fr="", title_en="Prison opened.")
    assert list(texts(sent(editor, what="missing").content)) == [WORDS]
    assert list(texts(sent(editor, what="behind").content)) == [TITLE]
    assert list(texts(sent(editor, what="unreviewed").content)) == [TITLE]
    assert list(texts(sent(editor, what="all").content)) == [TITLE, WORDS]
    assert texts(sent(editor).content)[WORDS] == ("A prison was opened.", "", "needs-translation")
    assert texts(sent(editor).content)[TITLE][2] == "needs-review-translation"
    assert "There is nothing to send" in sent(editor, nouns=["donor"]).text


def test_drafts_leave_when_asked_for_and_what_was_withdrawn_never(editor):
    for state in ("published", "draft", "scheduled", "withdrawn"):
        row = a_result(state, slug=state)
        Figure.objects.create(result=row, value=3, label_en=state)
    originals = {original for original, *_ in texts(sent(editor).content).values()}
    assert {"published"} == originals & {"published", "draft", "scheduled", "withdrawn"}
    more = texts(sent(editor, drafts="on").content)
    assert {"draft", "scheduled"} <= {original for original, *_ in more.values()}
    assert "withdrawn" not in str(more)


def test_a_row_that_was_withdrawn_deleted_or_renamed_meanwhile_takes_nothing(editor, result):
    for slug in ("deleted", "renamed"):
        a_result(slug=slug)
    content = sent(editor).content
    content = edited(content, **dict.fromkeys(texts(content), "Neuf"))
    Result.objects.filter(slug="deleted").delete()
    Result.objects.filter(slug="renamed").update(slug="other")
    Result.objects.filter(pk=result.pk).update(status="withdrawn")
    page = brought(editor, content)
    assert why(page) == {
        TITLE: "This was withdrawn.",
        WORDS: "This was withdrawn.",
        "result/deleted/title": "There is no such text here, or no longer.",
        "result/renamed/title": "There is no such text here, or no longer.",
    }
    assert "Yes, bring these texts in" not in page.text
    confirmed(editor, page)
    assert not Result.objects.filter(title_fr="Neuf").exists()


def test_an_original_is_never_overwritten_by_a_file(editor):
    row = a_result(slug="ouverte", original_language="fr", title_en="", title_fr="Prison ouverte")
    a_place()
    assert list(texts(sent(editor).content)) == ["place/mali/name"]
    content = sent(editor, "en").content
    assert b'source-language="fr"' in content
    confirmed(editor, brought(editor, edited(content, **{"result/ouverte/title": "Opened"})))
    assert worked_on(row).translation("en").made_from == {"title": "Prison ouverte"}
    page = brought(editor, content.replace(b'target-language="en"', b'target-language="fr"'))
    assert "it is no translation" in why(page)["result/ouverte/title"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 201, "201 characters; there is room for 200"),
        ("Prison\nouverte", "more than one line"),
        ("", "A file deletes nothing"),
        ("Prison opened", "words of the original"),
        ("  Prison ouverte  ", None),
        ("x" * 200, None),
    ],
)
@BOTH
def test_a_text_that_does_not_fit_says_why_and_stays_out(editor, result, kind, text, reason):
    page = brought(editor, edited(sent(editor, kind=kind).content, **{TITLE: text}))
    assert reason in why(page)[TITLE] if reason else why(page) == {}
    confirmed(editor, page)
    assert worked_on(result).title_fr == ("Prison ouverte" if reason else text.strip())


def test_a_row_is_official_only_where_all_of_it_is(editor, result):
    content = sent(editor).content
    both = edited(content, **{TITLE: "La prison", WORDS: "Une prison ouvre."})
    confirmed(editor, brought(editor, both), origin="official")
    assert worked_on(result).translation("fr").origin == "official"
    change(worked_on(result), title_fr="Prison")
    one = edited(sent(editor).content, **{WORDS: "Une prison a ouvert."})
    only = one.replace(TITLE.encode(), b"result/other/title")
    confirmed(editor, brought(editor, only), origin="official")
    assert worked_on(result).translation("fr").origin == "human"
    content = sent(editor).content
    change(worked_on(result), title_fr="Prison nouvelle")
    newer = edited(content, **{WORDS: "Une prison est ouverte."})  # its title is the older one
    confirmed(editor, brought(editor, newer), origin="official")
    assert worked_on(result).translation("fr").origin == "human"


def test_a_number_that_is_translated_changes_the_page_it_stands_on(editor, result):
    figure = Figure.objects.create(result=result, value=3, label_en="prisons")
    key = f"figure/{figure.uid}/label"
    content = edited(sent(editor).content, **{key: "prisons ouvertes", TITLE: "Trois prisons"})
    confirmed(editor, brought(editor, content))
    assert worked_on(figure).label_fr == "prisons ouvertes"
    alone = edited(sent(editor, drafts="on").content, **{key: "prisons construites"})
    before = worked_on(result)
    confirmed(editor, brought(editor, alone))
    assert worked_on(result).revision == before.revision + 1
    assert worked_on(result).history.first().history_change_reason == "Imported translation"
    assert "prisons construites" in str(worked_on(result).figures.first().label_fr)


@pytest.fixture
def donors_only(reader, db):
    """Somebody who may view results, and change donors alone."""
    person = User.objects.create_user("donors", is_staff=True)
    codes = ["view_result", "view_donor", "change_donor"]
    person.user_permissions.set(Permission.objects.filter(codename__in=codes))
    reader.force_login(person)
    return reader


def test_one_takes_out_what_one_may_see_and_brings_in_what_one_may_change(donors_only, result):
    donor = a_donor(slug="japan", name_en="Japan")
    a_place()
    assert "Places" not in donors_only.get(OUT).text
    refused = sent(donors_only, nouns=["place"])
    assert "attachment" not in refused.headers.get("Content-Disposition", "")
    content = sent(donors_only, nouns=["result", "donor"]).content
    assert set(texts(content)) == {TITLE, WORDS, "donor/japan/name"}
    page = brought(donors_only, edited(content, **{TITLE: "Neuf", "donor/japan/name": "Japon"}))
    assert why(page)[TITLE] == "Your account may not change this."
    confirmed(donors_only, page)
    assert (worked_on(donor).name_fr, worked_on(result).title_fr) == ("Japon", "Prison ouverte")


def test_who_may_do_neither_has_no_such_page(reader, db):
    reader.force_login(User.objects.create_user("nobody", is_staff=True))
    assert [reader.get(page).status_code for page in (OUT, IN)] == [403, 403]
    assert OUT not in reader.get("/admin/").text


def test_both_ways_are_recorded(editor, result):
    content = sent(editor, what="all", kind="xlsx").content
    confirmed(editor, brought(editor, edited(content, **{TITLE: "La prison est ouverte"})))
    kept = [(one.kind, one.account, one.what) for one in AuditRecord.objects.all()][:2]
    nouns = "result, figure, report, donor, pagetext, place, theme, source"
    assert kept == [
        ("imported", "editor", "texts from translators: fr, 1 changed in 1 result"),
        ("exported", "editor", f"texts for translators: fr, all, {nouns}, xlsx, 2 in all"),
    ]


def test_the_file_is_a_download_named_by_language_and_day(editor, result, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0000")
    answer = sent(editor, "fr", "xlsx")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="sahel-fr-2026-11-24.xlsx"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert OUT in editor.get("/admin/").text


def test_a_page_that_asks_is_good_for_one_account_and_one_day(editor, result, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0000")
    content = edited(sent(editor).content, **{TITLE: "La prison est ouverte"})
    page = brought(editor, content)
    data = answers(page)
    forged = editor.post(IN, data | {"parcel": data["parcel"][:-3] + "abc"})
    assert (forged.status_code, "Choose the file once more" in forged.text) == (409, True)
    editor.force_login(User.objects.create_superuser("second"))
    assert editor.post(IN, data).status_code == 409
    editor.force_login(User.objects.get(username="editor"))
    time_machine.move_to("2026-11-25 10:01 +0000")
    editor.force_login(User.objects.get(username="editor"))
    assert editor.post(IN, data).status_code == 409
    assert worked_on(result).title_fr == "Prison ouverte"


def test_a_large_file_is_brought_in_part_by_part(editor, result, monkeypatch):
    monkeypatch.setattr("programme.exchange.arriving.AT_ONCE", 1)
    donor = a_donor(slug="japan", name_en="Japan")
    key = "donor/japan/name"
    page = brought(
        editor, edited(sent(editor).content, **{TITLE: "Une", WORDS: "Deux", key: "Japon"})
    )
    assert kinds(page) == {TITLE: "changed", WORDS: "changed", key: "later"}
    done = confirmed(editor, page)
    assert (worked_on(result).title_fr, worked_on(donor).name_fr or "") == ("Une", "")
    assert "1 text of the file still waits." in done.text
    rest = editor.post(IN, {"parcel": done.context["parcel"]})
    assert kinds(rest) == {key: "new"}
    confirmed(editor, rest)
    assert worked_on(donor).name_fr == "Japon"


def test_looking_and_writing_ask_as_many_questions_for_many_rows_as_for_few(
    editor, django_assert_max_num_queries
):
    for _ in range(30):
        row = a_result()
        Figure.objects.create(result=row, value=3, label_en="prisons")
    with django_assert_max_num_queries(25):
        content = sent(editor).content
    content = edited(content, **dict.fromkeys(texts(content), "Neuf"))
    with django_assert_max_num_queries(12):
        page = brought(editor, content)
    assert len(kinds(page)) == 60
