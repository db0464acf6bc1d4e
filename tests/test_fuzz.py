"""Thousands of query strings at each list: every answer is right, or says what is wrong."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading import ListReading

WORDS = [
    "law",
    "prison",
    "mali",
    "arrested traffickers",
    "13,500",
    "'\"*",
    "😀",
    "a\0b",
    "%",
    "الأمن",
]
ODD = st.one_of(st.text(max_size=12), st.sampled_from(["x" * 201, "0", "-1", "²", "١", "1e9"]))
PLACES = ["mali", "burkina-faso", "mauritania", "niger", "chad", "g5-sahel", "west-africa"]
THEMES = ["terrorism-prevention", "judicial-systems", "prisons", "border-management", "media"]
YEARS = ["2015", "2016", "2017", "1999", "not-stated"]
LISTS = {
    "/en/results/": {
        "place": PLACES,
        "theme": THEMES,
        "year": YEARS,
        "level": ["output", "outcome", "impact"],
        "region_wide": ["1"],
        "sort": ["newest", "oldest", "title", "source"],
    },
    "/en/reports/": {
        "kind": ["progress-report", "strategy", "other"],
        "year": YEARS,
        "language": ["en", "fr", "ar", "es"],
    },
    "/en/donors/": {"kind": ["government", "foundation", "other"]},
}
FACETS = {"place", "theme", "year", "level", "kind", "language"}
SETTINGS = settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def pairs_for(known):
    """Parameters of one list: mostly known values, some odd ones, words, pages."""
    good = [st.tuples(st.just(name), st.sampled_from(values)) for name, values in known.items()]
    names = st.sampled_from([*known, "q", "page", "utm_source"])
    return st.lists(
        st.one_of(
            *good,
            *good,
            st.tuples(st.just("q"), st.sampled_from(WORDS)),
            st.tuples(st.just("page"), st.sampled_from(["1", "2", ""])),
            st.tuples(names, ODD),
        ),
        max_size=6,
    )


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", LISTS)
def test_whatever_is_asked_the_answer_is_right_or_says_what_is_wrong(path, reader):
    def answer(pairs):
        return ListReading(reader.get(f"{path}?{urlencode(pairs)}"))

    @SETTINGS
    @given(pairs_for(LISTS[path]), st.data())
    def holds(pairs, data):
        page = answer(pairs)
        assert page.status in (200, 400, 404)
        if page.status == 404:
            assert any(name == "page" for name, _ in pairs)
            return
        if page.status == 400:
            assert page.faults
            assert not page.rows
            return
        assert page.count == len(page.rows)  # all of the source's content fits on one page
        for (name, _value), choice in page.choices.items():
            assert not (choice["chosen"] and choice["disabled"])
            assert (
                name == "region_wide"
                or choice["chosen"]
                or choice["disabled"] == (choice["count"] == 0)
            )
        again = ListReading(reader.get(page.sent(path)))
        assert (again.rows, again.choices) == (page.rows, page.choices)
        _click(pairs, page, data, answer)

    def _click(pairs, page, data, answer):
        offered = [key for key, c in page.choices.items() if key[0] in FACETS and not c["disabled"]]
        if not offered:
            return
        name, value = data.draw(st.sampled_from(sorted(offered)))
        others = [pair for pair in pairs if pair[0] not in (name, "page")]
        alone = answer([*others, (name, value)])
        assert alone.count == page.choices[name, value]["count"]
        assert set(alone.rows) <= set(answer(others).rows)

    holds()


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", LISTS)
def test_every_link_of_a_filtered_list_leads_somewhere(path, reader):
    @settings(SETTINGS, max_examples=25)
    @given(st.data())
    def holds(data):
        known = {name: values for name, values in LISTS[path].items() if name in FACETS}
        pairs = [(name, data.draw(st.sampled_from(values))) for name, values in known.items()]
        page = ListReading(reader.get(f"{path}?{urlencode(pairs)}"))
        for link in {*page.chips, *(link for link in page.links if link.startswith(path))}:
            assert reader.get(link).status_code == 200
            assert len(parse_qsl(link.partition("?")[2])) <= len(pairs) + 1

    holds()
