"""Template words of the desk: names that keep their language, words that changed."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programme import language_words
from programme.models import Worded
from programme.wording import compared

register = template.Library()
register.filters["direction"] = language_words.direction


@register.filter
def named(row: Any) -> SafeString:
    """The name of a row, in its own language and direction wherever it stands."""
    language = row.said(row.translated[0]).language if isinstance(row, Worded) else ""
    return in_language(str(row), language)


@register.filter
def in_language(text: Any, language: str) -> SafeString:
    """A text that keeps its direction among others; language "" is not known."""
    if not language:
        return format_html("<bdi>{}</bdi>", text)
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', language, language_words.direction(language), text
    )


@register.simple_tag
def changed_words(then: str, now: str) -> SafeString:
    """A text as it is now, with the words that were taken out and put in since."""
    html = {
        "": SafeString("{1}"),
        "del": SafeString('<del><span class="visually-hidden">{0}</span>{1}</del>'),
        "ins": SafeString('<ins><span class="visually-hidden">{0}</span>{1}</ins>'),
    }
    said = {"": "", "del": _("[taken out:] "), "ins": _("[put in:] ")}
    pieces = (format_html(html[kind], said[kind], text) for kind, text in compared(then, now))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
