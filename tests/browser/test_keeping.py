"""What is typed survives a crash of the browser, for its own account, until it is saved."""

import pytest

from tests.browser.contents import EDITOR, OTHER
from tests.browser.tabs import follow

ADD = "/admin/programme/result/add/"
OFFER = "You typed here on"


@pytest.fixture
def desk(open_tab, full_site):
    tab = open_tab(full_site)
    sign_in(tab, EDITOR)
    return tab


def sign_in(tab, who):
    page = tab.go("/admin/login/")
    page.get_by_label("Username").fill(who[0])
    page.get_by_label("Password").fill(who[1])
    follow(page.get_by_role("button", name="Log in"))
    page.get_by_role("link", name="Results", exact=True).wait_for()


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:')).length")


def written(page):
    """Wait until the last typing is kept."""
    page.get_by_text("Last kept at").first.wait_for()
    page.wait_for_timeout(700)


def crash(tab):
    """Close the page without a word and open another in the same browser."""
    tab.page.evaluate(
        "addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)"
    )
    tab.page.close()
    return tab.again()


def asks_before_leaving(tab):
    """Answer the browser’s question with yes; return the list that it is noted in."""
    asked = []
    tab.page.remove_listener("dialog", tab._asked)
    tab.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return asked


def choose(page, field, letters, name):
    box = page.locator(f".field-{field} .select2-search__field").first
    box.click()
    box.press_sequentially(letters)
    page.get_by_role("option", name=name, exact=True).click()


def test_a_crash_loses_nothing(desk):
    page = desk.go(ADD)
    page.locator("#id_title_en").fill("Typed before the crash")
    page.locator("#id_statement_en").fill("One line.\n\nAnother, “quoted” & <b>bold</b>.")
    choose(page, "places", "Mal", "Mali")
    page.get_by_role("button", name="Add another Figure").click()
    page.locator("#id_figures-0-value").fill("13,500")
    page.locator("#id_figures-0-label_en").fill("firearms marked")
    written(page)
    page = crash(desk)
    desk.go(ADD)
    page.get_by_text(OFFER).wait_for()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_text("This is what you typed; it is not saved yet.").wait_for()
    assert page.locator("#id_title_en").input_value() == "Typed before the crash"
    assert "“quoted” & <b>bold</b>" in page.locator("#id_statement_en").input_value()
    assert "Mali" in page.locator(".field-places .select2-selection__choice").first.inner_text()
    assert page.locator("#id_figures-0-value").input_value() == "13,500"
    assert page.get_by_text(OFFER).is_hidden()
    assert kept(page) == 1
    follow(page.get_by_role("button", name="Save", exact=True).first)
    page.get_by_text("Readers do not see this").wait_for()
    assert kept(page) == 0
    desk.go(ADD)
    assert page.get_by_text(OFFER).is_hidden()


def test_what_is_thrown_away_is_gone(desk):
    page = desk.go(ADD)
    page.locator("#id_title_en").fill("Not wanted")
    written(page)
    page = crash(desk)
    desk.go(ADD)
    page.get_by_role("button", name="Throw it away").click()
    assert page.get_by_text(OFFER).is_hidden()
    assert kept(page) == 0
    page.reload()
    assert page.get_by_text(OFFER).is_hidden()


def test_leaving_keeps_and_a_form_as_it_came_is_not_kept(desk):
    page = desk.go(ADD)
    desk.go("/admin/")
    assert kept(page) == 0
    desk.go(ADD)
    page.locator("#id_title_en").fill("On the way out")
    desk.go("/admin/")
    assert kept(page) == 1
    desk.go(ADD)
    assert page.get_by_text(OFFER).is_visible()
    page.get_by_role("button", name="Throw it away").click()


def test_a_save_that_is_refused_goes_on_being_kept(desk):
    page = desk.go(ADD)
    page.locator("#id_statement_en").fill("Words without a title.")
    follow(page.get_by_role("button", name="Save", exact=True).first)
    page.get_by_text("A title is needed in the language it was written in.").first.wait_for()
    assert page.get_by_text(OFFER).is_hidden()
    assert kept(page) == 1
    page = crash(desk)
    desk.go(ADD)
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_text("it is not saved yet").wait_for()
    assert page.locator("#id_statement_en").input_value() == "Words without a title."
    page.locator("#id_title_en").fill("A title")
    follow(page.get_by_role("button", name="Save", exact=True).first)
    page.get_by_text("Readers do not see this").wait_for()
    assert kept(page) == 0


def test_accounts_do_not_see_each_other_and_signing_out_wipes(desk):
    page = desk.go(ADD)
    page.locator("#id_title_en").fill("Of the first")
    written(page)
    desk.context.clear_cookies()  # the session ends without a sign-out
    sign_in(desk, OTHER)
    desk.go(ADD)
    assert page.get_by_text(OFFER).is_hidden()
    page.locator("#id_title_en").fill("Of the second")
    written(page)
    assert kept(page) == 2
    asked = asks_before_leaving(desk)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/logout/")
    assert asked == ["beforeunload"]
    assert kept(page) == 1
    sign_in(desk, EDITOR)
    desk.go(ADD)
    page.get_by_text(OFFER).wait_for()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/logout/")
    assert kept(page) == 0


def test_switched_off_nothing_is_kept_and_leaving_is_asked_about(desk):
    page = desk.go(ADD)
    page.locator("#id_title_en").fill("Kept until the switch")
    written(page)
    page = crash(desk)
    off = 'data-keeps=""'
    page.route("**/add/", lambda route: switched(route, off))
    desk.go(ADD)
    assert kept(page) == 0
    assert page.get_by_text("What you type is kept").is_hidden()
    page.locator("#id_title_en").fill("Never kept")
    page.wait_for_timeout(900)
    assert kept(page) == 0
    asked = asks_before_leaving(desk)
    desk.go("/admin/")
    assert asked == ["beforeunload"]


def switched(route, off):
    """The page as it comes to a shared computer."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('data-keeps="yes"', off))


def test_a_browser_whose_storage_is_full_breaks_nothing(desk):
    desk.page.add_init_script("""
        const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, text) {
            if (key.startsWith("desk:")) throw new DOMException("full", "QuotaExceededError");
            set.call(this, key, text);
        };
    """)
    page = desk.go(ADD)
    page.locator("#id_title_en").fill("Typed")
    page.get_by_text("What you type is kept").wait_for(state="hidden")
    follow(page.get_by_role("button", name="Save", exact=True).first)
    page.get_by_text("Readers do not see this").wait_for()


def test_the_offer_fits_a_narrow_screen(open_tab, full_site):
    tab = open_tab(full_site, width=320)
    sign_in(tab, EDITOR)
    page = tab.go(ADD)
    page.locator("#id_title_en").fill("Narrow")
    written(page)
    tab.go(ADD)
    box = page.locator(".kept-offer").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_the_card_follows_the_typing(desk):
    page = desk.go(ADD)
    card = page.locator(".preview")
    card.get_by_text("(no title yet)").wait_for()
    page.locator("#id_title_en").fill("A law <img src=x onerror=alert(1)> was passed")
    card.get_by_text("A law <img src=x onerror=alert(1)> was passed").wait_for()
    choose(page, "places", "Mal", "Mali")
    card.get_by_text("Mali").wait_for()
    page.get_by_role("button", name="Add another Figure").click()
    page.locator("#id_figures-0-value").fill("13,500")
    card.get_by_text("13,500").wait_for()
    assert "Charter" in card.locator("h3").evaluate("(title) => getComputedStyle(title).fontFamily")
    assert card.locator("a[href]").count() == 0
    page.get_by_role("heading", name="Add result").click()
    page.wait_for_timeout(900)  # what follows is the choice alone, not the typing before it
    page.locator(".field-places .select2-selection__choice__remove").click()
    card.get_by_text("Mali").wait_for(state="hidden")
