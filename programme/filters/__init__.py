"""Query string → queryset: the only reader of what a list is asked for."""

from programme.filters.changes import ChangeFilter
from programme.filters.donors import DonorFilter
from programme.filters.figures import FigureFilter
from programme.filters.lists import MOST_VALUES, NOT_STATED, Counting, ListFilter
from programme.filters.reports import ReportFilter
from programme.filters.results import ResultFilter
from programme.filters.vocabularies import PlaceFilter, ThemeFilter

__all__ = [
    "MOST_VALUES",
    "NOT_STATED",
    "ChangeFilter",
    "Counting",
    "DonorFilter",
    "FigureFilter",
    "ListFilter",
    "PlaceFilter",
    "ReportFilter",
    "ResultFilter",
    "ThemeFilter",
]
