"""The programme and the site that tells of it; the front page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from programme.charts import Summary
from programme.frame import absolute
from programme.jsonld.donors import donor_named
from programme.jsonld.figures import observation
from programme.jsonld.nodes import Thing, graph, named, of_the_site, thing, value
from programme.jsonld.pages import site_id
from programme.jsonld.places import place_of_bar
from programme.jsonld.programme import programme_named
from programme.jsonld.reports import report_named
from programme.jsonld.rights import rights
from programme.models import Donor, Figure, PageText, Report
from programme.models.expressions import reading_language


def home(
    *,
    introduction: PageText | None,
    figures: Iterable[Figure],
    summary: Summary,
    report: Report | None,
    donors: Iterable[Donor],
    **_beside: Any,
) -> Thing:
    """Describe the programme by what the front page shows of it, and the site.

    When it began is said in its introduction, and so only beside that.
    """
    programme = programme_named() | value(
        "Project",
        description=introduction and introduction.shown_words,
        foundingDate=introduction and settings.PROGRAMME_BEGAN,
        areaServed=[place_of_bar(bar) for bar in summary.countries if bar.in_focus],
        funder=[donor_named(donor) for donor in donors],
        subjectOf=report_named(report) if report else None,
    )
    numbers = [observation(figure, [named(programme)], list(figures)) for figure in figures]
    here = absolute(reverse("home"))
    page = thing(
        "WebPage",
        here,
        url=here,
        name=str(settings.SITE_NAME),
        inLanguage=reading_language(),
        isPartOf={"@id": site_id()},
        mainEntity=named(programme),
    )
    return graph(programme, _site(), page, *numbers)


def _site() -> Thing:
    here, search = absolute(reverse("home")), absolute(reverse("search"))
    return thing(
        "WebSite",
        site_id(),
        url=here,
        name=str(settings.SITE_NAME),
        inLanguage=reading_language(),
        about={"@id": of_the_site("programme")},
        **rights(),
        potentialAction=value(
            "SearchAction",
            target=f"{search}?q={{search_term_string}}",
            **{"query-input": "required name=search_term_string"},
        ),
    )
