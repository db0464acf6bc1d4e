"""A full page of results arrives whole in what a server sends before the first answer back."""

import pytest
from django.conf import settings

from tests.browser.contents import FULL

FIRST_FLIGHT = 14_600  # bytes: ten packets
MOST_REQUESTS = 2  # the page and its stylesheet


def coding(event):
    headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
    return headers.get("content-encoding")


def received(tab, path):
    """Open a page with nothing cached; {address: bytes received, headers and body as sent}."""
    wire = tab.context.new_cdp_session(tab.page)
    asked, got, coded = {}, {}, {}
    wire.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]}))
    wire.on("Network.loadingFinished", lambda e: got.update({e["requestId"]: e}))
    wire.on("Network.responseReceived", lambda e: coded.update({e["requestId"]: coding(e)}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tab.go(path)
    tab.page.wait_for_load_state("networkidle")
    wanted = {key for key, request in asked.items() if "/icon." not in request["url"]}
    assert {coded[key] for key in wanted} == {"br"}
    return {asked[key]["url"]: got[key]["encodedDataLength"] for key in wanted}


@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_a_full_page_of_results_arrives_in_the_first_flight(open_tab, full_site, language):
    tab = open_tab(full_site)
    sizes = received(tab, f"/{language}/results/")
    assert tab.page.locator("ol.rows > li").count() == FULL
    assert tab.page.locator("ol.rows > li .fig").count() == FULL
    assert tab.page.locator("ol.rows > li time").count() == FULL
    assert len(sizes) <= MOST_REQUESTS, sizes
    assert sum(sizes.values()) <= FIRST_FLIGHT, sizes
