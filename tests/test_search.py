"""Search finds beginnings and inflected forms, whatever is typed, the same on every database."""

import pytest
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.models import Donor, PageText, Report, Result, SearchEntry
from programme.models.indexing import index
from programme.search import Asked
from programme.stemming import fold, tokens
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.reading import read

RESULTS = "/en/results/"
# Words asked for → places in the source of the results found, in the order they are shown.
FOUND = {
    "prison": [8],
    "prisons": [8],
    "PRISON": [8],
    "arrested": [3, 8],
    "arrest": [3, 8],
    "traffickers": [3, 1],
    "traff": [3, 1],
    "terroris": [2, 4, 9, 10, 5, 8],
    "terrorist": [4, 10],
    "burkinabe": [2, 10],
    "Burkinabé": [2, 10],
    "legal aid": [6, 7],
    "aid legal": [6, 7],
    "13,500": [10],
    "13500": [10],
    "2.7 tons": [3],
    "journalists": [11],
    "dynamic security": [8],
    "“dynamic security”": [8],
    "mali": [3, 1, 10, 8],
    "minusma": [3],
    "late october": [3],
    "firearms marked": [10],
    "nothing-like-this": [],
    "***": [],
    "😀": [],
    "'; DROP TABLE programme_result; --": [],
    'law* OR "aid"': [],
    "law\0aid": [6, 7],
}


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(("words", "positions"), FOUND.items())
def test_words_find_these_results_in_this_order(words, positions, reader):
    page = read(reader, RESULTS, q=words)
    assert page.status == 200
    slugs = {result.position: result.get_absolute_url() for result in Result.objects.all()}
    assert page.rows == [slugs[position] for position in positions]


def by_like(words, language):
    """The oracle: the same rule spelled with LIKE, which needs no index."""
    entries = SearchEntry.objects.filter(kind="result", language=language)
    entries = entries.annotate(
        line=Concat(Value(" "), "words", Value(" "), output_field=TextField())
    )
    for wanted in Asked(words).forms:
        either = Q()
        for beginning in wanted.beginnings:
            either |= Q(line__contains=f" {beginning}")
        for stem in wanted.stems:
            either |= Q(line__contains=f" {stem} ")
        entries = entries.filter(either)
    return set(entries.values_list("object_id", flat=True))


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_index_agrees_with_a_plain_comparison_of_words(language):
    statements = [getattr(r, f"statement_{language}") for r in Result.objects.all()]
    vocabulary = sorted({t.folded for statement in statements for t in tokens(statement)})
    written = sorted({w for statement in statements for w in statement.split() if Asked(w).forms})
    piece = st.sampled_from(vocabulary).flatmap(
        lambda w: st.integers(1, len(w)).map(lambda n: w[:n])
    )
    typed = st.one_of(piece, st.sampled_from(vocabulary), st.sampled_from(written))

    @settings(
        max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(typed, min_size=1, max_size=3))
    def holds(words):
        asked = Asked(" ".join(words))
        found = Result.objects.matching(asked.forms, language).values_list("pk", flat=True)
        assert set(found) == by_like(asked.text, language)

    holds()


@pytest.mark.usefixtures("source")
def test_whatever_is_typed_is_words(reader):
    @settings(
        max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.text(max_size=200))
    def holds(words):
        for path in (RESULTS, "/en/search/"):
            assert reader.get(path, {"q": words}).status_code == 200

    holds()


def test_a_hundred_words_are_searched_for_too(reader, source):
    assert (
        reader.get(
            RESULTS, {"q": "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3}
        ).status_code
        == 200
    )
    assert reader.get(RESULTS, {"q": " ".join("ab" for _ in range(66))}).status_code == 200
    assert (
        reader.get(
            RESULTS, {"q": " ".join(chr(97 + i % 26) + str(i) for i in range(50))}
        ).status_code
        == 200
    )


def test_title_hits_come_first_then_newest_then_source_order(reader, db):
    a_result(
        title_en="Other one",
        statement_en="harbour",
        position=1,
        happened_from="2019-01-01",
        precision="year",
    )
    a_result(title_en="Harbour opened", position=2, happened_from="2015-01-01", precision="year")
    a_result(title_en="Other two", statement_en="harbours", position=4)
    a_result(title_en="Other three", statement_en="harbours", position=3)
    rows = read(reader, RESULTS, q="harbour").rows
    titles = {r.get_absolute_url(): r.title_en for r in Result.objects.all()}
    assert [titles[row] for row in rows] == [
        "Harbour opened",
        "Other one",
        "Other three",
        "Other two",
    ]


@pytest.mark.usefixtures("source")
def test_what_matched_is_marked_and_a_hidden_match_is_shown(reader):
    page = reader.get(RESULTS, {"q": "prison"}).content.decode()
    assert "<mark>prisons</mark>" in page
    hidden = reader.get(RESULTS, {"q": "gendarmerie"}).content.decode()
    assert "<mark>gendarmerie</mark>" in hidden


def test_marking_leaves_markup_and_entities_alone(reader, db):
    a_result(title_en="Law & order <amp> class", statement_en="x")
    page = reader.get(RESULTS, {"q": "amp class"}).content.decode()
    assert "Law &amp; order &lt;<mark>amp</mark>&gt; <mark>class</mark>" in page


def test_search_looks_over_all_nouns(reader, source):
    page = reader.get("/en/search/", {"q": "sahel"}).content.decode()
    for heading in ("Results", "Reports", "Pages"):
        assert f"<h2>{heading} " in page
    assert "/en/reports/un-integrated-strategy-for-the-sahel/" in page
    donors = reader.get("/en/search/", {"q": "nether"}).content.decode()
    assert "/en/donors/netherlands/" in donors
    assert reader.get("/en/search/", {"q": "x" * 201}).status_code == 400


def test_every_way_of_writing_keeps_the_index_true(db):
    mali = a_place()
    theme = a_theme("Harbours")
    result = a_result(title_en="First", places=[mali], themes=[theme])

    def finds(words):
        asked = Asked(words)
        return [
            row
            for model in (Result, Report, Donor, PageText)
            for row in model.objects.matching(asked.forms, "en")
        ]

    assert finds("harbour mali") == [result]
    result.title_en = "Second"
    result.save()
    assert (finds("first"), finds("second")) == ([], [result])
    Result.objects.filter(pk=result.pk).update(title_en="Third")
    assert (finds("second"), finds("third")) == ([], [result])
    result.refresh_from_db()
    assert bytes(result.sort_en) == b"third"
    theme.name_en = "Lighthouses"
    theme.save()
    assert (finds("harbours"), finds("lighthouse")) == ([], [result])
    result.themes.clear()
    assert finds("lighthouse") == []
    result.themes.add(theme)
    assert finds("lighthouse") == [result]
    report, donor = a_report(title_en="Yearbook"), a_donor(name_en="Andorra")
    assert finds("yearbook") == [report]
    donor.delete()
    assert finds("andorra") == []
    theme.delete()
    mali.delete()
    assert finds("lighthouse") == finds("mali") == []
    made = Result.objects.bulk_create([Result(slug="bulk", title_en="Bulky")])
    assert finds("bulky") == made
    made[0].title_en = "Bulkier"
    Result.objects.bulk_update(made, ["title_en"])
    assert (finds("bulky"), finds("bulkier")) == ([], made)
    index(Result, [])


def test_rows_that_conflict_are_never_left_out_of_the_index(db):
    with pytest.raises(ValueError, match="search index"):
        Result.objects.bulk_create([Result(slug="x", title_en="X")], ignore_conflicts=True)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Burkinabé", "burkinabe"), ("ŒUVRE", "oeuvre"), ("المياهُ", "المياه"), ("ﬁrst", "first")],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_a_word_of_any_length_is_indexed(db):
    result = a_result(title_en="Long", statement_en="ha" * 3000)
    assert list(Result.objects.matching(Asked("ha" * 90).forms, "en")) == [result]


def test_a_page_text_is_found_without_its_marks(reader, db):
    a_page_text(slug="about", title_en="About", body_en="## What we **aim** for\n\n- one\n- two")
    page = reader.get("/en/search/", {"q": "aim"}).content.decode()
    assert "What we <mark>aim</mark> for one two" in page
