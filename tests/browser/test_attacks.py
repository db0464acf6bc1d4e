"""Whatever an editor, a load or a visitor writes is shown as text, on every page."""

import json
from urllib.parse import quote

import pytest

from tests.browser.attacks import EXPECTED, PAYLOADS, attacked_models, text_fields
from tests.browser.pages import every_page
from tests.browser.tabs import Tab

# What no template writes: what payloads try to add, and an address with markup in it.
INJECTED = """() => [
    ...document.querySelectorAll(
        'script:not([type="application/ld+json"]), img, i, iframe, [onclick], [onerror]'),
    ...[...document.querySelectorAll('[href]')].filter(e => /[<>"]/.test(e.getAttribute('href'))),
].map(e => e.outerHTML.slice(0, 200))"""
SCRIPTS = """() => [...document.querySelectorAll('[href], [src], [action]')].filter(e =>
    ['href', 'src', 'action'].some(name => /^\\s*javascript:/i.test(e.getAttribute(name)))
).map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def titles(hostile_site, hostile_folder):
    """{address: the attack that is its title}, for each row with a page of its own."""
    return json.loads((hostile_folder / EXPECTED).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tour(chromium, hostile_site, titles):
    """A tab that has been to every kind of page and every row; what each page has, and its h1."""
    everywhere = [*every_page(), *((path, 200) for path in titles)]
    with chromium.new_context() as context:
        tab, injected, scripts, headings = Tab(context, hostile_site), {}, {}, {}
        for path, status in everywhere:
            page = tab.go(path, status)
            injected[path] = page.evaluate(INJECTED)
            scripts[path] = page.evaluate(SCRIPTS)
            headings[path] = page.locator("h1").inner_text()
        yield tab, injected, scripts, headings


def where_any(found):
    return {path: elements for path, elements in found.items() if elements}


def test_texts_of_all_rows_are_shown_as_text(tour):
    assert len(tour[1]) > 60
    assert where_any(tour[1]) == {}


def test_no_link_runs_a_script(tour):
    assert where_any(tour[2]) == {}


def test_no_text_runs_as_a_script_or_breaks_the_policy(tour):
    assert tour[0].faults == []
    assert tour[0].outside_requests() == []


def test_a_row_shows_its_title_as_it_was_written(tour, titles):
    own = {path: text for path, text in titles.items() if path.count("/") == 4}  # not on a list
    assert {path: tour[3][path] for path in own} == own
    assert set(own.values()) >= set(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_searched_for_are_shown_as_text(open_tab, hostile_site, payload):
    tab = open_tab(hostile_site)
    places = ["search", "results", "reports", "donors"]
    asked = [(f"/en/{place}/?q={quote(payload)}", 200) for place in places]
    refused = [(f"/en/results/?place={quote(payload)}", 400)]
    found = {path: tab.go(path, status).evaluate(INJECTED) for path, status in asked + refused}
    assert where_any(found) == {}
    assert payload in tab.page.locator(".fault").text_content()
    page = tab.go(f"/en/search/?q={quote(payload)}")
    assert page.locator("main input[name=q]").input_value() == payload


def test_words_of_the_markup_itself_are_marked_only_in_the_text(open_tab, site):
    tab = open_tab(site)
    for word in ("href", "class", "mark", "lt", "quot", "a"):
        page = tab.go(f"/en/results/?q={word}")
        assert page.evaluate(INJECTED) == []
        assert "&" not in page.locator("main").inner_text()


def test_every_text_of_every_noun_is_attacked():
    fields = {model.__name__: [f.name for f in text_fields(model)] for model in attacked_models()}
    assert {"title_en", "statement_en", "when_words_fr", "link", "link_label_ar"} <= set(
        fields["Result"]
    )
    assert {"quote", "errata", "page", "checked_by"} <= set(fields["Evidence"])
    assert "website" in fields["Donor"]
    assert "currency" in fields["Contribution"]
    assert {"address", "format"} <= set(fields["Edition"])


def test_an_attack_that_works_would_be_noticed(chromium, site):
    tab = Tab(chromium.new_context(), site)  # not `tab`: its faults are what this test is about
    page = tab.go("/en/")
    for payload in PAYLOADS[:2]:
        page.evaluate("text => { main.innerHTML = text }", payload)
        assert len(page.evaluate(INJECTED)) == 1
    page.evaluate('main.innerHTML = \'<a href=" JavaScript:alert(1)">x</a><a href="/<a>">\'')
    assert len(page.evaluate(SCRIPTS)) == len(page.evaluate(INJECTED)) == 1
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in fault for fault in tab.faults)
    tab.context.close()
