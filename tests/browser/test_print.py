"""On paper: the words and their receipts, without what only a screen needs."""


def printed(tab, path):
    page = tab.go(path)
    assert page.locator("nav:visible").count() > 0
    page.emulate_media(media="print")
    return page


def test_a_printed_result_has_its_receipts_and_no_menus(tab):
    page = printed(tab, "/en/results/burkina-faso-mali-firearms-marked/")
    assert page.locator("nav:visible").count() == 0
    assert page.locator(".skip:visible").count() == 0
    assert page.locator("#receipts").is_visible()
    assert page.locator("#receipts dl:visible").count() == 2
    quote = "resulting in more than 13,500 firearms marked in both countries since 2015"
    assert page.get_by_text(quote).first.is_visible()


def test_a_printed_list_has_its_rows_and_no_filters(tab):
    page = tab.go("/en/results/?place=mali")
    assert page.locator("form.filters").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("form.filters").is_visible()
    assert page.locator("ol.rows > li:visible").count() == 3
    assert page.locator(".chip", has_text="Place: Mali").is_visible()


def test_a_printed_front_page_has_the_sources_that_a_screen_folds_away(tab):
    page = tab.go("/en/")
    quotes = page.locator(".figures details p.said")
    assert [quote.is_visible() for quote in quotes.all()] == [False, False]
    page.emulate_media(media="print")
    assert [quote.is_visible() for quote in quotes.all()] == [True, True]
