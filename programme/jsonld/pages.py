"""The page itself: its name, its language, what it is part of, the way to it."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute, in_language
from programme.jsonld.nodes import Thing, graph, of_the_text, thing, value
from programme.jsonld.texts import language_of, languages_of, translations
from programme.models import PageText
from programme.models.expressions import reading_language

Step = tuple[str, str]  # what a page is called, and its path
KINDS = {"about": "AboutPage"}
WORDS = ["title", "body"]


def site_id(language: str = "") -> str:
    """Return the id of the site in a language; in the reader's, unless given."""
    return of_the_text(reverse("home"), language or reading_language())


def page(kind: str, path: str, name: str, *between: Step, **facts: Any) -> list[Thing]:
    """Describe a page of the site and the steps that lead to it."""
    here = absolute(path)
    steps = [(_("Home"), reverse("home")), *between, (name, path)]
    facts = {"inLanguage": reading_language(), **facts}
    crumbs = thing(
        "BreadcrumbList",
        f"{here}#crumbs",
        itemListElement=[
            value("ListItem", position=n, name=called, item=absolute(its_path))
            for n, (called, its_path) in enumerate(steps, 1)
        ],
    )
    is_part_of, breadcrumb = {"@id": site_id()}, {"@id": crumbs["@id"]}
    return [
        thing(kind, here, url=here, name=name, isPartOf=is_part_of, breadcrumb=breadcrumb, **facts),
        crumbs,
    ]


def alone(kind: str, path: str, name: str) -> Thing:
    """Describe a page and nothing of what it holds."""
    return graph(*page(kind, path, name))


def fixed(slug: str, title: str, text: PageText | None) -> Thing:
    """Describe one of the fixed pages, with the words that stand there, if any do."""
    path, facts = reverse(slug), {}
    if text:
        title = text.shown_title
        facts = {
            "inLanguage": languages_of(text, *WORDS),
            "dateModified": text.updated_at.date().isoformat(),
        }
        if (language := language_of(text, *WORDS)) == reading_language():
            facts |= translations(text, WORDS, language, partial(_in, path))
    return graph(*page(KINDS.get(slug, "WebPage"), path, title, **facts))


def _in(path: str, language: str) -> str:
    return absolute(in_language(path, language))
