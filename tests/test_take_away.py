"""Each list offers its rows as files: the same rows, in the same order and language."""

import re
from html import unescape

import pytest

from programme.models import Result
from tests.data_files import lines_of
from tests.memory import a_change

LISTS = {
    "results": "?place=mali&theme=law-enforcement&sort=title",
    "donors": "?kind=government",
    "reports": "?kind=progress-report",
    "changes": "?kind=added",
}
TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "atom": "application/atom+xml",
}


def offered(page):
    """The addresses that a page offers in words, and those in its head, each with its type."""
    line = page.partition('<div class="take">')[2].partition("</div>")[0]
    links = re.findall(r'<a href="([^"]+)" type="([^"]+)"', line)
    link = r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="(/data/[^"]+)"'
    heads = re.findall(link, page)
    return (
        {unescape(href): kind for href, kind in links},
        {unescape(href): kind for kind, href in heads},
    )


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.parametrize("is_narrowed", [False, True])
def test_a_list_offers_its_rows_in_each_form(reader, noun, language, is_narrowed):
    a_change(Result.objects.public().first(), "added")
    answer = reader.get(f"/{language}/{noun}/{LISTS[noun] if is_narrowed else ''}")
    in_words, in_head = offered(answer.text)
    forms = {href: kind for href, kind in in_words.items() if "/figures." not in href}
    assert set(forms.values()) == set(TYPES.values())
    assert forms == in_head
    found = [getattr(row, "slug", "") for row in answer.context["page"].rows]
    assert found
    for href, kind in in_words.items():
        file = reader.get(href)
        assert (file.status_code, file.headers["Content-Language"]) == (200, language)
        assert file.headers["Content-Type"].partition(";")[0] == kind
        if "csv" in href and noun in href and noun != "changes":
            assert [line[0] for line in lines_of(file)[1:]] == found


@pytest.mark.usefixtures("source")
def test_the_offer_says_how_many_rows_there_are(reader):
    assert "Download these 11 results:" in reader.get("/en/results/").text
    assert "Download these 3 results:" in reader.get("/en/results/?place=mali").text
    assert "Download this result:" in reader.get("/en/results/?place=chad").text
    assert "Download" not in reader.get("/en/results/?place=chad&year=1999").text
    assert "Download" not in reader.get("/en/results/?place=nowhere").text


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", ["places/mali", "themes/prisons"])
def test_the_page_of_a_place_or_theme_offers_its_results_and_their_figures(reader, path):
    page = reader.get(f"/en/{path}/")
    in_words, in_head = offered(page.text)
    assert in_words.items() >= in_head.items()
    noun, slug = path.split("/")
    found = [result.slug for result in page.context["results"]]
    rows = lines_of(reader.get(f"/data/results.csv?lang=en&{noun[:-1]}={slug}"))[1:]
    assert f"/data/results.csv?lang=en&{noun[:-1]}={slug}" in in_words
    assert [row[0] for row in rows] == found
    assert f"/data/figures.csv?lang=en&{noun[:-1]}={slug}" in in_words


@pytest.mark.usefixtures("source")
def test_figures_are_those_of_the_results_in_sight(reader):
    in_words, _in_head = offered(reader.get("/en/results/?place=niger&sort=title").text)
    (href,) = [href for href in in_words if "/figures." in href]
    assert "sort" not in href
    header, *rows = lines_of(reader.get(href))
    assert {row[header.index("result")] for row in rows} == {"niger-diffa-terrorism-cases"}
    assert len(rows) == 3


@pytest.mark.usefixtures("source")
def test_words_go_along_as_they_were_typed(reader):
    in_words, _in_head = offered(reader.get("/ar/results/", {"q": "قانون"}).text)
    (href,) = [href for href in in_words if href.startswith("/data/results.csv")]
    page = reader.get("/ar/results/", {"q": "قانون"})
    found = [row.slug for row in page.context["page"].rows]
    assert found
    assert [line[0] for line in lines_of(reader.get(href))[1:]] == found
