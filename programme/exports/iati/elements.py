"""Elements of the file, and texts as narratives: one for each language that a text has."""

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element

from django.utils import translation

from programme.exports.characters import clean
from programme.models.expressions import LANGUAGES
from programme.models.worded import Worded

Texts = dict[str, str]  # {language: words}; without the languages that there are none in
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def element(tag: str, attributes: dict[str, str], *parts: Element | None) -> Element:
    """Build an element with its parts in order; None is no part."""
    made = Element(tag, {name: clean(value) for name, value in attributes.items()})
    made.extend(part for part in parts if part is not None)
    return made


def narratives(texts: Texts) -> list[Element]:
    """Build a narrative for each language; none for words that hold nothing."""
    found = []
    for language, words in texts.items():
        if text := clean(words).strip():
            narrative = Element("narrative", {LANGUAGE: language})
            narrative.text = text
            found.append(narrative)
    return found


def told(tag: str, texts: Texts, attributes: dict[str, str] | None = None) -> Element | None:
    """Build an element that holds a text; None where there is no text."""
    found = narratives(texts)
    return element(tag, attributes or {}, *found) if found else None


def titled(texts: Texts, otherwise: str) -> Element:
    """Build a title, which no result and no document goes without."""
    return told("title", texts) or element("title", {}, *narratives({LANGUAGES[0]: otherwise}))


def texts_of(row: Worded, field: str) -> Texts:
    """Return a text of a row in each language that it is written in or translated to."""
    return {code: text for code in LANGUAGES if (text := row.text(field, code))}


def phrase(words: Any, **values: Callable[[], str]) -> Texts:
    """Say something of the site's own in each language that its catalogue has the words in.

    `words` are lazy; `values` are made in the language, and take the places of %(name)s.
    """
    found: Texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            text = str(words)
            if code == LANGUAGES[0]:
                first = text
            elif text == first:
                continue  # not translated
            found[code] = text % {name: value() for name, value in values.items()}
    return found


def joined(texts: Iterable[Texts]) -> Texts:
    """Join sentences, in the languages that all of them are said in."""
    said = [text for text in texts if text]
    if not said:
        return {}
    shared = [code for code in said[0] if all(code in text for text in said)]
    return {code: " ".join(text[code] for text in said) for code in shared}
