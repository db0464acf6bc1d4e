"""Review: what waits and for how long, comments beside the fields, returns, what was said."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User

from programme import workflow
from programme.models import Account, Evidence, Figure, Remark, Result, Source, Status
from tests.desk import form_of, ready_result
from tests.factories import a_donor, a_page_text, a_place, a_result, a_theme
from tests.reviews import client_of, sent_by, somebody, written_by

QUEUE = "/admin/review/"
QUERIES = 24


@pytest.fixture
def amina(db):
    return somebody("amina", "contributor")


@pytest.fixture
def boris(db):
    return somebody("boris", "editor")


def page_of(row, page="give_back"):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/{page}/"


def answer(row, **more):
    return {"seen_revision": row.revision, "words": "", **more}


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def test_the_queue_lists_what_waits_the_oldest_first_with_age_and_sender(amina, boris):
    with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC), tick=False):
        sent_by(amina, title_en="Newer")
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        older = sent_by(amina, a_donor, name_en="Older")
    with time_machine.travel(datetime(2026, 3, 8, 12, tzinfo=UTC), tick=False):
        page = client_of(boris).get(QUEUE)
    words = page.content.decode()
    assert [str(each.row) for each in page.context["waiting"]] == ["Older", "Newer"]
    assert "It has waited for 1\xa0week." in words
    assert "It has waited for 3\xa0days." in words
    assert "Sent by <bdi>amina</bdi>, 5 March 2026, 12:00 UTC" in words
    assert page_of(older) in words


def test_the_queue_tells_new_from_change_and_filters_by_noun(amina, boris):
    sent_by(amina, title_en="All new")
    donor = a_donor(name_en="A donor")
    draft = workflow.edit(donor, amina)
    workflow.submit(draft, amina)
    client = client_of(boris)
    everything = client.get(QUEUE).content.decode()
    assert "Result · new" in everything
    assert "Donor · a change of what is public" in everything
    donors = client.get(f"{QUEUE}?noun=donor")
    assert [str(each.row) for each in donors.context["waiting"]] == ["A donor"]
    assert client.get(f"{QUEUE}?noun=nothing").status_code == 200


def test_an_empty_queue_says_so(boris):
    assert "Nothing waits for review." in client_of(boris).get(QUEUE).content.decode()


def test_only_those_who_review_see_the_queue(amina, db):
    sent_by(amina)
    assert client_of(amina).get(QUEUE).status_code == 403
    assert client_of(somebody("tarek", "translator")).get(QUEUE).status_code == 403
    assert client_of(somebody("paula", "publisher")).get(QUEUE).status_code == 200


def test_the_queue_says_which_text_is_ones_own_and_who_else_can_publish_it(amina, boris, settings):
    sent_by(boris, title_en="Mine")
    client = client_of(boris)
    page = client.get(QUEUE).content.decode()
    assert "Nobody else can: it will be recorded" in page
    settings.APPROVE_OWN_TEXT = "never"
    assert "Somebody else has to publish it." in client.get(QUEUE).content.decode()
    somebody("paula", "publisher")
    page = client.get(QUEUE)
    assert "Who else can publish it: <bdi>paula</bdi>" in page.content.decode()
    assert [each.may_publish for each in page.context["waiting"]] == [False]
    other = client_of(User.objects.get(username="paula")).get(QUEUE)
    assert [each.is_own for each in other.context["waiting"]] == [False]


@pytest.mark.parametrize("case", ["whole", "figure", "receipt", "draft"])
def test_own_text_is_the_same_in_the_queue_as_when_it_is_published(case, amina, boris):
    """What `own_among` says of many rows is what `is_own_text` says of each."""
    row = written_by(amina)
    figure = Figure.objects.create(result=row, value=3, label_en="laws")
    by = boris if case == "whole" else amina
    row._history_user = by
    row.save()
    if case == "figure":
        figure._history_user = boris
        figure.save()
    if case == "receipt":
        source = Source.objects.create(slug="page", title_en="Page")
        receipt = Evidence(figure=figure, source=source)
        receipt._history_user = boris
        receipt.save()
    if case == "draft":
        row = workflow.edit(workflow.publish(row), boris)
        row._history_user = boris
        row.save()
    row = fresh(row)
    for person in (amina, boris):
        mine = workflow.own_among(person, [row])
        assert (row.pk in mine) == workflow.is_own_text(person, row)
    assert workflow.own_among(boris, [row])


def test_what_was_written_before_it_was_last_public_is_nobodys_own_text(amina, boris):
    row = workflow.publish(written_by(boris))
    row = workflow.reopen(workflow.withdraw(row), boris)
    assert workflow.own_among(boris, [row]) == set()
    assert not workflow.is_own_text(boris, row)


def test_the_queue_asks_a_fixed_number_of_questions(amina, boris, django_assert_max_num_queries):
    place, theme = a_place(), a_theme()

    def ready(state, **fields):
        return a_result(
            state, places=[place], themes=[theme], statement_en="S", level="output", **fields
        )

    for _ in range(12):
        sent_by(boris, ready)
        sent_by(amina, a_donor)
        sent_by(amina, a_page_text)
    client = client_of(boris)
    with django_assert_max_num_queries(QUERIES):
        assert len(client.get(QUEUE).context["waiting"]) == 36


def test_the_front_page_says_what_waits_and_what_came_back(amina, boris):
    row = sent_by(amina, title_en="Sent and returned")
    front = client_of(boris).get("/admin/")
    line = front.context["lines"][0]
    assert (line.count, line.words, line.href) == (1, "waits for review", QUEUE)
    workflow.give_back(row, boris, "Which month?")
    assert "wait" not in [each.words for each in client_of(boris).get("/admin/").context["lines"]]
    mine = client_of(amina).get("/admin/")
    (back,) = mine.context["returned"]
    assert (back.title, back.who) == ("Sent and returned", "boris")
    assert client_of(amina).get(back.href).status_code == 200
    assert client_of(boris).get("/admin/").context["returned"] == []
    workflow.submit(fresh(row), amina)
    assert client_of(amina).get("/admin/").context["returned"] == []


def test_the_review_page_shows_each_fact_with_a_box(amina, boris):
    row = sent_by(amina, title_en="A title", statement_fr="Des mots")
    page = client_of(boris).get(page_of(row)).content.decode()
    assert "A title" in page
    assert "Des mots" in page
    assert "Statement in French" in page or "in French" in page
    for field in ("title_en", "statement_en", "statement_fr", "places", "themes", "level"):
        assert f'name="about-{field}"' in page


def test_what_is_missing_is_said_before_one_sends_it(amina):
    row = written_by(amina, level="")
    page = client_of(amina).get(page_of(row, "submit")).text
    assert f'<a href="{page_of(row, "change")}#id_level">a level</a>' in page
    assert 'type="submit" value="Send to review"' not in page
    row.level = "output"
    row.save()
    page = client_of(amina).get(page_of(row, "submit")).text
    assert "Still missing" not in page
    assert 'type="submit" value="Send to review"' in page


def test_a_reviewer_reads_what_the_sender_said_and_goes_on_to_publish(amina, boris):
    row = workflow.take_back(sent_by(amina, words="An <old> note"), amina)
    row = workflow.submit(row, amina, words="Is the <level> right?")
    page = client_of(boris).get(page_of(row)).text
    assert "Is the &lt;level&gt; right?" in page
    assert "old" not in page.partition('<p class="words"')[2].partition("</p>")[0]
    assert f'href="{page_of(row, "publish")}"' in page
    assert f'href="{page_of(row, "publish")}"' not in client_of(amina).get(page_of(row)).text
    workflow.submit(workflow.take_back(row, amina), amina)
    assert "level&gt;" not in client_of(boris).get(page_of(row)).text


def test_what_was_sent_a_moment_ago_has_no_age(amina, boris):
    sent_by(amina)
    page = client_of(boris).get(QUEUE).text
    assert "Sent by <bdi>amina</bdi>" in page
    assert "It has waited" not in page


def test_a_change_is_shown_word_by_word_against_what_is_public(amina, boris):
    draft = workflow.edit(workflow.publish(ready_result(title_en="Five laws")), amina)
    draft.title_en = "Six laws"
    draft.save()
    row = workflow.submit(draft, amina)
    page = client_of(boris).get(page_of(row)).content.decode()
    assert "Five</del>" in page
    assert "Six</ins>" in page


def test_it_is_returned_with_a_reason_and_comments_on_fields(amina, boris):
    row = sent_by(amina)
    data = answer(row, words="Nearly there.", **{"about-title_en": "Too long."})
    response = client_of(boris).post(page_of(row), data)
    assert response.status_code == 302
    assert fresh(row).status == Status.DRAFT
    said = Remark.objects.about(row).waiting().in_order().values_list("kind", "field", "words")
    assert list(said) == [
        ("comment", "title_en", "Too long."),
        ("returned", "", "Nearly there."),
    ]
    form = client_of(amina).get(page_of(row, "change")).content.decode()
    assert "Too long." in form
    assert 'href="#id_title_en"' in form
    assert "Nearly there." in form


def test_a_comment_leaves_it_in_review(amina, boris):
    row = sent_by(amina)
    data = answer(row, _comment="x", **{"about-level": "Or an outcome?"})
    assert client_of(boris).post(page_of(row), data).status_code == 302
    assert fresh(row).status == Status.REVIEW
    assert Remark.objects.about(row).waiting().get().field == "level"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"seen_revision": 0}, "Somebody saved this since you looked"),
        ({"about-title_en": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_can_not_be_returned_comes_back_whole(fault, words, amina, boris):
    row = sent_by(amina)
    typed = {"about-statement_en": "Which source?", "about-figure:12ab": "Was removed", **fault}
    page = client_of(boris).post(page_of(row), answer(row, **typed | {"words": "Why", **fault}))
    body = page.content.decode()
    assert page.status_code == 200
    assert words in body
    for text in ("Which source?", "Was removed", "Why"):
        assert text in body
    assert fresh(row).status == Status.REVIEW
    assert not Remark.objects.about(row).waiting().exists()


def test_nothing_said_is_no_reason(amina, boris):
    row = sent_by(amina)
    client = client_of(boris)
    for data, words in [
        (answer(row), "Say why it is returned"),
        (answer(row, _comment="x"), "Write a comment"),
    ]:
        assert words in client.post(page_of(row), data).content.decode()
    assert fresh(row).status == Status.REVIEW


def test_what_is_no_longer_in_review_is_not_returned_and_no_comment_is_lost(amina, boris):
    row = sent_by(amina)
    workflow.take_back(row, amina)
    data = answer(fresh(row), words="Typed meanwhile")
    page = client_of(boris).post(page_of(row), data).content.decode()
    assert "Typed meanwhile" in page
    assert "can’t be done while it stands as “Draft”" in page


def test_the_writer_settles_a_comment_by_saving(amina, boris):
    row = sent_by(amina)
    workflow.give_back(row, boris, remarks=[("title_en", "Shorter"), ("level", "Sure?")])
    one = Remark.objects.about(row).get(field="title_en")
    client, address = client_of(amina), page_of(row, "change")
    data = form_of(client, address) | {"title_en": "Short", "settled": [one.pk]}
    assert client.post(address, data).status_code == 302
    assert [each.field for each in Remark.objects.about(row).waiting()] == ["level"]
    body = client.get(address).content.decode()
    assert "Title in English · settled" in " ".join(body.split())


def test_a_tick_survives_a_form_that_could_not_be_saved(amina, boris):
    row = sent_by(amina)
    workflow.give_back(row, boris, "Shorter")
    client, address = client_of(amina), page_of(row, "change")
    one = Remark.objects.about(row).waiting().get()
    data = form_of(client, address) | {"title_en": "", "settled": [one.pk]}
    page = client.post(address, data).content.decode()
    assert f'name="settled" value="{one.pk}" checked' in page
    assert Remark.objects.about(row).waiting().exists()


def test_the_reviewer_settles_too_without_a_word(amina, boris):
    row = sent_by(amina)
    workflow.comment(row, boris, "Sure?")
    one = Remark.objects.about(row).waiting().get()
    data = answer(fresh(row), _comment="x", settled=[one.pk])
    assert client_of(boris).post(page_of(row), data).status_code == 302
    assert not Remark.objects.about(row).waiting().exists()


def test_remarks_about_another_row_are_not_settled_from_here(amina, boris):
    row = sent_by(amina)
    other = workflow.give_back(sent_by(amina, a_donor), boris, "Sure?")
    one = Remark.objects.about(other).waiting().get()
    data = answer(row, _comment="x", words="Fine", settled=[one.pk])
    client_of(boris).post(page_of(row), data)
    assert Remark.objects.about(other).waiting().exists()


def test_the_thread_is_on_the_form_the_newest_first_and_stays_with_the_public_row(amina, boris):
    original = workflow.publish(ready_result(title_en="Public"))
    draft = workflow.edit(original, amina)
    draft.title_en = "Better"
    draft.save()
    row = workflow.submit(draft, amina, "Please look")
    row = workflow.give_back(row, boris, "Which one?")
    row = workflow.submit(row, amina, "This one")
    workflow.publish(row, boris, cause="mistake")
    page = client_of(boris).get(page_of(original, "change"))
    assert [each.words for each in page.context["thread"]] == [
        "This one",
        "Which one?",
        "Please look",
    ]
    assert "Which one?" in page.content.decode()
    assert page.context["waiting"] == []


def test_words_of_colleagues_are_text_and_no_markup(amina, boris):
    row = sent_by(amina)
    attack = "<script>alert(1)</script>"
    data = answer(row, words=attack, **{"about-title_en": attack})
    client_of(boris).post(page_of(row), data)
    body = client_of(amina).get(page_of(row, "change")).content.decode()
    assert "<script>alert" not in body
    assert body.count("&lt;script&gt;alert(1)") >= 2


def test_no_word_of_colleagues_is_public(amina, boris, reader):
    row = sent_by(amina, slug="seen")
    workflow.comment(row, boris, "Between us")
    workflow.publish(fresh(row), boris)
    assert "Between us" not in reader.get("/en/results/seen/").content.decode()
    assert Result.objects.public().filter(slug="seen").exists()


def test_ages_are_said_in_the_language_of_the_desk(amina, boris):
    Account.objects.create(user=boris, language="fr")
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        sent_by(amina)
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=3), tick=False):
        assert "3\xa0jours" in client_of(boris).get(QUEUE).content.decode()
