"""No way around the draft, the gate, the second person, or what was removed to protect people."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from programme import gate, workflow
from programme.models import (
    Change,
    Edition,
    Evidence,
    Figure,
    GoneAddress,
    OldAddress,
    Remark,
    Resolution,
    Result,
    Source,
    Status,
)
from tests.desk import form_of, ready_result
from tests.factories import a_report


@pytest.fixture
def people(db):
    found = {}
    for role in ("contributor", "editor", "publisher"):
        found[role] = User.objects.create_user(f"the-{role}", is_staff=True)
        found[role].groups.add(Group.objects.get(name=role))
    return found


def signed_in(person):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


@pytest.mark.parametrize("state", ["published", "review", "scheduled"])
def test_a_part_is_not_added_to_or_moved_onto_what_is_closed(people, state):
    client, result = signed_in(people["contributor"]), ready_result(state)
    source = Source.objects.create(slug="page", title_en="Page")
    add = "/admin/programme/evidence/add/"
    given = {"result": result.pk, "source": source.pk, "quote": "Slipped in.", "position": 0}
    page = client.post(add, form_of(client, add) | given)
    assert "Change it in the draft" in page.text
    assert "Slipped in." in page.text  # what was typed is still there
    assert not Evidence.objects.exists()
    add = "/admin/programme/figure/add/"
    given = {"result": result.pk, "value": "5", "label_en": "slipped in", "qualifier": "exact"}
    assert "Change it in the draft" in client.post(add, form_of(client, add) | given).text
    own = Figure.objects.create(result=ready_result("draft"), value=3, label_en="laws")
    change = f"/admin/programme/figure/{own.pk}/change/"
    moved = client.post(change, form_of(client, change) | {"result": result.pk})
    assert "Change it in the draft" in moved.text
    assert result.figures.count() == 0


def test_the_programmes_own_numbers_are_for_those_who_may_publish(people):
    figure = Figure.objects.create(value=339, label_en="activities")
    address = f"/admin/programme/figure/{figure.pk}/"
    writer, editor = signed_in(people["contributor"]), signed_in(people["editor"])
    assert writer.post(f"{address}change/", {"value": "1"}).status_code == 403
    assert writer.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    add = "/admin/programme/figure/add/"
    given = {"value": "5", "label_en": "slipped in", "qualifier": "exact"}
    assert "Change it in the draft" in writer.post(add, form_of(writer, add) | given).text
    assert Figure.objects.count() == 1
    change = f"{address}change/"
    assert editor.post(change, form_of(editor, change) | {"value": "340"}).status_code == 302


def test_what_was_removed_to_protect_people_comes_back_by_a_publisher_alone(people, reader):
    result = ready_result("published", slug="told", title_en="The old words")
    gone = workflow.protect(result, people["publisher"], "child")
    assert not workflow.may(people["editor"], "reopen", gone)
    with pytest.raises(workflow.NotAllowed):
        workflow.reopen(gone, people["editor"])
    anew = workflow.reopen(gone, people["publisher"])
    with pytest.raises(workflow.NotAllowed):
        workflow.publish(anew, people["editor"])
    later = timezone.now() + timedelta(days=1)
    with pytest.raises(workflow.NotReady, match="at once, or not at all"):
        workflow.publish(anew, people["publisher"], when=later)
    anew = Result.objects.get(pk=anew.pk)
    anew.title_en = "New words"
    anew.save()
    workflow.publish(anew, people["publisher"])
    entries = reader.get("/en/changes/").text.partition("<main")[2].partition("</main>")[0]
    removed = entries.partition("Something was removed")[2]
    assert "New words" in entries
    assert "New words" not in removed
    assert "/en/results/told/" not in removed


def test_protecting_and_purging_are_no_writing(people):
    gone = workflow.protect(ready_result("published"), people["publisher"], "child")
    assert workflow.writers(workflow.reopen(gone, people["publisher"])) == set()


def test_who_wrote_a_draft_wrote_what_took_it_over(people):
    result = ready_result("published")
    draft = workflow.edit(result, people["editor"])
    draft.title_en, draft._history_user = "Mine", people["editor"]
    draft.save()
    workflow.comment(workflow.submit(draft, None), people["publisher"], "Which year?")
    gone = workflow.withdraw(Result.objects.get(pk=result.pk), people["publisher"])
    anew = workflow.reopen(gone, people["publisher"])
    assert anew.title_en == "Mine"
    assert workflow.writers(anew) == {people["editor"].pk}
    assert workflow.own_among(people["editor"], [anew]) == {anew.pk}
    with pytest.raises(workflow.NotAllowed, match="You wrote this"):
        workflow.publish(anew, people["editor"])
    assert Remark.objects.about(anew).filter(words="Which year?").exists()


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_what_the_gate_found_needs_a_reason_that_fits(people, settings, reason):
    settings.APPROVE_OWN_TEXT = "always"
    mine = ready_result(title_en="Ali Placeholder")
    mine._history_user = people["publisher"]
    mine.save()
    (found,) = gate.open_findings(mine)
    with pytest.raises(workflow.Findings) as refused:
        workflow.publish(mine, people["publisher"], answers={found.code: reason})
    assert refused.value.found == [found]
    assert not Resolution.objects.exists()
    workflow.publish(mine, people["publisher"], answers={found.code: "  A\ncompany. "})
    assert Resolution.objects.get().reason == "A company."


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_what_is_sensitive_is_answered_by_a_publisher_alone(people, role):
    result = workflow.submit(ready_result(title_en="A witness"), None)
    (found,) = gate.open_findings(result)
    assert found.is_sensitive
    with pytest.raises(workflow.NotReady):
        workflow.publish(result, people[role], answers={found.code: "A reason."})
    assert not Resolution.objects.exists()
    workflow.publish(result, people["publisher"], answers={found.code: "A reason."})


def test_a_report_that_is_not_public_is_named_in_no_change(reader, db):
    edition = Edition.objects.create(report=a_report("draft", title_en="Kept back"), language="en")
    result = ready_result("published")
    draft = workflow.edit(result, None)
    Evidence.objects.create(result=draft, edition=edition, quote="Words.")
    workflow.publish(draft, cause="more")
    told = reader.get("/en/changes/").text
    assert "A document that is not public." in told
    for address in ("/en/changes/", "/data/changes.atom", result.get_absolute_url()):
        assert "Kept back" not in reader.get(address).text


def test_a_protected_title_is_told_by_no_other_row(reader, db):
    other = ready_result("published", title_en="Dangerous words")
    result = ready_result("published")
    draft = workflow.edit(result, None)
    draft.related.add(other)
    workflow.publish(draft, cause="more")
    assert "Dangerous words" in reader.get("/en/changes/").text
    workflow.protect(other, None, "person")
    for address in ("/en/changes/", "/data/changes.atom", result.get_absolute_url()):
        assert "Dangerous words" not in reader.get(address).text


def test_a_protective_correction_takes_the_reason_of_the_whole_act_away(db):
    draft = workflow.edit(ready_result("published"), None)
    draft.title_en, draft.statement_en = "Another", "Other words."
    draft.save()
    result = workflow.publish(draft, cause="mistake", reason="The person asked us.")
    draft = workflow.edit(result, None)
    draft.statement_en = "Less."
    draft.save()
    workflow.publish(draft, cause="person", protects=True)
    assert not Change.objects.exclude(reason="").exists()


def test_a_tombstone_stays_until_the_page_is_public_again(reader, db):
    result = workflow.withdraw(ready_result("published", slug="stays"))
    at = timezone.now() + timedelta(days=2)
    later = workflow.publish(workflow.reopen(result, None), when=at)
    assert reader.get("/en/results/stays/").status_code == 410
    early = workflow.withdraw(later)
    assert reader.get("/en/results/stays/").status_code == 410
    again = workflow.publish(early, when=at)
    with time_machine.travel(at + timedelta(seconds=1)):
        assert reader.get("/en/results/stays/").status_code == 200
    assert again.status == Status.PUBLISHED


def test_removing_what_was_never_public_tells_nothing(reader, people):
    result = ready_result("scheduled", slug="never")
    gone = workflow.protect(result, people["publisher"], "person")
    assert gone.status == Status.DRAFT
    assert reader.get("/en/results/never/").status_code == 404
    assert not Change.objects.exists()


@pytest.mark.parametrize("held", ["old", "gone"])
def test_a_new_page_takes_no_address_that_leads_elsewhere_or_is_gone(editor, held):
    if held == "old":
        OldAddress.objects.create(noun="result", slug="first", object_id=ready_result().pk)
    else:
        GoneAddress.keep("result", "first")
    address = "/admin/programme/result/add/"
    page = editor.post(address, form_of(editor, address) | {"slug": "first", "title_en": "Kept"})
    assert "Another page had this address" in page.text
    assert 'value="Kept"' in page.text
    proposed = form_of(editor, address) | {"title_en": "First"}
    assert editor.post(address, proposed).status_code == 302
    assert Result.objects.get(title_en="First").slug == "first-2"


def test_a_reason_that_could_harm_somebody_is_refused_with_its_words(people):
    draft = workflow.edit(ready_result("published"), None)
    draft.title_en = "Another"
    draft.save()
    with pytest.raises(workflow.NotReady, match="victim"):
        workflow.publish(draft, people["publisher"], cause="mistake", reason="The victim asked.")
    with pytest.raises(workflow.NotReady, match="victim"):
        workflow.withdraw(draft.replaces, people["publisher"], reason="The victim asked.")
    assert not Change.objects.exists()


def test_an_address_is_read_by_the_gate_when_it_changes(people):
    result = ready_result("published")
    with pytest.raises(workflow.Findings):
        workflow.change_address(result, people["editor"], "two-girls-found")
    workflow.change_address(result, people["editor"], "two-laws-passed")


def test_outside_addresses_are_read_by_the_gate(db):
    result = ready_result("draft", link="https://example.org/news/victim-found-2016.html")
    assert "victim" in [one.words for one in gate.open_findings(result)]


def test_a_second_click_removes_once_and_a_draft_is_no_fault(people):
    client, result = signed_in(people["publisher"]), ready_result("published", slug="twice")
    address = "/admin/for-editors/result/twice/"
    for _click in range(2):
        assert client.post(address, {"cause": "person"}).status_code == 302
    assert Change.objects.filter(object_id=result.pk).count() == 1
    ready_result("draft", slug="a-draft")
    page = client.post("/admin/for-editors/result/a-draft/", {"cause": "person"}, follow=True)
    assert page.status_code == 200
    assert "can’t be done while" in page.text
