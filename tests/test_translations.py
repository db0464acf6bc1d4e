"""What a translation knows: what it was made from, whether it is behind, who reviewed it."""

from datetime import date

import pytest

from programme.models import Figure, Place, Result
from programme.translating import confirm, review, standing
from tests.factories import a_place, a_result

pytestmark = pytest.mark.django_db

ENGLISH = {"title_en": "Prison opened", "statement_en": "A prison was opened."}
FRENCH = {"title_fr": "Prison ouverte", "statement_fr": "Une prison a été ouverte."}


def anew(row):
    return type(row).objects.get(pk=row.pk)


def translated(**fields):
    return a_result(**ENGLISH, **FRENCH, **fields)


def in_question(language):
    rows = Result.objects.all()
    found = rows.missing_in(language), rows.behind_in(language), rows.unreviewed_in(language)
    return [set(each) for each in found]


def test_a_translation_records_the_original_it_was_made_from():
    record = anew(translated()).translation("fr")
    assert record.made_from == {"title": "Prison opened", "statement": "A prison was opened."}
    assert record.origin == "human"
    assert record.reviewed_on is None


def test_a_changed_original_leaves_its_translation_behind_until_it_is_translated_again():
    result = translated()
    assert in_question("fr") == [set(), set(), {result}]
    result.statement_en = "Two prisons were opened."
    result.save()
    behind = standing(anew(result), "fr").behind
    assert [(b.field, b.then, b.now) for b in behind] == [
        ("statement", "A prison was opened.", "Two prisons were opened.")
    ]
    assert in_question("fr")[1] == {result}
    result.statement_fr = "Deux prisons ont été ouvertes."
    result.save()
    assert standing(anew(result), "fr").behind == []
    assert in_question("fr")[1] == set()


def test_a_translation_can_be_confirmed_without_new_words():
    result = translated()
    result.title_en = "Prison opened."
    result.save()
    assert confirm(result, "fr")
    assert in_question("fr")[1] == set()
    assert anew(result).title_fr == "Prison ouverte"
    assert anew(result).history.first().history_change_reason == "Translation confirmed"
    assert not confirm(result, "fr")


def test_a_review_holds_until_somebody_changes_the_translation():
    result = translated()
    assert review(result, "fr", by="editor", on=date(2026, 11, 24))
    assert standing(anew(result), "fr").reviewed
    assert in_question("fr")[2] == set()
    result.title_fr = "Une prison ouverte"
    result.save()
    assert not standing(anew(result), "fr").reviewed
    assert in_question("fr")[2] == {result}


def test_a_row_born_in_french_is_translated_into_english():
    result = a_result(original_language="fr", title_en="", **FRENCH)
    assert in_question("en") == [{result}, set(), set()]
    assert in_question("fr") == [set(), set(), set()]
    result.title_en = "Prison opened"
    result.statement_en = "A prison was opened."
    result.save()
    assert anew(result).translation("en").made_from["title"] == "Prison ouverte"
    assert in_question("en") == [set(), set(), {result}]


def test_the_numbers_of_a_result_are_translated_with_it():
    result = translated()
    figure = Figure.objects.create(result=result, value=1, label_en="prison", label_fr="prison")
    assert standing(result, "fr").is_complete
    figure.label_en = "large prison"
    figure.save()
    assert [b.row for b in standing(anew(result), "fr").behind] == [figure]
    assert in_question("fr")[1] == {result}
    assert confirm(anew(result), "fr")
    assert in_question("fr")[1] == set()
    figure.refresh_from_db()
    figure.label_fr = ""
    figure.save()
    assert in_question("fr")[0] == {result}
    assert (standing(anew(result), "fr").done, standing(anew(result), "fr").needed) == (2, 3)


def test_the_original_of_a_place_is_the_first_language_it_has_a_name_in():
    mali, only_french = a_place(), a_place("Niger", "NE", name_en="", name_fr="Niger", slug="ne")
    assert set(Place.objects.missing_in("fr")) == {mali}
    assert set(Place.objects.missing_in("en")) == {only_french}
    assert only_french.born_in == "fr"


def test_saving_some_columns_alone_records_what_the_texts_were_made_from():
    result = a_result(**ENGLISH)
    result.title_fr = "Prison ouverte"
    result.save(update_fields=["title_fr"])
    assert anew(result).translation("fr").made_from == {"title": "Prison opened"}


def test_what_no_record_tells_of_is_unreviewed_and_not_behind():
    result = a_result(**ENGLISH)
    Result.objects.filter(pk=result.pk).update(title_fr="Prison ouverte", statement_fr="Une prison")
    assert in_question("fr") == [set(), set(), {result}]


def test_a_part_that_is_confirmed_counts_as_a_change_of_its_whole():
    result = translated()
    figure = Figure.objects.create(result=result, value=1, label_en="prison", label_fr="prison")
    figure.label_en = "large prison"
    figure.save()
    revision = anew(result).revision
    assert confirm(anew(result), "fr")
    assert anew(result).revision == revision + 1


def test_line_breaks_as_a_browser_sends_them_are_no_new_words():
    result = a_result(title_en="One", statement_en="a\nb", title_fr="Un", statement_fr="c\n\nd")
    review(result, "fr", by="editor", on=date(2026, 11, 24))
    result.statement_en, result.statement_fr = "a\r\nb", "c\r\n\r\nd"
    result.save()
    assert standing(anew(result), "fr").reviewed
    assert anew(result).statement_fr == "c\n\nd"
    assert standing(anew(result), "fr").behind == []
