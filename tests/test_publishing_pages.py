"""The pages on which something is published or withdrawn: what they say first, what they ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programme import gate, workflow
from programme.models import Account, AuditRecord, Change, Figure, Resolution, Result, Status
from tests.desk import a_colleague, act, asked, moving, page_of, ready_result, signed_in
from tests.factories import a_result

HARMFUL = "A girl of twelve, a witness, spoke in court."


def a_draft_of(row, by=None, **changes):
    draft = workflow.edit(row, by)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def test_what_is_missing_comes_first_each_with_a_link_to_its_field(editor):
    row = a_result("draft")
    page = page_of(editor, row, "publish").text
    form = f"/admin/programme/result/{row.pk}/change/"
    for anchor in ("id_statement_en", "id_places", "id_themes", "id_level"):
        assert f'href="{form}#{anchor}"' in page
    assert "Publish it" not in page


def test_a_new_row_is_published_with_a_link_to_its_page(editor):
    row = ready_result(slug="opened")
    page = moving(editor, row, "publish")
    assert 'Readers see it now. <a href="/en/results/opened/">' in page.text
    assert editor.get("/en/results/opened/").status_code == 200


def test_a_time_is_the_editors_own_and_is_kept_as_utc(db):
    person = a_colleague("amina", "publish")
    Account.objects.update_or_create(user=person, defaults={"time_zone": "Africa/Lagos"})
    client, row = signed_in(person), ready_result()
    with timezone.override("Africa/Lagos"):
        assert "Africa/Lagos" in page_of(client, row, "publish").text
        page = moving(client, row, "publish", when="2999-03-01T09:00")
    row.refresh_from_db()
    assert row.publish_from == datetime(2999, 3, 1, 8, tzinfo=UTC)
    assert "Public from" in page.text


@pytest.mark.parametrize("when", ["2998-03-25T02:30", "2998-10-28T02:30"])
def test_an_hour_that_the_clocks_leave_out_or_repeat_is_refused(when, editor):
    row = ready_result()
    with timezone.override("Europe/Vienna"):
        page = moving(editor, row, "publish", when=when)
    row.refresh_from_db()
    assert (row.status, "The clocks are changed at that hour." in page.text) == ("draft", True)
    assert when in page.text


def test_a_time_that_is_past_is_refused(editor):
    row = ready_result()
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    page = moving(editor, row, "publish", when=past)
    assert "This time is past." in page.text
    row.refresh_from_db()
    assert row.status == Status.DRAFT


def test_a_correction_needs_a_reason_and_shows_what_differs(editor):
    public = ready_result("published", statement_en="Ten courts opened.")
    draft = a_draft_of(public, statement_en="Eleven courts opened.")
    page = page_of(editor, draft, "publish")
    assert "</span>Ten</del>" in page.text
    assert "</span>Eleven</ins>" in page.text
    assert "This field is required." in moving(editor, draft, "publish").text
    moving(editor, draft, "publish", cause="typing", reason="A word was wrong.")
    public.refresh_from_db()
    assert public.statement_en == "Eleven courts opened."
    line = Change.objects.about(public).get()
    assert (line.cause, line.reason) == ("typing", "A word was wrong.")


def test_only_a_publisher_can_say_that_a_correction_protects(db):
    public = ready_result("published", statement_en="Zirconium spoke.")
    draft = a_draft_of(public, statement_en="Somebody spoke.")
    reviewer = signed_in(a_colleague("amina", "review"))
    assert 'value="person"' not in page_of(reviewer, draft, "publish").text
    moving(reviewer, draft, "publish", cause="person")
    assert Result.objects.filter(pk=draft.pk).exists()
    publisher = signed_in(a_colleague("moussa", "publish"))
    moving(publisher, draft, "publish", cause="person")
    line = Change.objects.about(public).get()
    assert (line.kind, line.old, line.new) == ("protective", {}, {})


def test_what_the_gate_found_is_named_with_its_field_and_needs_an_answer(editor, settings):
    settings.APPROVE_OWN_TEXT = "always"
    row = ready_result(statement_en="The lawyer Amadou Zirconium spoke.")
    row._history_user = row.history.model.history_user.get_queryset().get(username="editor")
    row.save()
    page = page_of(editor, row, "publish")
    found = page.context["form"].found
    assert found
    assert f"#{found[0].stands_in[0].anchor}" in page.text
    typed = {f"answer-{found[0].code}": "The ministry named him."}
    refused = moving(editor, row, "publish", **typed, when="2020-01-01T00:00")
    assert "The ministry named him." in refused.text
    for one in found:
        typed[f"answer-{one.code}"] = "The ministry named him."
    left_out = {**typed, f"answer-{found[-1].code}": " "}
    assert "Say for each of these words" in moving(editor, row, "publish", **left_out).text
    assert not Resolution.objects.filter(object_id=row.pk).exists()
    moving(editor, row, "publish", **typed)
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED
    kept = Resolution.objects.filter(object_id=row.pk)
    assert {(one.reason, one.by.username) for one in kept} == {
        ("The ministry named him.", "editor")
    }


def test_what_is_sensitive_is_decided_by_a_publisher(db):
    row = ready_result(statement_en=HARMFUL)
    reviewer = signed_in(a_colleague("amina", "review"))
    page = page_of(reviewer, row, "publish")
    assert any(one.is_sensitive for one in page.context["form"].found)
    assert "Somebody who may publish everything has to decide" in page.text
    assert "Publish it" not in page.text
    moving(reviewer, row, "publish")
    row.refresh_from_db()
    assert row.status == Status.DRAFT
    publisher = signed_in(a_colleague("moussa", "publish"))
    assert "You are the second person" in page_of(publisher, row, "publish").text
    moving(publisher, row, "publish")
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED
    reasons = Resolution.objects.filter(object_id=row.pk).values_list("reason", flat=True)
    assert set(reasons) == {"Approved by a second person"}
    assert gate.open_findings(row) == []


def test_who_wrote_it_is_told_before_the_button_that_somebody_else_publishes(db):
    writer, _other = a_colleague("amina", "change", "review"), a_colleague("moussa", "review")
    row = ready_result()
    row._history_user = writer
    row.save()
    client = signed_in(writer)
    page = page_of(client, row, "publish").text
    assert "somebody else has to publish it" in page
    assert "Publish it" not in page
    assert f"/admin/programme/result/{row.pk}/submit/" in page
    moving(client, row, "publish")
    row.refresh_from_db()
    assert row.status == Status.DRAFT


def test_who_is_alone_is_told_that_it_is_kept_on_record(editor):
    row = ready_result()
    row._history_user = row.history.model.history_user.get_queryset().get(username="editor")
    row.save()
    assert (
        "You approve your own text. This is kept on record." in page_of(editor, row, "publish").text
    )
    moving(editor, row, "publish")
    assert AuditRecord.objects.filter(kind=AuditRecord.Kind.OWN_TEXT).count() == 1


def test_withdrawing_says_what_readers_will_see_and_asks_why(editor):
    row = ready_result("published", slug="shut")
    page = page_of(editor, row, "withdraw").text
    assert "its address says that it was withdrawn" in page
    moving(editor, row, "withdraw", cause="outdated", reason="A new law.")
    assert editor.get("/en/results/shut/").status_code == 410
    line = Change.objects.about(row).get()
    assert (line.kind, line.cause, line.reason) == ("withdrawn", "outdated", "A new law.")
    later = a_result("scheduled")
    assert "Readers never saw it" in page_of(editor, later, "withdraw").text


def test_many_are_withdrawn_with_one_reason(editor):
    rows = [a_result(), a_result()]
    page = asked(editor, "result", "withdraw", *rows)
    assert 'name="cause"' in page.text
    without = editor.post(
        "/admin/programme/result/",
        {
            "action": "withdraw_selected",
            "_selected_action": [row.pk for row in rows],
            "confirmed": "yes",
        },
    )
    assert "This field is required." in without.text
    assert "2 were withdrawn" in act(editor, "result", "withdraw", *rows).text
    assert set(Change.objects.values_list("cause", flat=True)) == {"mistake"}


def test_many_are_corrected_with_one_reason_and_what_is_held_is_told_for_each(editor):
    public = ready_result("published", title_en="Mended")
    draft = a_draft_of(public, statement_en="Said better.")
    harmful = a_result(
        "draft",
        title_en="Held",
        statement_en=HARMFUL,
        level="output",
        places=public.places.all(),
        themes=public.themes.all(),
    )
    page = act(editor, "result", "publish", draft, harmful).text
    assert "Held</bdi>: The gate asks about it. Publish it from its own page." in page
    public.refresh_from_db()
    harmful.refresh_from_db()
    assert (public.statement_en, harmful.status) == ("Said better.", Status.DRAFT)


def test_a_figure_of_the_draft_is_among_what_differs(editor):
    public = ready_result("published")
    figure = Figure.objects.create(result=public, value=45, label_en="cases")
    draft = a_draft_of(public)
    copy = Figure.objects.get(copy_of=figure)
    copy.value = 46
    copy.save()
    page = page_of(editor, draft, "publish").text
    assert "</span>45</del>" in page
    assert "</span>46</ins>" in page
