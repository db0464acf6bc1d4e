"""One result from its first words to its tombstone, in the hands of three people and a reader."""

import pytest

from tests.browser.contents import CONTRIBUTOR, EDITOR, PUBLISHER
from tests.browser.servers import fetch, serving
from tests.browser.tabs import follow
from tests.browser.test_keeping import ADD, choose, sign_in

TITLE = "A workshop on barometers"
PAGE = "results/a-workshop-on-barometers/"
BEGUN = "Barometers were calibrated."
FIRST = "Twelve barometers were calibrated.\n\nEach got a label: “tested” & <dated>."
SECOND = FIRST.replace("Twelve", "Fourteen")
COMMENT = "How many were there?"
WHY_CORRECTED = "Two barometers came late."
WHY_RESTORED = "The two were another kind of instrument."
WHY_WITHDRAWN = "Another page tells of it."
READ = "h1, main .said, .fig, .facts div:not(:last-child)"  # the last fact is when it changed


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(
        tmp_path_factory.mktemp("roles"), "roles", PUBLISHER_NAME="A publisher"
    ) as address:
        yield address


class Person:
    """Somebody at the desk."""

    def __init__(self, tab, account):
        self.tab, self.page = tab, tab.page
        sign_in(tab, account)

    def press(self, name):
        follow(self.page.get_by_role("button", name=name, exact=True).first)

    def open(self, name):
        follow(self.page.get_by_role("link", name=name, exact=True).first)

    def reads(self, words):
        self.page.get_by_text(words).first.wait_for()

    def open_at_the_desk(self):
        """Go from the public page to the page for editors."""
        self.tab.go(f"/en/{PAGE}")
        self.open("For editors")

    def send(self):
        self.press("Save and send to review…")
        self.press("Send to review")
        self.reads("It waits for review now.")

    def publish_what_waits(self, title=TITLE):
        self.tab.go("/admin/review/")
        self.open(f"Publish… {title}")


def test_from_draft_to_tombstone(open_tab, site):
    reader = open_tab(site)
    contributor, editor, publisher = (
        Person(open_tab(site), account) for account in (CONTRIBUTOR, EDITOR, PUBLISHER)
    )
    writes_and_sends(contributor)
    assert told_in(site) == set()
    returns_with_a_comment(editor)
    mends_and_sends(contributor)
    assert told_in(site) == set()
    reader.go(f"/en/{PAGE}", 404)
    publishes(editor)
    assert told_in(site) == {"list", "search", "changes", "feed", "sitemap"}
    assert newest_change(reader)["kind"] == "added"
    first = as_shown(reader)
    assert first[1:4] == [TITLE, FIRST, "12\nbarometers calibrated"]

    corrects_in_a_draft(contributor)
    assert as_shown(reader) == first
    publishes_the_change(editor, "typing error", WHY_CORRECTED)
    assert as_shown(reader)[2] == SECOND
    change = newest_change(reader)
    assert change["kind"] == "corrected"
    assert change["taken out"] == ["Twelve", "12"]
    assert change["put in"] == ["Fourteen", "14"]
    assert f"Why: typing error. {WHY_CORRECTED}" in change["words"]
    assert WHY_CORRECTED in fetch(site, "/data/changes.atom")[2]

    makes_a_draft_of_the_first_text(editor)
    assert as_shown(reader)[2] == SECOND
    publishes_the_change(publisher, "the site’s editors were mistaken", WHY_RESTORED)
    assert as_shown(reader) == first
    change = newest_change(reader)
    assert WHY_RESTORED in change["words"]
    assert (change["taken out"], change["put in"]) == (["Fourteen", "14"], ["Twelve", "12"])

    withdraws(editor)
    for language in ("en", "fr", "ar"):
        page = reader.go(f"/{language}/{PAGE}", 410)
        assert WHY_WITHDRAWN in page.locator("main").inner_text()
        assert FIRST.split("\n")[0] not in page.content()
    assert told_in(site) == {"changes", "feed"}
    change = newest_change(reader)
    assert change["kind"] == "withdrawn"
    assert WHY_WITHDRAWN in change["words"]


def told_in(site):
    """Name the public places where the title, or its address in the sitemap, is found now."""
    places = {
        "list": "/en/results/",
        "search": "/en/search/?q=barometers+workshop",
        "changes": "/en/changes/",
        "feed": "/data/changes.atom",
        "sitemap": "/sitemap.xml",
    }
    answers = {name: fetch(site, path) for name, path in places.items()}
    assert {status for status, _headers, _text in answers.values()} == {200}
    return {name for name, (*_, text) in answers.items() if TITLE in text or PAGE in text}


def as_shown(reader):
    """Return the title, words, figures and facts of the public page, as they are read."""
    page = reader.go(f"/en/{PAGE}")
    return [page.title(), *page.locator(READ).all_inner_texts()]


def newest_change(reader):
    entry = reader.go("/en/changes/").locator("main .log > li").first
    assert TITLE in entry.inner_text()
    return {
        "kind": entry.locator("> .meta b").inner_text().lower(),
        "taken out": [words_of(piece) for piece in entry.locator("del").all()],
        "put in": [words_of(piece) for piece in entry.locator("ins").all()],
        "words": entry.inner_text(),
    }


def words_of(piece):
    """Return what was taken out or put in, without what is said of it to ears."""
    return piece.evaluate("e => e.lastChild.textContent")


def words_box(page):
    return page.get_by_role("textbox", name="Words in English")


def writes_and_sends(contributor):
    page = contributor.tab.go(ADD)
    page.get_by_label("Title in English").fill(TITLE)
    words_box(page).fill(BEGUN)
    page.get_by_label("When:", exact=True).fill("March 2016")
    choose(page, "places", "Mal", "Mali")
    choose(page, "themes", "Pri", "Prisons")
    page.get_by_label("Level:").select_option(label="Output")
    page.get_by_role("button", name="Add another Figure").click()
    page.locator("#id_figures-0-value").fill("12")
    page.locator("#id_figures-0-label_en").fill("barometers calibrated")
    contributor.send()
    assert page.locator("#id_statement_en").count() == 0  # whoever reviews it has it now


def returns_with_a_comment(editor):
    page = editor.tab.go("/admin/review/")
    editor.open(TITLE)
    page.get_by_label("Comment on “Words in English”").fill(COMMENT)
    editor.press("Return with these comments")
    editor.reads("It was returned.")


def mends_and_sends(contributor):
    page = contributor.tab.go("/admin/")
    follow(page.get_by_role("region", name="Returned to you").get_by_role("link", name=TITLE))
    said = page.get_by_role("region", name="What colleagues say")
    assert COMMENT in said.inner_text()
    said.get_by_role("link", name="Words in English").click()
    page.wait_for_url("**#id_statement_en")
    words_box(page).fill(FIRST)
    said.get_by_label("Settled").check()
    contributor.send()
    assert page.get_by_role("region", name="What colleagues say").count() == 0


def publishes(editor):
    editor.publish_what_waits()
    editor.press("Publish it")
    editor.reads("Readers see it now.")


def corrects_in_a_draft(contributor):
    page = contributor.page
    contributor.open_at_the_desk()
    assert page.get_by_role("button", name="Remove it now").count() == 0
    contributor.press("Edit")
    words_box(page).fill(SECOND)
    page.locator("#id_figures-0-value").fill("14")
    contributor.press("Save and continue editing")
    contributor.send()


def publishes_the_change(person, cause, reason):
    person.publish_what_waits()
    page = person.page
    page.get_by_label(cause).check()
    page.get_by_label("In words, for readers").fill(reason)
    person.press("Publish the changes")
    person.reads("Readers see it now.")


def makes_a_draft_of_the_first_text(editor):
    """Find the moment when it was first published; whoever restores does not publish it."""
    page = editor.page
    editor.open_at_the_desk()
    editor.open("Open it at the desk")
    editor.open("History")
    moment = page.locator(".acts > li").filter(has=page.locator(".why", has_text="published"))
    follow(moment.last.get_by_role("link", name="As it was then"))
    assert FIRST in page.locator("main, #content").first.inner_text()
    editor.press("Make a draft of this")
    assert words_box(page).input_value() == FIRST
    editor.press("Save and publish…")
    editor.reads("You wrote this: somebody else has to publish it.")
    assert page.get_by_role("button", name="Publish the changes").count() == 0
    follow(page.locator(".notice").get_by_role("link", name="Send to review…"))
    editor.press("Send to review")
    editor.reads("It waits for review now.")


def withdraws(editor):
    page = editor.page
    editor.open_at_the_desk()
    editor.open("Withdraw…")
    page.get_by_label("it is out of date").check()
    page.get_by_label("In words, for readers").fill(WHY_WITHDRAWN)
    editor.press("Withdraw it")
    editor.reads("It was withdrawn.")
