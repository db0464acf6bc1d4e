"""Themes and their codes in lists of others, and the page of each theme."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.charts import Summary
from programme.frame import absolute
from programme.jsonld.lists import items
from programme.jsonld.nodes import Thing, graph, named, of_the_site, of_the_thing, thing
from programme.jsonld.pages import page
from programme.models import Theme
from programme.models.worded import text_of

# The lists that our codes are of: the field that holds them, what their ids are called, its name.
LISTS = {
    "dac_code": ("dac", gettext_lazy("OECD DAC purpose codes")),
    "sdg_targets": ("sdg", gettext_lazy("Targets of the Sustainable Development Goals")),
}


def theme_of(row: Theme | dict[str, Any], slug: str) -> Thing:
    """Name a theme, of a row or of a card's part."""
    path = reverse("theme_detail", args=[slug])
    name = text_of(row, "name").text
    return thing("DefinedTerm", of_the_thing(path), name=name, url=absolute(path))


def codes_of(row: dict[str, Any]) -> list[Thing]:
    """Name the codes that the site's editors gave a theme, each in its list."""
    return [
        thing(
            "DefinedTerm",
            of_the_site(f"{short}-{code}"),
            termCode=code,
            inDefinedTermSet=thing("DefinedTermSet", of_the_site(short), name=str(called)),
        )
        for field, (short, called) in LISTS.items()
        for code in row[field].split(", ")
        if code
    ]


def theme(*, theme: Theme, summary: Summary, results: Any, **_beside: Any) -> Thing:
    """Describe a theme: its codes, and its results that the page shows."""
    it = theme_of(theme, theme.slug)
    if words := theme.shown("description"):
        it["description"] = words
    path = theme.get_absolute_url()
    own = items(f"{absolute(path)}#list", results, numberOfItems=summary.count_of(theme))
    codes = codes_of({field: getattr(theme, field) for field in LISTS})
    step = (_("Results"), reverse("result_list"))
    shown = {"about": [named(it), *codes], "mainEntity": named(own)}
    return graph(it, *page("CollectionPage", path, it["name"], step, **shown), own)
