"""Reports with their editions, and the page of each report."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute, web_address
from programme.jsonld.nodes import Thing, graph, named, of_the_thing, thing
from programme.jsonld.pages import page
from programme.jsonld.programme import programme_named
from programme.models import Report
from programme.wording import iso_date


def report_named(report: Report) -> Thing:
    path = report.get_absolute_url()
    return thing("Report", of_the_thing(path), name=report.shown_title, url=absolute(path))


def report(report: Report) -> Thing:
    """Describe one report with its editions.

    Its date is the one in its title, which need not be that of its publication: `temporal`.
    """
    languages = list(dict.fromkeys(edition["language"] for edition in report.card_editions))
    editions = [_edition(report, language) for language in languages]
    it = report_named(report)
    it |= {"about": programme_named()}
    if dated := iso_date(report.dated, report.dated_precision):
        it["temporal"] = dated
    if languages:
        it |= {"inLanguage": languages, "workExample": [named(one) for one in editions]}
    changed = report.updated_at.date().isoformat()
    step = (_("Reports"), reverse("report_list"))
    path = report.get_absolute_url()
    shown = {"mainEntity": named(it), "dateModified": changed}
    return graph(it, *editions, *page("WebPage", path, it["name"], step, **shown))


def _edition(report: Report, language: str) -> Thing:
    """Describe a report in one language. None is said to be translated: which came first is not
    stated."""
    path = report.get_absolute_url()
    rows = [row for row in report.card_editions if row["language"] == language]
    return thing(
        "Report",
        of_the_thing(path, language),
        name=report.text("title", language),
        inLanguage=language,
        exampleOfWork={"@id": of_the_thing(path)},
        url=[address for row in rows if (address := web_address(row["address"]))],
        encoding=[_file(report, row) for row in rows if row["file"]],
    )


def _file(report: Report, row: dict[str, Any]) -> Thing:
    address = absolute(reverse("edition_file", args=[report.slug, row["language"]]))
    return thing(
        "MediaObject",
        address,
        contentUrl=address,
        encodingFormat="application/pdf",
        contentSize=row["bytes"] and f"{row['bytes']} B",
        sha256=row["sha256"],
        inLanguage=row["language"],
    )
