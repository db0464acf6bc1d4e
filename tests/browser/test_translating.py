"""Translating in a browser: side by side, nothing lost, the card in the language that is typed."""

import pytest

from tests.browser.tabs import follow
from tests.browser.test_keeping import OFFER, crash, desk, written  # noqa: F401 - a fixture

FIRST = "/admin/programme/result/?translation=fr-behind"


@pytest.fixture
def french(desk):  # noqa: F811
    """The tab on the page of a French translation."""
    page = desk.go(FIRST)
    desk.go(page.locator("a.standing").first.get_attribute("href"))
    return desk


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False), (320, False)])
def test_original_and_field_stand_side_by_side_where_there_is_room(french, width, beside):
    page = french.page
    page.set_viewport_size({"width": width, "height": 900})
    original = page.locator(".pair .original").first.bounding_box()
    field = page.locator("#id_title_fr").bounding_box()
    if beside:
        assert field["x"] > original["x"] + original["width"]
        assert field["y"] < original["y"] + original["height"]
    else:
        assert field["y"] >= original["y"] + original["height"]
        assert field["x"] + field["width"] <= width


def test_a_crash_loses_no_translation(french):
    page = french.page
    page.locator("#id_statement_fr").fill("Tapé avant la panne, « cité ».")
    written(page)
    path = page.url.removeprefix(french.site)
    page = crash(french)
    french.go(path)
    page.get_by_text(OFFER).wait_for()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_text("This is what you typed; it is not saved yet.").wait_for()
    assert page.locator("#id_statement_fr").input_value() == "Tapé avant la panne, « cité »."


def test_it_is_all_done_with_the_keyboard(french):
    page = french.page
    page.locator("#id_title_fr").focus()
    reached = []
    while "_save" not in reached and len(reached) < 30:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    assert reached == [
        "statement_fr",
        "figures-0-label_fr",
        "origin",
        "_save",
    ]


def test_the_card_follows_the_language_of_the_field_that_is_typed_in(desk):  # noqa: F811
    page = desk.go("/admin/programme/result/add/")
    page.locator("#id_title_en").fill("Typed in English")
    card = page.locator(".preview [lang]").first
    page.locator(".preview [lang=en]", has_text="Typed in English").first.wait_for()
    page.get_by_text("French", exact=True).last.click()
    page.locator("#id_title_fr").fill("Tapé en français")
    page.locator(".preview [lang=fr]", has_text="Tapé en français").first.wait_for()
    assert card.get_attribute("dir") == "ltr"


def test_the_language_of_a_new_text_is_chosen_and_nothing_typed_is_lost(desk):  # noqa: F811
    page = desk.go("/admin/programme/result/add/")
    page.locator("#id_when").fill("Sept 2015")
    follow(page.get_by_role("button", name="Arabic"))
    assert page.locator("#id_when").input_value() == "Sept 2015"
    assert page.locator("#id_title_ar").is_visible()
    assert not page.locator("#id_title_en").is_visible()
    assert page.locator("#id_title_ar").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.get_by_role("button", name="Arabic").get_attribute("aria-pressed") == "true"
    page.locator("#id_title_ar").fill("عنوان")
    page.keyboard.press("Enter")  # saves, and does not choose a language
    page.get_by_text("Readers do not see this").wait_for()
