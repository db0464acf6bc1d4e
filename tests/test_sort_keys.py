"""Names in order: accents, articles and letter variants do not count, on either database."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from programme.models import Donor, Place, Result
from programme.models.sorting import sort_key
from tests.factories import a_result

# language of the name | name | the letters it is sorted by
KEYS = """
en | The Netherlands          | netherlands
en | The United States        | united states
en | Theatre                  | theatre
en | The                      | the
en | “The network”            | network”
en | Les Cayes                | les cayes
en | La Paz                   | la paz
en | Le Monde                 | le monde
en | A cell                   | a cell
fr | Les Pays-Bas             | pays-bas
fr | Le Monde                 | monde
fr | La Haye                  | haye
fr | L’Autriche               | autriche
fr | L'Autriche               | autriche
fr | LES ÉTATS-UNIS           | etats-unis
fr | «⍽L’école⍽»              | ecole »
fr | États-Unis               | etats-unis
fr | Leçon                    | lecon
fr | Lesotho                  | lesotho
fr | The Hague                | the hague
ar | الولايات المتحدة         | ولايات المتحده
ar | الْوِلايات المتحدة         | ولايات المتحده
ar | النيجر                   | نيجر
ar | الدانمرك                 | دانمرك
ar | ألمانيا                  | المانيا
ar | المانيا                  | المانيا
ar | إسبانيا                  | اسبانيا
ar | أستراليا                 | استراليا
ar | التزام موريتانيا         | التزام موريتانيا
ar | التدريب                  | تدريب
ar | آسيا                     | اسيا
ar | المؤتمر                  | موتمر
ar | مالي                     | مالي
ar | ال                       | ال
ar | The Hague                | the hague
en | ‏الولايات المتحدة         | الولايات المتحده
"""


def rows(table):
    lines = [line for line in table.replace("⍽", "\u202f").split("\n") if line]
    return [[cell.strip(" ") for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(("language", "name", "letters"), rows(KEYS))
def test_a_name_is_sorted_by_what_follows_the_article_of_its_language(language, name, letters):
    assert sort_key(name, language).decode() == letters


def test_a_long_name_has_a_short_key():
    assert len(sort_key("ا" * 500, "ar")) == 400


NAMES = {
    "en": ["Austria", "Burkina Faso", "Élan", "The Netherlands", "Spain", "The United States"],
    "fr": ["L’Autriche", "Burkina Faso", "L’Espagne", "Les États-Unis", "Lesotho", "Les Pays-Bas"],
    "ar": [
        "إسبانيا",
        "ألمانيا",
        "الدانمرك",
        "فرنسا",
        "كندا",
        "النرويج",
        "النمسا",
        "هولندا",
        "الولايات المتحدة",
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", NAMES)
def test_both_databases_order_names_as_a_reader_of_the_language_would(language):
    named = f"name_{language}"
    shuffled = sorted(NAMES[language], key=lambda name: name[::-1])
    for number, name in enumerate(shuffled):
        Donor.objects.create(
            **{named: name}, slug=f"d{number}", original_language=language, position=number
        )
    with override(language):
        assert [donor.shown("name") for donor in Donor.objects.by_name()] == NAMES[language]


@pytest.mark.django_db
def test_a_name_that_is_shown_in_another_language_keeps_the_articles_of_its_own():
    paz = Place.objects.create(slug="paz", name_en="La Paz", kind="region")
    assert bytes(paz.sort_fr) == b"la paz"
    result = a_result(original_language="fr", title_en="", title_fr="La loi", slug="loi")
    assert bytes(result.sort_en) == bytes(result.sort_ar) == b"loi"
    Result.objects.filter(pk=result.pk).update(title_ar="القانون")
    result.refresh_from_db()
    assert bytes(result.sort_ar).decode() == "قانون"


@pytest.mark.django_db
def test_the_name_to_sort_by_goes_before_the_name():
    donor = Donor.objects.create(
        slug="x",
        name_fr="Royaume des Pays-Bas",
        sort_name_fr="Les Pays-Bas",
        original_language="fr",
    )
    assert bytes(donor.sort_fr) == b"pays-bas"
    assert bytes(donor.sort_en) == b"royaume des pays-bas"


@pytest.mark.django_db
def test_a_place_without_any_name_is_refused():
    with pytest.raises(ValidationError, match="name"):
        Place(slug="x", kind="country").clean()
