"""Every kind of page, narrow and wide, light and dark: axe finds nothing, nothing sticks out."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

from tests.browser.pages import every_page, in_language

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # it would add a style to the page, which the policy refuses
}
COLOURS = {"runOnly": ["color-contrast", "color-contrast-enhanced"], "resultTypes": ["violations"]}
NARROW, WIDE = 320, 1280


def opened(page):
    """The page with all of its <details> open, as a reader could have it."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    return page


def violations(page, options=None):
    """What axe objects to: rule and element, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", options or OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        *(("en", width, scheme) for width in (NARROW, WIDE) for scheme in ("light", "dark")),
        # Colours and sizes are the same in each language; words and directions are not.
        ("fr", NARROW, "light"),
        ("ar", NARROW, "dark"),
        ("ar", WIDE, "light"),
    ],
)
def test_axe_finds_no_violation_on_any_page(open_tab, site, language, width, scheme):
    tab = open_tab(site, width, color_scheme=scheme)
    found = {}
    for path, status in in_language(every_page(), language):
        if lines := violations(opened(tab.go(path, status))):
            found[path] = lines
    assert found == {}


def test_axe_would_find_faint_text_and_small_targets(tab):
    page = tab.go("/en/")
    page.evaluate(
        "main.insertAdjacentHTML('beforeend', '<p id=faint>faint</p>"
        "<button id=one>1</button><button id=two>2</button>');"
        "faint.style.color = '#6b6b6b'; faint.style.background = '#fff';"
        "for (const b of [one, two]) b.style.cssText = 'padding:0;min-height:0;width:9px'"
    )
    rules = {line.partition(":")[0] for line in violations(page)}
    assert {"color-contrast-enhanced", "target-size"} <= rules


def test_no_page_scrolls_sideways_on_a_narrow_screen(open_tab, site):
    tab = open_tab(site, NARROW)
    wide = {}
    for path, status in every_page():
        page = opened(tab.go(path, status))
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
            wide[path] = width
    assert wide == {}
