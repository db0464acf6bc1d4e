"""Template words of public memory: what was taken out and put in."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
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
    parts: list[str] = []
    for kind, text in pieces:
        if kind == "ins" and parts and parts[-1].endswith("</del>"):
            parts.append(" ")
        parts.append(
            format_html(html[kind], said[kind], text) if kind else conditional_escape(text)
        )
    return format_html_join("", "{}", ((part,) for part in parts))
