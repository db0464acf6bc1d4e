"""Template words of public memory: what was taken out and put in."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def words_changed(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """What stayed, went and came, for eyes and for ears."""
    said = {"del": _("[taken out:] "), "ins": _("[put in:] ")}
    html = {
        "del": SafeString('<del><span class="vh">{0}</span>{1}</del>'),
        "ins": SafeString('<ins><span class="vh">{0}</span>{1}</ins>'),
    }
    parts = (
        format_html(html[kind], said[kind], text) if kind else format_html("{}", text)
        for kind, text in pieces
    )
    return format_html_join("", "{}", ((part,) for part in parts))
