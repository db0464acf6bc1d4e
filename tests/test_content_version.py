"""The content version moves with every write that a reader could see, however it is made."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from programme import triggers
from programme.models import (
    Change,
    ContentVersion,
    Contribution,
    Edition,
    GoneAddress,
    OldAddress,
    Place,
    Result,
    Theme,
)
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme


def version():
    return ContentVersion.current()


@pytest.fixture
def moves(db):
    """Say whether the version moved while something was done."""

    def moved(act, *arguments, **options):
        before = version()
        act(*arguments, **options)
        assert version() >= before  # it never goes back
        return version() > before

    return moved


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def full(path="sahel"):
    """Rows in every content table: the source's, and one of each that the source does not have."""
    call_command("loaddata", path, verbosity=0)
    now, result = timezone.now(), Result.objects.first()
    Change.objects.create(noun="result", object_id=result.pk, at=now, kind="added")
    OldAddress.objects.create(noun="result", object_id=result.pk, slug="old")
    GoneAddress.keep("result", "gone")
    Contribution.objects.create(donor=a_donor(), amount=1, currency="USD", year=2017, kind="paid")


def test_every_save_moves_it(moves):
    assert moves(a_place)
    assert moves(a_theme)
    for make in (a_result, a_report, a_donor, a_page_text):
        assert moves(make)
        row = make()
        assert moves(row.save)
        assert moves(row.delete)


def test_writes_of_many_rows_move_it(moves):
    rows = [a_result(), a_result()]
    assert moves(Result.objects.update, level="output")
    assert moves(Result.objects.bulk_update, rows, ["level"])
    assert moves(Theme.objects.bulk_create, [Theme(slug="x", name_en="X")])
    assert moves(Result.objects.all().delete)


def test_links_between_rows_move_it(moves):
    result, other, theme, place = a_result(), a_result(), a_theme(), a_place()
    for field, target in ((result.themes, theme), (result.places, place), (result.related, other)):
        assert moves(field.add, target)
        assert moves(field.remove, target)
        assert moves(field.set, [target])
        assert moves(field.clear)
    region = a_place("G5 Sahel", "", kind="region")
    assert moves(region.members.add, place)


def test_statements_that_no_model_knows_of_move_it(moves):
    report = a_report()
    Edition.objects.create(report=report, language="en")
    assert moves(run, "UPDATE programme_report SET is_new = NOT is_new")
    assert moves(run, "DELETE FROM programme_edition")
    place = "VALUES (1, 'x', 'country', 'XX', 'X', 'X', %s, '', '', '', '{}')" % (
        "FALSE" if connection.vendor == "postgresql" else "0"
    )
    columns = (
        "revision, slug, kind, iso_code, name, name_en, is_focus, sort_en, sort_fr, sort_ar, "
        "translations"
    )
    assert moves(run, f"INSERT INTO programme_place ({columns}) {place}")
    assert Place.objects.get().slug == "x"


def test_a_write_that_is_taken_back_takes_its_version_back(db):
    before = version()
    with transaction.atomic():
        a_result()
        transaction.set_rollback(True)
    assert version() == before


def unmoved_by(statement, moves):
    """The content tables that a statement can empty without moving the version."""
    found = []
    for table in triggers.content_tables():
        with transaction.atomic():
            if not moves(run, statement.format(table)):
                found.append(table)
            transaction.set_rollback(True)  # rows elsewhere still point to what is gone
    return found


def test_deleting_the_rows_of_any_content_table_moves_it(moves):
    full()
    assert len(triggers.content_tables()) >= 17
    assert not unmoved_by("DELETE FROM {}", moves)


@pytest.mark.postgresql  # SQLite has no TRUNCATE
def test_truncating_any_content_table_moves_it(moves):
    full()
    run("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE waits for no check that is still to come
    assert not unmoved_by("TRUNCATE {} CASCADE", moves)


def test_content_tables_are_all_that_a_reader_could_see(db):
    tables = {name for name in connection.introspection.table_names() if "programme_" in name}
    left_out = tables - set(triggers.content_tables())
    assert {name for name in left_out if "historical" not in name and "search" not in name} == {
        "programme_contentversion",
        "programme_account",
        "programme_allowedwords",
        "programme_auditrecord",
        "programme_gaterule",
        "programme_previewlink",
        "programme_remark",
        "programme_resolution",
    }


def test_loading_a_fixture_moves_it_once_more_each_time(moves):
    assert moves(call_command, "loaddata", "sahel", verbosity=0)
    assert moves(call_command, "loaddata", "sahel", verbosity=0)


def test_loading_the_source_moves_it_only_while_there_is_something_new(moves):
    assert moves(call_command, "load_source", verbosity=0)
    assert not moves(call_command, "load_source", verbosity=0)
    assert not moves(call_command, "load_source", "--dry-run", verbosity=0)


def test_reading_does_not_move_it(moves, reader):
    result = a_result()
    for path in ("/en/", "/en/results/", "/en/search/?q=law", result.get_absolute_url()):
        assert not moves(reader.get, path)


def test_history_and_sessions_and_accounts_do_not_move_it(moves):
    result = a_result()
    history = Result.history
    assert history.filter(id=result.pk).exists()
    assert not moves(history.update, history_change_reason="a word")
    assert not moves(history.all().delete)
    assert not moves(SessionStore().save, must_create=True)
    assert not moves(get_user_model().objects.create_user, "somebody")


def test_it_moves_as_before_after_migrating_again(moves, reader):
    a_result(title_en="Zirconium")
    before = version()
    call_command("migrate", verbosity=0)
    assert version() >= before
    assert triggers.missing() == []
    assert moves(a_result, title_en="Zirconia")
    assert reader.get("/en/search/?q=zirc").text.count("<mark>") == 2


def drop_trigger(table):
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER content_changed_{table}_DELETE")
    else:
        run(f"DROP TRIGGER content_changed ON {table}")


def test_a_trigger_that_is_gone_is_named_and_put_back(moves):
    for table in ("programme_report", "programme_result_themes"):
        drop_trigger(table)
        assert triggers.missing() == [table]
        assert f"No content-version trigger on {table}." in warnings_of_check()
        triggers.install()
        assert triggers.missing() == []
    row = a_report()
    assert moves(row.delete)


def warnings_of_check():
    from django.core.checks import run_checks

    return [found.msg for found in run_checks(databases=["default"])]


def test_installing_twice_changes_nothing_but_the_version(moves):
    assert moves(triggers.install)
    assert triggers.missing() == []
    assert ContentVersion.objects.exists()


def test_this_moment_takes_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        ContentVersion.at_this_moment()


@pytest.mark.sqlite
def test_what_the_clock_published_last_is_found_by_its_index_and_lists_by_theirs(db):
    for make in (a_result, a_report, a_donor, a_page_text):
        row = make()
        name = f"{row._meta.model_name}_clock"
        assert name in type(row).objects.last_by_the_clock().explain()
        assert name not in type(row).objects.public().explain()
