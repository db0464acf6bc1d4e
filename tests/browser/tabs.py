"""A browser tab that remembers whatever its pages did besides showing themselves."""

from urllib.parse import urlsplit


def follow(link):
    """Click what leads to another page, and wait until that page is there."""
    with link.page.expect_navigation():
        link.click()


class Tab:
    """One page in a context of its own; `faults` and `requests` grow as it is used."""

    def __init__(self, context, site):
        self.context = context
        self.site = site
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._refused = ""
        self.again()

    def again(self):
        """Open a new page in the same browser."""
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", self._asked)
        return self.page

    def go(self, path, status=200):
        """Open an address of this site and hold that it answers with this status."""
        self.refused(path if status >= 400 else "")
        response = self.page.goto(f"{self.site}{path}")
        assert response.status == status, f"{path} answers {response.status}"
        return self.page

    def refused(self, path):
        """Say which address answers with an error page: its status in the console is no fault."""
        self._refused = f"{self.site}{path}" if path else ""

    def outside_requests(self):
        """Requests to any other host, and to no host at all."""
        return [url for url in self.requests if not url.startswith(f"{self.site}/")]

    def kept(self):
        """What the site left in the browser: cookies and stored keys."""
        stored = self.page.evaluate(
            "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
        )
        return [cookie["name"] for cookie in self.context.cookies()] + stored

    def _said(self, message):
        own_status = self._refused and message.location["url"] == self._refused
        if message.type in ("error", "warning") and not own_status:
            self.faults.append(f"{self.page.url}: {message.text}")

    def _failed(self, request):
        # Leaving a page early gives up its icon; every other failure is a fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{urlsplit(request.url).path}: {request.failure}")

    def _asked(self, dialog):
        self.faults.append(f"{self.page.url}: a dialog says {dialog.message!r}")
        dialog.dismiss()
