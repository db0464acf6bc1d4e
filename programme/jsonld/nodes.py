"""What every graph is made of: nodes that say what is known, and ids that stay.

A thing that is the same in all languages has one id, at its page in the first of them. A text is
another work in each language, with an id in each. A page's id is its address.
"""

from typing import Any

from django.conf import settings

from programme.frame import absolute, in_language
from programme.models.expressions import reading_language

Thing = dict[str, Any]


def graph(*things: Thing) -> Thing:
    """Put the nodes of a page together."""
    return {"@context": "https://schema.org", "@graph": list(things)}


def thing(kind: str, its_id: str, **facts: Any) -> Thing:
    """Describe what others can name; what is unknown is left out."""
    return {"@type": kind, "@id": its_id, **_known(facts)}


def value(kind: str, **facts: Any) -> Thing:
    """Describe what is a part of one thing alone, and needs no id."""
    return {"@type": kind, **_known(facts)}


def named(node: Thing) -> Thing:
    """Name a node that is described elsewhere."""
    return {"@id": node["@id"]}


def of_the_site(part: str) -> str:
    """Return the id of what belongs to the site as a whole, in all languages."""
    return f"{settings.SITE_URL}/#{part}"


def of_the_thing(path: str, part: str = "it") -> str:
    """Return the id of what a page is about, the same in all languages."""
    return f"{absolute(in_language(path, settings.PUBLIC_LANGUAGES[0]))}#{part}"


def of_the_text(path: str, language: str) -> str:
    """Return the id of a text in one language; a language that is not open has no page."""
    code = language if language in settings.PUBLIC_LANGUAGES else reading_language()
    return f"{absolute(in_language(path, code))}#it"


def each_once(things: list[Thing]) -> list[Thing]:
    """Leave out nodes that are there already."""
    return list({one["@id"]: one for one in things}.values())


def _known(facts: Thing) -> Thing:
    return {name: fact for name, fact in facts.items() if fact not in ("", None, [])}
