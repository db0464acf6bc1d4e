"""Every role, every move, every state of an item: who may do what stands in one table."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from programme import workflow
from programme.models import PUBLISHED, AuditRecord, Remark, Status
from tests.desk import a_row_in

ROLES = ("contributor", "translator", "editor", "publisher", "administrator", "nobody")
STATES = (
    "draft",
    "draft of public",
    "in review",
    "in review of public",
    "scheduled",
    "public",
    "withdrawn",
    "written anew",
)
WRITE, REVIEW, ALL = {"contributor", "editor", "publisher"}, {"editor", "publisher"}, {"publisher"}
# Move → states it starts from → the roles that may make it there. All else is refused.
TABLE = {
    "submit": {
        **dict.fromkeys(("draft", "written anew"), WRITE),
        "draft of public": WRITE | {"translator"},
    },
    "take_back": {},  # by the one who sent it alone, whom the tests below play
    "give_back": dict.fromkeys(("in review", "in review of public"), REVIEW),
    "publish": dict.fromkeys(
        ("draft", "draft of public", "in review", "in review of public", "written anew"), REVIEW
    ),
    "edit": dict.fromkeys(("scheduled", "public"), WRITE),
    "discard": {"draft of public": WRITE},
    "withdraw": dict.fromkeys(("scheduled", "public"), REVIEW),
    "protect": dict.fromkeys(("scheduled", "public", "withdrawn", "written anew"), ALL),
    "reopen": {"withdrawn": REVIEW},
    "change_address": dict.fromkeys(("scheduled", "public"), REVIEW),
}
ASKED = {
    "give_back": {"words": "Mend the date."},
    "publish": {"cause": "typing"},
    "withdraw": {"cause": "mistake"},
    "protect": {"cause": "person"},
    "change_address": {"slug": "another-address"},
}
BECOMES = {
    "submit": Status.REVIEW,
    "give_back": Status.DRAFT,
    "publish": Status.PUBLISHED,
    "edit": Status.DRAFT,
    "withdraw": Status.WITHDRAWN,
    "protect": Status.WITHDRAWN,
    "reopen": Status.DRAFT,
    "change_address": Status.PUBLISHED,
}


def a_member(role):
    person = User.objects.create_user(f"the-{role}", is_staff=True)
    if role != "nobody":
        person.groups.add(Group.objects.get(name=role))
    return person


def test_the_table_names_every_move():
    assert set(TABLE) == set(workflow.MOVES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("move", TABLE)
@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_each_role_makes_the_moves_of_the_table_and_no_other(model, move, role, db):
    person, wrong = a_member(role), []
    for state in STATES:
        row = a_row_in(model, state)
        should = role in TABLE[move].get(state, ())
        if should != workflow.may(person, move, row):
            wrong.append(f"{state}: offered" if not should else f"{state}: not offered")
        try:
            moved = getattr(workflow, move)(row, person, **ASKED.get(move, {}))
        except workflow.NotReady:
            if should:
                wrong.append(f"{state}: refused")
            row.refresh_from_db()
            assert (row.status, row.is_protected) == _as_made(model, state)
        else:
            if not should:
                wrong.append(f"{state}: carried out")
            elif move != "discard":
                never_seen = state == "scheduled" and move in ("withdraw", "protect")
                became = Status.DRAFT if never_seen else None
                assert moved.status == (became or BECOMES[move])
        type(row)._base_manager.all().delete()
    assert wrong == []


def _as_made(model, state):
    status = {
        "scheduled": Status.PUBLISHED,
        "public": Status.PUBLISHED,
        "withdrawn": Status.WITHDRAWN,
        "in review": Status.REVIEW,
        "in review of public": Status.REVIEW,
    }.get(state, Status.DRAFT)
    return status, False


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("move", TABLE)
def test_the_desk_lets_the_same_people_through(role, move, db):
    person, client, wrong = a_member(role), Client(HTTP_HOST="127.0.0.1"), []
    client.force_login(person)
    for state in STATES:
        row = a_row_in(PUBLISHED[0], state)
        given = {"seen_revision": row.revision, **ASKED.get(move, {})}
        client.post(f"/admin/programme/result/{row.pk}/{move}/", given)
        after = type(row)._base_manager.filter(pk=row.pk).first()
        was_moved = after is None or after.revision != row.revision
        if move == "edit":
            was_moved = type(row)._base_manager.filter(replaces=row).exists()
        if was_moved != (role in TABLE[move].get(state, ())):
            wrong.append(f"{state}: {was_moved}")
        type(row)._base_manager.all().delete()
    assert wrong == []


@pytest.mark.parametrize("state", ["draft", "draft of public", "written anew"])
def test_only_the_one_who_sent_it_takes_it_back(state, db):
    sender, other = a_member("contributor"), a_member("publisher")
    row = workflow.submit(a_row_in(PUBLISHED[0], state), sender, "Please look at the date.")
    assert not workflow.may(other, "take_back", row)
    with pytest.raises(workflow.NotAllowed):
        workflow.take_back(row, other)
    assert workflow.take_back(row, sender).status == Status.DRAFT
    assert Remark.objects.about(row).get().words == "Please look at the date."


def test_a_return_says_why(db):
    editor = a_member("editor")
    row = a_row_in(PUBLISHED[0], "in review")
    with pytest.raises(workflow.NotReady, match="Say why"):
        workflow.give_back(row, editor)
    workflow.give_back(row, editor, remarks=[("statement_en", "Which year?")])
    row.refresh_from_db()
    assert row.status == Status.DRAFT
    assert Remark.objects.about(row).get(kind="comment").field == "statement_en"


class TestSecondPerson:
    """Nobody approves their own text where another could."""

    @pytest.fixture
    def own(self, db):
        """An editor, and a row that they wrote."""
        editor = a_member("editor")
        row = a_row_in(PUBLISHED[0], "draft")
        row._history_user = editor
        row.save()
        return editor, row

    def test_one_who_is_alone_may_and_it_is_recorded(self, own):
        editor, row = own
        assert workflow.publish(row, editor).status == Status.PUBLISHED
        assert Remark.objects.about(row).get(kind=Remark.Kind.APPROVED_OWN).by == editor
        assert AuditRecord.objects.filter(kind="own_text", account=editor.username).exists()

    def test_where_somebody_else_could_they_have_to(self, own):
        editor, row = own
        other = a_member("publisher")
        with pytest.raises(workflow.NotAllowed, match="You wrote this"):
            workflow.publish(row, editor)
        assert workflow.publish(row, other).status == Status.PUBLISHED
        assert not Remark.objects.filter(kind=Remark.Kind.APPROVED_OWN).exists()

    def test_somebody_who_can_sign_in_no_more_does_not_count(self, own):
        editor, row = own
        User.objects.filter(pk=a_member("publisher").pk).update(is_active=False)
        assert workflow.publish(row, editor).status == Status.PUBLISHED

    def test_the_setting_never_holds_for_one_who_is_alone_too(self, own, settings):
        settings.APPROVE_OWN_TEXT = "never"
        editor, row = own
        with pytest.raises(workflow.NotAllowed):
            workflow.publish(row, editor)

    def test_the_setting_always_asks_nobody_and_records_each_use(self, own, settings):
        settings.APPROVE_OWN_TEXT = "always"
        editor, row = own
        a_member("publisher")
        assert workflow.publish(row, editor).status == Status.PUBLISHED
        assert Remark.objects.filter(kind=Remark.Kind.APPROVED_OWN).count() == 1

    def test_opening_a_draft_and_returning_it_is_no_writing(self, own):
        editor, _row = own
        a_member("publisher")
        draft = workflow.edit(a_row_in(PUBLISHED[0], "public"), editor)
        assert workflow.writers(draft) == set()
        sent = workflow.submit(draft, editor)
        back = workflow.give_back(sent, editor, "Mend it.")
        assert workflow.writers(back) == set()
