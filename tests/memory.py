"""Rows of public memory, and how readers see them."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

from programme.models import Change
from tests.factories import a_result

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def a_change(row, kind="corrected", days=1, **fields):
    """A row of memory about `row`, so many days ago."""
    fields = {"at": NOW - timedelta(days=days), "kind": kind, **fields}
    return Change.objects.create(noun=row._meta.model_name, object_id=row.pk, **fields)


def a_correction(row, old="ten courts", new="eleven courts", **fields):
    words = {"field": "statement_en", "old": {"en": old}, "new": {"en": new}, "cause": "mistake"}
    return a_change(row, **{**words, **fields})


def words_of(page):
    """The text of a page's main part, in one line."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def changes(reader, query="", language="en"):
    page = reader.get(f"/{language}/changes/{query}")
    assert page.status_code == 200
    return page


def counted(page):
    return int(re.search(r"<h2>(\d+) ", page.text)[1]) if "<h2>No changes" not in page.text else 0


def feed(reader, query=""):
    answer = reader.get(f"/data/changes.atom{query}")
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own feed


def texts(tree, name):
    return [found.text for found in tree.iter(f"{ATOM}{name}")]


def protected_world():
    row = a_result("withdrawn", slug="named-witness", title_en="A named witness", is_protected=True)
    a_change(row, "added", days=9)
    a_correction(row, days=8, old="Witness Zirconium", new="A witness", reason="Zirconium asked")
    a_change(
        row,
        "protective",
        cause="person",
        field="statement_en",
        old={"en": "Zirconium"},
        reason="Zirconium asked",
    )
    return row
