"""A text in which the first mention of each name is a link."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Arabic writes "and", "by", "to" and their like as a letter of the word that follows.
_JOINED = "[وفبلك]{0,2}"
_ARTICLE, _TO_THE = "ال", "لل"


def with_links(text: str, pages: dict[str, str]) -> SafeString:
    """Link the first mention of each name to its address; `pages` is {name: address}."""
    addresses = {
        form: href for name, href in pages.items() if name for form in _forms(name.lower())
    }
    if not addresses:
        return conditional_escape(text)
    # In one pass, so that no name is looked for in a link; the longest name first, so that
    # “crime” takes nothing of “organised crime”.
    names = "|".join(re.escape(name) for name in sorted(addresses, key=len, reverse=True))
    html, last, done = [], 0, set()
    for found in re.finditer(rf"(?<!\w){_JOINED}({names})(?!\w)", text, re.IGNORECASE):
        href = addresses.get(found[1].lower(), "")
        if href and href not in done:
            done.add(href)
            html.append(conditional_escape(text[last : found.start()]))
            html.append(format_html('<a href="{}">{}</a>', href, found[0]))
            last = found.end()
    html.append(conditional_escape(text[last:]))
    return mark_safe("".join(html))  # noqa: S308 - escaped above


def _forms(name: str) -> list[str]:
    """The name, and in Arabic the name as it is after "to": للنظم for النظم."""
    return [name, _TO_THE + name[len(_ARTICLE) :]] if name.startswith(_ARTICLE) else [name]
