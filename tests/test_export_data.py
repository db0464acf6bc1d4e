"""`manage.py export_data` writes what the addresses of the site answer, whole or not at all."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from frictionless import Package

from programme.exports import FORMATS, TABLES
from programme.models import Result
from tests.answers import content_of
from tests.factories import a_place, a_result

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
ALL_FORMS = [*FORMATS, "atom"]
FEEDS = ("results", "donors", "reports", "changes")


@pytest.fixture
def into(tmp_path):
    """A folder of its own: other things of the test lie beside it."""
    folder = tmp_path / "made" / "on the way"
    folder.mkdir(parents=True)
    return folder


def export(folder, *words, **options):
    call_command("export_data", str(folder), *words, verbosity=0, **options)
    return {path.name for path in folder.iterdir()}


def same(name, content):
    """What a file and an address have in common: not the times of packing, nor where files lie."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {member: packed.read(member) for member in packed.namelist()}
    if name.startswith("datapackage"):
        return {**json.loads(content), "resources": ...}
    return content.strip()


def rows_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("source")
def test_all_of_it_stands_in_the_folder_as_the_addresses_answer(reader, into):
    with time_machine.travel(NOW, tick=False):
        names = export(into, "--lang", "en", "fr")
        for language in ("en", "fr"):
            addresses = {
                **{
                    f"{table}-{language}.{form}": f"{table}.{form}"
                    for table in TABLES
                    for form in FORMATS
                },
                **{f"{table}-{language}.atom": f"{table}.atom" for table in FEEDS},
                f"datapackage-{language}.json": "datapackage.json",
                # It says how large the archive is once somebody asked for that.
                f"catalog-{language}.jsonld": "catalog.jsonld",
                f"sahel-programme-{language}.zip": "all.zip",
            }
            assert addresses.keys() <= names
            for name, address in addresses.items():
                answer = content_of(reader.get(f"/data/{address}?lang={language}"))
                made = (into / name).read_bytes()
                assert same(name, made) == same(name, answer), name
        activity = content_of(reader.get("/data/iati-activities.xml"))
        assert (into / "iati-activities.xml").read_bytes() == activity
    assert len(names) == 2 * (len(TABLES) * len(FORMATS) + len(FEEDS) + 3) + 1


@pytest.mark.usefixtures("source")
def test_the_data_package_describes_the_files_beside_it(into):
    export(into)
    package = json.loads((into / "datapackage-en.json").read_text(encoding="utf-8"))
    paths = {each["path"] for each in package["resources"]}
    assert paths == {f"{table}-en.csv" for table in TABLES}
    report = Package(str(into / "datapackage-en.json")).validate()
    assert report.valid, report.flatten(["message"])


@pytest.mark.usefixtures("source")
def test_parameters_choose_rows_and_the_tables_that_read_them(into):
    names = export(into, "place=mali", "region_wide=1", "--forms", "csv", "json")
    assert names == {
        f"{table}-en.{form}" for table in ("results", "figures") for form in ("csv", "json")
    }
    assert len(rows_in(into / "results-en.csv")) == 5
    told = json.loads((into / "results-en.json").read_text(encoding="utf-8"))
    assert told["about"]["address"].endswith("/data/results.json?lang=en&place=mali&region_wide=1")


@pytest.mark.usefixtures("source")
def test_parameters_may_stand_behind_options(into):
    names = export(into, "--tables", "results", "year=2016", "--forms", "csv", "year=2015")
    assert names == {"results-en.csv"}
    assert len(rows_in(into / "results-en.csv")) == 5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["place=atlantis"], "place: “atlantis” is no place here."),
        (["place=mali", "--tables", "donors"], "place: no parameter of the table donors"),
        (["colour=red"], "No table reads all of these: colour."),
        (["mali"], "mali: write it as name=value, such as place=mali."),
        (["--tables", "results", "victims"], "--tables: “victims” is none of these: results,"),
        (["--forms", "pdf"], "--forms: “pdf” is none of these: csv,"),
        (["--lang", "de"], "--lang: “de” is none of these: en, fr, ar."),
        (["--tables", "changes", "since=yesterday"], "since: Write the day as year-month-day"),
    ],
)
def test_what_makes_no_sense_is_named_and_nothing_is_written(db, into, words, says):
    with pytest.raises(CommandError) as refused:
        export(into / "new", *words)
    assert str(refused.value).startswith(says)
    assert refused.value.returncode == 1
    assert not (into / "new").exists()


def test_a_folder_that_cannot_be_one_is_named(db, into):
    file = into / "file"
    file.write_text("mine")
    for path in (file, file / "below"):
        with pytest.raises(CommandError, match=str(file)):
            export(path, "--forms", "csv")
    assert file.read_text() == "mine"


def test_files_of_the_same_name_are_replaced_and_no_other_is_touched(db, into):
    (into / "results-en.csv").write_text("old")
    (into / "notes.txt").write_text("mine")
    a_result(slug="new-one")
    names = export(into, "--tables", "results", "--forms", "csv")
    assert names == {"results-en.csv", "notes.txt"}
    assert [row["id"] for row in rows_in(into / "results-en.csv")] == ["new-one"]
    assert (into / "notes.txt").read_text() == "mine"


def test_what_fails_half_way_leaves_the_old_file_whole(db, into, monkeypatch):
    (into / "results-en.csv").write_text("old")
    a_result()

    def breaks(*_args):
        yield from ()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("programme.folder._counting", lambda *_args: breaks)
    with pytest.raises(CommandError, match="No space left on device"):
        export(into, "--tables", "results", "--forms", "csv")
    assert (into / "results-en.csv").read_text() == "old"
    assert [path.name for path in into.iterdir()] == ["results-en.csv"]


def test_without_an_introduction_there_is_no_activity_file_and_it_says_so(db, into, capsys):
    call_command("export_data", str(into))
    told = capsys.readouterr()
    assert "iati-activities.xml is left out: " in told.err
    assert not (into / "iati-activities.xml").exists()
    assert f"{into / 'results-en.csv'}: " in told.out


def test_drafts_stay_out(db, into):
    a_result("draft", title_en="Zirconium", places=[a_place()])
    a_result("scheduled", title_en="Zirconium")
    for name in export(into):
        assert b"Zirconium" not in (into / name).read_bytes(), name
    assert Result.objects.count() == 2


# As people start it: a process of its own, with a database of its own.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The environment of a site with the source's content."""
    folder = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SPOOL_ROOT": str(folder / "spool"),
        "SECRET_KEY": "for-this-test-alone-" * 3,
    }
    for words in (["migrate", "-v0"], ["load_source", "-v0"]):
        subprocess.run([*MANAGE, *words], check=True, cwd=settings.BASE_DIR, env=environment)
    return environment


MANAGE = [sys.executable, "manage.py"]


def started(site, *words):
    return subprocess.run(
        [*MANAGE, "export_data", *words],
        cwd=settings.BASE_DIR,
        env=site,
        capture_output=True,
        text=True,
    )


@pytest.mark.sqlite
def test_in_a_pipe_it_prints_plain_lines_and_no_bar(site, tmp_path):
    done = started(site, str(tmp_path), "--tables", "results", "--forms", "csv")
    assert done.returncode == 0
    assert done.stderr == ""
    size = (tmp_path / "results-en.csv").stat().st_size
    assert done.stdout == f"{tmp_path}/results-en.csv: 11 rows, {size} bytes\n"


@pytest.mark.sqlite
def test_a_fault_is_one_line_and_exit_code_1(site, tmp_path):
    done = started(site, str(tmp_path), "place=atlantis")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "CommandError: place: “atlantis” is no place here.\n"


@pytest.mark.sqlite
def test_help_shows_how_it_is_used(site):
    told = started(site, "--help").stdout
    assert "manage.py export_data mali/ place=mali region_wide=1" in told
    for name in (*TABLES, *ALL_FORMS):
        assert name in told


@pytest.mark.sqlite
def test_on_a_terminal_a_bar_runs_to_its_end(site, tmp_path):
    ours, theirs = pty.openpty()
    command = [*MANAGE, "export_data", str(tmp_path), "--lang", "en", "fr"]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=site, stdout=subprocess.PIPE, stderr=theirs
    ) as run:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
        printed = run.stdout.read().decode()
    os.close(ours)
    assert run.returncode == 0
    text = shown.decode()
    assert "[..............................]   0%  results-en.csv" in text
    assert "[##############################] 100%  iati-activities.xml" in text
    assert text.endswith("\r\x1b[K")  # the line is free again
    assert "\x1b" not in printed
    assert len(printed.splitlines()) == len(list(tmp_path.iterdir()))


def _read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # nobody writes to it any more
        return b""
