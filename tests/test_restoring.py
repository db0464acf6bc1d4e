"""What once stood here comes back as a draft, word for word; what is public stays."""

from django.contrib.auth.models import Permission, User

from programme import workflow
from programme.models import Evidence, Figure, Result, Source, Status
from programme.restoring import KEPT_AS_IT_IS
from tests.factories import a_result
from tests.past import (
    RESULTS,
    a_full_result,
    columns,
    deleted_row,
    moments,
    restored,
    turned_over,
    whole,
)
from tests.signing import a_person

# --- Restoring


def test_a_restore_brings_back_the_first_text_exactly(editor):
    result = a_full_result()
    first = whole(result)
    assert turned_over(editor, result).status_code == 302
    assert whole(result) != first
    page = restored(editor, moments(editor, result)[1])
    assert "This draft holds the words from then." in page.text
    assert page.redirect_chain == [(f"{RESULTS}{result.pk}/change/", 302)]
    assert whole(result) == first


def test_a_part_that_was_deleted_comes_back_with_its_own_id(editor):
    result = a_full_result()
    before = {one.pk: one.uid for one in Figure.objects.all()}
    turned_over(editor, result)
    assert Figure.objects.count() == 1
    restored(editor, moments(editor, result)[1])
    assert {one.pk: one.uid for one in Figure.objects.all()} == before
    children = Figure.objects.get(label_en="children")
    assert children.part_of == Figure.objects.get(label_en="cases")


def test_parts_that_were_not_there_then_go(editor):
    result = a_full_result()
    first, then = whole(result), moments(editor, result)[0]
    Figure.objects.create(result=result, value=7, label_en="later")
    turned_over(editor, result)
    restored(editor, then)
    assert whole(result) == first


def test_neither_state_nor_address_nor_dates_come_back(editor):
    result = a_full_result()
    kept = {"slug", "status", "publish_from", "withdrawn_at", "is_protected", "position"}
    assert kept <= KEPT_AS_IT_IS
    result.slug, result.position, result.status = "elsewhere", 9, Status.REVIEW
    then, result.title_en = moments(editor, result)[0], "Another"
    result.save()
    before = columns(Result.objects.get(pk=result.pk))
    restored(editor, then)
    after = columns(Result.objects.get(pk=result.pk))
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["title_en"] != "Another"


def test_what_is_gone_meanwhile_is_left_out_and_said(editor):
    result = a_full_result()
    then, place = moments(editor, result)[0], result.places.get(slug="niger")
    turned_over(editor, result)
    Evidence.objects.all().delete()
    Source.objects.all().delete()
    place.delete()
    page = restored(editor, then).text
    assert "places: Niger is gone" in page
    assert "its source is gone" in page
    result = Result.objects.get(pk=result.pk)
    assert [one.slug for one in result.places.all()] == ["mali"]
    assert Evidence.objects.count() == 0
    assert result.title_fr == "Titre"


def test_nothing_is_written_over_what_somebody_saved_since(editor):
    result = a_full_result()
    turned_over(editor, result)
    address = moments(editor, result)[1]
    page = restored(editor, address, seen_revision="1")
    assert "Somebody saved this since you looked. Nothing was changed." in page.text
    assert Result.objects.get(pk=result.pk).title_en == "Another"


def test_a_restore_is_one_act_in_history(editor):
    result = a_full_result()
    turned_over(editor, result)
    restored(editor, moments(editor, result)[1])
    newest = result.history.first()
    assert newest.history_change_reason == "restored from history"
    assert newest.history_user.username == "editor"
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    newest_act = page.partition("<h2>")[2].partition("<h2>")[0]
    assert "Figure added" in newest_act
    assert "restored from history" in newest_act


# --- What is public, or was


def published_again(row, by, **given):
    draft = Result.objects.get(replaces=row)
    return workflow.publish(draft, by, cause="mistake", **given)


def test_old_words_of_something_public_go_through_a_draft(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    first, then = whole(result), moments(editor, result)[0]
    draft = workflow.edit(result, by)
    places = [result.places.first().pk]
    assert turned_over(editor, draft, places=places).status_code == 302
    workflow.publish(Result.objects.get(pk=draft.pk), by, cause="mistake", reason="It was wrong.")
    second = whole(result)
    assert second != first
    page = restored(editor, then)
    assert whole(result) == second
    draft = Result.objects.get(replaces=result)
    assert page.redirect_chain == [(f"{RESULTS}{draft.pk}/change/", 302)]
    assert (draft.status, draft.title_fr) == (Status.DRAFT, "Titre")
    published_again(result, None)
    columns_now, links, parts = whole(result)
    assert (columns_now, links) == (first[0], first[1])
    by_uid = {part["uid"]: without_copy(part) for part in parts}
    assert by_uid == {part["uid"]: without_copy(part) for part in first[2]}


def without_copy(part):
    return {name: value for name, value in part.items() if name != "copy_of_id"}


def test_a_draft_that_is_there_is_written_over_only_as_it_was_seen(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    then, draft = moments(editor, result)[0], workflow.edit(result, by)
    turned_over(editor, draft)
    assert "There is a draft of this already." in editor.get(then).text
    stale = restored(editor, then, seen_revision=str(draft.revision))
    assert "Nothing was changed." in stale.text
    assert Result.objects.get(pk=draft.pk).title_en == "Another"
    restored(editor, then)
    draft = Result.objects.get(pk=draft.pk)
    assert draft.title_en == result.title_en
    assert {figure.copy_of_id for figure in draft.figures.all()} == {
        figure.pk for figure in result.figures.all()
    }


def test_what_was_withdrawn_becomes_a_draft_whose_address_stays_gone(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    then = moments(editor, result)[0]
    workflow.withdraw(result, by)
    restored(editor, then)
    result = Result.objects.get(pk=result.pk)
    assert (result.status, result.title_fr) == (Status.DRAFT, "Titre")
    assert editor.get(f"/en/results/{result.slug}/").status_code == 410


def test_the_history_of_something_public_tells_what_its_draft_brought(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    draft = workflow.edit(result, by)
    source = Source.objects.get()
    new = Figure.objects.create(result=draft, value=7, label_en="laws")
    Evidence.objects.create(figure=new, source=source, quote="seven laws")
    draft = Result.objects.get(pk=draft.pk)
    draft.title_en = "A law was passed"
    draft.save()
    workflow.publish(draft, by, cause="mistake", reason="It was wrong.")
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    own = [act for act in page.split("<li><h2>")[1:] if "In the draft" not in act]
    assert "corrected: It was wrong." in own[0]
    assert "Figure added" in own[0]
    assert "7 laws" in own[0]
    assert "Title in English" in own[0]
    assert "In the draft" in page
    then = moments(editor, result)[0]
    assert "seven laws" in editor.get(then).text


# --- Who may


def test_only_those_who_may_write_make_drafts_of_old_words(editor, reader):
    result = a_full_result()
    turned_over(editor, result)
    address, gone = moments(editor, result)[1], a_result("draft")
    deleted_row(editor, gone)
    person = a_person(is_superuser=False)
    person.user_permissions.set([Permission.objects.get(codename="view_result")])
    reader.force_login(person)
    assert "Make a draft of this" not in reader.get(address).text
    assert reader.post(address, {"seen_revision": "2"}).status_code == 403
    assert "Bring back" not in reader.get(f"{RESULTS}deleted/").text
    assert reader.post(f"{RESULTS}deleted/", {"key": gone.pk}).status_code == 403
    assert Result.objects.get(pk=result.pk).title_en == "Another"


def test_looking_at_the_past_changes_nothing(editor):
    result = a_full_result()
    turned_over(editor, result)
    before, rows = whole(result), result.history.count()
    page = editor.get(moments(editor, result)[1]).text
    assert "It was said." in page
    assert "Titre" in page
    assert "more than" not in page
    assert (whole(result), result.history.count()) == (before, rows)
