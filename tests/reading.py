"""A list page as a reader sees it: its count, rows, choices, chips and form."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

VOID = {"input", "meta", "link", "br", "img", "rect", "path"}


class ListReading(HTMLParser):
    """Parses one list page; everything a test compares comes from its HTML."""

    def __init__(self, response):
        super().__init__()
        self.status = response.status_code
        self.rows, self.choices, self.chips, self.links = [], {}, [], []
        self.form, self.headings, self.faults = [], [], []
        self._in, self._choice = [], None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        classes = (given.get("class") or "").split()
        if tag == "input":
            self._read_input(given)
        if tag == "a":
            self._read_link(given["href"], classes)
        if tag not in VOID:
            self._in.append((tag, classes))

    def _read_link(self, href, classes):
        around = {name for _, names in self._in for name in names}
        heads_a_row = "rows" in around and self._in[-1][0] == "h3"
        if heads_a_row or "names" in around:
            self.rows.append(href)
        elif "chip" in classes:
            self.chips.append(href)
        else:
            self.links.append(href)

    def _read_input(self, given):
        if given.get("type") == "checkbox":
            self._choice = (given["name"], given["value"])
            self.choices[self._choice] = {
                "chosen": "checked" in given,
                "disabled": "disabled" in given,
                "count": None,
            }
            if "checked" in given and "disabled" not in given:
                self.form.append(self._choice)
        elif given.get("name"):
            self.form.append((given["name"], given.get("value") or ""))

    def handle_endtag(self, tag):
        while self._in and self._in.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self._in]
        if "h2" in tags and data.strip():
            self.headings.append(data.strip())
        if any("fault" in classes for _, classes in self._in) and data.strip():
            self.faults.append(data.strip())
        if tags[-1:] == ["span"] and "fieldset" in tags and self._choice:
            self.choices[self._choice]["count"] = int(data.replace(",", ""))

    @property
    def count(self):
        """The number that the page's heading says."""
        for heading in self.headings:
            if found := re.match(r"([\d,]+) (?:of [\d,]+ )?(?:result|report|donor)", heading):
                return int(found[1].replace(",", ""))
            if heading.startswith("No "):
                return 0
        return None

    def sent(self, path):
        """The address that the browser opens when the form is sent as it stands."""
        return f"{path}?{urlencode(self.form)}"

    def counts(self, facet):
        return {v: c["count"] for (name, v), c in self.choices.items() if name == facet}


def read(client, path, **parameters):
    address = f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path
    return ListReading(client.get(address))
