"""Editors at work: from “Add result” to the public list in few steps; two at one result."""

import pytest

from tests.browser.contents import EDITOR, OTHER, PUBLISHER
from tests.browser.servers import serving
from tests.browser.tabs import follow

MOST = 12  # fields and clicks beyond the words themselves


class Hand:
    """Does what a person does to a page, and counts it."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def click(self, role, name, **options):
        self.count += 1
        self.page.get_by_role(role, name=name, **options).first.click()

    def fill(self, label, text):
        self.count += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label, text):
        """Type the first letters into a chooser and take what it offers."""
        self.count += 2
        box = self.page.locator(".field-box, .form-row").filter(
            has=self.page.locator(f"label:text-is('{label}:')")
        )
        box.locator(".select2-search__field").click()
        self.page.keyboard.type(text)
        self.page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
        self.page.keyboard.press("Enter")

    def select(self, label, text):
        self.count += 1
        self.page.get_by_label(label, exact=True).select_option(label=text)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The source content, and an account that may publish what it wrote itself."""
    folder = tmp_path_factory.mktemp("desk")
    with serving(folder, "desk", APPROVE_OWN_TEXT="always") as address:
        yield address


def sign_in(page, account):
    page.get_by_label("Username").fill(account[0])
    page.get_by_label("Password").fill(account[1])
    follow(page.get_by_role("button", name="Log in"))


def test_a_new_result_is_public_after_few_fields_and_clicks(open_tab, desk):
    tab = open_tab(desk)
    sign_in(tab.go("/admin/"), PUBLISHER)
    page = tab.page
    hand = Hand(page)
    hand.click("link", "Add result")
    page.get_by_label("Title in English").fill("A result typed in this test")
    page.get_by_label("Words in English").fill("Words typed in this test.")
    hand.fill("When:", "since 2015")
    hand.choose("Places", "Mali")
    hand.choose("Themes", "Prisons")
    hand.select("Level:", "Output")
    hand.click("button", "Save and publish…")
    hand.click("button", "Publish it")
    page.get_by_text("Readers see it now.").first.wait_for()
    hand.click("link", "open the page")
    page.get_by_role("heading", level=1, name="A result typed in this test").wait_for()
    hand.click("link", "Results")
    page.get_by_role("heading", level=1, name="Results", exact=True).wait_for()
    row = page.locator("main li", has_text="A result typed in this test")
    assert "Since 2015" in row.inner_text()
    assert "Mali" in row.inner_text()
    assert hand.count <= MOST


def open_its_draft(tab):
    follow(tab.go("/en/results/cenozo-investigative-journalism/").get_by_text("For editors"))
    follow(tab.page.get_by_role("button", name="Edit", exact=True))


def test_two_browsers_at_one_result_lose_nothing(open_tab, desk):
    people = []
    for account in (EDITOR, OTHER):
        tab = open_tab(desk)
        sign_in(tab.go("/admin/"), account)
        open_its_draft(tab)
        people.append(tab)
    first, second = people
    first.page.get_by_label("Title in English").fill("The first one’s title")
    first.page.get_by_label("When:", exact=True).fill("2016")
    follow(first.page.get_by_role("button", name="Save", exact=True).first)
    first.page.get_by_text("Readers do not see this.").first.wait_for()
    second.page.get_by_label("Title in English").fill("The second one’s title")
    second.refused(second.page.url.removeprefix(desk))
    follow(second.page.get_by_role("button", name="Save", exact=True).first)
    second.page.get_by_text("Somebody saved this while you had it open").wait_for()
    titles = second.page.get_by_role("group", name="Title in English")
    assert "The first one’s title" in titles.inner_text()
    assert "The second one’s title" in titles.inner_text()
    titles.get_by_label("Yours").check()
    when = second.page.get_by_role("group", name="When", exact=True)
    assert when.get_by_label("Saved meanwhile").is_checked()
    follow(second.page.get_by_role("button", name="Save", exact=True).first)
    second.page.get_by_text("Readers do not see this.").first.wait_for()
    open_its_draft(second)
    title = second.page.get_by_label("Title in English")
    assert title.input_value() == "The second one’s title"
    assert second.page.get_by_label("When:", exact=True).input_value() == "2016"
