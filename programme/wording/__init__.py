"""Dates, numbers, lists and texts in the words of the active language."""

from programme.wording.dates import (
    cited_words,
    date_words,
    iso_date,
    iso_period,
    moment_words,
    period_words,
)
from programme.wording.differing import compared, shortened
from programme.wording.facts import fact_words
from programme.wording.lists import comma, list_words, separated
from programme.wording.numbers import (
    figure_words,
    figures_in_words,
    number_words,
    qualifier_words,
    size_words,
)
from programme.wording.properties import file_says
from programme.wording.texts import excerpt, first_sentence, typeset

__all__ = [
    "cited_words",
    "comma",
    "compared",
    "date_words",
    "excerpt",
    "fact_words",
    "figure_words",
    "figures_in_words",
    "file_says",
    "first_sentence",
    "iso_date",
    "iso_period",
    "list_words",
    "moment_words",
    "number_words",
    "period_words",
    "qualifier_words",
    "separated",
    "shortened",
    "size_words",
    "typeset",
]
