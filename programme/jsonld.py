"""The same facts for machines: schema.org, one @graph a page, with @ids that stay."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute, in_language, web_address
from programme.models import Figure, Place, Report, Result
from programme.models.expressions import reading_language
from programme.models.worded import Said, text_of
from programme.wording import figure_words, iso_date

Thing = dict[str, Any]


def _id(path: str) -> str:
    return absolute(f"{path}#it")


def _programme_id() -> str:
    return f"{settings.SITE_URL}/#programme"


def _filled(thing: Thing) -> Thing:
    """Leave out what is unknown."""
    return {key: value for key, value in thing.items() if value not in ("", None, [])}


def _graph(*things: Thing) -> Thing:
    return {"@context": "https://schema.org", "@graph": [_filled(thing) for thing in things]}


def _breadcrumb(*steps: tuple[str, str]) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": absolute(path)}
            for n, (name, path) in enumerate(steps, 1)
        ],
    }


def programme() -> Thing:
    """Describe the programme and the site's search."""
    home = reverse("home")
    search = absolute(reverse("search"))
    return _graph(
        {"@type": "Project", "@id": _programme_id(), "name": str(settings.SITE_NAME)},
        {
            "@type": "WebSite",
            "@id": _id(home),
            "url": absolute(home),
            "name": str(settings.SITE_NAME),
            "inLanguage": reading_language(),
            "publisher": settings.PUBLISHER_NAME
            and {"@type": "Organization", "name": settings.PUBLISHER_NAME},
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{search}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        },
    )


def _place(place: dict[str, str]) -> Thing:
    kind = "Country" if place["kind"] == Place.Kind.COUNTRY else "Place"
    code = place["iso_code"]
    return _filled({"@type": kind, "name": text_of(place, "name").text, "identifier": code})


def _figure(figure: dict[str, str], subject: str) -> Thing:
    label = text_of(figure, "label").text
    value = float(figure["value"])
    minimum = figure["qualifier"] == Figure.Qualifier.MINIMUM
    return {
        "@type": "Observation",
        "name": figure_words(figure["value"], figure["qualifier"], label),
        "observationAbout": {"@id": subject},
        "minValue" if minimum else "value": int(value) if value.is_integer() else value,
    }


def _languages(*texts: Said) -> list[str]:
    """Return the languages of some texts, each once."""
    return list(dict.fromkeys(said.language for said in texts if said.text))


def _original(result: Result) -> Thing | None:
    """Name the article that this page's is a translation of, where it is one."""
    if result.born_in in (reading_language(), result.said("title").language):
        return None
    return {"@id": _id(in_language(result.get_absolute_url(), result.born_in))}


def result(result: Result) -> Thing:
    """Describe one result: an article about what changed, its places, its figures."""
    path = result.get_absolute_url()
    title = result.shown("title")
    start = iso_date(result.happened_from, result.precision)
    end = iso_date(result.happened_to, result.precision)
    period = f"{start}/.." if result.precision == "since" else f"{start}/{end}" if end else start
    article = {
        "@type": "Article",
        "@id": _id(path),
        "url": absolute(path),
        "headline": title,
        "articleBody": result.shown("statement"),
        "inLanguage": _languages(result.said("title"), result.said("statement")),
        "translationOfWork": _original(result),
        "about": [
            {"@id": _programme_id()},
            *(
                {"@type": "DefinedTerm", "name": text_of(theme, "name").text}
                for theme in result.card_themes
            ),
        ],
        "contentLocation": [_place(place) for place in result.card_places],
        "temporalCoverage": period,
        "dateModified": result.updated_at.date().isoformat(),
    }
    crumbs = _breadcrumb(
        (str(settings.SITE_NAME), reverse("home")),
        (_("Results"), reverse("result_list")),
        (title, path),
    )
    figures = [_figure(figure, _id(path)) for figure in result.card_figures]
    return _graph(article, *figures, crumbs)


def _edition(report: Report, edition: dict[str, Any]) -> Thing:
    place = [report.slug, edition["language"]]
    address, kind = web_address(edition["address"]), edition["format"]
    if edition["file"]:
        address, kind = absolute(reverse("edition_file", args=place)), "application/pdf"
    thing = {
        "@type": "MediaObject",
        "inLanguage": edition["language"],
        "contentUrl": address,
        "encodingFormat": kind,
        "contentSize": edition["file"] and f"{edition['bytes']} B",
        "sha256": edition["file"] and edition["sha256"],
    }
    return _filled(thing)


def report(report: Report) -> Thing:
    """Describe one report with its editions."""
    path = report.get_absolute_url()
    title = report.shown("title")
    editions = [_edition(report, edition) for edition in report.card_editions]
    return _graph(
        {
            "@type": "Report",
            "@id": _id(path),
            "url": absolute(path),
            "name": title,
            "inLanguage": [edition["language"] for edition in report.card_editions],
            "about": {"@id": _programme_id()},
            "encoding": [edition for edition in editions if "contentUrl" in edition],
        },
        _breadcrumb(
            (str(settings.SITE_NAME), reverse("home")),
            (_("Reports"), reverse("report_list")),
            (title, path),
        ),
    )
