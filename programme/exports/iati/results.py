"""Results and their stated numbers, as results with indicators; and those of the programme."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from programme.exports.columns import plain_number
from programme.exports.iati.activity import PAGE, RESULTS, document
from programme.exports.iati.elements import (
    Texts,
    element,
    joined,
    phrase,
    texts_of,
    titled,
    told,
)
from programme.exports.iati.periods import (
    Period,
    Stated,
    newest_source,
    of_figure,
    of_result,
    source_date,
)
from programme.exports.reading import page_at
from programme.models import Figure, Result
from programme.models.expressions import LANGUAGES
from programme.wording import figure_words

PIECE = 500  # results read at once
LEVELS: dict[str, str] = {
    Result.Level.OUTPUT: "1",
    Result.Level.OUTCOME: "2",
    Result.Level.IMPACT: "3",
}
ANOTHER_LEVEL = "9"
UNIT, QUALITATIVE = "1", "5"
NOT_SUMMED = {"aggregation-status": "0"}
QUALIFIERS: dict[str, Any] = {
    Figure.Qualifier.MINIMUM: _("A lower bound: the source says that it is more."),
    Figure.Qualifier.APPROXIMATE: _("Approximate: the source gives no exact number."),
}
COUNTED_ALREADY = _("Counted already in the larger number: never add the two.")
TELLS_OF_THE_SAME = _("A result that tells of the same; never add the two.")
TOTALS = _("Programme totals")
OF_THE_WHOLE = _("Numbers of the programme as a whole; never add them to those of single results.")
# What a part of a number is told apart by, where its label says it.
DIMENSIONS = {"children": "age", "adults": "age", "women": "sex", "men": "sex"}
PART = "part"


def results() -> Iterator[Element]:
    """Yield each public result in the source's order, then the programme's own numbers."""
    known = newest_source()
    rows = Result.objects.public().in_source_order().for_files().with_receipts()
    for result in rows.iterator(PIECE):
        yield _result(result, known)
    if totals := list(Figure.objects.public().of_the_programme().with_receipts()):
        yield _totals(totals, known)


def _result(result: Any, known: Stated | None) -> Element:
    figures = list(result.figures.all())
    known = source_date(result.evidence.all(), known)
    places = [place["slug"] for place in result.card_places]
    return element(
        "result",
        {"type": LEVELS.get(result.level, ANOTHER_LEVEL), **NOT_SUMMED},
        titled(texts_of(result, "title"), result.slug),
        told("description", texts_of(result, "statement")),
        _page(result.slug, titled(texts_of(result, "title"), result.slug)),
        *(
            _page(other["slug"], titled(phrase(TELLS_OF_THE_SAME), other["slug"]))
            for other in result.the_related
        ),
        *(_numbers(figures, places, known) if figures else [_story(result, places, known)]),
    )


def _totals(figures: list[Figure], known: Stated | None) -> Element:
    return element(
        "result",
        {"type": LEVELS[Result.Level.OUTPUT], **NOT_SUMMED},
        titled(phrase(TOTALS), str(TOTALS)),
        told("description", phrase(OF_THE_WHOLE)),
        *_numbers(figures, [], known),
    )


def _page(slug: str, title: Element) -> Element:
    address = page_at("result_detail", slug)
    return document(address, PAGE, title, [RESULTS], settings.PUBLIC_LANGUAGES[0])


def _story(result: Result, places: list[str], known: Stated | None) -> Element:
    """Build the indicator of a result without a number: the story is its value."""
    period = of_result(result, known)
    story = texts_of(result, "statement") or texts_of(result, "title")
    actual = element("actual", {}, *_locations(places), told("comment", story))
    return element(
        "indicator",
        {"measure": QUALITATIVE, **NOT_SUMMED},
        titled(texts_of(result, "title"), result.slug),
        told("description", period.note) if period else None,
        _timed(period, [actual]) if period else None,
    )


def _numbers(figures: list[Figure], places: list[str], known: Stated | None) -> Iterator[Element]:
    """Yield an indicator for each number; a part of one stands in the larger number's."""
    periods = {
        figure.pk: of_figure(figure, source_date(figure.evidence.all(), known))
        for figure in figures
    }
    parts: dict[int | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        parts[_larger(figure, figures) if periods[figure.pk] else None].append(figure)
    for figure in parts[None]:
        yield _number(figure, parts[figure.pk], places, periods)


def _larger(figure: Figure, figures: Iterable[Figure]) -> int | None:
    """Return the key of the number that this is a part of, if that is no part itself."""
    keys = {one.pk for one in figures}
    whole = next((one for one in figures if one.pk == figure.part_of_id), None)
    return whole.pk if whole and whole.part_of_id not in keys else None


def _number(
    figure: Figure, parts: list[Figure], places: list[str], periods: dict[int, Period | None]
) -> Element:
    spans: dict[Any, list[Element]] = defaultdict(list)
    found: dict[Any, Period] = {}
    for one in (figure, *parts):
        if period := periods[one.pk]:
            span = (period.start, period.end)
            found.setdefault(span, period)
            spans[span].append(_actual(one, places, period.note, is_part=one is not figure))
    return element(
        "indicator",
        {"measure": UNIT, **NOT_SUMMED},
        titled(texts_of(figure, "label"), plain_number(figure.value)),
        told("description", _in_words(figure)),
        *(_timed(found[span], actuals) for span, actuals in spans.items()),
    )


def _timed(period: Period, actuals: list[Element]) -> Element:
    return element(
        "period",
        {},
        element("period-start", {"iso-date": period.start.isoformat()}),
        element("period-end", {"iso-date": period.end.isoformat()}),
        *actuals,
    )


def _actual(figure: Figure, places: list[str], note: Texts, *, is_part: bool) -> Element:
    qualifier = QUALIFIERS.get(figure.qualifier)
    sentences = [
        phrase(qualifier) if qualifier else {},
        phrase(COUNTED_ALREADY) if figure.part_of_id else {},
        note,
    ]
    return element(
        "actual",
        {"value": plain_number(figure.value)},
        *_locations(places),
        _dimension(figure) if is_part else None,
        told("comment", joined(sentences)),
    )


def _locations(places: list[str]) -> list[Element]:
    return [element("location", {"ref": slug}) for slug in places]


def _dimension(figure: Figure) -> Element:
    label = figure.shown("label")
    name = DIMENSIONS.get(figure.text("label", LANGUAGES[0]).lower(), PART)
    return element("dimension", {"name": name, "value": label})


def _in_words(figure: Figure) -> Texts:
    """Say a number whole in each language that its label has: "more than 13,500 …"."""
    found = {}
    for code, label in texts_of(figure, "label").items():
        with translation.override(code):
            found[code] = figure_words(figure.value, figure.qualifier, label)
    return found
