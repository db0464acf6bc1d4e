"""The same facts for machines: schema.org, one @graph a page, with @ids that stay."""

from programme.jsonld.donors import donor
from programme.jsonld.lists import listed
from programme.jsonld.pages import alone, fixed
from programme.jsonld.places import place
from programme.jsonld.reports import report
from programme.jsonld.results import result
from programme.jsonld.site import home
from programme.jsonld.themes import theme
from programme.jsonld.web_api import web_api

__all__ = [
    "alone",
    "donor",
    "fixed",
    "home",
    "listed",
    "place",
    "report",
    "result",
    "theme",
    "web_api",
]
