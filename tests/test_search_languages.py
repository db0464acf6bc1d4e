"""Search in three languages: what readers type finds what they are shown, and names the rest."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from programme.models import Result, SearchEntry
from programme.search import Asked
from programme.stemming import RULES
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.queries.arabic import (
    ARABIC,
    ARABIC_BROKEN_PLURALS,
    ARABIC_JOINED,
    ARABIC_THOUSANDS,
)
from tests.queries.english import ENGLISH
from tests.queries.french import FRENCH
from tests.reading import read

TABLES = {
    "en": ENGLISH,
    "fr": FRENCH,
    "ar": [*ARABIC, *ARABIC_BROKEN_PLURALS, *ARABIC_JOINED, *ARABIC_THOUSANDS],
}


@pytest.fixture(autouse=True)
def open_languages(settings):
    """Addresses of all three languages, whatever the settings say so far."""
    settings.PUBLIC_LANGUAGES = ["en", "fr", "ar"]


def found(reader, language, words, noun="results", **filters):
    """The slugs of a list's rows, in order."""
    page = read(reader, f"/{language}/{noun}/", q=words, **filters)
    assert page.status == 200
    return [row.rstrip("/").rpartition("/")[2] for row in page.rows]


def offers(reader, address, **parameters):
    """What a page offers in other languages: (language, words of the link, address)."""
    page = reader.get(address, parameters)
    assert page.status_code == 200
    section = page.text.partition('<section class="elsewhere')[2].partition("</section>")[0]
    links = re.findall(r'<a href="([^"]+)" hreflang="(..)" rel="nofollow">([^<]+)</a>', section)
    return [(language, words, unescape(href)) for href, language, words in links]


def languages_offered(reader, address, words):
    return [language for language, _, _ in offers(reader, address, q=words)]


def test_there_are_enough_queries_of_each_language():
    assert all(len({words for words, _ in table}) >= 20 for table in TABLES.values())


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", TABLES)
def test_words_find_exactly_these_results(language, reader):
    answers = {words: set(found(reader, language, words)) for words, _ in TABLES[language]}
    assert answers == dict(TABLES[language])


# --- What is shown in the place of a text that is not translated


def test_a_result_born_in_french_is_found_in_each_language_by_its_french_words(reader, db):
    a_result(title_en="Zebra crossing", slug="zebra")
    a_result(
        slug="ne-en-francais",
        original_language="fr",
        title_en="",
        title_fr="L’arrestation d’un réseau",
        statement_fr="Les tribunaux appliquent une loi.",
        themes=[a_theme("Courts", name_fr="Tribunaux")],
    )
    for language in ("en", "fr", "ar"):
        for words in ("arrestations", "l'arrestation", "reseaux", "tribunal", "lois", "arrest"):
            assert found(reader, language, words) == ["ne-en-francais"], (language, words)
    # Its theme has an English name, so that this is what an English reader is shown and finds.
    assert found(reader, "en", "court") == ["ne-en-francais"]
    assert found(reader, "fr", "court") == []
    assert found(reader, "en", "arrestation", sort="title") == ["ne-en-francais"]
    titles = read(reader, "/en/results/", sort="title").rows
    assert [row.split("/")[3] for row in titles] == ["ne-en-francais", "zebra"]


def test_a_result_born_in_arabic_is_found_in_each_language(reader, db):
    a_result(
        slug="born-in-arabic",
        original_language="ar",
        title_en="",
        title_ar="الشرطة تفتح السجون",
        statement_ar="وبدعم من المكتب",
    )
    for language in ("en", "fr", "ar"):
        for words in ("والشرطة", "سجن", "شرطة", "دعم"):
            assert found(reader, language, words) == ["born-in-arabic"], (language, words)


def test_each_text_falls_back_by_itself(reader, db):
    a_result(
        slug="half",
        title_en="Harbours opened",
        title_fr="Ports ouverts",
        statement_en="Fishermen sail on national waters.",
        places=[a_place(name_fr="Le Mali")],
    )
    assert found(reader, "fr", "port") == ["half"]
    assert found(reader, "fr", "fishermen") == ["half"]  # shown in English
    assert found(reader, "fr", "nationaux") == ["half"]  # as a French reader inflects it
    assert found(reader, "fr", "harbour") == []  # its title is shown in French
    assert found(reader, "fr", "port sailing mali") == ["half"]


def test_a_title_that_is_shown_counts_as_a_title_hit_and_one_that_is_not_does_not(reader, db):
    a_result(slug="named", title_en="Ports", statement_en="x", position=9)
    a_result(slug="told", title_en="Ports", title_fr="Autre", statement_fr="Ports", position=1)
    assert found(reader, "fr", "ports") == ["named", "told"]
    assert found(reader, "en", "ports") == ["told", "named"]


def test_a_translation_takes_the_place_of_what_stood_in_for_it(reader, db):
    result = a_result(title_en="Harbours", slug="harbours")
    assert found(reader, "fr", "harbours") == ["harbours"]
    result.title_fr = "Ports"
    result.save()
    assert found(reader, "fr", "harbours") == []
    assert found(reader, "fr", "port") == ["harbours"]


# --- Hits in other languages


@pytest.mark.usefixtures("source")
def test_hits_in_other_languages_are_offered_with_the_same_words_and_filters(reader):
    filters = {"theme": "judicial-systems", "sort": "title"}
    assert offers(reader, "/en/results/", q="loi", **filters) == [
        ("fr", "3 results in French", "/fr/results/?q=loi&theme=judicial-systems&sort=title")
    ]
    assert len(found(reader, "fr", "loi", **filters)) == 3
    assert offers(reader, "/en/results/", q="السجون") == [
        ("ar", "1 result in Arabic", "/ar/results/?q=%D8%A7%D9%84%D8%B3%D8%AC%D9%88%D9%86")
    ]
    assert "No results for “<bdi>السجون</bdi>”" in reader.get("/en/results/", {"q": "السجون"}).text
    assert offers(reader, "/en/reports/", q="rapport") == [
        ("fr", "3 reports in French", "/fr/reports/?q=rapport")
    ]
    assert offers(reader, "/en/donors/", q="norvège") == [
        ("fr", "1 donor in French", "/fr/donors/?q=norv%C3%A8ge")
    ]
    assert offers(reader, "/en/search/", q="proxénète") == [
        ("fr", "1 found in French", "/fr/search/?q=prox%C3%A9n%C3%A8te")
    ]


@pytest.mark.usefixtures("source")
def test_nothing_is_offered_where_this_list_has_it_already(reader):
    assert offers(reader, "/fr/results/", q="cenozo") == []  # in all three languages
    assert offers(reader, "/fr/results/") == []
    assert offers(reader, "/fr/results/", q="***") == []
    assert offers(reader, "/fr/search/") == offers(reader, "/fr/search/", q="***") == []
    faulty = reader.get("/fr/results/", {"q": "law", "year": "no"})
    assert faulty.status_code == 400
    assert 'class="elsewhere' not in faulty.text


def test_a_text_that_stands_in_for_a_translation_is_no_hit_in_that_language(reader, db):
    a_result(slug="two", title_en="", original_language="fr", title_fr="Ports", title_ar="موانئ")
    assert found(reader, "en", "موانئ") == []  # an English reader is shown the French title
    assert languages_offered(reader, "/en/results/", "موانئ") == ["ar"]
    assert languages_offered(reader, "/fr/results/", "موانئ") == ["ar"]
    assert languages_offered(reader, "/ar/results/", "ports") == ["fr"]


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "withdrawn"])
def test_what_is_not_public_is_not_offered(state, reader, db):
    fields = {"en": "Harbours", "fr": "Ports"}
    a_result(state, **{f"title_{code}": text for code, text in fields.items()})
    a_report(state, **{f"title_{code}": text for code, text in fields.items()})
    a_page_text(state, **{f"title_{code}": text for code, text in fields.items()})
    a_donor(state, **{f"name_{code}": text for code, text in fields.items()})
    for address in ("/fr/results/", "/fr/reports/", "/fr/donors/", "/fr/search/"):
        assert offers(reader, address, q="harbour") == []


@pytest.mark.usefixtures("source")
def test_only_open_languages_are_offered(reader, settings):
    settings.PUBLIC_LANGUAGES = ["en", "ar"]
    assert offers(reader, "/en/results/", q="loi") == []
    assert languages_offered(reader, "/ar/results/", "law") == ["en"]


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("address", ["results/", "reports/", "donors/", "search/"])
def test_more_languages_cost_no_more_queries(address, reader, settings):
    reader.get("/en/")
    numbers = {}
    for languages in (["en", "fr"], ["en", "fr", "ar"]):
        settings.PUBLIC_LANGUAGES = languages
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(f"/en/{address}", {"q": "loi"}).status_code == 200
        numbers[len(languages)] = len(queries)
    assert numbers[2] == numbers[3] <= 8


def test_the_desk_finds_rows_by_the_words_of_any_language(editor):
    a_result("draft", title_en="Harbours", title_fr="Ports", title_ar="والموانئ")
    for words in ("harbour", "موانئ", "port harbours"):
        rows = editor.get("/admin/programme/result/", {"q": words}).context["cl"].result_count
        assert rows == (0 if words == "port harbours" else 1), words


# --- Names, and words as they are written


def test_niger_and_nigeria_are_two_countries(reader, db):
    a_result(slug="niger", title_en="A court in Niger", title_fr="Un tribunal au Niger")
    a_result(slug="nigeria", title_en="A court in Nigeria", title_fr="Un tribunal au Nigéria")
    for language in ("en", "fr"):
        for words in ("Niger", "NIGER", "nigérien", "Niger’s", "النيجر"):
            expected = [] if words == "النيجر" else ["niger"]
            assert found(reader, language, words) == expected, (language, words)
        for words in ("Nigeria", "Nigéria", "nigériane", "nigerians"):
            assert found(reader, language, words) == ["nigeria"], (language, words)
        assert len(found(reader, language, "nige")) == 2


def test_people_are_found_by_their_country_and_mali_is_not_money(reader, db):
    a_result(slug="mali", title_en="Malian courts", title_fr="Tribunaux maliens", title_ar="مالي")
    a_result(slug="money", title_en="Money", title_fr="Argent", title_ar="جرائم مالية")
    assert found(reader, "en", "mali") == ["mali"]
    assert found(reader, "fr", "mali") == ["mali"]
    assert found(reader, "fr", "malienne") == ["mali"]
    assert found(reader, "ar", "بمالي") == ["mali"]
    assert found(reader, "ar", "المالية") == ["money"]


def test_a_name_with_an_apostrophe_is_found_with_it_and_without(reader, db):
    a_result(slug="here", title_en="A court in N’Djamena", title_fr="Tribunal de N’Djamena")
    a_result(slug="there", title_en="Ndjamena again", title_fr="Encore Ndjamena")
    for language in ("en", "fr"):
        for words in ("N'Djamena", "N’Djamena", "ndjamena", "NDJAM"):
            assert found(reader, language, words) == ["here", "there"], (language, words)


@pytest.mark.parametrize(
    ("language", "words", "text", "marked"),
    [
        ("ar", "شرطة", "إلى الدرك والشرطة.", "إلى الدرك <mark>والشرطة</mark>."),
        ("ar", "سجن", "لشرطة السجون", "لشرطة <mark>السجون</mark>"),
        ("ar", "دعم", "بدعمٍ من المكتب", "<mark>بدعمٍ</mark> من المكتب"),
        ("ar", "13500", "١٣٬٥٠٠ سلاح", "<mark>١٣٬٥٠٠</mark> سلاح"),
        ("ar", "28", "117 شخصاً و28 طفلاً", "117 شخصاً <mark>و28</mark> طفلاً"),
        ("ar", "13500", "بـ13,500 سلاح", "<mark>بـ13,500</mark> سلاح"),
        ("ar", "cenozo", "في الـCENOZO", "في <mark>الـCENOZO</mark>"),
        ("fr", "arrestations", "Pour l’arrestation.", "Pour <mark>l’arrestation</mark>."),
        ("fr", "l'aide", "l’aide, à l'aide", "<mark>l’aide</mark>, à <mark>l&#x27;aide</mark>"),
        ("fr", "l'", "l’aide lente", "l’aide <mark>lente</mark>"),
        ("fr", "lois", "une loi", "une <mark>loi</mark>"),
        ("fr", "13 500", "13\u202f500 armes", "<mark>13\u202f500</mark> armes"),
        ("en", "niger", "Niger’s and Nigeria’s", "<mark>Niger’s</mark> and Nigeria’s"),
        ("en", "journalists'", "a journalist's", "a <mark>journalist&#x27;s</mark>"),
    ],
)
def test_the_whole_word_that_was_found_is_marked(language, words, text, marked):
    with translation.override(language):
        assert Asked(words).mark(text) == marked


def test_words_are_marked_as_the_language_of_each_block_says():
    html = '<p>lois</p><img alt=""><p lang="en">laws<br> <b>lawless</b></p><p>laws</p>'
    with translation.override("fr"):
        assert Asked("loi law").mark_html(html) == (
            '<p><mark>lois</mark></p><img alt=""><p lang="en"><mark>laws</mark><br> '
            "<b><mark>lawless</mark></b></p><p><mark>laws</mark></p>"
        )
        html = '<p lang="en"><i>studies</i> études</p><p>studies</p>'
        assert Asked("studying").mark_html(html) == (
            '<p lang="en"><i><mark>studies</mark></i> études</p><p>studies</p>'
        )
        assert Asked("amp aide").mark_html("<p>l&#x27;aide &amp; &lt;amp&gt;</p>") == (
            "<p><mark>l&#x27;aide</mark> &amp; &lt;<mark>amp</mark>&gt;</p>"
        )


def test_the_line_under_a_card_marks_a_text_in_its_own_language(reader, db):
    a_result(title_en="Untold", statement_en=f"{'Nothing of it. ' * 20}The studies were read.")
    page = reader.get("/fr/results/", {"q": "studying"}).text
    assert "<mark>studies</mark>" in page


# --- The index after an upgrade


@pytest.mark.usefixtures("source")
def test_migrate_writes_anew_what_older_rules_have_cut(reader):
    SearchEntry.objects.update(title="", words="", own="", rules=RULES - 1)
    assert found(reader, "fr", "lois") == []
    call_command("migrate", verbosity=0)
    assert len(found(reader, "fr", "lois")) == 3
    assert not SearchEntry.objects.exclude(rules=RULES).exists()


@pytest.mark.sqlite
@pytest.mark.usefixtures("source")
def test_an_index_of_an_older_version_is_made_anew(reader):
    with connection.cursor() as cursor:
        for name in ("insert", "delete", "update"):
            cursor.execute(f"DROP TRIGGER search_{name}")
        cursor.execute("DROP TABLE programme_search_fts")
        cursor.execute(
            "CREATE VIRTUAL TABLE programme_search_fts USING fts5(title, words, "
            "content='programme_searchentry', content_rowid='id', tokenize='ascii')"
        )
    call_command("migrate", verbosity=0)
    assert len(found(reader, "fr", "lois")) == 3
    assert languages_offered(reader, "/fr/results/", "law") == ["en"]
    Result.objects.first().save()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO programme_search_fts(programme_search_fts) VALUES ('integrity-check')"
        )
