"""Files of translated texts for what is public: they go into its draft, and come from it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from programme import workflow
from programme.models import Figure, Result
from tests.desk import opened, ready_result
from tests.exchange import brought, confirmed, edited, kinds, sent, texts, why
from tests.factories import a_place, a_result
from tests.translated import RESULTS, anew, worked_on

pytestmark = pytest.mark.usefixtures("db")
TITLE, WORDS, PLACE = "result/opened/title", "result/opened/statement", "place/mali/name"


@pytest.fixture
def result():
    row = ready_result(
        "published",
        slug="opened",
        title_en="Prison opened",
        statement_en="A prison was opened.",
        title_fr="Prison ouverte",
    )
    Figure.objects.create(result=row, value=3, label_en="prisons", label_fr="prisons")
    return row


def label_of(row):
    return f"figure/{row.figures.get().uid}/label"


def test_what_is_public_stays_and_the_page_leads_to_the_drafts_that_wait(editor, result):
    label = label_of(result)
    new = {TITLE: "Une", label: "bâtiments", PLACE: "Le Mali"}
    done = confirmed(editor, brought(editor, edited(sent(editor).content, **new)))
    draft = worked_on(result)
    assert (draft.title_fr, draft.figures.get().label_fr) == ("Une", "bâtiments")
    assert (anew(result).title_fr, result.figures.get().label_fr) == ("Prison ouverte", "prisons")
    assert result.places.get().name_fr == "Le Mali"
    waiting, _title, changed = done.text.partition("<h2>Changed</h2>")
    assert waiting.count(f'href="{RESULTS}{draft.pk}/change/"') == 1
    assert "/place/" in changed
    assert f"{RESULTS}{result.pk}/" not in done.text
    assert workflow.is_own_text(User.objects.get(), draft)


def test_a_file_is_compared_with_the_draft_and_written_into_it(editor, result):
    content = edited(sent(editor).content, **{TITLE: "Du fichier", WORDS: "Du fichier."})
    draft = opened(editor, result)
    draft.title_fr = "Du brouillon"
    draft.save()
    page = brought(editor, content)
    assert kinds(page) == {TITLE: "asked", WORDS: "new"}
    assert "Du brouillon" in page.text
    confirmed(editor, page)
    assert (anew(draft).title_fr, anew(draft).statement_fr) == ("Du brouillon", "Du fichier.")
    assert not anew(result).statement_fr


def test_a_draft_that_is_made_while_somebody_looks_takes_the_texts(editor, result):
    page = brought(editor, edited(sent(editor).content, **{TITLE: "Une"}))
    draft = opened(editor, result)
    confirmed(editor, page)
    assert (anew(draft).title_fr, anew(result).title_fr) == ("Une", "Prison ouverte")
    draft = anew(draft)
    draft.title_fr = "Deux"
    draft.save()
    page = brought(editor, edited(sent(editor, drafts="on").content, **{TITLE: "Trois"}))
    Result.objects.filter(pk=draft.pk).update(title_fr="Quatre")
    assert confirmed(editor, page).status_code == 409


def test_drafts_leave_in_place_of_what_they_replace_and_only_when_asked_for(editor, result):
    label, draft = label_of(result), opened(editor, result)
    draft.title_fr = "Du brouillon"
    draft.save()
    copy = draft.figures.get()
    copy.label_fr = "du brouillon"
    copy.save()
    Figure.objects.create(result=draft, value=4, label_en="new", label_fr="neuf")
    shown = texts(sent(editor).content)
    assert (shown[TITLE][1], shown[label][1]) == ("Prison ouverte", "prisons")
    found = texts(sent(editor, drafts="on").content)
    assert (found[TITLE][1], found[label][1]) == ("Du brouillon", "du brouillon")
    assert set(found) - set(shown) == {f"figure/{draft.figures.last().uid}/label"}
    assert f"/en/results/{result.slug}/" in sent(editor, drafts="on").text


def test_a_file_that_left_with_a_draft_comes_in_after_it_was_published(editor, result):
    label, draft = label_of(result), opened(editor, result)
    Figure.objects.create(result=draft, value=4, label_en="new")
    content = sent(editor, drafts="on").content
    new = next(key for key, words in texts(content).items() if words[0] == "new")
    workflow.publish(anew(draft), cause="translation")
    page = brought(editor, edited(content, **{TITLE: "Une", label: "deux", new: "trois"}))
    assert kinds(page) == {TITLE: "changed", label: "changed", new: "new"}
    confirmed(editor, page)
    draft = worked_on(result)
    assert draft.title_fr == "Une"
    assert {figure.label_fr for figure in draft.figures.all()} == {"deux", "trois"}


def test_a_number_that_the_draft_has_no_more_takes_nothing(editor, result):
    label, content = label_of(result), sent(editor).content
    opened(editor, result).figures.get().delete()
    page = brought(editor, edited(content, **{label: "neuf"}))
    assert why(page) == {label: "There is no such text here, or no longer."}


def test_what_is_reviewed_takes_texts_of_reviewers_alone(editor, result):
    content = edited(sent(editor).content, **{TITLE: "Une"})
    draft = opened(editor, result)
    workflow.submit(draft, User.objects.get())
    translator = Client(HTTP_HOST="127.0.0.1")
    person = User.objects.create_user("translator", is_staff=True)
    person.groups.add(Group.objects.get(name="translator"))
    translator.force_login(person)
    page = brought(translator, content)
    assert why(page) == {TITLE: "This is being reviewed. Bring it in when it is back, or public."}
    workflow.give_back(anew(draft), User.objects.get(username="editor"), "Look again.")
    confirmed(translator, brought(translator, content))
    assert anew(draft).title_fr == "Une"
    assert kinds(brought(editor, content)) == {}


def test_the_draft_of_what_was_withdrawn_neither_leaves_nor_takes_anything(editor, result):
    content = edited(sent(editor).content, **{TITLE: "Une"})
    opened(editor, result)
    workflow.withdraw(anew(result), cause="other")
    assert TITLE not in texts(sent(editor, drafts="on").content)
    assert set(why(brought(editor, content)).values()) == {"This was withdrawn."}


def test_looking_asks_as_many_questions_where_there_are_drafts(
    editor, django_assert_max_num_queries
):
    place = a_place()
    for _number in range(20):
        row = ready_result_of(place)
        workflow.edit(row, User.objects.get())
    content = sent(editor, drafts="on").content
    content = edited(content, **dict.fromkeys(texts(content), "Neuf"))
    with django_assert_max_num_queries(14):
        page = brought(editor, content)
    assert len(kinds(page)) == 41
    confirmed(editor, page)
    assert Result.objects.filter(title_fr="Neuf").count() == 20


def ready_result_of(place):
    row = a_result(places=[place])
    Figure.objects.create(result=row, value=3, label_en="prisons")
    return row
