"""Nothing leaves this host, nothing stays in the browser, and no page runs a script."""

import pytest

from tests.browser.pages import every_page
from tests.browser.tabs import Tab

INLINE = """() => [
    ...[...document.scripts].filter(s => s.type !== 'application/ld+json').map(s => s.outerHTML),
    ...[...document.querySelectorAll('[style], style')].map(e => e.outerHTML),
    ...[...document.querySelectorAll('*')].flatMap(
        e => e.getAttributeNames().filter(name => name.startsWith('on'))),
    ...[...document.querySelectorAll('iframe, object, embed, base')].map(e => e.outerHTML),
]"""


@pytest.fixture(scope="module")
def tour(chromium, site):
    """A tab that has been to every page, what was kept after each, what each has inline."""
    with chromium.new_context() as context:
        tab, kept, inline = Tab(context, site), {}, {}
        for path, status in every_page():
            page = tab.go(path, status)
            kept[path] = tab.kept()
            inline[path] = page.evaluate(INLINE)
        yield tab, kept, inline


def test_no_page_asks_another_host(tour):
    tab = tour[0]
    assert len(tab.requests) > len(every_page())  # the stylesheet is one of them
    assert tab.outside_requests() == []


def test_no_page_keeps_anything_in_the_browser(tour):
    assert tour[1] == {path: [] for path, _ in every_page()}


def test_what_a_page_keeps_would_be_noticed(tab):
    page = tab.go("/en/")
    page.evaluate("document.cookie = 'a=1'; localStorage.b = 1; sessionStorage.c = 1")
    assert tab.kept() == ["a", "b", "c"]


def test_no_page_has_a_script_or_style_of_its_own(tour):
    assert tour[2] == {path: [] for path, _ in every_page()}


def test_no_page_has_a_fault_to_report_in_the_console(tour):
    assert tour[0].faults == []


def test_a_script_or_style_in_a_page_would_be_noticed(tab):
    page = tab.go("/en/")
    page.evaluate(
        "main.innerHTML = '<script></script><style></style><p hidden onclick></p><iframe></iframe>'"
    )
    assert len(page.evaluate(INLINE)) == 4
    # The policy refuses the style, the browser says so, and that alone fails any other test.
    page.wait_for_timeout(200)
    assert "Content Security Policy" in tab.faults[0]
    tab.faults.clear()
