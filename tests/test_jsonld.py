"""Every page's graph for machines: whole, spelt as schema.org spells, its ids lead somewhere."""

from collections import defaultdict

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.answers import Visitor
from tests.factories import a_donor, a_place, a_report, a_result, a_theme
from tests.graphs import (
    blocks,
    every_page,
    expanded,
    graph_of,
    graphs,
    misspelt,
    nodes,
    of_type,
    path_of,
    references,
)

# What is a part of one thing alone has no id: nobody else can mean it.
PARTS = {"ListItem", "PropertyValue", "SearchAction"}
# A text is another work in each language; the page, its lists and its way too. The rest is one.
IN_EACH_LANGUAGE = {
    "Article",
    "WebSite",
    "WebPage",
    "AboutPage",
    "CollectionPage",
    "SearchResultsPage",
    "BreadcrumbList",
    "ItemList",
    "DataDownload",
}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker, tmp_path_factory):
    """The graphs of the source's content, read once for all that is asked of them."""
    here = override_settings(EXPORT_DB="default", SPOOL_ROOT=tmp_path_factory.mktemp("spool"))
    with django_db_blocker.unblock(), transaction.atomic(), here:
        call_command("load_source", verbosity=0)
        found = graphs(Visitor(HTTP_HOST="127.0.0.1"))
        transaction.set_rollback(True)
    return found


def test_every_page_has_a_graph(found):
    assert len(found) > 150
    for path, graph in found.items():
        own = [node for node in graph if node["@type"].endswith("Page")]
        assert len(own) == 1, path
        assert own[0]["@id"] == own[0]["url"]


def test_every_graph_is_understood_without_the_network(found):
    for path, graph in found.items():
        understood = expanded(graph)
        kinds = {kind for node in understood for kind in node["@type"]}
        assert len(understood) == len(graph), path
        assert all(kind.startswith("https://schema.org/") for kind in kinds)
        assert {node["@id"] for node in understood} == {node["@id"] for node in graph}


def test_every_name_is_one_of_schema_org(found):
    wrong = {name for graph in found.values() for node in nodes(graph) for name in misspelt(node)}
    assert wrong == set()


def test_a_misspelt_name_would_be_found():
    assert misspelt({"@type": "Article", "headline": "A law", "titel": "A law"}) == [
        "Article.titel"
    ]
    assert misspelt({"@type": "Place", "headline": "Mali"}) == ["Place.headline"]
    assert misspelt({"@type": "Artcle"}) == ["Artcle"]


def test_every_node_has_a_type_and_an_id(found):
    for path, graph in found.items():
        for node in nodes(graph):
            assert ("@id" in node) != (node["@type"] in PARTS), (path, node)
            assert node.get("@id", settings.SITE_URL).startswith(settings.SITE_URL)


def test_every_id_that_is_named_is_described_where_it_points(found):
    described = {path: {node.get("@id") for node in nodes(graph)} for path, graph in found.items()}
    front = set().union(*(described[f"/{code}/"] for code in settings.PUBLIC_LANGUAGES))
    lost = [
        (path, its_id)
        for path, graph in found.items()
        for its_id in references(graph)
        if its_id not in described[path] | described.get(path_of(its_id), set())
        and not (path_of(its_id) == "/" and its_id in front)
    ]
    assert lost == []
    assert sum(len(list(references(graph))) for graph in found.values()) > 500


def test_what_has_a_page_has_its_id_there(found):
    described = {path: {node.get("@id") for node in nodes(graph)} for path, graph in found.items()}
    with_pages = {"Country", "Place", "DefinedTerm", "Report", "GovernmentOrganization", "Article"}
    ids = {
        node["@id"]
        for graph in found.values()
        for node in nodes(graph)
        if node["@type"] in with_pages and path_of(node["@id"]) != "/"
    }
    assert len(ids) > 50
    assert {its_id for its_id in ids if its_id not in described[path_of(its_id)]} == set()


def test_a_thing_has_one_id_in_all_languages_and_a_text_has_one_in_each(found):
    ids = defaultdict(lambda: defaultdict(set))
    for path, graph in found.items():
        for node in nodes(graph):
            if "@id" in node:
                ids[node["@type"]][path[1:3]].add(node["@id"])
    for kind, by_language in ids.items():
        english, french, arabic = (by_language[code] for code in ("en", "fr", "ar"))
        if kind in IN_EACH_LANGUAGE:
            assert not english & french, kind
            assert not french & arabic, kind
        else:
            assert english == french == arabic, kind


def test_one_id_means_one_kind_of_thing(found):
    kinds = defaultdict(set)
    for graph in found.values():
        for node in nodes(graph):
            kinds[node.get("@id")].add(node["@type"])
    del kinds[None]
    assert {its_id: kind for its_id, kind in kinds.items() if len(kind) > 1} == {}


def test_nothing_unknown_is_said(found):
    for path, graph in found.items():
        for node in nodes(graph):
            empty = [name for name, fact in node.items() if fact in ("", None, [], {})]
            assert empty == [], (path, node)


def test_nothing_unknown_is_said_of_rows_that_know_little(reader):
    place, theme = a_place(), a_theme()
    a_result(places=[place], themes=[theme])
    a_result()
    a_report()
    a_donor(kind="other")
    for path, graph in graphs(reader).items():
        for node in nodes(graph):
            assert [name for name, fact in node.items() if fact in ("", None, [], {})] == [], path
            assert misspelt(node) == []


def test_a_site_without_content_still_describes_itself(reader):
    found = graphs(reader)
    assert {kind for graph in found.values() for kind in (node["@type"] for node in graph)} == {
        "Project",
        "WebSite",
        "WebPage",
        "AboutPage",
        "CollectionPage",
        "SearchResultsPage",
        "BreadcrumbList",
        "ItemList",
        "DataCatalog",
        "Dataset",
        "WebAPI",
    }
    for graph in found.values():
        assert all(node["numberOfItems"] == 0 for node in of_type(graph, "ItemList"))


@pytest.mark.usefixtures("source")
def test_what_makes_no_sense_has_no_graph(reader):
    for path in ("/en/results/?year=soon", "/en/results/nothing-here/", "/en/results/?page=99"):
        page = reader.get(path)
        assert page.status_code in (400, 404)
        assert blocks(page) == []


@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_a_script_in_any_name_stays_text(reader, language):
    nasty = '</script><script>alert(1)</script><!--"&\u2028'
    words = {f"{field}_{language}": nasty for field in ("title", "statement")}
    place = a_place(nasty[:20], slug="mali", **{f"name_{language}": nasty})
    theme = a_theme(nasty[:20], slug="prisons", **{f"name_{language}": nasty})
    a_result(places=[place], themes=[theme], original_language=language, highlight=1, **words)
    a_donor(**{"name_en": nasty, f"name_{language}": nasty})
    a_report(**{"title_en": nasty, f"title_{language}": nasty})
    told = 0
    for path, page in every_page(reader):
        assert page.text.count("<script") == page.text.count("</script>") == 1, path
        texts = [fact for node in nodes(graph_of(page)) for fact in node.values()]
        told += nasty in texts
    assert told >= 5
