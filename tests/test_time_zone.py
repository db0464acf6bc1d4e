"""One's own time zone at the desk; none of it anywhere else."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from programme.models import Account, Result
from tests.desk import ready_result
from tests.factories import a_result
from tests.reviews import client_of

SETTINGS = "/admin/my-settings/"
CHOSEN = {"language": "en", "keeps_typing": "on", "mail_when_asked": "on", "mail_about_mine": "on"}


@pytest.fixture
def person(db):
    return User.objects.create_superuser("amina", "amina@example.org")


def scheduled():
    return a_result("scheduled", publish_from=datetime(2999, 6, 1, 12, tzinfo=UTC))


def form_of(row):
    return f"/admin/programme/result/{row.pk}/change/"


def test_times_at_the_desk_stand_in_ones_own_zone_from_the_next_page_on(person):
    row, client = scheduled(), client_of(person)
    assert "1 June 2999, 12:00 UTC" in client.get(form_of(row)).content.decode()
    assert client.post(SETTINGS, {**CHOSEN, "time_zone": "Africa/Ndjamena"}).status_code == 302
    assert "1 June 2999, 13:00 WAT" in client.get(form_of(row)).content.decode()
    assert Account.objects.get().time_zone == "Africa/Ndjamena"


def test_it_holds_from_the_next_sign_in_on(person):
    Account.objects.create(user=person, time_zone="Africa/Ndjamena")
    assert "13:00 WAT" in client_of(person).get(form_of(scheduled())).content.decode()


def test_a_time_that_is_typed_is_of_ones_own_zone_and_kept_as_utc(person):
    Account.objects.create(user=person, time_zone="Africa/Ndjamena")
    row, client = ready_result("draft"), client_of(person)
    address = f"/admin/programme/result/{row.pk}/publish/"
    assert "The time zone is yours: Africa/Ndjamena." in client.get(address).content.decode()
    client.post(address, {"seen_revision": row.revision, "when": "2999-06-01T13:00"})
    kept = Result.objects.get(pk=row.pk).publish_from
    assert kept == datetime(2999, 6, 1, 12, tzinfo=UTC)


def test_public_pages_know_nothing_of_it(person):
    Account.objects.create(user=person, time_zone="Pacific/Kiritimati")
    client = client_of(person)
    row = ready_result("published", updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC), slug="seen")
    client.get(form_of(row))
    assert timezone.get_current_timezone_name() == "UTC"
    page = client.get("/en/results/seen/")
    assert "1 March 2026" in page.content.decode()
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.parametrize("name", ["Nowhere/Land", "../../etc/passwd", "UTC+3", "x" * 41])
def test_a_zone_that_there_is_not_is_refused(name, person):
    page = client_of(person).post(SETTINGS, {**CHOSEN, "time_zone": name})
    assert page.status_code == 200
    assert page.context["form"].errors["time_zone"]
    assert not Account.objects.exists()


def test_a_zone_that_is_known_no_more_is_the_site_s(person):
    Account.objects.create(user=person, time_zone="Nowhere/Land")
    client = client_of(person)
    assert "12:00 UTC" in client.get(form_of(scheduled())).content.decode()
    assert client.get(SETTINGS).status_code == 200


def test_an_old_name_of_a_zone_stays_chosen(person):
    Account.objects.create(user=person, time_zone="US/Eastern")
    client = client_of(person)
    assert '<option value="US/Eastern" selected>' in client.get(SETTINGS).content.decode()
    assert client.post(SETTINGS, {**CHOSEN, "time_zone": "US/Eastern"}).status_code == 302


def test_letters_are_chosen_in_my_settings(person):
    client = client_of(person)
    page = client.get(SETTINGS).content.decode()
    assert "something waits for review" in page
    only = {"language": "en", "time_zone": "", "mail_about_mine": "on"}
    assert client.post(SETTINGS, only).status_code == 302
    account = Account.objects.get()
    assert (account.mail_when_asked, account.mail_about_mine) == (False, True)


def test_whoever_has_no_address_is_told(db):
    page = client_of(User.objects.create_superuser("silent")).get(SETTINGS).content.decode()
    assert "no e-mail address: you get no letters" in page
