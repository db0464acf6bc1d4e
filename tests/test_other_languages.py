"""What is shown where a text is not in the page's language, and how it is marked."""

import pytest
from django.conf import settings

from programme.models import Evidence, Source
from tests.addresses import addresses, asked, pages
from tests.factories import a_donor, a_page_text, a_place, a_result, a_theme
from tests.speaking import ALL, DIRECTIONS, WORDS, everything_in, read

pytestmark = pytest.mark.django_db
BOTH = {"title_en": "Prison opened", "statement_en": "A prison was opened."}
FRENCH = {"title_fr": "Prison ouverte", "statement_fr": "Une prison a été ouverte."}


@pytest.mark.parametrize("born", ALL)
def test_no_word_of_another_language_is_unmarked_on_any_page(reader, born):
    slugs, shown = everything_in(born), 0
    typed, marker = WORDS[born].split()
    queries = asked(q=typed, year="2015", place="mali", theme="prisons", language=born)
    samples = addresses({"api_documentation"})  # answers as programs get them, in any language
    for path in [*pages(**slugs), *queries]:
        if path in samples:
            continue
        page = read(reader, path)
        places = page.places_of(marker)
        assert set(places) <= {(born, DIRECTIONS[born])}, path
        shown += len(places) if page.language != born else 0
    assert shown > 150


def test_a_chip_names_its_facet_in_the_pages_language_and_the_place_in_its_own(reader):
    everything_in("fr")
    chip = f'Place: <bdi lang="fr" dir="ltr">{WORDS["fr"]} name</bdi> <span'
    assert chip in reader.get("/en/results/?place=mali").text
    assert chip not in reader.get("/fr/results/?place=mali").text


def test_the_page_of_a_result_without_a_word_in_its_language_is_never_empty(reader):
    for born in ("fr", "ar"):
        a_result(
            slug=born,
            original_language=born,
            title_en="",
            **{f"title_{born}": WORDS[born], f"statement_{born}": f"{WORDS[born]} statement"},
        )
    names = {"fr": "French", "ar": "Arabic"}
    for born, name in names.items():
        page = read(reader, f"/en/results/{born}/")
        assert page.notes("notice") == [
            f"This result is not translated into English yet. It is shown in {name}, "
            "its original language."
        ]
        assert f"<title>{WORDS[born]} – " in page.text
        assert f'"inLanguage": ["{born}"]' in page.text
        assert read(reader, f"/{born}/results/{born}/").notes("notice") == []
        listed = read(reader, "/en/results/")
        assert f"Text in {name}: not yet translated." in listed.notes()
        assert f"/en/results/{born}/" in listed.text
        address = f"<loc>{settings.SITE_URL}/en/results/{born}/</loc>"
        assert address in reader.get("/sitemap.xml").text
        found = read(reader, f"/{born}/results/?q={WORDS[born].split()[1]}")
        assert f'<a href="/{born}/results/{born}/">' in found.text


@pytest.mark.parametrize(
    "noun", ["places/mali", "themes/prisons", "donors/donor", "reports/report"]
)
def test_the_pages_of_all_nouns_say_which_language_they_show_instead(reader, noun):
    everything_in("fr")
    (notice,) = read(reader, f"/en/{noun}/").notes("notice")
    assert notice.endswith("shown in French, its original language.")
    assert read(reader, f"/fr/{noun}/").notes("notice") == []


def test_fixed_pages_and_the_introduction_are_shown_in_their_original_language(reader):
    everything_in("ar")
    page = read(reader, "/en/about/")
    assert page.notes("notice") == [
        "This text is not translated into English yet. "
        "It is shown in Arabic, its original language."
    ]
    assert ("ar", "rtl") in page.places_of(f"{WORDS['ar']} body")
    home = read(reader, "/en/")
    assert home.places_of(f"{WORDS['ar']} body") == [("ar", "rtl")] * 2
    assert "Text in Arabic: not yet translated." in home.notes()


def test_a_quote_stays_in_the_language_of_its_source_under_a_translation(reader):
    result = a_result(slug="one", **BOTH, **FRENCH)
    source = Source.objects.create(slug="source", title_en="Source")
    Evidence.objects.create(result=result, source=source, quote="A prison was opened.")
    french = read(reader, "/fr/results/one/")
    assert french.places_of("A prison was opened.") == [("en", "ltr")]
    assert french.places_of("Une prison a été ouverte.") == [("fr", "ltr")]
    english = read(reader, "/en/results/one/")
    assert len(english.places_of("A prison was opened.")) == 1  # the quote only repeats it
    assert "These are the source’s own words." in english.text
    assert "These are the source’s own words." not in french.text


def test_words_that_are_typed_do_not_disorder_the_sentence_around_them(reader):
    assert "<bdi>law</bdi>" in reader.get("/ar/results/?q=law").text
    assert "<bdi>سجن</bdi>" in reader.get("/en/results/?q=سجن").text
    assert "<bdi>\u202elaw</bdi>" in reader.get("/en/results/?q=\u202elaw").text
    assert "<bdi>" not in reader.get("/en/results/?q=law").text
    assert "<bdi>" not in reader.get("/ar/results/?q=سجن").text


def test_names_in_foreign_letters_keep_their_order_in_a_line(reader):
    a_donor(name_en="Mali", name_ar="UNODC (ONUDC)")
    place = a_place(name_ar="مالي 2 (ML)")
    a_result(places=[place], title_ar="CENOZO: نتيجة")
    text = reader.get("/ar/results/").text
    assert '<bdi dir="rtl">مالي 2 (ML)</bdi>' in text
    assert "<bdi>UNODC (ONUDC)</bdi>" in reader.get("/ar/donors/").text


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", ALL)
def test_the_introduction_links_the_five_areas_of_focus_in_each_language(reader, language):
    page = read(reader, f"/{language}/")
    lead = next(e for e in page.root.iter("p") if "lead" in (e.get("class") or ""))
    found = {link.get("href").rsplit("/", 2)[1] for link in lead.iter("a")}
    assert found == {
        "terrorism-prevention",
        "anti-corruption",
        "border-management",
        "judicial-systems",
        "law-enforcement",
    }


@pytest.mark.parametrize(
    ("language", "name", "words", "link"),
    [
        ("fr", "Armes à feu", "Le contrôle d’armes à feu.", "armes à feu"),
        ("fr", "Prisons", "L’emprisonnement.", None),
        ("ar", "مكافحة الفساد", "منع الإرهاب ومكافحة الفساد", "ومكافحة الفساد"),
        ("ar", "النظم القضائية", "تعزيزاً للنظم القضائية", "للنظم القضائية"),
        ("ar", "النظم القضائية", "بالنظم القضائية", "بالنظم القضائية"),
        ("ar", "السجون", "مسجون", None),
        ("ar", "إدارة", "الإدارة", None),
    ],
)
def test_a_theme_is_found_in_a_text_as_its_language_writes_it(reader, language, name, words, link):
    a_theme(slug="theme", name_en="", is_focus=True, **{f"name_{language}": name})
    body = {"title_en": "", f"title_{language}": "x", f"body_{language}": words}
    a_page_text(slug="introduction", original_language=language, **body)
    page = read(reader, f"/{language}/")
    lead = next(e for e in page.root.iter("p") if "lead" in (e.get("class") or ""))
    assert [each.text for each in lead.iter("a")] == ([link] if link else [])


@pytest.mark.usefixtures("source")
def test_facts_for_machines_say_their_language_and_their_original(reader):
    slug = "burkina-faso-mali-firearms-marked"
    french = reader.get(f"/fr/results/{slug}/").text
    assert '"inLanguage": ["fr"]' in french
    original = f"{settings.SITE_URL}/en/results/{slug}/#it"
    assert f'"translationOfWork": {{"@id": "{original}"}}' in french
    english = reader.get(f"/en/results/{slug}/").text
    assert '"inLanguage": ["en"]' in english
    assert "translationOfWork" not in english
