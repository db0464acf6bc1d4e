"""Template words: texts as they are shown, dates and numbers in words, words found marked."""

import json
import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from programme import wording
from programme.charts import Bar, Summary, shade
from programme.frame import web_address
from programme.models import Figure, Result
from programme.models.reports import EDITION_LANGUAGES
from programme.models.worded import text_of
from programme.search import Asked
from programme.shapes import LAND, SHAPES, SMALL_LAND, VIEW_BOX

register = template.Library()
register.filters.update(
    excerpt=wording.excerpt,
    first_sentence=wording.first_sentence,
    list_words=wording.list_words,
    number=wording.number_words,
    qualifier=wording.qualifier_words,
    web_address=web_address,
)

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def shown(row: Any, field: str) -> str:
    """A translated text of a row, or of a card's part: reader's language → original → any."""
    return text_of(row, field).text


@register.filter
def when(result: Result) -> str:
    """When a result happened, in words."""
    return wording.period_words(result.happened_from, result.happened_to, result.precision)


@register.filter
def when_iso(result: Result) -> str:
    """When it began, for <time datetime>; "" where no date is stated."""
    return wording.iso_date(result.happened_from, result.precision)


@register.simple_tag
def dated(day: Any, precision: str) -> SafeString:
    """A date in words inside <time>, or "Date not stated" inside <span>."""
    words = wording.date_words(day, precision)
    if iso := wording.iso_date(day, precision):
        return format_html('<time datetime="{}">{}</time>', iso, words)
    return format_html("<span>{}</span>", words)


@register.filter
def figure_words(figure: Figure) -> str:
    """A stated number whole, in words."""
    return wording.figure_words(figure.value, figure.qualifier, figure.shown("label"))


@register.filter
def names(rows: list[dict[str, str]]) -> list[str]:
    """The names of a card's places or themes."""
    return [text_of(row, "name").text for row in rows]


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as HTML; markup typed into it is shown as text, and so is a script address."""
    html: SafeString = mark_safe(_markdown.render(text or ""))  # noqa: S308 - html=False escapes
    return html


@register.simple_tag
def linked(text: str, themes: list[Bar]) -> SafeString:
    """A plain text in which the first mention of each theme is a link to its page."""
    pages = {theme.label.lower(): reverse("theme_detail", args=[theme.value]) for theme in themes}
    # In one pass, so that no name is looked for in a link; the longest name first, so that
    # “crime” takes nothing of “organised crime”.
    names = "|".join(re.escape(name) for name in sorted(pages, key=len, reverse=True) if name)
    parts = re.split(rf"\b({names})\b", text, flags=re.IGNORECASE) if names else [text]
    html = [
        format_html('<a href="{}">{}</a>', href, part)
        if index % 2 and (href := pages.pop(part.lower(), None))
        else conditional_escape(part)
        for index, part in enumerate(parts)
    ]
    return mark_safe("".join(html))  # noqa: S308 - escaped above


@register.simple_block_tag
def marked(content: str, asked: Asked, language: str = "") -> str:
    """Rendered HTML with the words asked for marked; its language is what `lang` in it says."""
    return asked.mark_html(content, language) if asked else content


@register.simple_tag
def found_in(text: str, asked: Asked, language: str = "") -> SafeString:
    """A text cut around the first word found, or its beginning."""
    return asked.snippet(text, language) or conditional_escape(wording.excerpt(text))


@register.simple_tag
def snippet(result: Result, asked: Asked) -> SafeString:
    """Where the words stand in a result, if its card does not show them already."""
    words, language = result.said("statement")
    card = [result.said("title"), (wording.excerpt(words), language)]
    card += [text_of(row, "name") for row in (*result.card_places, *result.card_themes)]
    if not asked or any(asked.spans(*text) for text in card):
        return SafeString("")
    return asked.snippet(words, language)


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Facts for machines, which no browser runs; safe against </script> in a text."""
    text = json.dumps(data, ensure_ascii=False).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.inclusion_tag("programme/_map.html")
def results_map(summary: Summary) -> dict[str, Any]:
    """The map of the focus countries, shaded by number of results, each a link."""
    most = max((bar.count for bar in summary.countries), default=0)
    drawn = [bar for bar in summary.countries if bar.code in SHAPES]
    countries = [
        {
            "bar": bar,
            "shape": SHAPES[bar.code],
            "shade": shade(bar.count, most),
            "lines": bar.label.split(" ", 1) if SHAPES[bar.code].narrow else [bar.label],
        }
        for bar in drawn
    ]
    return {"countries": countries, "land": LAND, "view_box": VIEW_BOX}


@register.inclusion_tag("programme/_locator.html")
def locator(codes: list[str]) -> dict[str, Any]:
    """A small picture of where some countries lie; nothing where none of them is drawn."""
    shapes = [(shape.small, code in codes) for code, shape in SHAPES.items()]
    any_on = any(on for _, on in shapes)
    return {"shapes": shapes if any_on else [], "land": SMALL_LAND, "view_box": VIEW_BOX}


@register.filter
def language_name(code: str) -> str:
    """What a language calls itself."""
    return dict(EDITION_LANGUAGES).get(code, code)


@register.filter
def country_codes(places: list[dict[str, str]]) -> list[str]:
    """The ISO codes of a card's places."""
    return [place["iso_code"] for place in places if place["iso_code"]]
