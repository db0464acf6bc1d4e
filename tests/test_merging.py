"""A draft whose original changed since it was made: both are shown, and each line is chosen."""

from datetime import date

import pytest

from programme import workflow
from programme.models import Change, Evidence, Figure, Result, Source
from tests.desk import moving, page_of, ready_result
from tests.factories import a_place, a_result

RESULTS = "/admin/programme/result/"


@pytest.fixture
def public(db):
    row = ready_result("published", title_en="First", statement_en="Said.")
    Figure.objects.create(result=row, value=45, label_en="cases")
    row.save()
    return row


@pytest.fixture
def draft(public):
    return workflow.edit(public, None)


def changed(row, **changes):
    """Save as something other than the desk does: an import, a command."""
    row = Result.objects.get(pk=row.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def choose(client, draft, **choices):
    fresh = Result.objects.get(pk=draft.pk)
    seen = {"seen_revision": fresh.revision, "seen_original": fresh.replaces.revision}
    chosen = {f"choose:{name.replace('__', ':')}": side for name, side in choices.items()}
    return client.post(f"{RESULTS}{draft.pk}/merge/", {**seen, **chosen}, follow=True)


def proposals(client, draft):
    return {one.name: choice for one, choice in page_of(client, draft, "merge").context["lines"]}


def test_publishing_over_a_newer_original_leads_to_both(public, draft, editor):
    changed(public, statement_en="Said by somebody else.")
    changed(draft, statement_en="Said by me.")
    page = moving(editor, draft, "publish", cause="typing")
    assert page.request["PATH_INFO"] == f"{RESULTS}{draft.pk}/merge/"
    for words in ("Said.", "Said by somebody else.", "Said by me."):
        assert words in page.text
    public.refresh_from_db()
    assert public.statement_en == "Said by somebody else."


def test_the_side_that_alone_changed_is_chosen_and_none_where_both_did(public, draft, editor):
    changed(public, title_en="Theirs", statement_en="Theirs.", level="outcome")
    changed(draft, statement_en="Mine.", happened_from=date(2016, 1, 1), precision="year")
    assert proposals(editor, draft) == {"title_en": "theirs", "statement_en": "", "level": "theirs"}


def test_a_line_without_a_choice_is_asked_again(public, draft, editor):
    changed(public, statement_en="Theirs.")
    changed(draft, statement_en="Mine.")
    page = choose(editor, draft)
    assert "Choose for each line." in page.text
    draft.refresh_from_db()
    assert draft.statement_en == "Mine."


def test_what_was_chosen_is_in_the_draft_and_can_be_published(public, draft, editor):
    mali = a_place("Chad", "TD")
    theirs = changed(public, title_en="Theirs", statement_en="Theirs.")
    theirs.places.set([mali])
    changed(theirs)
    changed(draft, statement_en="Mine.")
    page = choose(editor, draft, title_en="theirs", statement_en="yours", places="theirs")
    assert "Your draft holds what you chose." in page.text
    draft.refresh_from_db()
    assert (draft.title_en, draft.statement_en) == ("Theirs", "Mine.")
    assert list(draft.places.all()) == [mali]
    moving(editor, draft, "publish", cause="mistake")
    public.refresh_from_db()
    assert (public.title_en, public.statement_en) == ("Theirs", "Mine.")
    assert [line.field for line in Change.objects.about(public)] == ["statement_en"]


def test_parts_are_chosen_as_whole_lines(public, draft, editor):
    figure = Figure.objects.get(result=public)
    figure.value = 46
    figure.save()
    new = Figure.objects.create(result=public, value=7, label_en="judges")
    source = Source.objects.create(slug="page", title_en="Page")
    receipt = Evidence.objects.create(figure=new, source=source, quote="seven judges")
    changed(public)
    names = {
        f"figure:{figure.pk}": "theirs",
        f"figure:{new.pk}": "theirs",
        f"evidence:{receipt.pk}": "theirs",
    }
    assert proposals(editor, draft) == names
    choose(editor, draft, **{name.replace(":", "__"): side for name, side in names.items()})
    assert {(part.value, part.copy_of_id) for part in Figure.objects.filter(result=draft)} == {
        (46, figure.pk),
        (7, new.pk),
    }
    copy = Evidence.objects.get(figure__result=draft)
    assert copy.copy_of_id == receipt.pk
    changed(draft, statement_en="Mine.")
    moving(editor, draft, "publish", cause="more")
    assert set(Figure.objects.values_list("pk", "value")) == {(figure.pk, 46), (new.pk, 7)}
    assert Evidence.objects.get() == receipt


def test_a_part_that_was_removed_meanwhile_goes_or_stays(public, draft, editor):
    figure = Figure.objects.get(result=public)
    key = figure.pk
    figure.delete()
    changed(public)
    assert proposals(editor, draft) == {f"figure:{key}": "theirs"}
    choose(editor, draft, **{f"figure__{key}": "theirs"})
    assert not Figure.objects.filter(result=draft).exists()


def test_an_original_that_moves_again_is_shown_again(public, draft, editor):
    changed(public, statement_en="Theirs.")
    changed(draft, statement_en="Mine.")
    fresh = Result.objects.get(pk=draft.pk)
    seen = {"seen_revision": fresh.revision, "seen_original": fresh.replaces.revision}
    changed(public, statement_en="Theirs again.")
    chosen = {**seen, "choose:statement_en": "yours"}
    page = editor.post(f"{RESULTS}{draft.pk}/merge/", chosen)
    assert "What is public changed again." in page.text
    assert "Theirs again." in page.text


def test_only_a_draft_of_something_public_is_merged(editor, db):
    assert page_of(editor, a_result("draft"), "merge").status_code == 404
