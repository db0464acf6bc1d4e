"""Signing in by password: who is slowed down, what is told, and when a session ends."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import Account, AuditRecord
from tests.signing import LOGIN, PASSWORD, a_browser, a_person, letters, sign_in
from tests.test_settings import HTTPS, values

pytestmark = pytest.mark.django_db
CHANGE = "/admin/password/change/"
RESET = "/admin/password/reset/"
NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def person(db):
    return a_person()


@pytest.fixture
def browser(person):
    browser = a_browser()
    assert sign_in(browser).status_code == 302
    return browser


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def wrong(browser, name="amina", times=1):
    """The statuses of some tries with a wrong password."""
    return [sign_in(browser, name, "wrong").status_code for _ in range(times)]


def without_the_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def test_the_right_password_leads_to_where_one_wanted_to_go(person):
    browser = a_browser()
    sent = browser.get("/admin/programme/result/?q=law")
    assert sent.url == f"{LOGIN}?next=/admin/programme/result/%3Fq%3Dlaw"
    assert 'name="next" value="/admin/programme/result/?q=law"' in browser.get(sent.url).text
    assert sign_in(browser, next="/admin/programme/result/?q=law").url.endswith("result/?q=law")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/admin/", "//evil.example", "/en/", "javascript:alert(1)"]
)
def test_nobody_is_led_away_from_the_desk(person, elsewhere):
    assert sign_in(a_browser(), next=elsewhere).url == "/admin/"


def test_a_field_takes_what_a_password_manager_puts_in(db):
    page = a_browser().get(LOGIN).text
    for kind in ('autocomplete="username"', 'autocomplete="current-password"'):
        assert kind in page
    assert "onpaste" not in page


def test_twenty_wrong_passwords_hold_up_that_account_from_that_address_alone(person):
    a_person("boubacar")
    guesser = a_browser("192.0.2.66")
    assert wrong(guesser, times=20) == [200] * 4 + [429] * 16
    refused = sign_in(guesser)  # the right password
    assert refused.status_code == 429
    assert not is_in(guesser)
    assert "until then even the right password is refused" in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert "no-store" in refused.headers["Cache-Control"]
    assert sign_in(a_browser("192.0.2.66"), "boubacar").status_code == 302
    assert sign_in(a_browser("192.0.2.1")).status_code == 302


def test_after_a_quarter_of_an_hour_the_account_opens_again(person):
    guesser = a_browser()
    with time_machine.travel(NOON, tick=False) as clock:
        assert wrong(guesser, times=6)[-1] == 429
        clock.shift(timedelta(minutes=14))
        assert sign_in(guesser).headers["Retry-After"] == "60"
        clock.shift(timedelta(minutes=1, seconds=1))
        assert sign_in(guesser).status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before(person):
    browser = a_browser()
    for _ in range(3):
        assert wrong(browser, times=4) == [200] * 4
        assert sign_in(browser).status_code == 302


def test_capital_letters_in_the_name_are_no_way_round(person):
    browser = a_browser()
    assert [wrong(browser, name)[0] for name in ("amina", "AMINA", "Amina", "aMina", "amina")] == [
        *[200] * 4,
        429,
    ]


@pytest.mark.parametrize("forged", ["198.51.100.{}", "198.51.100.{}, 198.51.100.9", "junk{}"])
def test_a_forged_address_changes_nothing(person, forged):
    browser = a_browser()
    statuses = [
        sign_in(browser, password="wrong", HTTP_X_FORWARDED_FOR=forged.format(n)).status_code
        for n in range(6)
    ]
    assert statuses == [200] * 4 + [429] * 2
    assert {row.ip_address for row in AccessAttempt.objects.all()} == {"192.0.2.1"}


def test_behind_a_proxy_only_its_own_entry_counts(person, settings):
    settings.TRUST_FORWARDED_FOR = True
    proxy = a_browser("127.0.0.1")
    for n in range(5):
        seen = sign_in(proxy, password="w", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.0.2.66")
    assert seen.status_code == 429
    assert sign_in(proxy, HTTP_X_FORWARDED_FOR="10.0.0.9, 192.0.2.66").status_code == 429
    assert sign_in(proxy, HTTP_X_FORWARDED_FOR="192.0.2.66, 192.0.2.1").status_code == 302


@pytest.mark.parametrize("name", ["nobody", "former", "visitor"])
def test_unknown_and_known_accounts_answer_alike_and_hash_alike(person, name, monkeypatch):
    a_person("former", is_active=False)
    a_person("visitor", is_staff=False, is_superuser=False)
    done = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self, *args, **kwargs):
        done.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    for _ in range(7):
        pages, work = [], []
        # Even the right password of an account that is closed, or not for the desk.
        for typed, password in ((name, PASSWORD), ("amina", "wrong")):
            done.clear()
            page = sign_in(a_browser(), typed, password)
            retry = page.headers.get("Retry-After")
            page_text = without_the_token(page).replace(typed, "NAME")
            pages.append((page.status_code, page_text, bool(retry)))
            work.append(len(done))
        assert pages[0] == pages[1]
        assert work[0] == work[1]
    assert pages[0][0] == 429


def test_what_is_typed_into_the_name_field_is_kept_nowhere(person):
    sign_in(a_browser(), "my-password-by-mistake", "wrong")
    kept = [*AccessAttempt.objects.values(), *AuditRecord.objects.values()]
    assert len(kept) == 2
    assert "mistake" not in str(kept)


def test_a_session_changes_its_key_at_sign_in_and_is_gone_after_signing_out(person):
    browser = a_browser()
    browser.get(LOGIN)
    assert settings.SESSION_COOKIE_NAME not in browser.cookies
    sign_in(browser)
    first = browser.cookies[settings.SESSION_COOKIE_NAME].value
    sign_in(browser)
    second = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert first != second
    assert "You are signed out." in browser.post("/admin/logout/").text
    assert not Session.objects.filter(pk__in=[first, second]).exists()
    browser.cookies[settings.SESSION_COOKIE_NAME] = second
    assert not is_in(browser)
    assert browser.get("/admin/logout/").status_code == 405


def test_a_session_ends_when_it_is_not_used_or_lasts_too_long(person, settings):
    settings.SESSION_HOURS, settings.SESSION_IDLE_MINUTES = 2, 30
    with time_machine.travel(NOON, tick=False) as clock:
        browser = a_browser()
        sign_in(browser)
        clock.shift(timedelta(minutes=29))
        assert is_in(browser)
        clock.shift(timedelta(minutes=31))
        sent = browser.get("/admin/programme/result/")
        assert sent.status_code == 302
        assert "ended=1" in sent.url
        assert "signed out after a time without use" in browser.get(sent.url).text
        sign_in(browser)
        for _ in range(4):
            clock.shift(timedelta(minutes=29))
            assert is_in(browser)
        clock.shift(timedelta(minutes=5))
        assert not is_in(browser)


def test_being_seen_is_written_once_a_minute_at_most(browser, django_assert_num_queries):
    is_in(browser)
    with django_assert_num_queries(2):  # the session and the account
        browser.get("/admin/jsi18n/")
    later = datetime.fromtimestamp(time.time() + 61, UTC)
    with time_machine.travel(later, tick=False):
        with django_assert_num_queries(5):  # and one write, in a transaction
            browser.get("/admin/jsi18n/")
        with django_assert_num_queries(2):
            browser.get("/admin/jsi18n/")


def test_on_a_shared_computer_the_cookie_ends_with_the_browser(person):
    browser = a_browser()
    sign_in(browser, shared_computer="on")
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert browser.session["shared_computer"] is True
    sign_in(other := a_browser())
    assert other.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 8 * 3600
    assert "shared_computer" not in other.session


def test_the_first_administrator_chooses_a_password_before_anything_else(db, capsys):
    User.objects.all().delete()
    call_command("prepare")
    password = re.search(r"one-time password: (\S+)", capsys.readouterr().out)[1]
    browser = a_browser()
    sign_in(browser, "admin", password)
    assert browser.get("/admin/programme/result/").url.startswith(f"{CHANGE}?next=/admin/progr")
    page = browser.get(f"{CHANGE}?next=/admin/programme/result/")
    assert "made for one time" in page.text
    again = {"old_password": password, "new_password1": password, "new_password2": password}
    assert "This is the old password." in browser.post(CHANGE, again).text
    own = {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert browser.post(CHANGE, {**own, "next": "/admin/programme/result/"}).url.endswith("result/")
    assert is_in(browser)
    sign_in(other := a_browser(), "admin")
    assert is_in(other)


def test_a_changed_password_ends_the_other_sessions(browser, person):
    sign_in(elsewhere := a_browser("192.0.2.2"))
    own = {"new_password1": "a rather new one", "new_password2": "a rather new one"}
    browser.post(CHANGE, {"old_password": PASSWORD, **own})
    assert is_in(browser)
    assert not is_in(elsewhere)
    assert AuditRecord.objects.filter(kind="password", account="amina", what="changed").count() == 1


def link_in(letter):
    return re.search(rf"{settings.SITE_URL}(/admin/password/reset/\S+)", letter.body)[1]


@pytest.mark.django_db(transaction=True)
def test_a_new_password_by_mail_works_once_and_ends_all_sessions(browser):
    visitor = a_browser("192.0.2.3")
    visitor.post(RESET, {"email": "amina@example.org"})
    letter = letters(1)[0]
    assert letter.to == ["amina@example.org"]
    assert "“amina”" in letter.body
    page = visitor.get(link_in(letter), follow=True)
    address = page.redirect_chain[-1][0]
    assert "no-cache" in page.headers["Cache-Control"]
    new = {"new_password1": "quite another one", "new_password2": "quite another one"}
    done = visitor.post(address, new, follow=True)
    assert "holds from now on" in done.text
    assert not is_in(browser)
    assert not is_in(visitor)
    assert "does not work any more" in a_browser().get(link_in(letter)).text
    assert sign_in(visitor, password="quite another one").status_code == 302
    assert AuditRecord.objects.filter(what="reset by e-mail", account="amina").exists()


@pytest.mark.django_db(transaction=True)
def test_a_link_ends_after_an_hour(person):
    with time_machine.travel(NOON, tick=False) as clock:
        a_browser().post(RESET, {"email": "amina@example.org"})
        link = link_in(letters(1)[0])
        clock.shift(timedelta(minutes=61))
        assert "does not work any more" in a_browser().get(link).text


@pytest.mark.django_db(transaction=True)
def test_who_asks_for_a_link_does_not_learn_which_addresses_are_known(person):
    a_person("visitor", is_staff=False, is_superuser=False)
    answers = []
    for address in ("amina@example.org", "nobody@example.org", "visitor@example.org"):
        answer = a_browser().post(RESET, {"email": address}, follow=True)
        answers.append((answer.status_code, answer.redirect_chain, answer.text))
    assert answers[0] == answers[1] == answers[2]
    assert [letter.to for letter in letters(1)] == [["amina@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_is_not_flooded(person):
    for _ in range(5):
        a_browser().post(RESET, {"email": "amina@example.org"})
    letters(1)


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_known_makes_the_answer_no_later(person):
    asked = []
    for address in ("amina@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            a_browser().post(RESET, {"email": address})
        letters(1)
        asked.append([query["sql"] for query in queries])
    assert asked == [[], []]  # the answer waits for no database at all


def test_a_letter_and_the_desk_speak_the_language_of_the_account(person, browser):
    settings_page = "/admin/my-settings/"
    assert browser.get("/admin/").headers["Content-Language"] == "en"
    browser.post(settings_page, {"language": "fr", "keeps_typing": "on"})
    account = Account.of(person)
    assert (account.language, account.keeps_typing) == ("fr", True)
    for client in (browser, again := a_browser()):
        if client is again:
            sign_in(client)
        page = client.get("/admin/")
        assert page.headers["Content-Language"] == "fr"
        assert '<html lang="fr"' in page.text
        assert "Se déconnecter" in page.text
    assert browser.get("/en/").headers["Content-Language"] == "en"
    assert '<html lang="en"' in a_browser().get(LOGIN).text


def test_what_stands_in_no_answer_of_signing_in_is_kept(person, browser):
    for path in (LOGIN, RESET, CHANGE, "/admin/my-settings/", "/admin/second-factor/setup/"):
        assert "no-store" in browser.get(path).headers["Cache-Control"], path


def test_settings_of_the_way_in():
    names = ("REQUIRE_SECOND_FACTOR", "TRUST_FORWARDED_FOR", "PASSWORD_RESET_TIMEOUT")
    assert list(values(*names).values()) == [False, False, 3600]
    assert list(values(*names, **HTTPS).values()) == [True, False, 3600]
    assert values(names[0], **HTTPS, REQUIRE_SECOND_FACTOR="false")[names[0]] is False
    mail_names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS")
    sent = values(*mail_names, EMAIL_URL="submission://me:secret@mail.example.org")
    assert list(sent.values())[1:] == ["mail.example.org", 587, True]
    assert sent["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert values("EMAIL_BACKEND")["EMAIL_BACKEND"].endswith("console.EmailBackend")
