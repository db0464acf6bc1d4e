"""Whatever an editor, a load or a visitor writes is shown as text, on every page."""

import json
from urllib.parse import quote

import pytest

from tests.browser.attacks import EXPECTED, PAYLOADS, attacked_models, text_fields
from tests.browser.pages import every_page

# What no template writes: scripts that run, pictures, and the element that payloads try to add.
INJECTED = """() => [
    ...document.querySelectorAll(
        'script:not([type="application/ld+json"]), img, i, iframe, [onclick], [onerror]'),
    ...[...document.querySelectorAll('[href], [src], [action]')].filter(e =>
        ['href', 'src', 'action'].some(name => /^\\s*javascript:/i.test(e.getAttribute(name)))),
].map(e => e.outerHTML.slice(0, 200))"""
BROKEN = """() => [...document.querySelectorAll('a[href]')]
    .filter(e => /[<>"]/.test(e.getAttribute('href'))).map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def titles(hostile_site, hostile_folder):
    """{address: the attack that is its title}, for each row with a page of its own."""
    return json.loads((hostile_folder / EXPECTED).read_text(encoding="utf-8"))


def found_on(tab, addresses):
    """Injected elements and broken links of each page, where there are any."""
    found = {}
    for path, status in addresses:
        page = tab.go(path, status)
        if elements := page.evaluate(INJECTED) + page.evaluate(BROKEN):
            found[path] = elements
    return found


def test_texts_of_all_rows_are_shown_as_text(open_tab, hostile_site, titles):
    tab = open_tab(hostile_site)
    assert len(titles) > 40
    assert found_on(tab, [*every_page(), *((path, 200) for path in titles)]) == {}


def test_a_row_shows_its_title_as_it_was_written(open_tab, hostile_site, titles):
    page_of = open_tab(hostile_site).go
    own = {path: text for path, text in titles.items() if path.count("/") == 4}  # not on a list
    headings = {path: page_of(path).locator("h1").text_content() for path in own}
    assert headings == own
    assert set(own.values()) >= set(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_searched_for_are_shown_as_text(open_tab, hostile_site, payload):
    tab = open_tab(hostile_site)
    places = ["search", "results", "reports", "donors"]
    asked = [(f"/en/{place}/?q={quote(payload)}", 200) for place in places]
    refused = [(f"/en/results/?place={quote(payload)}", 400)]
    assert found_on(tab, asked + refused) == {}
    assert payload in tab.page.locator(".fault").text_content()
    page = tab.go(f"/en/search/?q={quote(payload)}")
    assert page.locator("main input[name=q]").input_value() == payload


def test_words_of_the_markup_itself_are_marked_only_in_the_text(open_tab, site):
    tab = open_tab(site)
    for word in ("href", "class", "mark", "lt", "quot", "a"):
        page = tab.go(f"/en/results/?q={word}")
        assert page.evaluate(BROKEN) == []
        assert page.locator("a[href*=mark]:has-text('<'), main :text('&amp;')").count() == 0


def test_every_text_of_every_noun_is_attacked():
    fields = {model.__name__: [f.name for f in text_fields(model)] for model in attacked_models()}
    assert {"title_en", "statement_en", "when_words_fr", "link", "link_label_ar"} <= set(
        fields["Result"]
    )
    assert {"quote", "errata", "page", "checked_by"} <= set(fields["Evidence"])
    assert "website" in fields["Donor"]
    assert "currency" in fields["Contribution"]
    assert {"address", "format"} <= set(fields["Edition"])


def test_an_attack_that_works_would_be_noticed(tab):
    page = tab.go("/en/")
    for payload in PAYLOADS[:2]:
        page.evaluate("text => { main.innerHTML = text }", payload)
        assert len(page.evaluate(INJECTED)) == 1
    page.evaluate("main.innerHTML = '<a href=\" JavaScript:alert(1)\">x</a>'")
    assert len(page.evaluate(INJECTED)) == 1
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in fault for fault in tab.faults)
    tab.faults.clear()
