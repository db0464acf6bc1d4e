"""Stated numbers as observations: as exact as they are stated, never added up."""

from typing import Any

from django.urls import reverse

from programme.exports.columns import for_json
from programme.jsonld.nodes import Thing, of_the_thing, thing, value
from programme.models import Figure, Precision
from programme.wording import figure_words, iso_date


def observation(figure: Figure, about: list[Thing], beside: list[Figure]) -> Thing:
    """Describe a number about some things; `beside` are the numbers that it may be a part of."""
    number, label = for_json(figure.value), figure.shown("label")
    is_minimum = figure.qualifier == Figure.Qualifier.MINIMUM
    wholes = [other for other in beside if other.pk == figure.part_of_id]
    return thing(
        "Observation",
        _id_of(figure),
        name=figure_words(figure.value, figure.qualifier, label),
        variableMeasured=label,
        **{"minValue" if is_minimum else "value": number},
        unitText=figure.shown("unit"),
        observationDate=_date_of(figure),
        observationAbout=about,
        additionalProperty=[
            _as_in_the_files("qualifier", figure.qualifier),
            *(_as_in_the_files("part_of", {"@id": _id_of(whole)}) for whole in wholes),
        ],
    )


def _id_of(figure: Figure) -> str:
    path = figure.result.get_absolute_url() if figure.result else reverse("home")
    return of_the_thing(path, f"figure-{figure.uid}")


def _date_of(figure: Figure) -> str:
    """Return the date that is stated for the number; none that only follows from the sentence."""
    if figure.as_of_inferred or figure.as_of_precision == Precision.SINCE:
        return ""
    return iso_date(figure.as_of, figure.as_of_precision)


def _as_in_the_files(column: str, content: Any) -> Thing:
    """Say a fact for which schema.org has no word, by the name that it has in the files."""
    return value("PropertyValue", propertyID=column, value=content)
