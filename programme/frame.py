"""What the frame of every page needs: who speaks, the menu, the page's own address."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str) -> str:
    """Return the public address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def web_address(address: str | None) -> str:
    """Return an address that a link may lead to; "" for what is none of the web (javascript:)."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the site's names and settings; views may override canonical, noindex."""
    here = absolute(quote(request.path))
    mail = settings.CONTACT_EMAIL
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "publisher": settings.PUBLISHER_NAME,
        "contact_email": mail,
        "report_link": f"mailto:{mail}?subject={quote(str(settings.SITE_NAME))}&body={quote(here)}"
        if mail
        else "",
        "canonical": here,
        "noindex": not settings.PUBLISHER_NAME,
    }
