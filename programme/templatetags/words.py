"""Template words: texts as they are shown, dates and numbers in words, words found marked."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from programme import notes, wording
from programme.charts import Bar, Summary, shade
from programme.frame import alternates, web_address
from programme.languages import as_printed, attributes, isolated, name_in_a_sentence
from programme.languages import marked as in_its_language
from programme.linking import with_links
from programme.models import Figure, Result
from programme.models.reports import EDITION_LANGUAGES
from programme.models.worded import Worded, text_of
from programme.search import Asked
from programme.shapes import LAND, SHAPES, SMALL_LAND, VIEW_BOX

register = template.Library()
register.filters.update(
    excerpt=wording.excerpt,
    first_sentence=wording.first_sentence,
    isolated=isolated,
    moment=wording.moment_words,
    number=wording.number_words,
    printed=as_printed,
    qualifier=wording.qualifier_words,
    separated=wording.separated,
    size=wording.size_words,
    web_address=web_address,
)
register.simple_tag(alternates)
register.simple_tag(attributes, name="lang")
register.simple_tag(in_its_language, name="worded")
register.simple_tag(notes.card_note)
register.simple_tag(wording.comma)

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def shown(row: Any, field: str) -> str:
    """A translated text of a row, or of a card's part: reader's language → original → any."""
    return as_printed(text_of(row, field))


@register.simple_tag
def said(row: Any, field: str) -> SafeString:
    """The same inside a line of HTML: marked where it is not in the page's language."""
    found = text_of(row, field)
    return in_its_language(as_printed(found), found.language)


@register.simple_tag
def lang_of(row: Any, field: str) -> SafeString:
    """The attributes lang and dir for an element that holds such a text and nothing else."""
    return attributes(text_of(row, field).language)


@register.simple_tag
def quoted(text: str, language: str) -> SafeString:
    """Words of a source between the page's quotation marks."""
    return _quotation(in_its_language(text, language))


@register.simple_tag
def quoted_block(text: str, language: str) -> SafeString:
    """Words of a source between the quotation marks of their own language."""
    with translation.override(language):
        return _quotation(conditional_escape(text))


def _quotation(html: SafeString) -> SafeString:
    return mark_safe(_("“%(words)s”") % {"words": html})  # noqa: S308 - HTML already


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
def figure_words(figure: Figure) -> SafeString:
    """A stated number whole, in words."""
    words = wording.figure_words(figure.value, figure.qualifier, "{}")
    return format_html(words, said(figure, "label"))


@register.filter
def names(rows: list[dict[str, str]]) -> list[SafeString]:
    """The names of a card's places or themes."""
    return [said(row, "name") for row in rows]


@register.filter
def list_words(items: list[SafeString]) -> SafeString:
    """Names joined by commas and "and"."""
    return format_html(wording.list_words(["{}"] * len(items)), *items)


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as HTML; markup typed into it is shown as text, and so is a script address."""
    html: SafeString = mark_safe(_markdown.render(text or ""))  # noqa: S308 - html=False escapes
    return html


@register.simple_tag
def linked(text: str, themes: list[Bar]) -> SafeString:
    """A plain text in which the first mention of each theme is a link to its page."""
    return with_links(
        text, {theme.label: reverse("theme_detail", args=[theme.value]) for theme in themes}
    )


@register.filter
def code(text: Any) -> SafeString:
    """A plain text with what stands between backticks as code, left to right."""
    parts = conditional_escape(text).split("`")
    tags = ("</code>", '<code dir="ltr">')
    joined = "".join(f"{tags[n % 2] if n else ''}{part}" for n, part in enumerate(parts))
    return mark_safe(joined)  # noqa: S308 - escaped above


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


@register.inclusion_tag("programme/_translation.html", takes_context=True)
def translation_note(context: Any, row: Worded, *, briefly: bool = False) -> dict[str, Any]:
    """How a row's text in this language came about; `briefly` tells only what is wrong."""
    note = notes.note_of(row)
    if note and briefly:
        note = note._replace(account="")
    return _with_original(context, note)


@register.inclusion_tag("programme/_translations.html", takes_context=True)
def translations_note(context: Any, *rows: Any) -> dict[str, Any]:
    """One line for a page of many rows, or lists of rows, with unofficial translations."""
    return _with_original(context, notes.note_on(rows))


def _with_original(context: Any, note: notes.Note | None) -> dict[str, Any]:
    pages = {page.code: page.href for page in context["languages"]}
    name = name_in_a_sentence(note.original) if note and note.original in pages else ""
    return {"note": note, "original": name, "href": pages.get(note.original) if note else ""}


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
