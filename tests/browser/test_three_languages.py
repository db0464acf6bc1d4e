"""One reader through three languages, and a page that is mirrored where it should be."""

import re

import pytest

BOX = "element => element.getBoundingClientRect().toJSON()"
ALL = ("en", "fr", "ar")


def box(page, selector, number=0):
    return page.locator(selector).nth(number).evaluate(BOX)


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")


def switch(page, language):
    """Choose a language in the page's head; the address is what it leads to."""
    page.locator(f".langs a[hreflang={language}]").click()
    page.wait_for_url(re.compile(f"/{language}/"))
    assert page.locator("html").get_attribute("lang") == language
    return page.url.partition(f"/{language}/")[2]


def chosen(page):
    boxes = page.locator("form.filters input[type=checkbox]:checked")
    return boxes.evaluate_all("all => all.map(each => [each.name, each.value])")


def test_a_reader_changes_the_language_and_keeps_page_and_filters(open_tab, site):
    tab = open_tab(site, java_script_enabled=False)
    page = tab.go("/en/")
    page.locator(".main-nav a").first.click()
    page.locator("form.filters input[value=mali]").check()
    page.locator("form.filters input[name=region_wide]").check()
    page.locator("form.filters button").click()
    page.wait_for_url(re.compile("place=mali"))
    rows = page.locator("ol.rows h3 a")
    slugs = [href.rsplit("/", 2)[1] for href in rows.evaluate_all("all => all.map(a => a.href)")]
    query = page.url.partition("/en/")[2].replace("q=&", "")
    assert len(slugs) == 5
    for language in ("fr", "ar", "en"):
        assert switch(page, language) == query
        assert chosen(page) == [["place", "mali"], ["region_wide", "1"]]
        there = page.locator("ol.rows h3 a").evaluate_all("all => all.map(a => a.href)")
        assert [href.rsplit("/", 2)[1] for href in there] == slugs
    page.locator("ol.rows h3 a").first.click()
    page.wait_for_url(re.compile(slugs[0]))
    english = page.locator("h1").inner_text()
    for language in ("ar", "fr"):
        assert switch(page, language) == f"results/{slugs[0]}/"
        assert page.locator("h1").inner_text() != english
    page.locator(".head .note a[hreflang=en]").click()  # the original
    page.wait_for_url(re.compile(f"/en/results/{slugs[0]}/"))
    assert page.locator("h1").inner_text() == english
    assert tab.kept() == []


@pytest.mark.parametrize(
    "path", ["/en/search/?q=law", "/en/results/?q=law&sort=title&level=outcome"]
)
def test_words_and_order_stay(open_tab, site, path):
    page = open_tab(site).go(path)
    for language in ("ar", "fr"):
        assert switch(page, language) == path.removeprefix("/en/").replace(
            "q=law&sort=title&level=outcome", "q=law&level=outcome&sort=title"
        )
        assert page.locator("main input[name=q]").input_value() == "law"


def test_an_error_page_leads_to_the_same_address(open_tab, site):
    tab = open_tab(site, java_script_enabled=False)
    page = tab.go("/en/nothing/", 404)
    tab.refused("/ar/nothing/")
    assert switch(page, "ar") == "nothing/"


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_screen_shows_all_languages_within_it(open_tab, site, language, width):
    page = open_tab(site, width).go(f"/{language}/results/")
    boxes = page.locator(".langs a").evaluate_all(f"all => all.map({BOX})")
    assert len(boxes) == 3
    assert all(b["left"] >= 0 and b["right"] <= width and b["height"] >= 44 for b in boxes)
    assert len({b["top"] for b in boxes}) == 1


def test_an_arabic_list_is_mirrored(open_tab, site):
    english, arabic = open_tab(site).go("/en/results/"), open_tab(site).go("/ar/results/")
    for page, toward in ((english, 1), (arabic, -1)):

        def start(selector, number=0, page=page, toward=toward):
            edges = box(page, selector, number)
            return edges["left"] if toward > 0 else -edges["right"]

        assert start("header .name") < start(".langs")
        assert start("form.filters") < start("ol.rows")
        assert start(".rows .meta") < start(".rows h3") < start(".rows .fig")
        assert start(".main-nav a", 0) < start(".main-nav a", 1)
        assert start("fieldset input") < start("fieldset label span")
    assert style(arabic, "body", "direction") == "rtl"


def test_an_arabic_detail_is_mirrored_and_so_is_the_way_to_it(open_tab, site):
    page = open_tab(site).go("/ar/results/mali-drug-network-kingpin-arrested/")
    assert box(page, ".crumbs a", 0)["left"] > box(page, ".crumbs a", 1)["right"]
    mirrored = "getComputedStyle(document.querySelectorAll('.crumbs li')[1], '::before').transform"
    assert page.evaluate(mirrored) == "matrix(-1, 0, 0, 1, 0, 0)"
    assert box(page, ".facts")["right"] < box(page, ".lead")["left"]
    assert box(page, ".receipt dt")["left"] > box(page, ".receipt dd")["left"]
    assert style(page, "blockquote", "direction") == "ltr"
    assert style(page, ".path", "direction") == "ltr"


def test_bars_grow_from_the_right_and_the_map_stays_as_the_earth_is(open_tab, site):
    english, arabic = open_tab(site).go("/en/"), open_tab(site).go("/ar/")
    for page, edge in ((english, "left"), (arabic, "right")):
        drawn = page.locator(".bars svg").evaluate_all(
            f"all => all.map(svg => [({BOX})(svg), ({BOX})(svg.firstElementChild)])"
        )
        assert len(drawn) > 10
        assert all(abs(svg[edge] - bar[edge]) < 1 for svg, bar in drawn)
    west, east = "svg.map a[href*=mauritania]", "svg.map a[href*=chad]"
    for page in (english, arabic):
        assert box(page, west)["right"] < box(page, east)["left"]


def test_arabic_is_set_larger_with_more_room_and_without_slant(open_tab, site):
    arabic, french = open_tab(site).go("/ar/about/"), open_tab(site).go("/fr/about/")

    def size(page, selector):
        return float(style(page, selector, "fontSize").removesuffix("px"))

    def leading(page, selector):
        return float(style(page, selector, "lineHeight").removesuffix("px")) / size(page, selector)

    assert size(arabic, ".prose p") == pytest.approx(1.06 * size(french, ".prose p"), rel=0.01)
    assert leading(arabic, ".prose p") == pytest.approx(1.75, abs=0.01)
    assert leading(french, ".prose p") == pytest.approx(1.6, abs=0.01)
    assert leading(arabic, "h1") == leading(arabic, "h2") == pytest.approx(1.4, abs=0.01)
    assert style(arabic, "h1", "letterSpacing") == "normal"
    arabic.evaluate("document.querySelector('.prose p').innerHTML = '<em>كلمة</em>'")
    assert style(arabic, ".prose em", "fontStyle") == "normal"


def test_english_inside_an_arabic_page_is_set_as_english(open_tab, site):
    quote = open_tab(site).go("/ar/results/mali-drug-network-kingpin-arrested/")
    own = open_tab(site).go("/en/results/mali-drug-network-kingpin-arrested/")
    assert style(quote, "blockquote", "fontFamily") == style(own, "blockquote", "fontFamily")
    assert "serif" in style(quote, "blockquote", "fontFamily")
    assert quote.locator("blockquote").first.inner_text().startswith("“In late October 2016")
