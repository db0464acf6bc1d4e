"""The filters of the list of results: what assistive technology is told, and how they work."""

import re


def told_checkboxes(tab):
    """The names of the checkboxes in the browser's own accessibility tree, sorted."""
    wire = tab.context.new_cdp_session(tab.page)
    nodes = wire.send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node["ignored"]]
    return sorted(n["name"]["value"] for n in shown if n["role"]["value"] == "checkbox")


def written_checkboxes(tab):
    labels = tab.page.locator("form.filters label:has(input[type=checkbox])").all_text_contents()
    return sorted(" ".join(label.split()) for label in labels)


def test_a_wide_screen_offers_every_filter_at_once(open_tab, site):
    tab = open_tab(site, 1280)
    for path in ("/en/results/", "/en/results/?place=mali&theme=firearms"):
        tab.go(path)
        assert len(written_checkboxes(tab)) > 20
        assert told_checkboxes(tab) == written_checkboxes(tab)
        assert tab.page.locator("input[type=checkbox]:visible").count() == len(
            written_checkboxes(tab)
        )
        assert not tab.page.locator("form.filters summary").is_visible()


def test_some_filters_that_a_wide_screen_offers_are_disabled(open_tab, site):
    tab = open_tab(site, 1280)
    tab.go("/en/results/?place=mali&theme=firearms")
    assert tab.page.locator("input[type=checkbox]:disabled").count() > 0


def test_a_narrow_screen_offers_filters_once_they_are_opened(open_tab, site):
    tab = open_tab(site, 390)
    page = tab.go("/en/results/")
    assert told_checkboxes(tab) == []
    page.get_by_text("Filters", exact=True).click()
    assert told_checkboxes(tab) == written_checkboxes(tab) != []


def count_rows(page):
    return page.locator("ol.rows > li").count()


def test_filters_work_without_javascript(open_tab, site):
    page = open_tab(site, java_script_enabled=False).go("/en/results/")
    assert count_rows(page) == 11
    page.get_by_role("checkbox", name=re.compile("^Mali ")).check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile(r"[?&]place=mali\b"))
    assert count_rows(page) == 3
    page.get_by_role("checkbox", name="With results of the whole region").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile(r"[?&]region_wide=1\b"))
    assert count_rows(page) == 5
    page.get_by_role("link", name="Remove filter: Place: Mali").click()
    page.wait_for_url(lambda url: "place=mali" not in url)
    assert count_rows(page) == 11


def test_filters_work_without_javascript_on_a_narrow_screen(open_tab, site):
    page = open_tab(site, 390, java_script_enabled=False).go("/en/results/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("^Chad ")).check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile(r"[?&]place=chad\b"))
    assert count_rows(page) == 1
