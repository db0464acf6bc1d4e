"""Words asked for → what they found, and where they stand in a text that is shown."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from programme.models.expressions import reading_language
from programme.stemming import asked_for, tokens

LONGEST_QUERY = 200  # characters
SNIPPET = 150  # characters of a text around the first word found

_TAG_OR_ENTITY = re.compile(r"(<[^>]*>|&[#\w]+;)")


@dataclass(frozen=True)
class Asked:
    """The words that somebody typed. Whatever was typed is words: quotes, stars, emoji too."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @cached_property
    def language(self) -> str:
        return reading_language()

    @cached_property
    def forms(self) -> list[tuple[str, str]]:
        """(folded, stem) of each word; empty where nothing typed is a letter or digit."""
        return asked_for(self.text, self.language)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where words of this query stand in a plain text, as (start, end), in order."""
        found: dict[tuple[int, int], None] = {}
        for token in tokens(text, self.language):
            if any(
                token.folded.startswith(f) or s in (token.stem, token.folded) for f, s in self.forms
            ):
                found[token.start, token.end] = None
        return list(found)

    def mark(self, text: str) -> str:
        """Escape nothing; wrap each word found in <mark>. The text must be free of markup."""
        out, last = [], 0
        for start, end in self.spans(text):
            out += [text[last:start], "<mark>", text[start:end], "</mark>"]
            last = end
        return "".join([*out, text[last:]])

    def mark_html(self, html: str) -> SafeString:
        """Mark the words found in rendered HTML, outside its tags and entities."""
        parts = _TAG_OR_ENTITY.split(html)
        marked = (part if index % 2 else self.mark(part) for index, part in enumerate(parts))
        return mark_safe("".join(marked))  # noqa: S308 - the input is rendered, escaped HTML

    def snippet(self, text: str) -> SafeString:
        """Cut a text around the first word found in it, marked; "" where none is."""
        spans = self.spans(text)
        if not spans:
            return SafeString("")
        start = max(0, spans[0][0] - SNIPPET // 3)
        start = text.find(" ", start) + 1 if start else 0
        start = min(start, spans[0][0])
        end = len(text) if len(text) <= start + SNIPPET else text.rfind(" ", 0, start + SNIPPET)
        end = max(end, spans[0][1])
        piece = text[start:end].strip()
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return self.mark_html(f"{before}{escape(piece)}{after}")
