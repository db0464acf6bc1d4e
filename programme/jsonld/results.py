"""One result: an article about what changed, with its places, themes, numbers and sources."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute, web_address
from programme.jsonld.figures import observation
from programme.jsonld.nodes import Thing, each_once, graph, named, of_the_site, of_the_text, thing
from programme.jsonld.pages import page, site_id
from programme.jsonld.places import place_of_row
from programme.jsonld.programme import programme_named
from programme.jsonld.reports import report_named
from programme.jsonld.texts import language_of, languages_of, translations
from programme.jsonld.themes import codes_of, theme_of
from programme.models import Evidence, Result
from programme.models.worded import text_of
from programme.wording import iso_date, iso_period

WORDS = ["title", "statement"]


def result(result: Result, receipts: Iterable[Evidence], related: Iterable[Result]) -> Thing:
    """Describe a result by what its page shows; where it is not translated, the original."""
    path = result.get_absolute_url()
    places = [place_of_row(row) for row in result.card_places]
    figures = list(result.figures.all())
    numbers = [observation(one, [named(place) for place in places], figures) for one in figures]
    language = language_of(result, *WORDS)
    its_id = of_the_text(path, language)
    article = thing(
        "Article",
        its_id,
        url=its_id.partition("#")[0],
        headline=result.shown("title"),
        articleBody=result.shown("statement"),
        inLanguage=languages_of(result, *WORDS),
        **translations(result, WORDS, language, partial(of_the_text, path)),
        about=[programme_named(), *_themes(result)],
        contentLocation=places,
        temporalCoverage=iso_period(result.happened_from, result.happened_to, result.precision),
        mentions=[named(number) for number in numbers],
        isBasedOn=each_once([one for receipt in receipts if (one := _source(receipt))]),
        dateModified=result.updated_at.date().isoformat(),
        isPartOf={"@id": site_id(language)},
    )
    step = (_("Results"), reverse("result_list"))
    links = [absolute(other.get_absolute_url()) for other in related]
    more = [address for address in [web_address(result.link)] if address]
    shown = {"mainEntity": named(article), "relatedLink": [*links, *more]}
    way = page("WebPage", path, result.shown("title"), step, **shown)
    return graph(article, *numbers, *way)


def _themes(result: Result) -> list[Thing]:
    themes = [theme_of(row, row["slug"]) for row in result.card_themes]
    codes = [code for row in result.card_themes for code in codes_of(row)]
    return each_once([*themes, *codes])


def _source(receipt: Evidence) -> Thing | None:
    """Name a source, with its address where that is stated; never a report that is not public."""
    if source := receipt.source:
        return thing(
            "CreativeWork",
            of_the_site(f"source-{source.slug}"),
            name=text_of(source, "title").text,
            url=web_address(source.address),
            temporal=iso_date(source.as_of, source.as_of_precision),
        )
    if receipt.edition and receipt.report_is_public:
        return report_named(receipt.edition.report)
    return None
