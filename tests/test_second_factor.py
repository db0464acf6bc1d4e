"""The second factor: set up, asked for, used once, replaced and taken away."""

import base64
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from programme.accounts import devices
from programme.models import Account, AuditRecord
from tests.signing import (
    CODE,
    KEY,
    LOGIN,
    PASSWORD,
    SETUP,
    a_browser,
    a_person,
    code,
    letters,
    sign_in,
    with_an_app,
)

pytestmark = pytest.mark.django_db
BACKUP = "/admin/second-factor/backup-codes/"
RESULTS = "/admin/programme/result/"
NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(settings):
    """A second factor is required, and time stands still."""
    settings.REQUIRE_SECOND_FACTOR = True
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def person(db):
    return with_an_app(a_person())


@pytest.fixture
def browser(person):
    """Past the password, before the code."""
    sign_in(browser := a_browser())
    return browser


def is_in(browser):
    return browser.get(RESULTS).status_code == 200


def passes(browser, typed):
    return browser.post(CODE, {"code": typed}).status_code == 302


def key_on(page):
    """The key as it stands on the page, in hexadecimal."""
    shown = re.search(r'<code class="key"[^>]*>([A-Z2-7 ]+)</code>', page.text)[1]
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", shown)
    return base64.b32decode(shown.replace(" ", "")).hex()


def test_setting_up_is_forced_at_the_first_sign_in(db):
    person = a_person()
    sign_in(browser := a_browser(), next=RESULTS)
    sent = browser.get(RESULTS)
    assert sent.url == f"{SETUP}?next={RESULTS}"
    page = browser.get(sent.url)
    key = key_on(page)
    assert key_on(browser.get(sent.url)) == key  # as long as this sign-in lasts
    assert "otpauth://totp/UNODC%20Sahel%20Programme%3Aamina?secret=" in page.text
    wrong = browser.post(SETUP, {"code": code(key, ago=120)})
    assert "not the code for the key" in wrong.text
    assert not TOTPDevice.objects.exists()
    done = browser.post(SETUP, {"code": f"{code(key)[:3]} {code(key)[3:]}", "next": RESULTS})
    assert done.url == f"{BACKUP}?next=%2Fadmin%2Fprogramme%2Fresult%2F"
    shown = re.findall(r"<li><code>(\d{4} \d{4} \d{4})</code>", browser.get(done.url).text)
    assert len(set(shown)) == 10
    assert browser.post(done.url, {"kept": "1", "next": RESULTS}).url == RESULTS
    assert "<li><code>" not in browser.get(BACKUP).text
    assert is_in(browser)
    assert AuditRecord.objects.of("amina").filter(kind="factor", what="set up").exists()
    assert devices.is_set_up(person)


def test_a_key_that_was_shown_to_somebody_else_before_is_not_used_again(db):
    a_person()
    sign_in(first := a_browser())
    sign_in(second := a_browser())
    assert key_on(first.get(SETUP)) != key_on(second.get(SETUP))


def test_the_password_alone_opens_nothing(browser):
    for path in ("/admin/", RESULTS, "/admin/my-settings/", BACKUP, SETUP, "/admin/nothing/"):
        assert browser.get(path).url == f"{CODE}?next={path}", path
    assert browser.get("/admin/password/change/").url.startswith(CODE)
    assert browser.post(RESULTS, {"action": "publish_selected"}).url.startswith(CODE)
    assert 'id="user-tools"' not in browser.get(CODE).text


def test_the_code_of_now_opens_the_desk_and_changes_the_session(browser):
    before = browser.session.session_key
    page = browser.get(CODE).text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "maxlength" not in page
    done = browser.post(f"{CODE}?next={RESULTS}", {"code": code()})
    assert done.url == RESULTS
    assert is_in(browser)
    assert browser.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert browser.get(CODE).url == "/admin/"


@pytest.mark.parametrize("typed", ["{} {}", " {}-{} ", "{}–{}", "\u00a0{}\u2009{}"])
def test_a_code_may_be_pasted_with_spaces_and_dashes(browser, typed):
    assert passes(browser, typed.format(code()[:3], code()[3:]))


def test_arabic_digits_are_digits(browser):
    assert passes(browser, "".join(chr(0x660 + int(digit)) for digit in code()))


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "12345x", "1" * 5000, "²²²²²²"]
)
def test_what_is_no_code_is_refused_in_words(browser, typed):
    page = browser.post(CODE, {"code": typed})
    assert page.status_code == 200
    assert "A code has 6 digits" in page.text or "This field is required" in page.text
    assert not is_in(browser)


@pytest.mark.parametrize("ago", [-90, 90, 120, 3600])
def test_an_old_code_or_one_of_the_future_is_refused(browser, ago):
    page = browser.post(CODE, {"code": code(ago=ago)})
    assert "wrong, too old or used" in page.text
    assert not is_in(browser)


def test_a_used_code_cannot_be_used_again(browser, clock):
    used = code()
    assert passes(browser, used)
    sign_in(again := a_browser())
    assert not passes(again, used)
    clock.shift(timedelta(seconds=31))
    assert not passes(again, used)
    clock.shift(timedelta(seconds=31))
    assert passes(again, code())


def test_the_code_that_set_the_app_up_is_used_too(db):
    a_person()
    sign_in(browser := a_browser())
    used = code(key_on(browser.get(SETUP)))
    browser.post(SETUP, {"code": used})
    sign_in(again := a_browser())
    assert not passes(again, used)


def test_wrong_codes_slow_down_and_say_until_when(browser, clock):
    for _ in range(4):
        assert browser.post(CODE, {"code": "000000"}).status_code == 200
        clock.shift(timedelta(seconds=9))
    browser.post(CODE, {"code": "000000"})
    page = browser.post(CODE, {"code": code()})  # right, but too soon
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "17"
    assert "Try again at 12:00:52 UTC, in 17 seconds." in page.text
    clock.shift(timedelta(seconds=17))
    assert passes(browser, code())
    kinds = AuditRecord.objects.of("amina").values_list("kind", flat=True)
    assert sorted(kinds) == ["factor", "locked", *["refused"] * 5, "signed_in"]


def test_a_backup_code_opens_once_and_says_how_many_are_left(browser, person):
    spare = devices.backup_codes(person)
    assert len(spare) == 10
    assert passes(browser, spare[4])
    assert "Backup codes left: 9." in browser.get(RESULTS).text
    sign_in(again := a_browser())
    assert not passes(again, spare[4])
    assert AuditRecord.objects.filter(what="backup code used, 9 left", account="amina").exists()


def test_backup_codes_of_one_person_open_nothing_for_another(browser, person):
    with_an_app(a_person("boubacar"))
    sign_in(other := a_browser(), "boubacar")
    assert not passes(other, devices.backup_codes(person)[0])


def test_new_backup_codes_are_shown_until_they_are_kept_and_void_the_old_ones(browser, person):
    passes(browser, code())
    old = devices.backup_codes(person)
    assert "You have 10 backup codes left." in browser.get(BACKUP).text
    browser.post(BACKUP, {"password": PASSWORD})
    new = devices.backup_codes(person)
    assert not set(old) & set(new)
    assert all(spare in browser.get(BACKUP).text for spare in new)
    browser.post(BACKUP, {"kept": "1"})
    assert not any(spare in browser.get(BACKUP).text for spare in new)
    assert StaticToken.objects.count() == 10


def test_another_app_takes_the_place_of_the_first_and_ends_other_sessions(browser, person, clock):
    passes(browser, code())
    clock.shift(timedelta(seconds=30))
    sign_in(elsewhere := a_browser("192.0.2.2"))
    assert passes(elsewhere, code())
    key = key_on(browser.get(SETUP))
    assert is_in(browser)  # looking at a new key changes nothing yet
    browser.post(SETUP, {"code": code(key), "password": PASSWORD})
    assert is_in(browser)
    assert elsewhere.get(RESULTS).url.startswith(LOGIN)
    assert TOTPDevice.objects.get(user=person).key == key


def test_a_desk_left_open_gives_nobody_a_second_factor_of_their_own(browser, person):
    passes(browser, code())
    before = devices.backup_codes(person)
    for address, fields in ((BACKUP, {}), (SETUP, {"code": code(key_on(browser.get(SETUP)))})):
        assert 'autocomplete="current-password"' in browser.get(address).text
        assert "This field is required." in browser.post(address, fields).text
        wrong = browser.post(address, {**fields, "password": "wrong"})
        assert "This is not your password." in wrong.text
        assert "wrong" not in re.findall(r'value="(\w+)"', wrong.text)
    assert devices.backup_codes(person) == before
    assert TOTPDevice.objects.get(user=person).key == KEY
    assert AuditRecord.objects.of("amina").filter(kind="refused").count() == 2


def test_whoever_guesses_the_password_there_is_slowed_down_as_at_sign_in(browser, person):
    passes(browser, code())
    before = devices.backup_codes(person)
    tries = [browser.post(BACKUP, {"password": "wrong"}).status_code for _ in range(5)]
    assert tries == [200] * 4 + [429]
    assert browser.post(BACKUP, {"password": PASSWORD}).status_code == 429
    assert devices.backup_codes(person) == before


@pytest.mark.django_db(transaction=True)
def test_a_password_by_mail_does_not_get_round_the_second_factor(person):
    browser = a_browser()
    browser.post("/admin/password/reset/", {"email": person.email})
    link = re.search(r"/admin/password/reset/\S+", letters(1)[0].body)[0]
    address = browser.get(link).url
    new = {"new_password1": "quite another one", "new_password2": "quite another one"}
    browser.post(address, new)
    assert browser.get(RESULTS).url.startswith(LOGIN)
    sign_in(browser, password="quite another one")
    assert browser.get(RESULTS).url.startswith(CODE)


def test_whoever_has_set_one_up_is_asked_for_it_even_where_none_is_required(person, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    sign_in(browser := a_browser())
    assert browser.get(RESULTS).url.startswith(CODE)
    a_person("boubacar")
    sign_in(other := a_browser(), "boubacar")
    assert is_in(other)
    assert "Your password alone opens the desk." in other.get("/admin/my-settings/").text


def test_first_the_password_then_the_second_factor(db):
    Account.ask_for_new_password(a_person(), must=True)
    sign_in(browser := a_browser())
    for path in (RESULTS, SETUP, CODE):
        assert browser.get(path).url.startswith("/admin/password/change/"), path
    own = {"new_password1": "my very own one", "new_password2": "my very own one"}
    browser.post("/admin/password/change/", {"old_password": PASSWORD, **own})
    assert browser.get(RESULTS).url.startswith(SETUP)


def test_a_lost_phone_is_reset_by_command(browser, person):
    passes(browser, code())
    said = StringIO()
    call_command("reset_second_factor", "amina", stdout=said)
    assert "“amina” has no second factor any more" in said.getvalue()
    assert browser.get(RESULTS).url.startswith(LOGIN)
    sign_in(browser)
    assert browser.get(RESULTS).url.startswith(SETUP)
    assert AuditRecord.objects.filter(what="reset by command", account="amina").exists()
    call_command("reset_second_factor", "amina", stdout=said)
    assert "“amina” had no second factor" in said.getvalue()


def test_the_command_says_when_there_is_no_such_account(person):
    with pytest.raises(CommandError, match="There is no account named “amima”"):
        call_command("reset_second_factor", "amima")
    assert devices.is_set_up(person)


def test_the_desk_shows_nobodys_keys(browser):
    passes(browser, code())
    for path in ("otp_totp/totpdevice/", "otp_static/staticdevice/", "axes/accessattempt/"):
        assert browser.get(f"/admin/{path}").status_code == 404
