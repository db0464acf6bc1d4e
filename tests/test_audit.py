"""What accounts did is recorded, read by those who may, and deleted after LOG_DAYS."""

import json
import logging
from datetime import timedelta
from io import StringIO
from unittest.mock import Mock

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from programme import backups
from programme.models import Account, AuditRecord, Evidence, Figure, Source
from tests.factories import a_donor, a_result
from tests.signing import PASSWORD, a_browser, a_person, sign_in

pytestmark = pytest.mark.django_db
RECORDS = "/admin/programme/auditrecord/"
USERS = "/admin/auth/user/"
GROUPS = "/admin/auth/group/"


@pytest.fixture
def desk(db):
    """An administrator's browser, signed in; the record of that is left out."""
    a_person("admin")
    sign_in(browser := a_browser(), "admin")
    AuditRecord.objects.all().delete()
    return browser


def recorded():
    """Kind, account and what of each record, oldest first."""
    return list(AuditRecord.objects.order_by("pk").values_list("kind", "account", "what"))


@pytest.fixture
def lines():
    """The log lines of one test, as the site's own formatter writes them."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    keep = Keep()
    keep.setFormatter(logging.getLogger("sahel").handlers[0].formatter)
    logging.getLogger("sahel.audit").addHandler(keep)
    yield written
    logging.getLogger("sahel.audit").removeHandler(keep)


def test_every_try_to_sign_in_is_recorded_with_time_and_account(db, lines):
    a_person()
    browser = a_browser("192.0.2.77")
    for name, password in [("amina", "wrong")] * 5 + [("nobody", "x"), ("amina", PASSWORD)]:
        sign_in(browser, name, password)
    sign_in(other := a_browser())
    other.post("/admin/logout/")
    assert recorded() == [
        *[("refused", "amina", "")] * 4,
        ("locked", "amina", ""),
        ("refused", "", "no such account"),
        ("locked", "amina", ""),
        ("signed_in", "amina", ""),
        ("signed_out", "amina", ""),
    ]
    assert [(line["audit"], line["account"]) for line in lines] == [r[:2] for r in recorded()]
    assert {tuple(line) for line in lines} == {("time", "audit", "account")}
    assert "192.0.2" not in str(lines) + str(list(AuditRecord.objects.values()))


def test_deletions_are_recorded(desk):
    first, third = a_result("draft"), a_donor("draft")
    figure = Figure.objects.create(result=first, value=3, label_en="laws")
    Evidence.objects.create(figure=figure, source=Source.objects.create(slug="s", title_en="S"))
    desk.post(f"/admin/programme/figure/{figure.pk}/delete/", {"post": "yes", "seen_revision": 1})
    desk.post(f"/admin/programme/donor/{third.pk}/delete/", {"post": "yes", "seen_revision": 1})
    desk.post(f"/admin/programme/result/{first.pk}/delete/", {"post": "yes", "seen_revision": 2})
    kinds = {(kind, account) for kind, account, _ in recorded()}
    assert kinds == {("deleted", "admin")}
    what = sorted(what.partition(":")[0] for _, _, what in recorded())
    assert what == [f"donor {third.pk}", f"figure {figure.pk}", f"result {first.pk}"]


def test_what_nobody_deleted_on_the_desk_is_not_recorded(db):
    a_result().delete()
    assert recorded() == []


def form_of(browser, address):
    form = browser.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if name != "password"}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    for name in ("last_login", "date_joined"):
        if moment := data.pop(name, None):
            data |= {f"{name}_0": moment.strftime("%Y-%m-%d"), f"{name}_1": "12:00:00"}
    return data


def test_it_is_recorded_who_gave_which_rights_to_whom(desk):
    person = a_person(is_superuser=False)
    group = Group.objects.create(name="Publishers")
    may = Permission.objects.get(codename="publish_result")
    address = f"{USERS}{person.pk}/change/"
    given = form_of(desk, address) | {"groups": [group.pk], "user_permissions": [may.pk]}
    assert desk.post(address, given).status_code == 302
    taken = form_of(desk, address) | {"user_permissions": [], "is_superuser": "on"}
    desk.post(address, taken)
    desk.post(address, form_of(desk, address) | {"first_name": "Amina"})  # no right
    address = f"{GROUPS}{group.pk}/change/"
    desk.post(address, form_of(desk, address) | {"name": "P", "permissions": [may.pk]})
    assert [(kind, account) for kind, account, _ in recorded()] == [("permissions", "admin")] * 3
    assert [what.split("\n") for _, _, what in recorded()] == [
        ["user amina", "+ group Publishers", "+ programme.publish_result"],
        ["user amina", "+ is_superuser", "- programme.publish_result"],
        ["group P", "+ programme.publish_result"],
    ]


def test_a_password_that_somebody_else_set_is_good_for_one_sign_in(desk):
    typed = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    desk.post(f"{USERS}add/", {"username": "boubacar", **typed})
    person = User.objects.get(username="boubacar")
    assert Account.of(person).must_change_password
    Account.ask_for_new_password(person, must=False)
    new = {
        "usable_password": "true",
        "password1": "set anew by hand",
        "password2": "set anew by hand",
    }
    desk.post(f"{USERS}{person.pk}/password/", new)
    assert Account.of(person).must_change_password
    assert ("password", "admin", "set for boubacar") in recorded()


def test_those_who_may_change_accounts_cannot_make_themselves_administrators(db):
    person = a_person(is_superuser=False)
    above = a_person("admin")
    person.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    sign_in(browser := a_browser())
    address = f"{USERS}{person.pk}/change/"
    assert not {"is_superuser", "groups", "user_permissions"} & set(form_of(browser, address))
    browser.post(address, form_of(browser, address) | {"is_superuser": "on"})
    person.refresh_from_db()
    assert not person.is_superuser
    assert browser.post(f"{USERS}{above.pk}/change/", {"username": "x"}).status_code == 403
    assert browser.post(f"{USERS}{above.pk}/password/", {}).status_code == 403
    assert browser.post(f"{USERS}{above.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("is_active", [True, False])
def test_they_cannot_take_the_account_of_somebody_who_may_more(db, is_active):
    person, above = (a_person(name, is_superuser=False) for name in ("amina", "boubacar"))
    own = Permission.objects.filter(content_type__model="user")
    person.user_permissions.set(own)
    group = Group.objects.create(name="Publishers")
    group.permissions.add(Permission.objects.get(codename="publish_result"))
    above.groups.add(group)
    User.objects.filter(pk=above.pk).update(is_active=is_active)
    sign_in(browser := a_browser())
    new = {"password1": "set anew by hand", "password2": "set anew by hand"}
    new["usable_password"] = "true"
    for page, fields in (("change", {"username": "x"}), ("password", new), ("delete", {"post": 1})):
        assert browser.post(f"{USERS}{above.pk}/{page}/", fields).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [above.pk], "post": "yes"}
    assert browser.post(USERS, chosen).status_code == 403
    above.groups.clear()
    assert browser.post(f"{USERS}{above.pk}/password/", new).status_code == 302


def test_those_who_may_change_groups_give_themselves_no_rights_by_them(db):
    person = a_person(is_superuser=False)
    group = Group.objects.create(name="Editors")
    group.permissions.set(Permission.objects.filter(content_type__model="group"))
    person.groups.add(group)
    sign_in(browser := a_browser())
    address = f"{GROUPS}{group.pk}/change/"
    assert browser.get(address).status_code == 200
    every = {"name": "Editors", "permissions": [each.pk for each in Permission.objects.all()]}
    assert browser.post(address, every).status_code == 403
    assert browser.post(f"{GROUPS}add/", every).status_code == 403
    assert browser.post(f"{GROUPS}{group.pk}/delete/", {"post": "yes"}).status_code == 403
    assert group.permissions.count() == 4


def test_an_older_form_of_an_account_gives_nothing_back_that_was_taken(desk):
    person = a_person(is_superuser=False)
    may = Permission.objects.get(codename="publish_result")
    person.user_permissions.add(may)
    address = f"{USERS}{person.pk}/change/"
    older = form_of(desk, address) | {"first_name": "Amina"}
    sign_in(a_browser())  # this alone makes no form old
    newer = form_of(desk, address) | {"user_permissions": []}
    del newer["is_active"]
    assert desk.post(address, newer).status_code == 302
    again = desk.post(address, older)
    assert "Somebody else saved this since you opened it" in again.text
    assert 'value="Amina"' in again.text
    person.refresh_from_db()
    assert (person.is_active, person.user_permissions.count()) == (False, 0)
    assert desk.post(address, form_of(desk, address) | {"first_name": "A."}).status_code == 302
    person.refresh_from_db()
    assert (person.first_name, person.is_active) == ("A.", False)


def test_an_older_form_of_a_group_gives_nothing_back_that_was_taken(desk):
    group = Group.objects.create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="publish_result"))
    address = f"{GROUPS}{group.pk}/change/"
    older = form_of(desk, address)
    assert desk.post(address, form_of(desk, address) | {"permissions": []}).status_code == 302
    assert "Somebody else saved this" in desk.post(address, older | {"name": "Others"}).text
    kept = Group.objects.get(pk=group.pk)
    assert (kept.name, kept.permissions.count()) == ("Editors", 0)
    assert desk.post(address, form_of(desk, address) | {"name": "Others"}).status_code == 302


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """A backup as `backups.make` leaves it; what it does itself is in test_backup.py."""
    made = backups.Made(tmp_path / "sahel.tar", Mock(rows=1, files=[]), [])
    monkeypatch.setattr(backups, "make", lambda path: made)
    made.path.write_bytes(b"whole")
    return made.path


def test_a_backup_is_recorded_as_an_export(db, archive):
    call_command("backup", archive, stdout=StringIO())
    assert recorded() == [("exported", "", "backup sahel.tar")]


def test_a_backup_that_cannot_be_recorded_is_still_made(db, archive, monkeypatch):
    def locked(*_args, **_more):
        raise OperationalError("database is locked")

    monkeypatch.setattr(AuditRecord.objects.all().__class__, "create", locked)
    call_command("backup", archive, stdout=(said := StringIO()), stderr=(warned := StringIO()))
    assert "1 rows" in said.getvalue()
    assert "not in the audit record: database is locked" in warned.getvalue()
    assert archive.exists()


def test_records_are_read_filtered_and_searched_but_never_written(desk, django_assert_num_queries):
    for number in range(150):
        AuditRecord.objects.record(AuditRecord.Kind.EXPORTED, None, f"file {number}.")
    AuditRecord.objects.record(AuditRecord.Kind.DELETED, User.objects.get(), "result 7")
    desk.get(RECORDS)
    with django_assert_num_queries(4):
        assert "file 149." in desk.get(RECORDS).text
    found = desk.get(f"{RECORDS}?kind=deleted&q=result").text
    assert "result 7" in found
    assert "file 149." not in found
    row = AuditRecord.objects.first()
    assert desk.get(f"{RECORDS}{row.pk}/change/").status_code == 200
    assert desk.post(f"{RECORDS}{row.pk}/change/", {"what": "nothing"}).status_code == 403
    assert desk.post(f"{RECORDS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    all_of_them = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(RECORDS, all_of_them)
    assert AuditRecord.objects.count() == 151


def old_and_new(days):
    """A record, a failed try and a session, each twice: older than so many days, and of now."""
    for age in (timedelta(days=days, minutes=1), timedelta(0)):
        moment = timezone.now() - age
        AuditRecord.objects.create(kind="refused", account=str(age), at=moment)
        attempt = AccessAttempt.objects.create(username=str(age), failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)
        end = moment + timedelta(hours=1)
        Session.objects.create(session_key=str(age), session_data="", expire_date=end)


def kept():
    accounts = AuditRecord.objects.exclude(kind="signed_in")
    return accounts.count(), AccessAttempt.objects.count(), Session.objects.count()


def test_what_is_older_than_log_days_goes(db, settings):
    settings.LOG_DAYS = 7
    old_and_new(7)
    said = StringIO()
    call_command("prune", stdout=said)
    assert kept() == (1, 1, 1)
    assert AuditRecord.objects.get().account == "0:00:00"
    assert said.getvalue().startswith("audit records: 1 deleted\nfailed tries: 1 deleted\n")


def test_it_also_goes_at_start_and_once_a_day_when_somebody_signs_in(db, settings):
    settings.LOG_DAYS = 7
    old_and_new(7)
    call_command("prepare", stdout=StringIO())
    assert kept()[0] == 1
    cache.delete("pruned")
    a_person()
    AuditRecord.objects.all().delete()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for pause, left in [(0, 1), (23, 2), (2, 1)]:
            clock.shift(timedelta(hours=pause))
            AuditRecord.objects.create(
                kind="refused", account="old", at=timezone.now() - timedelta(days=8)
            )
            AuditRecord.objects.create(kind="refused", account="new", at=timezone.now())
            sign_in(a_browser())
            old = AuditRecord.objects.filter(account="old").count()
            assert old == (1 if left == 2 else 0)
    cache.delete("pruned")
