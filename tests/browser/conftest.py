"""One Chromium for all browser tests; one server for each content that they need."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.servers import serving
from tests.browser.tabs import Tab

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The source content; a publisher is named, so that its pages may be indexed."""
    folder = tmp_path_factory.mktemp("source")
    with serving(folder, "source", PUBLISHER_NAME="A publisher") as address:
        yield address


@pytest.fixture(scope="session")
def full_site(tmp_path_factory):
    """A full list of results, nobody named as publisher: the longest footer."""
    with serving(tmp_path_factory.mktemp("full"), "full") as address:
        yield address


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="session")
def hostile_site(hostile_folder):
    """The source content with an attack in every text."""
    with serving(hostile_folder, "hostile") as address:
        yield address


@pytest.fixture
def open_tab(chromium):
    """Open tabs, each in a context of its own; what their pages do wrong fails the test."""
    tabs = []

    def opened(site, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        tabs.append(Tab(context, site))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.context.close()
    assert [fault for tab in tabs for fault in tab.faults] == []
    assert [url for tab in tabs for url in tab.outside_requests()] == []


@pytest.fixture
def tab(open_tab, site):
    """A desk-wide tab on the source content."""
    return open_tab(site)
