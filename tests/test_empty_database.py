"""A site without content is whole: each page is valid, says so, and leads nowhere in vain."""

import re

import html5lib
import pytest
from django.conf import settings

from tests.addresses import addresses, asked, pages
from tests.factories import a_donor, a_report, a_result

SAYS = {
    "/en/": "No result has been published here yet.",
    "/en/results/": "Nothing has been published here yet.",
    "/en/donors/": "Nothing has been published here yet.",
    "/en/reports/": "Nothing has been published here yet.",
}


def parsed(answer):
    """The page as a tree; any fault of its HTML is an exception."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(answer.text)


def words_of(tree):
    """The words of a page, without what only machines read."""
    return " ".join(text.strip() for text in tree.find("body").itertext() if text.strip())


def links_of(tree, path):
    """Every address of this site that a page names, made absolute."""
    for element in tree.iter():
        for name in ("href", "src", "action"):
            target = element.get(name, "").partition("#")[0]
            if target.startswith("?"):
                yield path.partition("?")[0] + target
            elif target.startswith("/"):
                yield target


def whole(answer, path):
    """Check what every page owes its reader; return its tree."""
    tree = parsed(answer)
    assert len(list(tree.iter("h1"))) == 1, path
    assert len(list(tree.iter("main"))) == 1, path
    assert "".join(tree.find("body").find(".//h1").itertext()).strip(), path
    assert "None" not in words_of(tree), path
    assert "undefined" not in answer.text, path
    for name in ("ul", "ol", "dl", "tbody"):
        assert all(len(group) for group in tree.iter(name)), path
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), path
    return tree


def dead_links(reader, trees):
    """Links of these pages that lead to no page, fetched once each."""
    links = {link for path, tree in trees.items() for link in links_of(tree, path)}
    dead = []
    for link in sorted(links):
        answer = reader.get(link)
        answer.getvalue()  # a file is closed once it is read
        if answer.status_code not in (200, 302):
            dead.append((link, answer.status_code))
    return dead


@pytest.mark.django_db
def test_every_page_is_whole_without_content(reader):
    trees = {}
    for path in pages() + asked(q="law", year="2016", place="", theme="", language="en"):
        answer = reader.get(path)
        assert answer.status_code == 200, path
        trees[path] = whole(answer, path)
    assert not dead_links(reader, trees)


@pytest.mark.django_db
def test_machines_get_whole_answers_without_content(reader):
    statuses = {path: reader.get(path).status_code for path in addresses()}
    without = {path for path, status in statuses.items() if status != 200}
    assert without == {"/", "/data/iati-activities.xml"}
    assert reader.get("/sitemap.xml").text.count("<url>") == len(pages())
    assert "Sitemap: http" in reader.get("/robots.txt").text
    assert reader.get("/healthz").json()["ready"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("path", SAYS)
def test_an_empty_page_says_that_it_is_empty(reader, path):
    assert SAYS[path] in reader.get(path).text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["results", "donors", "reports", "places", "themes"])
def test_what_is_not_there_is_not_found(reader, path):
    answer = reader.get(f"/en/{path}/anything/")
    assert answer.status_code == 404
    whole(answer, path)


@pytest.mark.django_db
def test_a_row_that_has_nothing_but_its_title_has_a_whole_page(reader):
    for row in (a_result(), a_report(), a_donor()):
        path = row.get_absolute_url()
        answer = reader.get(path)
        assert answer.status_code == 200
        assert not dead_links(reader, {path: whole(answer, path)})


@pytest.mark.usefixtures("source")
def test_every_page_of_the_source_is_whole_and_every_link_leads_somewhere(reader):
    trees, todo = {}, [path for path in addresses() if path.startswith("/en/")]
    while todo:
        path = todo.pop()
        answer = reader.get(path)
        if path.startswith("/admin/"):  # for editors: to the sign-in page
            assert answer.headers["Location"].startswith("/admin/login/"), path
            continue
        assert answer.status_code == 200, path
        if not answer.headers["Content-Type"].startswith("text/html"):
            answer.getvalue()
            continue
        trees[path] = whole(answer, path)
        found = {link for link in links_of(trees[path], path) if "?" not in link}
        todo += found - trees.keys() - set(todo)
    assert not dead_links(reader, trees)
    listed = re.findall("<loc>(.*?)</loc>", reader.get("/sitemap.xml").text)
    assert sorted(listed) == sorted(f"{settings.SITE_URL}{path}" for path in trees)
