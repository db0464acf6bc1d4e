"""The data package and the file of all tables: tools that others made find no fault in them."""

import csv
import json
import warnings
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import frictionless
import pytest
import time_machine
from django.conf import settings

from programme.exports import TABLES
from programme.models import Result
from tests.datasets import path_of, unpacked
from tests.factories import a_result

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def package(reader, language="en"):
    answer = reader.get(f"/data/datapackage.json?lang={language}")
    assert answer.headers["Content-Type"] == "application/json"
    return json.loads(answer.getvalue())


def faults(path):
    """What frictionless finds wrong with a description and the files it names."""
    with warnings.catch_warnings():
        # The tool leaves files open for the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        report = frictionless.validate(str(path), type="package")
    return [*report.flatten(["type", "message"]), *report.errors]


def fetched(reader, language, folder):
    """Save each file that the description names by its address, and the description beside them."""
    told = package(reader, language)
    for resource in told["resources"]:
        answer = reader.get(path_of(resource["path"]))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(resource["mediatype"])
        resource["path"] = f"{resource['name']}.csv"
        (folder / resource["path"]).write_bytes(answer.getvalue())
    path = folder / "datapackage.json"
    path.write_text(json.dumps(told))
    return path


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_frictionless_finds_no_fault_in_the_files_that_the_package_names(
    reader, language, tmp_path
):
    path = fetched(reader, language, tmp_path)
    assert {one["name"] for one in json.loads(path.read_text())["resources"]} == set(TABLES)
    assert faults(path) == []


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("figures", "mali-trafficking-network-discovered", "nobody", "foreign-key"),
        ("figures", "13500", "many", "type-error"),
        ("results", "position,updated_at", "position,changed", "incorrect-label"),
        ("donors", "austria,", "belgium,", "primary-key"),
    ],
)
def test_frictionless_finds_out_a_file_that_is_not_as_described(
    reader, tmp_path, table, old, new, error
):
    path = fetched(reader, "en", tmp_path)
    file = tmp_path / f"{table}.csv"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    assert error in {kind for kind, _message in faults(path)}


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_the_file_of_all_is_without_fault_once_unpacked(reader, language, tmp_path):
    answer = reader.get(f"/data/all.zip?lang={language}")
    assert answer.headers["Content-Type"] == "application/zip"
    names = unpacked(answer, tmp_path)
    tables = {f"{table}.{ending}" for table in TABLES for ending in ("csv", "json")}
    assert set(names) == tables | {"README.txt", "columns.csv", "datapackage.json"}
    assert faults(tmp_path / "datapackage.json") == []
    assert (tmp_path / "README.txt").read_text().count("\n- ") == 7


@pytest.mark.usefixtures("source")
def test_the_file_of_all_holds_the_same_bytes_as_the_files_alone(reader, tmp_path):
    with time_machine.travel(NOW, tick=False):
        for language in settings.PUBLIC_LANGUAGES:
            unpacked(reader.get(f"/data/all.zip?lang={language}"), tmp_path)
            for table in TABLES:
                for ending in ("csv", "json"):
                    alone = reader.get(f"/data/{table}.{ending}?lang={language}").getvalue()
                    assert (tmp_path / f"{table}.{ending}").read_bytes() == alone, table


@pytest.mark.usefixtures("source")
def test_the_same_content_gives_the_same_bytes_and_the_time_of_its_last_change(
    reader, settings, tmp_path
):
    found = []
    for spool in ("one", "two"):
        settings.SPOOL_ROOT = tmp_path / spool
        with time_machine.travel(NOW, tick=False):
            found.append(reader.get("/data/all.zip").getvalue())
    assert found[0] == found[1]
    (tmp_path / "all.zip").write_bytes(found[0])
    newest = Result.objects.public().newest_change()
    with ZipFile(tmp_path / "all.zip") as archive:
        times = {entry.date_time for entry in archive.infolist()}
    assert times == {(newest.year, newest.month, newest.day, newest.hour, newest.minute,
                      newest.second // 2 * 2)}  # fmt: skip


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_what_each_column_means_comes_along(reader, language, tmp_path):
    unpacked(reader.get(f"/data/all.zip?lang={language}"), tmp_path)
    with (tmp_path / "columns.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for table in TABLES:
        with (tmp_path / f"{table}.csv").open(newline="") as file:
            names = next(csv.reader(file))
        told = [row for row in rows if row["table"] == table]
        assert [row["column"] for row in told] == names
        assert all(row["meaning"].strip() and row["type"] for row in told)
    fields = {(resource["name"], field["name"]): field["description"]
              for resource in package(reader, language)["resources"]
              for field in resource["schema"]["fields"]}  # fmt: skip
    assert fields == {(row["table"], row["column"]): row["meaning"] for row in rows}


@pytest.mark.usefixtures("source")
def test_what_was_withdrawn_is_in_no_part_of_the_file_of_all(reader, tmp_path):
    slug = "cenozo-investigative-journalism"
    unpacked(reader.get("/data/all.zip"), tmp_path)
    assert slug in (tmp_path / "results.json").read_text()
    Result.objects.filter(slug=slug).update(status="withdrawn")
    for name in unpacked(reader.get("/data/all.zip"), tmp_path):
        assert slug not in (tmp_path / name).read_text(), name


@pytest.mark.django_db
def test_the_file_of_all_is_made_once(reader):
    a_result()
    with time_machine.travel(NOW, tick=False):
        first = reader.get("/data/all.zip").getvalue()
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        # Had it been made anew, it would say that it was read five minutes later.
        assert reader.get("/data/all.zip").getvalue() == first


@pytest.mark.usefixtures("source")
def test_no_licence_is_in_the_package_unless_one_was_stated(reader, settings):
    settings.CONTENT_LICENCE = settings.PUBLISHER_NAME = ""
    told = package(reader)
    assert "licenses" not in told
    assert told["rights"].startswith("The source does not state what rights hold in its words")
    assert "contributors" not in told
    settings.CONTENT_LICENCE, settings.PUBLISHER_NAME = "https://example.org/l", "A ministry"
    told = package(reader)
    assert told["licenses"] == [{"path": "https://example.org/l"}]
    assert told["contributors"] == [{"title": "A ministry", "roles": ["publisher"]}]
