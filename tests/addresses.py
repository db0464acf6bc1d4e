"""Every public address, found by walking the site's own routes.

A route that ROUTES does not know fails every test that asks for addresses: whoever adds one says
here how it is reached, and it is then fetched by all of them. The admin is one group, left out.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from programme.citing import FORMS
from programme.exports import FORMATS, TABLES
from programme.feeds import FEEDS

# The tables of open data in each of their forms: results_csv, figures_xlsx …
FILES = {
    f"{table}_{ending.replace('.', '_')}": f"{table}.{ending}"
    for table in TABLES
    for ending in FORMATS
}
CITE = {f"cite_{ending}" for ending in FORMS}
ATOM = {f"{name}_atom" for name in FEEDS}
# The same tables in the API, and one row of each: api_results, api_results_row …
API = {f"api_{table}": None for table in TABLES}
API_ROWS = {
    f"api_{table}_row": noun
    for table, noun in {
        "results": "result",
        "figures": "figure",
        "donors": "donor",
        "reports": "report",
        "places": "place",
        "themes": "theme",
        "changes": "change",
    }.items()
}
# Route name → the noun whose slug its address ends in, or None where it has no slug. That of an
# edition is the slug of its report and its language: "progress-report/fr".
ROUTES = {
    "root": None,
    "sitemap": None,
    "robots": None,
    "healthz": None,
    "home": None,
    "result_list": None,
    "result_detail": "result",
    "place_detail": "place",
    "theme_detail": "theme",
    "donor_list": None,
    "donor_detail": "donor",
    "report_list": None,
    "report_detail": "report",
    "change_list": None,
    **dict.fromkeys(ATOM),
    **dict.fromkeys(CITE),
    **dict.fromkeys(FILES),
    "iati_activities": None,
    "api_index": None,
    **API,
    **API_ROWS,
    "openapi_document": None,
    "api_documentation": None,
    "data_page": None,
    "data_catalog": None,
    "data_package": None,
    "data_zip": None,
    "security_txt": None,
    "edition_file": "edition",
    "edition_cover": "edition",
    "search": None,
    "about": None,
    "accessibility": None,
    "privacy": None,
    "terms": None,
    "corrections": None,
    "preview": "preview",  # signed, as no slug is: tests/previewed.py makes them
}
# Route name → the setting without which nothing is there.
NEEDS = {"security_txt": "CONTACT_EMAIL"}
# Open data: what programs ask for, free for all.
DATA = {
    *ATOM,
    *CITE,
    *FILES,
    "iati_activities",
    "api_index",
    *API,
    *API_ROWS,
    "openapi_document",
    "data_catalog",
    "data_package",
    "data_zip",
}
LISTS = ("result_list", "donor_list", "report_list")
# All else is a page of HTML.
MACHINES = {
    "root",
    "sitemap",
    "robots",
    "healthz",
    *DATA,
    "security_txt",
    "edition_file",
    "edition_cover",
}
# Route name → the query strings that are asked of it; {} stand for what the caller gives.
QUERIES = {
    "result_list": [
        *({"sort": sort} for sort in ("newest", "oldest", "title", "source")),
        *({"level": level} for level in ("output", "outcome", "impact")),
        {"year": "{year}"},
        {"year": "not-stated"},
        {"place": "{place}"},
        {"place": "{place}", "region_wide": "1"},
        {"theme": "{theme}"},
        {"q": "{q}"},
        {"q": "{q}", "sort": "title"},
        {"q": "{q}", "place": "{place}", "theme": "{theme}", "year": "{year}", "level": "outcome"},
    ],
    "donor_list": [{"kind": "government"}, {"q": "{q}"}, {"q": "{q}", "kind": "government"}],
    "report_list": [
        {"kind": "other"},
        {"year": "{year}"},
        {"year": "not-stated"},
        {"language": "{language}"},
        {"q": "{q}"},
        {"q": "{q}", "kind": "other", "language": "{language}"},
    ],
    "change_list": [
        {"kind": "corrected"},
        {"what": "result"},
        {"since": "2020-01-01"},
        {"what": "result", "slug": "first", "kind": "added"},
    ],
    "search": [{"q": "{q}"}],
}


def _names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from _names(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"


def route_names():
    """The name of every route outside the admin, language-prefixed or not."""
    return set(_names(get_resolver().url_patterns))


def known_routes():
    """ROUTES, once it is sure that it knows exactly the routes that there are."""
    assert route_names() == set(ROUTES), "tests/addresses.py does not know every public address"
    return ROUTES


def addresses(names=None, **slugs):
    """Each public address once, in every open language; `result="x"` gives the slugs to visit.

    A slug may be a list of slugs; a noun without one leaves its pages out.
    """
    found = {}
    for language in settings.PUBLIC_LANGUAGES:
        with translation.override(language):
            for name, noun in known_routes().items():
                if names is not None and name not in names:
                    continue
                if name in NEEDS and not getattr(settings, NEEDS[name]):
                    continue
                if noun is None:
                    found[reverse(name)] = name
                    continue
                given = slugs.get(noun, [])
                for slug in [given] if isinstance(given, str) else given:
                    found[reverse(name, args=slug.split("/"))] = name
    return list(found)


def pages(**slugs):
    """Each address that answers with a page of HTML."""
    return addresses(set(known_routes()) - MACHINES, **slugs)


def asked(**given):
    """Each address with a query string, in every open language; `given` fills QUERIES in."""
    known_routes()
    found = []
    for language in settings.PUBLIC_LANGUAGES:
        with translation.override(language):
            for name, queries in QUERIES.items():
                for query in queries:
                    filled = {key: value.format(**given) for key, value in query.items()}
                    found.append(f"{reverse(name)}?{urlencode(filled)}")
    return found
