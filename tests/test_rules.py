"""Rules of data: constraints hold single rows, `check_content` holds rules that span rows."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from programme.models import Edition, Evidence, Figure, Place, Result, Source, Stale
from programme.workflow import CHECKLISTS
from tests.factories import a_place, a_report, a_result


def broken_by(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_result(**fields)


def test_single_row_rules_hold_in_the_database(db):
    first = a_result(slug="taken")
    broken_by(slug="taken")
    broken_by(title_en="")
    broken_by(original_language="fr")
    broken_by(original_language="xx")
    broken_by(publish_from=None)
    broken_by(happened_from=date(2016, 1, 1))
    broken_by(precision="year")
    broken_by(happened_from=date(2016, 5, 1), happened_to=date(2015, 1, 1), precision="month")
    broken_by(happened_from=date(2016, 1, 1), happened_to=date(2017, 1, 1), precision="since")
    broken_by(slug="taken", replaces=first)  # published
    a_result("draft", slug="taken", replaces=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_result("draft", slug="taken", replaces=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(slug="nowhere", name_en="Nowhere", kind="country", iso_code="")


def test_a_receipt_is_for_one_thing_from_one_source(db):
    result, source = a_result(), Source.objects.create(slug="page", title_en="Page")
    edition = Edition.objects.create(report=a_report(), language="en")
    figure = Figure.objects.create(result=result, value=1, label_en="law")
    for fields in (
        {"source": source},
        {"result": result, "figure": figure, "source": source},
        {"result": result},
        {"result": result, "source": source, "edition": edition},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(**fields)


def test_constraints_speak_to_editors(db):
    with pytest.raises(ValidationError) as caught:
        Result(slug="x", original_language="ar", title_en="Only English").full_clean()
    assert "A title is needed in the language it was written in." in str(caught.value)
    result = Result(slug="y", title_en="T", happened_from=date(2016, 5, 2), precision="year")
    with pytest.raises(ValidationError, match="first of January"):
        result.full_clean()


def test_an_erratum_names_words_of_the_quote(db):
    source = Source.objects.create(slug="page", title_en="Page")
    receipt = Evidence(result=a_result(), source=source, quote="to to ensure", errata="too → to")
    with pytest.raises(ValidationError, match="too → to"):
        receipt.full_clean()


def test_saving_what_somebody_else_saved_is_refused_and_can_be_tried_again(db):
    mine = a_result()
    theirs = Result.objects.get(pk=mine.pk)
    theirs.title_en = "Theirs"
    theirs.save()
    mine.title_en = "Mine"
    with pytest.raises(Stale):
        mine.save()
    assert mine.revision == 1
    mine.revision = theirs.revision
    mine.save(update_fields=["title_en"])
    assert Result.objects.get(pk=mine.pk).title_en == "Mine"


def test_a_bulk_update_makes_open_forms_stale(db):
    mine = a_result()
    Result.objects.filter(pk=mine.pk).update(level="impact")
    with pytest.raises(Stale):
        mine.save()


@pytest.mark.usefixtures("source")
def test_the_source_content_keeps_all_rules(capsys):
    call_command("check_content")
    assert "keeps all rules" in capsys.readouterr().out


def whole_and_part(whole, part):
    result = Result.objects.first()
    total = Figure.objects.create(result=result, value=whole, label_en="all")
    Figure.objects.create(result=result, value=part, label_en="some", part_of=total)


def unlike_its_quote():
    result = Result.objects.get(slug="niger-dynamic-security-in-prisons")
    result.statement_en += " And more."
    result.save()


def region_in_a_region():
    Place.objects.get(slug="g5-sahel").members.add(Place.objects.get(slug="west-africa"))


def two_editions_of_a_language():
    report = a_report()
    for _ in range(2):
        Edition.objects.create(report=report, language="fr")


def public_and_empty():
    a_result(slug="hollow")


def search_out_of_date():
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE programme_result SET title_en = 'Behind our back' WHERE position = 1"
        )


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda: whole_and_part(5, 6), "larger than the number it is part of"),
        (unlike_its_quote, "not its quote with the errata applied"),
        (region_in_a_region, "a member of a region is a country"),
        (two_editions_of_a_language, "two editions in fr"),
        (public_and_empty, "is public and lacks"),
        (search_out_of_date, "search is out of date"),
        (lambda: a_place("Togo", "TG").members.add(a_place("Ghana", "GH")), "has no members"),
    ],
)
def test_each_rule_that_spans_rows_is_noticed(fault, words, capsys):
    fault()
    with pytest.raises(CommandError):
        call_command("check_content")
    assert words in capsys.readouterr().out


@pytest.mark.usefixtures("source")
def test_rebuild_search_mends_what_was_changed_behind_our_back(capsys):
    search_out_of_date()
    call_command("rebuild_search")
    call_command("check_content")
    assert "keeps all rules" in capsys.readouterr().out


def test_every_published_noun_has_a_checklist():
    from programme.models import PUBLISHED

    assert set(CHECKLISTS) == set(PUBLISHED)


@pytest.mark.django_db(transaction=True)
def test_of_six_who_save_at_once_one_saves_and_five_are_told():
    row = a_result()
    copies = [Result.objects.get(pk=row.pk) for _ in range(6)]
    start = threading.Barrier(len(copies))

    def save(number):
        copy = copies[number]
        copy.title_en = f"From {number}"
        start.wait()
        try:
            copy.save()
        except Stale:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(len(copies)) as pool:
        assert sum(pool.map(save, range(len(copies)))) == 1
    assert Result.objects.get(pk=row.pk).revision == 2
    assert row.history.count() == 2
