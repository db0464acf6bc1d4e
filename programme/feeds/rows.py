"""Entries of results, donors and reports, with all that their public columns tell."""

from collections.abc import Callable, Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from programme.exports import TABLES, Table
from programme.exports.reading import language_of
from programme.exports.tables import rows_read
from programme.feeds.atom import Category, Entry
from programme.filters import ListFilter
from programme.models import Donor, Report, Result
from programme.models.worded import Said
from programme.wording import comma

OWN = ("pk", "changed_at")
Told = tuple[dict[str, Any], list[Category]]


def entries_of_results(found: ListFilter, start: int, stop: int) -> Iterator[Entry]:
    """Yield an entry for each result in a stretch of what a filter finds."""
    return _entries(TABLES["results"], "title", _result, found, start, stop)


def entries_of_donors(found: ListFilter, start: int, stop: int) -> Iterator[Entry]:
    """Yield an entry for each donor in a stretch of what a filter finds."""
    return _entries(TABLES["donors"], "name", _donor, found, start, stop)


def entries_of_reports(found: ListFilter, start: int, stop: int) -> Iterator[Entry]:
    """Yield an entry for each report in a stretch of what a filter finds."""
    return _entries(TABLES["reports"], "title", _report, found, start, stop)


def _entries(
    table: Table,
    title: str,
    tell: Callable[[dict[str, Any]], Told],
    found: ListFilter,
    start: int,
    stop: int,
) -> Iterator[Entry]:
    """Yield entries, what changed last first, and then by key.

    The key of a row outlives its title and its address, and comes back with a row that was
    deleted. When a row was first public is not told: of what came with the site nobody knows.
    """
    names = [*table.names, *OWN]
    language = language_of(title)
    in_columns = table.in_columns()
    for row in rows_read(found.without().changed_last_first(), names, start, stop):
        record: dict[str, Any] = in_columns(row)
        told, categories = tell(record)
        yield Entry(
            key=f"{table.name}/{row['pk']}",
            title=Said(record[title] or "", language.of(row)),
            href=record["url"],
            html=render_to_string("programme/_feed_entry.html", told),
            updated=row["changed_at"],
            categories=categories,
        )


def _result(record: dict[str, Any]) -> Told:
    level = str(Result.Level(record["level"]).label) if record["level"] else ""
    facts = [
        (_("When"), record["when"]),
        (_("Where"), comma().join(record["place_names"])),
        (_("Themes"), comma().join(record["theme_names"])),
        (_("Level"), level),
        (_("Source"), comma().join(filter(None, record["sources"]))),
    ]
    filed = [
        Category(vocabulary, term, label)
        for vocabulary, names in (("themes", "theme_names"), ("places", "place_names"))
        for term, label in zip(record[vocabulary], record[names], strict=True)
    ]
    told = {"words": record["statement"], "language": record["language"], "facts": facts}
    return {**told, "figures": record["figures"]}, filed


def _donor(record: dict[str, Any]) -> Told:
    kind = str(Donor.Kind(record["kind"]).label)
    facts = [
        (_("Kind"), kind),
        (_("Country code"), record["country_code"]),
        (_("Website"), record["website"]),
        (_("Contributions"), comma().join(record["contributions"])),
    ]
    return {"facts": facts}, [Category("donor-kinds", record["kind"], kind)]


def _report(record: dict[str, Any]) -> Told:
    kind = str(Report.Kind(record["kind"]).label)
    told = {
        "facts": [(_("Kind"), kind), (_("Dated"), record["when"])],
        "editions": list(zip(record["languages"], record["addresses"], strict=True)),
    }
    return told, [Category("report-kinds", record["kind"], kind)]
