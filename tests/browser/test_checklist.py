"""What publishing needs follows what is typed, and is told to those who listen."""

from tests.browser.test_keeping import ADD, choose, desk  # noqa: F401 - a fixture


def missing(page):
    return page.locator('.checklist [data-there="no"]').evaluate_all(
        "lines => lines.map((line) => line.dataset.field)"
    )


def test_each_line_is_ticked_as_soon_as_its_field_is_filled(desk):  # noqa: F811
    page = desk.go(ADD)
    told = page.locator(".checklist [role=status]")
    assert missing(page) == ["title", "statement", "places", "themes", "level"]
    page.locator("#id_title_en").fill("Six laws")
    page.locator('.checklist [data-field="title"][data-there="yes"]').wait_for()
    assert told.text_content() == "a title: there now"
    choose(page, "places", "Mal", "Mali")
    page.locator('.checklist [data-field="places"][data-there="yes"]').wait_for()
    page.locator("#id_level").select_option("output")
    page.locator('.checklist [data-field="level"][data-there="yes"]').wait_for()
    assert missing(page) == ["statement", "themes"]
    page.locator("#id_title_en").fill("  ")
    page.locator('.checklist [data-field="title"][data-there="no"]').wait_for()
    assert told.text_content() == "a title: missing now"


def test_a_line_leads_to_its_field(desk):  # noqa: F811
    page = desk.go(ADD)
    page.locator(".checklist").get_by_role("link", name="its words").click()
    page.wait_for_url("**#id_statement_en")
    assert page.locator("#id_statement_en").is_visible()


def test_a_new_edition_ticks_its_line(desk):  # noqa: F811
    page = desk.go("/admin/programme/report/add/")
    page.get_by_role("button", name="Add another Edition").click()
    page.locator("#id_editions-0-language").select_option("en")
    page.locator('.checklist [data-field="editions"][data-there="yes"]').wait_for()
