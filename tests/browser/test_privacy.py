"""Nothing leaves this host, nothing stays in the browser, and no page runs a script."""

from tests.browser.pages import every_page

INLINE = """() => [
    ...[...document.scripts].filter(s => s.type !== 'application/ld+json').map(s => s.outerHTML),
    ...[...document.querySelectorAll('[style], style')].map(e => e.outerHTML),
    ...[...document.querySelectorAll('*')].flatMap(
        e => e.getAttributeNames().filter(name => name.startsWith('on'))),
    ...[...document.querySelectorAll('iframe, object, embed, base')].map(e => e.outerHTML),
]"""


def visited(tab, seen):
    """What `seen` finds on each page, where it finds anything."""
    return {path: found for path, status in every_page() if (found := seen(tab.go(path, status)))}


def test_no_page_asks_another_host(tab):
    visited(tab, lambda page: [])
    assert len(tab.requests) > len(every_page())  # the stylesheet is one of them
    assert tab.outside_requests() == []


def test_no_page_keeps_anything_in_the_browser(tab):
    assert visited(tab, lambda page: tab.kept()) == {}


def test_what_a_page_keeps_would_be_noticed(tab):
    page = tab.go("/en/")
    page.evaluate("document.cookie = 'a=1'; localStorage.b = 1; sessionStorage.c = 1")
    assert tab.kept() == ["a", "b", "c"]


def test_no_page_has_a_script_or_style_of_its_own(tab):
    assert visited(tab, lambda page: page.evaluate(INLINE)) == {}


def test_a_script_or_style_in_a_page_would_be_noticed(tab):
    page = tab.go("/en/")
    page.evaluate(
        "main.innerHTML = '<script></script><style></style><p hidden onclick></p><iframe></iframe>'"
    )
    assert len(page.evaluate(INLINE)) == 4
    # The policy refuses the style, the browser says so, and that alone fails any other test.
    assert "Content Security Policy" in tab.faults[0]
    tab.faults.clear()
