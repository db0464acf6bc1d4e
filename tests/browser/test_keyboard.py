"""The whole site by keyboard alone: the way past the menu, the map, and where the focus is."""

from typing import Any

import pytest

# What the eye could tell apart: the outline or shadow of an element, the edge of a shape in it.
LOOK = """element => [element, element.querySelector('path')].filter(Boolean).map(each => {
    const style = getComputedStyle(each)
    const outline = style.outlineStyle === 'none' ? '' : style.outline
    return [outline, style.boxShadow, style.stroke, style.strokeWidth].join()
}).join(' | ')"""
REST = f"""() => [...document.querySelectorAll('a, button, input, summary')].map((element, i) => {{
    element.dataset.order = i
    return ({LOOK})(element)
}})"""
FOCUSED = f"""() => {{
    const element = document.activeElement
    if (element === document.body) return null
    const box = element.getBoundingClientRect()
    return {{order: Number(element.dataset.order), name: element.ariaLabel || element.innerText,
        href: element.getAttribute('href'), look: ({LOOK})(element),
        drawn: box.width > 1 && box.height > 1}}
}}"""


def tabbed(page):
    """Press Tab from the top to the end; give each stop."""
    stops: list[dict[str, Any]] = []
    while len(stops) < 300:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["order"] == stops[0]["order"]):
            break
        stops.append(stop)
    return stops


def test_the_first_stop_is_a_way_past_the_menu(tab):
    page = tab.go("/en/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    assert link.evaluate("each => each === document.activeElement")
    assert link.bounding_box()["width"] > 44
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_each_country_of_the_map_is_a_stop_with_its_number(tab):
    page = tab.go("/en/")
    assert page.get_by_role("link", name="Mali: 3 results", exact=True).count() == 1
    assert page.get_by_role("link", name="Chad: 1 result", exact=True).count() == 1
    stops = {stop["name"]: stop["href"] for stop in tabbed(page)}
    drawn = page.locator("svg.map a").evaluate_all("all => all.map(a => a.ariaLabel)")
    assert len(drawn) == 5
    assert set(drawn) <= set(stops)
    assert stops["Mali: 3 results"] == "/en/places/mali/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/en/", 1280),
        ("/en/results/?place=mali", 1280),
        ("/en/results/", 390),
        ("/en/results/niger-diffa-terrorism-cases/", 390),
        ("/en/donors/", 1280),
    ],
)
def test_every_stop_is_seen_to_have_the_focus(open_tab, site, path, width, scheme):
    page = open_tab(site, width, color_scheme=scheme).go(path)
    at_rest = page.evaluate(REST)
    stops = tabbed(page)
    assert len(stops) > 10
    assert [s for s in stops if not s["drawn"] or s["look"] == at_rest[s["order"]]] == []


def test_a_focus_that_cannot_be_seen_would_be_noticed(tab):
    page = tab.go("/en/about/")
    page.evaluate("document.querySelectorAll('*').forEach(e => { e.style.outline = '0' })")
    page.evaluate("document.querySelectorAll('*').forEach(e => { e.style.boxShadow = 'none' })")
    at_rest = page.evaluate(REST)
    stops = tabbed(page)
    assert [s for s in stops if s["look"] == at_rest[s["order"]]] == stops != []
