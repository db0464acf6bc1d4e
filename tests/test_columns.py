"""The columns of open data are a promise: none goes, moves or changes, new ones come last."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from programme.exports import FORMATS, TABLES
from tests.data_files import fetched, json_of, lines_of, sheet_rows
from tests.factories import a_donor, a_place, a_report, a_result, a_theme

# A column that is added goes to the end of its table there; nothing else ever changes in it.
PINNED = json.loads((Path(__file__).parent / "columns.json").read_text())


@pytest.mark.parametrize("table", PINNED)
def test_the_columns_of_a_table_are_those_that_were_promised(table):
    assert [[column.name, str(column.kind)] for column in TABLES[table].columns] == PINNED[table]


def test_no_table_and_no_form_vanishes():
    assert set(PINNED) == set(TABLES)
    assert {"csv", "hxl.csv", "xlsx", "json"} <= set(FORMATS)


@pytest.mark.parametrize("table", PINNED)
def test_every_form_has_these_columns_in_this_order(reader, db, table):
    a_result(places=[a_place()], themes=[a_theme()])
    a_donor()
    a_report()
    names = [name for name, _kind in PINNED[table]]
    assert lines_of(fetched(reader, table, "csv"))[0] == names
    assert lines_of(fetched(reader, table, "hxl.csv"))[0] == names
    for row in sheet_rows(reader, table):
        assert list(row) == names
    for row in json_of(reader, table)["results"]:
        assert list(row) == names


def test_every_column_says_what_it_means_in_each_language():
    for language in settings.PUBLIC_LANGUAGES:
        with translation.override(language):
            for table in TABLES.values():
                assert str(table.title)
                assert str(table.meaning)
                assert [column.name for column in table.columns if not str(column.meaning)] == []


def test_what_is_measured_has_a_unit():
    measured = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.unit
    }
    assert measured == {
        ("figures", "value"),
        ("reports", "bytes"),
        ("reports", "pages"),
        ("places", "results"),
        ("themes", "results"),
    }
