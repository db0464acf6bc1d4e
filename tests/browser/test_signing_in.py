"""Signing in at 320 pixels by keyboard alone, and every page of it seen by axe."""

import base64

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

from tests.browser.servers import serving
from tests.browser.tabs import follow
from tests.browser.test_accessibility import NARROW, WIDE
from tests.signing import LOGIN, PASSWORD, SETUP, code

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BACKUP = "/admin/second-factor/backup-codes/"
CHANGE = "/admin/password/change/"
SETTINGS = "/admin/my-settings/"
RESET = "/admin/password/reset/"
SIGNED_OUT = [LOGIN, RESET, f"{RESET}sent/", f"{RESET}done/", f"{RESET}MQ/nothing/"]


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("accounts")


@pytest.fixture(scope="module")
def desk(desk_folder):
    """The site where a second factor is required."""
    with serving(desk_folder, "accounts", REQUIRE_SECOND_FACTOR="true") as address:
        yield address


def enter(page):
    """Press Enter, and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def has_focus(page, field):
    """Wait until a field has the focus, as it has when its page is opened."""
    page.wait_for_function("name => document.activeElement.name === name", arg=field)


def sign_in(tab, name, password=PASSWORD):
    """Type name and password; the first field has the focus."""
    page = tab.go(LOGIN)
    has_focus(page, "username")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    enter(page)
    return page


def reach(page, name):
    """Press Tab until the button or link of this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.innerText || document.activeElement.value")
            == name
        ):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= NARROW


def faults_of(page):
    """What axe objects to, and what sticks out of a narrow window."""
    page.evaluate(AXE_SCRIPT)
    # No preloading: axe would put stylesheets that import others into the page, which the
    # policy forbids it.
    kinds = {"type": "tag", "values": AA}
    options = {"runOnly": kinds, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    lines = [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]
    if page.viewport_size["width"] == NARROW and not fits(page):
        lines.append("scrolls sideways")
    return lines


def test_setting_up_at_320_pixels_by_keyboard_with_the_key_as_text(open_tab, desk):
    tab = open_tab(desk, NARROW)
    page = sign_in(tab, "newcomer")
    assert page.url.startswith(f"{desk}{SETUP}")
    assert fits(page)
    shown = page.locator("#key").inner_text()
    assert page.get_by_role("img", name="QR code").bounding_box()["width"] > 200
    key = base64.b32decode(shown.replace(" ", "")).hex()
    typed = code(key)
    has_focus(page, "code")
    page.keyboard.type(f"{typed[:3]} {typed[3:]}")
    enter(page)
    page.wait_for_url(f"**{BACKUP}**")
    assert fits(page)
    assert page.locator(".codes li").count() == 10
    reach(page, "I have kept them")
    enter(page)
    page.wait_for_url(f"{desk}/admin/")
    assert page.get_by_role("link", name="My settings").is_visible()


def test_a_backup_code_opens_the_desk_once(open_tab, desk):
    tab = open_tab(desk)
    page = sign_in(tab, "boubacar")
    has_focus(page, "code")
    page.keyboard.type(code())
    enter(page)
    page.wait_for_url(f"{desk}/admin/")
    tab.go(BACKUP)
    page.get_by_label("Your password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Make ten new codes"))
    spare = page.locator(".codes code").first.inner_text()
    follow(page.get_by_role("button", name="I have kept them"))
    for opens in (True, False):
        page = sign_in(open_tab(desk), "boubacar")
        page.get_by_label("Code").fill(spare)  # as a password manager does
        enter(page)
        assert (page.url == f"{desk}/admin/") is opens
    assert page.get_by_label("Code").get_attribute("aria-invalid") == "true"


@pytest.fixture(scope="module")
def signed_in(chromium, desk):
    """Cookies of somebody who is in, with backup codes that are still shown."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{desk}{LOGIN}")
        page.get_by_label("Username").fill("amina")
        page.get_by_label("Password").fill(PASSWORD)
        follow(page.get_by_role("button", name="Log in"))
        page.get_by_label("Code").fill(code())
        follow(page.get_by_role("button", name="Go on"))
        page.goto(f"{desk}{BACKUP}")
        page.get_by_label("Your password").fill(PASSWORD)
        follow(page.get_by_role("button", name="Make ten new codes"))
        yield context.storage_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_axe_finds_no_fault_on_any_page_of_signing_in(
    open_tab, desk, desk_folder, signed_in, width, scheme
):
    tab = open_tab(desk, width, color_scheme=scheme)
    found = {path: faults_of(tab.go(path)) for path in SIGNED_OUT}
    found["link"] = faults_of(tab.go((desk_folder / "link").read_text()))
    found["wrong password"] = faults_of(sign_in(tab, "amina", "wrong"))
    found["one-time password"] = faults_of(page := sign_in(tab, "beginner"))
    follow(page.get_by_role("button", name="Log out"))
    found["signed out"] = faults_of(page)
    found["set up"] = faults_of(sign_in(open_tab(desk, width, color_scheme=scheme), "stranger"))
    page = sign_in(open_tab(desk, width, color_scheme=scheme), "boubacar")
    found["code"] = faults_of(page)
    page.get_by_label("Code").fill("12")
    enter(page)
    found["wrong code"] = faults_of(page)
    inside = open_tab(desk, width, color_scheme=scheme, storage_state=signed_in)
    found |= {path: faults_of(inside.go(path)) for path in (BACKUP, CHANGE, SETTINGS, SETUP)}
    for _ in range(6):
        page = sign_in(tab, "locked", "wrong")
    found["too many tries"] = faults_of(page)
    assert page.get_by_role("heading", name="Too many tries").count()
    assert {line for line in tab.faults if "429" not in line} == set()
    tab.faults.clear()  # the browser reports the status of the page
    assert {name: lines for name, lines in found.items() if lines} == {}
