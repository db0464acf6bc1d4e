"""The lists answer what they are asked, count what they hold, and say what they do not know."""

import pytest
import time_machine

from tests.factories import a_place, a_result, a_theme
from tests.reading import read

RESULTS = "/en/results/"
pytestmark = pytest.mark.usefixtures("source")


@pytest.mark.parametrize(
    ("place", "own", "region_wide"),
    [("mali", 3, 5), ("burkina-faso", 2, 4), ("mauritania", 2, 4), ("niger", 2, 4), ("chad", 1, 2)],
)
def test_a_country_has_its_own_results_and_region_wide_ones_on_request(
    reader, place, own, region_wide
):
    assert len(read(reader, RESULTS, place=place).rows) == own
    assert len(read(reader, RESULTS, place=place, region_wide=1).rows) == region_wide
    assert read(reader, RESULTS).counts("place")[place] == own
    assert read(reader, RESULTS, region_wide=1).counts("place")[place] == region_wide


def test_counts_stand_on_each_choice(reader):
    page = read(reader, RESULTS)
    assert page.count == 11
    assert page.counts("year") == {"2017": 1, "2016": 2, "2015": 3, "not-stated": 5}
    assert page.counts("level") == {"outcome": 8, "output": 3, "impact": 0}
    themes = page.counts("theme")
    assert (themes["terrorism-prevention"], themes["judicial-systems"]) == (5, 5)
    assert themes["law-enforcement"] == 4
    assert sorted(themes.values()) == [0, 1, 1, 1, 1, 1, 1, 1, 4, 5, 5]


def test_values_of_one_facet_mean_or_and_facets_together_and(reader):
    either = read(reader, RESULTS, place=["mali", "chad"])
    assert either.count == 4
    both = read(reader, RESULTS, place=["mali", "chad"], theme="law-enforcement")
    assert both.count == 3


def test_a_facet_is_counted_without_itself(reader):
    assert read(reader, RESULTS, place="mali").counts("place")["chad"] == 1


def test_a_choice_that_leads_nowhere_is_disabled_unless_chosen(reader):
    page = read(reader, RESULTS, place="chad")
    assert page.choices["theme", "border-management"]["disabled"]
    assert page.choices["theme", "prisons"]["disabled"]
    chosen = read(reader, RESULTS, place="chad", theme="prisons")
    assert chosen.count == 0
    assert not chosen.choices["theme", "prisons"]["disabled"]
    assert chosen.choices["theme", "prisons"]["chosen"]


def test_not_stated_is_a_year_like_any_other(reader):
    assert read(reader, RESULTS, year="not-stated").count == 5
    assert read(reader, RESULTS, year=["not-stated", "2017"]).count == 6


def test_each_chip_takes_one_filter_away_and_clear_all_keeps_the_words(reader):
    page = read(reader, RESULTS, q="law", place=["mali", "burkina-faso"], sort="oldest")
    assert len(page.chips) == 2
    assert f"{RESULTS}?q=law&place=burkina-faso&sort=oldest" in page.chips
    assert f"{RESULTS}?q=law&sort=oldest" in page.links


def test_the_orders(reader):
    newest = read(reader, RESULTS).rows
    assert newest[0].endswith("/burkina-faso-specialised-judicial-unit/")
    assert newest[-1].endswith("/cenozo-investigative-journalism/")
    oldest = read(reader, RESULTS, sort="oldest").rows
    assert oldest[0].endswith("/burkina-faso-mali-firearms-marked/")
    assert oldest[-1].endswith("/cenozo-investigative-journalism/")
    source = read(reader, RESULTS, sort="source").rows
    assert source[0].endswith("/mali-trafficking-network-discovered/")
    titles = read(reader, RESULTS, sort="title").rows
    assert titles[2].endswith("/g5-security-cooperation-platform/")  # "The G5 …" sorts under G


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("place=atlantis", "atlantis"),
        ("theme=alchemy", "alchemy"),
        ("year=20177", "20177"),
        ("year=0000", "0000"),
        ("year=soon", "soon"),
        ("level=epic", "epic"),
        ("sort=random", "random"),
        ("region_wide=yes", "yes"),
        ("page=0", "0"),
        ("page=-1", "-1"),
        ("page=1.5", "1.5"),
        ("page=two", "two"),
        ("page=٢", "٢"),
        ("q=" + "x" * 201, "201"),
        ("sort=newest&sort=title", "more than once"),
        ("q=law&q=aid", "more than once"),
    ],
)
def test_a_bad_value_gets_400_with_the_form_and_a_sentence_naming_it(reader, query, named):
    page = read(reader, f"{RESULTS}?{query}")
    assert page.status == 400
    assert any(named in words for words in page.faults)
    assert page.rows == []
    assert ("place", "mali") in page.choices


def test_what_was_typed_is_still_there_beside_a_fault(reader):
    response = reader.get(RESULTS, {"q": "legal aid", "place": "mali", "year": "soon"})
    assert response.status_code == 400
    assert b'value="legal aid"' in response.content
    assert b'value="mali" checked' in response.content
    too_long = reader.get(RESULTS, {"q": "word " * 60})
    assert ("word " * 60).strip().encode() in too_long.content


def test_empty_values_and_unknown_parameters_count_as_absent(reader):
    page = read(reader, f"{RESULTS}?q=&place=&year=&sort=&page=&region_wide=&utm_source=letter")
    assert page.status == 200
    assert page.count == 11


def test_beyond_the_end_is_404(reader):
    assert reader.get(RESULTS, {"page": 2}).status_code == 404
    assert reader.get(RESULTS, {"page": "9" * 5000}).status_code == 404


def test_twenty_a_page_and_the_pages_together_are_the_whole(reader):
    for number in range(40):
        a_result(position=100 + number)
    pages = [read(reader, RESULTS, page=number).rows for number in (1, 2, 3)]
    assert [len(rows) for rows in pages] == [20, 20, 11]
    assert len({row for rows in pages for row in rows}) == 51


def test_an_empty_list_offers_ways_out_with_what_they_give(reader):
    response = reader.get(RESULTS, {"q": "journalism", "place": "chad"})
    words = response.content.decode()
    assert "No results for “journalism”" in words
    assert f'href="{RESULTS}?q=journalism"' in words
    assert "Clear the words and all filters" in words


def test_a_year_nobody_knows_is_a_year_without_results(reader):
    page = read(reader, RESULTS, year="1999")
    assert page.status == 200
    assert page.count == 0
    assert page.choices["year", "1999"]["chosen"]


def test_reports_and_donors_have_facets_of_their_own(reader):
    reports = read(reader, "/en/reports/")
    assert reports.count == 5
    assert reports.counts("language") == {"ar": 1, "en": 5, "fr": 3}
    assert reports.counts("year") == {"2017": 1, "2016": 1, "2015": 1, "not-stated": 2}
    assert read(reader, "/en/reports/", language="fr", kind="progress-report").count == 2
    donors = read(reader, "/en/donors/")
    assert donors.count == 13
    assert donors.counts("kind")["government"] == 13
    assert [row.split("/")[-2] for row in donors.rows][9:11] == ["netherlands", "norway"]


def test_words_or_more_than_one_filter_keep_a_page_out_of_search_engines(reader, settings):
    settings.PUBLISHER_NAME = "A publisher"
    one = reader.get(RESULTS, {"place": "mali", "sort": "title"}).content.decode()
    assert "noindex" not in one
    assert f'rel="canonical" href="{settings.SITE_URL}{RESULTS}?place=mali"' in one
    for query in ({"place": ["mali", "chad"]}, {"q": "law"}, {"place": "mali", "year": "2016"}):
        page = reader.get(RESULTS, query).content.decode()
        assert '<meta name="robots" content="noindex">' in page
        assert f'rel="canonical" href="{settings.SITE_URL}{RESULTS}"' in page


def test_a_result_of_two_regions_counts_once_for_a_country(reader, django_user_model):
    mali = a_place("Togo", "TG")
    north, south = (a_place(name, "", kind="region") for name in ("North", "South"))
    for region in (north, south):
        region.members.add(mali)
    a_result(places=[north, south], themes=[a_theme("Ports")])
    a_result(places=[mali, north])
    page = read(reader, RESULTS, region_wide=1)
    assert page.counts("place")["togo"] == 2
    assert read(reader, RESULTS, region_wide=1, place="togo").count == 2


@pytest.mark.parametrize("path", [RESULTS, "/en/reports/"])
def test_a_thousand_values_do_not_make_a_page_of_links_to_themselves(path, reader):
    response = reader.get(path, {"year": [f"{year:04}" for year in range(1, 1000)]})
    assert response.status_code == 400
    assert "More values were given than the 40" in response.content.decode()
    assert len(response.content) < 100_000


def test_region_wide_alone_is_no_page_of_its_own(reader, settings):
    settings.PUBLISHER_NAME = "A publisher"
    page = reader.get(RESULTS, {"region_wide": "1"}).content.decode()
    assert f'rel="canonical" href="{settings.SITE_URL}{RESULTS}"' in page
    assert 'class="chip"' not in page


def test_the_source_content_is_public_on_any_clock(reader):
    with time_machine.travel("2020-01-01"):
        assert read(reader, RESULTS).count == 11
