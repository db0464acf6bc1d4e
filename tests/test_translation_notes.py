"""What readers are told of a translation: unofficial, not reviewed, behind, not complete."""

from datetime import date

import pytest
from django.utils import translation

from programme.languages import name_in_a_sentence
from programme.models import Figure, Result, Translation
from programme.wording import date_words
from tests.factories import a_result
from tests.speaking import read

pytestmark = pytest.mark.django_db
BOTH = {"title_en": "Prison opened", "statement_en": "A prison was opened."}
FRENCH = {"title_fr": "Prison ouverte", "statement_fr": "Une prison a été ouverte."}
REVIEWED = date(2026, 11, 24)
UNOFFICIAL = "Translations into %(language)s on this page are unofficial and not reviewed."


def translated(**record):
    result = a_result(slug="one", **BOTH, **FRENCH)
    if record:
        kept = result.translation("fr") or Translation()
        kept = Translation(**{**vars(kept), **record})
        Result.objects.filter(pk=result.pk).update(translations={"fr": kept.as_json()})
    return result


@pytest.mark.parametrize(
    ("record", "account"),
    [
        ({}, "Unofficial translation, not reviewed."),
        ({"origin": "machine"}, "Machine translation, not reviewed."),
        ({"origin": "official"}, "Official translation."),
        ({"reviewed_on": REVIEWED}, "Unofficial translation, reviewed on %(date)s."),
        (
            {"origin": "machine", "reviewed_on": REVIEWED},
            "Machine translation, reviewed on %(date)s.",
        ),
    ],
)
def test_a_translation_says_how_it_came_about_with_its_original_one_click_away(
    reader, record, account
):
    translated(**record)
    page = read(reader, "/fr/results/one/")
    assert any(note.startswith(_in_french(account)) for note in page.notes())
    (link,) = [
        a for a in page.root.iter("a") if a.get("hreflang") == "en" and a.get("lang") is None
    ]
    assert link.get("href") == "/en/results/one/"
    original = read(reader, "/en/results/one/")
    assert not any("ranslation" in note for note in [*original.notes(), *original.notes("notice")])


def test_a_translation_behind_its_original_is_marked_until_it_is_made_anew(reader):
    result = translated()
    listed, page = "/fr/results/", "/fr/results/one/"
    assert read(reader, page).notes("notice") == []
    result.refresh_from_db()
    result.statement_en = "Two prisons were opened."
    result.save()
    (notice,) = read(reader, page).notes("notice")
    assert _in_french("This translation is behind its original, which has changed since.") in notice
    assert _in_french("This translation is behind its original.") in read(reader, listed).notes()
    assert read(reader, "/en/results/one/").notes("notice") == []
    result.statement_fr = "Deux prisons ont été ouvertes."
    result.save()
    assert read(reader, page).notes("notice") == []
    assert (
        _in_french("This translation is behind its original.") not in read(reader, listed).notes()
    )


def test_a_number_behind_its_original_marks_the_page_of_its_result(reader):
    result = translated()
    figure = Figure.objects.create(result=result, value=1, label_en="prison", label_fr="prison")
    figure.label_en = "large prison"
    figure.save()
    (notice,) = read(reader, "/fr/results/one/").notes("notice")
    assert _in_french("This translation is behind its original, which has changed since.") in notice


def test_a_translation_that_lacks_a_part_says_so(reader):
    result = translated()
    Figure.objects.create(result=result, value=1, label_en="large prison")
    page = read(reader, "/fr/results/one/")
    assert len(page.notes("notice")) == 1
    assert set(page.places_of("large prison")) == {("en", "ltr")}


def _in_french(sentence):
    """A sentence as a French page says it, whether or not it has been translated yet."""
    with translation.override("fr"):
        given = {"date": date_words(REVIEWED, "day"), "language": name_in_a_sentence("fr")}
        return translation.gettext(sentence) % given


LISTS = (
    "/{}/",
    "/{}/results/",
    "/{}/donors/",
    "/{}/reports/",
    "/{}/places/mali/",
    "/{}/themes/prisons/",
    "/{}/search/?q=CENOZO",
)


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("path", LISTS)
def test_pages_of_many_texts_say_once_that_their_translations_are_unofficial(reader, path):
    for language in ("fr", "ar"):
        page = read(reader, path.format(language))
        quiet = [
            link
            for link in page.root.iter("a")
            if link.get("hreflang") == "en" and not link.get("lang") and not link.get("type")
        ]
        assert [link.get("href") for link in quiet] == [path.format("en")]
        assert page.parents[quiet[0]].get("class") == "note"
    assert "unofficial and not reviewed" not in reader.get(path.format("en")).text


def test_what_was_reviewed_or_written_here_needs_no_such_line(reader):
    line = _in_french(UNOFFICIAL)
    result = translated(reviewed_on=REVIEWED)
    assert line not in reader.get("/fr/results/").text
    a_result(original_language="fr", title_en="", title_fr="Née en français")
    assert line not in reader.get("/fr/results/").text
    result.refresh_from_db()
    result.title_fr = "Une prison"
    result.save()
    assert line in reader.get("/fr/results/").text
