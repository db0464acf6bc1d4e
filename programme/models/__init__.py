"""The nouns, one a module."""

from programme.models.accounts import Account, AuditRecord
from programme.models.changes import Change, ContentVersion, GoneAddress, Noun, OldAddress
from programme.models.dates import Precision
from programme.models.donors import Contribution, Donor
from programme.models.evidence import Evidence, Source
from programme.models.figures import Figure
from programme.models.harm import AllowedWords, GateRule, Resolution
from programme.models.indexing import SearchEntry
from programme.models.pages import PageText
from programme.models.places import Place
from programme.models.publishing import Publishable, Status
from programme.models.reports import Edition, Report
from programme.models.results import Result
from programme.models.reviewing import PreviewLink, Remark
from programme.models.revising import Revised, Stale
from programme.models.themes import Theme
from programme.models.translations import Origin, Translation
from programme.models.worded import Worded

PUBLISHED: list[type[Publishable]] = [Result, Report, Donor, PageText]
WORDED: list[type[Worded]] = [Place, Theme, Result, Figure, Donor, Report, Source, PageText]

__all__ = [
    "PUBLISHED",
    "WORDED",
    "Account",
    "AllowedWords",
    "AuditRecord",
    "Change",
    "ContentVersion",
    "Contribution",
    "Donor",
    "Edition",
    "Evidence",
    "Figure",
    "GateRule",
    "GoneAddress",
    "Noun",
    "OldAddress",
    "Origin",
    "PageText",
    "Place",
    "Precision",
    "PreviewLink",
    "Publishable",
    "Remark",
    "Report",
    "Resolution",
    "Result",
    "Revised",
    "SearchEntry",
    "Source",
    "Stale",
    "Status",
    "Theme",
    "Translation",
    "Worded",
]
