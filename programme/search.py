"""Words asked for → what they found, and where they stand in a text that is shown."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from programme.models.expressions import reading_language
from programme.stemming import Wanted, asked_for, tokens

LONGEST_QUERY = 200  # characters
SNIPPET = 150  # characters of a text around the first word found

_TAG = re.compile(r"(<[^>]*>)")
_WITHOUT_END = re.compile(r"<(?:br|hr|img|input|wbr|!|[^>]*/>)")
_LANG = re.compile(r"""\slang=["']?(\w+)""")


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
    def forms(self) -> list[Wanted]:
        """What is wanted for each word; empty where nothing typed is a letter or digit."""
        return asked_for(self.text)

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        """Where words of this query stand in a plain text, as (start, end), in order.

        The text is shown to this reader; `language` is its own, where it has another one.
        """
        languages = {self.language, language or self.language}
        met = (t for t in tokens(text) if self._any_form.is_met_by(t, languages))
        return list(dict.fromkeys((token.start, token.end) for token in met))

    @cached_property
    def _any_form(self) -> Wanted:
        """Every word asked for in one, for a quick look at each word of a text."""
        beginnings = tuple(one for wanted in self.forms for one in wanted.beginnings)
        return Wanted(beginnings, tuple(one for wanted in self.forms for one in wanted.stems))

    def mark(self, text: str, language: str = "") -> str:
        """Escape a plain text, and wrap each word found in <mark>."""
        out, last = [], 0
        for start, end in self.spans(text, language):
            out += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
            last = end
        return "".join([*out, escape(text[last:])])

    def mark_html(self, html: str, language: str = "") -> SafeString:
        """Mark the words found in rendered HTML outside its tags, in the language they give."""
        out, languages = [], [language]
        for index, part in enumerate(_TAG.split(html)):
            if index % 2 == 0:
                out.append(self.mark(unescape(part), languages[-1]))
                continue
            out.append(part)
            if not part.startswith("</") and not _WITHOUT_END.match(part):
                said = _LANG.search(part)
                languages.append(said[1] if said else languages[-1])
            elif part.startswith("</") and len(languages) > 1:
                languages.pop()
        return mark_safe("".join(out))  # noqa: S308 - tags as rendered, all else escaped

    def snippet(self, text: str, language: str = "") -> SafeString:
        """Cut a text around the first word found in it, marked; "" where none is."""
        spans = self.spans(text, language)
        if not spans:
            return SafeString("")
        start = max(0, spans[0][0] - SNIPPET // 3)
        start = text.find(" ", start) + 1 if start else 0
        start = min(start, spans[0][0])
        end = len(text) if len(text) <= start + SNIPPET else text.rfind(" ", 0, start + SNIPPET)
        end = max(end, spans[0][1])
        piece = text[start:end].strip()
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return mark_safe(before + self.mark(piece, language) + after)  # noqa: S308 - escaped
