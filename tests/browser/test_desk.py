"""The admin keeps to the site's content security policy too, at any width."""

import pytest
from django.contrib import admin

from tests.browser.contents import EDITOR
from tests.browser.tabs import follow


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_admin_is_blocked_or_asks_anybody_else(width, open_tab, full_site):
    """`open_tab` fails the test on any blocked style or script, and on any foreign request."""
    tab = open_tab(full_site, width=width)
    page = tab.go("/admin/login/")
    page.get_by_label("Username").fill(EDITOR[0])
    page.get_by_label("Password").fill(EDITOR[1])
    follow(page.get_by_role("button", name="Log in"))
    assert page.get_by_role("link", name="Results", exact=True).count()
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        tab.go(address)
        first = page.locator("#result_list tbody th a").first
        if first.count():
            tab.go(first.get_attribute("href"))
            if page.locator(".historylink").count():
                tab.go(page.locator(".historylink").first.get_attribute("href"))
