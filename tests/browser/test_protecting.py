"""A publisher with a telephone removes something from the public page at once."""

import pytest

from tests.browser.contents import PUBLISHER
from tests.browser.servers import fetch, serving
from tests.browser.tabs import follow
from tests.browser.test_accessibility import NARROW
from tests.browser.test_keeping import sign_in
from tests.browser.test_signing_in import fits

SLUG = "mali-trafficking-network-discovered"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(
        tmp_path_factory.mktemp("roles"), "roles", PUBLISHER_NAME="A publisher"
    ) as address:
        yield address


def test_two_clicks_from_the_public_page_at_320_pixels(open_tab, site):
    tab = open_tab(site, NARROW)
    sign_in(tab, PUBLISHER)
    page = tab.go(f"/en/results/{SLUG}/")
    title = page.get_by_role("heading", level=1).inner_text()
    assert title in fetch(site, "/en/results/")[2]
    follow(page.get_by_role("link", name="For editors"))
    assert fits(page)
    follow(page.get_by_role("button", name="Remove it now"))
    for language in ("en", "fr", "ar"):
        status, _headers, text = fetch(site, f"/{language}/results/{SLUG}/")
        assert status == 410
        assert title not in text
    page.get_by_text("It was removed. Readers are told no more").wait_for()
    assert fits(page)
    for path in ("/en/results/", "/en/search/?q=trafficking", "/en/changes/", "/data/changes.atom"):
        text = fetch(site, path)[2]
        assert title not in text
        assert SLUG not in text
    assert SLUG not in fetch(site, "/sitemap.xml")[2]
