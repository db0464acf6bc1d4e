"""Every public page, for crawlers, in each open language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from programme.frame import absolute, alternates
from programme.models import Donor, Place, Publishable, Report, Result, Theme

FIXED = [
    "home",
    "result_list",
    "donor_list",
    "report_list",
    "search",
    "change_list",
    "data_page",
    "api_documentation",
    "about",
    "accessibility",
    "privacy",
    "terms",
    "corrections",
]


class PublicSitemap(Sitemap):
    """Addresses under SITE_URL, whatever host was asked."""

    i18n = True
    languages = list(settings.PUBLIC_LANGUAGES)
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_urls(self, *args: Any, **options: Any) -> list[dict[str, Any]]:
        """Add each page's other languages; Django's own would name an address of no language."""
        urls: list[dict[str, Any]] = super().get_urls(*args, **options)
        for url in urls:
            path = url["location"].removeprefix(settings.SITE_URL)
            url["alternates"] = [
                {"lang_code": code, "location": absolute(there)} for code, there in alternates(path)
            ]
        return urls


class FixedSitemap(PublicSitemap):
    """Lists and fixed pages."""

    def items(self) -> list[str]:
        return FIXED

    def location(self, item: str) -> str:
        return reverse(item)


class RowSitemap(PublicSitemap):
    """One page for each public row of a model."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def items(self) -> Sequence[Any]:
        rows: Sequence[Any] = self.rows()
        return rows

    def lastmod(self, item: Any) -> datetime | None:
        return item.updated_at if isinstance(item, Publishable) else None


SITEMAPS = {
    "pages": FixedSitemap(),
    "results": RowSitemap(lambda: Result.objects.public().in_source_order()),
    "places": RowSitemap(lambda: Place.objects.named()),
    "themes": RowSitemap(lambda: Theme.objects.named()),
    "donors": RowSitemap(lambda: Donor.objects.public().by_name()),
    "reports": RowSitemap(lambda: Report.objects.public().in_source_order()),
}
