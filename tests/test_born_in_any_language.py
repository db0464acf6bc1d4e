"""A result without a word of English: typed at the desk, published, listed, found, shown."""

import pytest

from programme.models import Result
from tests.desk import act, form_of, opened
from tests.factories import a_place, a_result, a_theme
from tests.speaking import ALL, DIRECTIONS, read

pytestmark = pytest.mark.django_db

ADD = "/admin/programme/result/add/"
TYPED = {
    "fr": ("Des juges formés au Niger", "Quarante juges ont été formés à Niamey."),
    "ar": ("تدريب القضاة في النيجر", "دُرِّب أربعون قاضياً في نيامي."),
}


def typed(editor, **texts):
    """Type a result at the desk as an editor does; the row that was saved."""
    theme, place = a_theme(), a_place(name_fr="Mali", name_ar="مالي")
    linked = {"places": [place.pk], "themes": [theme.pk], "level": "output"}
    answer = editor.post(ADD, form_of(editor, ADD) | {"title_en": "", "slug": ""} | linked | texts)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Result.objects.latest("pk")


@pytest.mark.parametrize("born", TYPED)
def test_a_result_without_english_is_a_whole_citizen(editor, reader, born):
    title, statement = TYPED[born]
    texts = {f"title_{born}": title, f"statement_{born}": statement}
    result = typed(editor, original_language=born, **texts)
    act(editor, "result", "publish", result)
    mark = (born, DIRECTIONS[born])
    for language in ALL:
        page = read(reader, f"/{language}/results/{result.slug}/")
        assert set(page.places_of(title)) == {mark}
        assert page.places_of(statement) == [mark]
        assert len(page.notes("notice")) == (language != born)
        assert read(reader, f"/{language}/results/").places_of(title) == [mark]
        assert read(reader, f"/{language}/places/mali/").places_of(title) == [mark]
        assert f"/{language}/results/{result.slug}/</loc>" in reader.get("/sitemap.xml").text
    word = title.split()[1]
    found = read(reader, f"/{born}/results/?q={word}")
    assert f"/{born}/results/{result.slug}/" in found.text
    everywhere = read(reader, f"/{born}/search/?q={word}")
    assert f"/{born}/results/{result.slug}/" in everywhere.text


@pytest.mark.parametrize(
    ("texts", "slug"),
    [
        ({"title_en": "Judges trained", "title_fr": "Des juges formés"}, "judges-trained"),
        ({"title_fr": "L’aide juridique au Niger"}, "l-aide-juridique-au-niger"),
        ({"title_ar": "تدريب القضاة"}, "result-{}"),
        ({"title_ar": "وسم 13,500 سلاح (CENOZO)"}, "result-{}"),
    ],
)
def test_one_address_for_all_languages_is_proposed_from_latin_letters(editor, texts, slug):
    number = a_result().pk + 1
    born = min(texts)[-2:]
    assert typed(editor, original_language=born, **texts).slug == slug.format(number)


def test_the_address_stays_once_it_is_public(editor):
    result = typed(editor, original_language="ar", title_ar=TYPED["ar"][0], statement_ar="نص")
    act(editor, "result", "publish", result)
    draft = opened(editor, result)
    change = f"/admin/programme/result/{draft.pk}/change/"
    typed_later = {"title_en": "Judges trained", "slug": "judges-trained"}
    assert editor.post(change, form_of(editor, change) | typed_later).status_code == 302
    kept = Result.objects.get(pk=draft.pk)
    assert (kept.title_en, kept.slug) == ("Judges trained", result.slug)
