"""What a reader sees and hears of HTML, and which words of a template nobody can translate."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

LETTER = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "aria-label", "aria-description", "label", "placeholder", "summary", "title"}
BUTTONS = {"submit", "button", "reset"}
UNSPOKEN = {"script", "style", "code", "pre"}
# Blocks that hold the value of an attribute: classes, and what kind of page this is.
VALUES = {"bodyclass", "coltype", "og_type"}
CALLED = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
LITERAL = re.compile(r"""(?:"([^"]*)"|'([^']*)')""")
# A literal that is a name for the machine, or a format for dates, and no sentence.
NAME = re.compile(r"rtl,ltr|true,false|yes,no|[\w:/.-]*|[\\dDjFmMYyHi:., e-]+")


class Heard(HTMLParser):
    """Collects the texts and the spoken attributes of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        given = dict(attrs)
        self.texts += [value for name, value in attrs if name in SPOKEN and value]
        if tag == "input" and given.get("type") in BUTTONS:
            self.texts.append(given.get("value") or "")
        if tag == "meta" and given.get("name") == "description":
            self.texts.append(given.get("content") or "")

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in UNSPOKEN:
            self.texts.append(data)


def words(template: str) -> list[str]:
    """Every text of the template that nobody can translate."""
    tokens = list(Lexer(template).tokenize())
    texts = [*Heard("".join(_left(tokens))).texts, *_sentences(tokens)]
    return [" ".join(text.split()) for text in texts if LETTER.search(text)]


def _left(tokens: list[Token]) -> Iterator[str]:
    """The template with a number in the place of each tag, and of each translated block."""
    until = ""
    for token in tokens:
        name = token.split_contents()[0] if token.token_type == TokenType.BLOCK else ""
        if until:
            until = "" if name == until else until
        elif name in ("blocktranslate", "comment"):
            until = f"end{name}"
        elif name == "block" and token.split_contents()[1] in VALUES:
            until = "endblock"
        elif token.token_type == TokenType.TEXT:
            yield token.contents
        elif token.token_type != TokenType.COMMENT:
            yield "0"


def _sentences(tokens: list[Token]) -> Iterator[str]:
    """Sentences handed to a tag or a filter as they are."""
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        if token.contents.startswith(("translate ", "blocktranslate ")):
            continue
        for match in LITERAL.finditer(CALLED.sub("", token.contents)):
            literal = match[1] or match[2] or ""
            if not NAME.fullmatch(literal):
                yield literal
