"""Countries and regions, and the page of each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.charts import Bar, Summary
from programme.frame import absolute
from programme.jsonld.lists import items
from programme.jsonld.nodes import Thing, graph, named, of_the_thing, thing, value
from programme.jsonld.pages import page
from programme.models import Place
from programme.models.worded import text_of


def iso_code(code: str) -> Thing | None:
    """Say which code this is: "ML" by itself could be anything."""
    return value("PropertyValue", propertyID="ISO 3166-1 alpha-2", value=code) if code else None


def place_named(slug: str, name: str, kind: str, code: str) -> Thing:
    """Name a country or region, a country with its code."""
    path = reverse("place_detail", args=[slug])
    return thing(
        "Country" if kind == Place.Kind.COUNTRY else "Place",
        of_the_thing(path),
        name=name,
        url=absolute(path),
        identifier=iso_code(code),
    )


def place_of_row(row: dict[str, Any]) -> Thing:
    """Name a place of a card: {slug, name_en, …, kind, iso_code}."""
    return place_named(row["slug"], text_of(row, "name").text, row["kind"], row["iso_code"])


def place_of_bar(bar: Bar) -> Thing:
    """Name a place that is counted."""
    return place_named(bar.value, bar.label, bar.kind, bar.code)


def place(
    *,
    place: Place,
    members: Any,
    regions: Any,
    results: Any,
    region_wide: Any,
    summary: Summary,
    **_beside: Any,
) -> Thing:
    """Describe a place: what lies in it or around it, and its results that the page shows."""
    it = _named(place)
    it |= value(
        it["@type"],
        containsPlace=[_named(member) for member in members],
        containedInPlace=[_named(region) for region in regions],
    )
    path = place.get_absolute_url()
    here = absolute(path)
    own = items(f"{here}#list", results, numberOfItems=summary.count_of(place))
    wide = [items(f"{here}#region-wide", region_wide, name=_("Region-wide results"))]
    lists = [own, *(wide if region_wide else [])]
    step = (_("Results"), reverse("result_list"))
    shown = {"about": named(it), "mainEntity": [named(one) for one in lists]}
    return graph(it, *page("CollectionPage", path, it["name"], step, **shown), *lists)


def _named(place: Place) -> Thing:
    return place_named(place.slug, place.shown("name"), place.kind, place.iso_code)
