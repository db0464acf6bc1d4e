"""What was deleted comes back byte for byte; nothing is overwritten, nothing damaged is taken."""

import io
import json
import tarfile
import time
from hashlib import sha256

import pytest
from django.conf import settings

from tests.apart import POSTGRESQL, Site

FILL = """
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.management import call_command
from programme.models import Edition, Result
call_command("migrate", verbosity=0)
call_command("load_source", verbosity=0)
User.objects.create_superuser("editor", password="only-in-this-test-database")
SessionStore().save(must_create=True)
edition = Edition.objects.order_by("pk").first()
edition.file.save("progress.pdf", ContentFile(bytes(range(256)) * 3000))
result = Result.objects.order_by("pk").first()
result.title_ar = "\\u0633\\u062c\\u0646 \\U0001f4a7 '\\\\ \\n"
result.save()
"""
STATE = """
from django.contrib.sessions.models import Session
from programme.models import ContentVersion, Place
print(ContentVersion.current(), Session.objects.count())
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The source content, an editor who is signed in, and a file."""
    here = Site(tmp_path_factory.mktemp("site"))
    here.python(FILL)
    yield here
    here.drop()


@pytest.fixture(scope="module")
def kept(site, tmp_path_factory):
    """A backup of it."""
    path = tmp_path_factory.mktemp("backups") / "kept.tar"
    site.manage("backup", path)
    return path


@pytest.fixture(scope="module")
def pages(site):
    """What its public addresses answer."""
    return site.pages()


@pytest.fixture
def elsewhere(tmp_path):
    """An empty place."""
    here = Site(tmp_path / "elsewhere")
    yield here
    here.drop()


def manifest_of(path):
    with tarfile.open(path, "r:") as tar:
        return json.load(tar.extractfile("manifest.json"))


def forged(path, target, change):
    """Write a backup whose checksum fits, with its manifest changed."""
    with tarfile.open(path, "r:") as tar, tarfile.open(target, "w") as new:
        for member in tar:
            data = tar.extractfile(member).read()
            if member.name == "manifest.json":
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    with target.open("ab") as stream:
        stream.write(f"{sha256(target.read_bytes()).hexdigest()}\n".encode())
    return target


def test_a_lost_site_comes_back_byte_for_byte(site, pages, tmp_path):
    files = site.files()
    version, sessions = map(int, site.python(STATE).split())
    assert len(pages) > 80
    assert len(files) == sessions == 1
    site.manage("backup", tmp_path / "one.tar")
    site.lose()
    said = site.manage("restore", tmp_path / "one.tar").stdout
    assert "1 files, all as written" in said
    assert "Everybody has to sign in again." in said
    assert "migrate" not in said
    assert site.pages() == pages
    assert site.files() == files
    newer, sessions = map(int, site.python(STATE).split())
    assert newer > version + 1_000_000  # no version that was given away comes again
    assert sessions == 0
    site.manage("check", "--database", "default", "--fail-level", "WARNING")
    site.manage("check_content")


def test_a_restored_site_can_be_edited_and_searched(kept, elsewhere):
    elsewhere.manage("restore", kept)
    edit = """
from programme.models import ContentVersion
from tests.factories import a_result
from django.test import Client
before = ContentVersion.current()
a_result(title_en="Zirconium")
found = Client(HTTP_HOST="127.0.0.1").get("/en/search/?q=zirconium").content.decode()
print(ContentVersion.current() > before, found.count("<mark>"))
"""
    assert elsewhere.python(edit) == "True 1"


def test_a_migrated_empty_database_is_an_empty_place(pages, kept, elsewhere):
    elsewhere.manage("migrate", "-v0")
    elsewhere.manage("restore", kept)
    assert elsewhere.pages() == pages
    elsewhere.manage("check", "--database", "default", "--fail-level", "WARNING")


EACH_BIT = """
from pathlib import Path
from django.core.management import CommandError, call_command
path = Path({path!r})
whole = path.read_bytes()
taken = []
def attempt(what):
    try:
        call_command("restore", path)
        taken.append(what)
    except CommandError as refused:
        assert "is damaged, cut short, or no backup of this site" in str(refused)
manifest = whole.index(b'"made_at"')
places = [*range(0, len(whole), len(whole) // 200), *range(manifest, manifest + 60)]
places += [*range(512), *range(len(whole) - 600, len(whole))]
tries = [(place, number % 8) for number, place in enumerate(places)]
tries += [(place, bit) for place in (0, len(whole) - 65, len(whole) - 1) for bit in range(8)]
for place, bit in tries:
    with path.open("r+b") as stream:
        stream.seek(place)
        stream.write(bytes([whole[place] ^ 1 << bit]))
        stream.flush()
        attempt(place)
        stream.seek(place)
        stream.write(whole[place : place + 1])
assert path.read_bytes() == whole
for length in (0, 1, 64, 65, 66, 512, 10240, -10240, -66, -65, -1):
    path.write_bytes(whole[:length])
    attempt(length)
path.write_bytes(whole + b"x")
attempt("more")
print(len(tries), taken)
"""


def test_any_flipped_bit_and_any_cut_is_refused(kept, elsewhere, tmp_path):
    copy = tmp_path / "copy.tar"
    copy.write_bytes(kept.read_bytes())
    tried, _, taken = elsewhere.python(EACH_BIT.format(path=str(copy))).partition(" ")
    assert int(tried) > 1000
    assert taken == "[]"
    assert elsewhere.is_empty()


@pytest.mark.parametrize("place", [0, b'"engine"', -1])
def test_a_damaged_backup_ends_with_exit_code_1(kept, elsewhere, tmp_path, place):
    data = bytearray(kept.read_bytes())
    data[place if isinstance(place, int) else data.index(place)] ^= 1
    copy = tmp_path / "copy.tar"
    copy.write_bytes(data)
    assert "is damaged" in elsewhere.refusal("restore", copy)
    assert elsewhere.is_empty()


def test_checking_a_backup_restores_nothing(kept, elsewhere):
    assert "all as written" in elsewhere.manage("restore", "--check", kept).stdout
    assert elsewhere.is_empty()
    assert "There is no backup" in elsewhere.refusal("restore", "--check", "/nowhere.tar")
    assert "is damaged" in elsewhere.refusal("restore", "--check", "manage.py")


def test_a_database_is_never_overwritten(site, pages, kept):
    files = site.files()
    said = site.refusal("restore", kept)
    assert "There is a database here already" in said
    assert "Nothing was restored." in said
    assert (site.pages(), site.files()) == (pages, files)


def test_files_are_never_overwritten(kept, elsewhere):
    elsewhere.media.mkdir()
    (elsewhere.media / "mine.pdf").write_bytes(b"mine")
    assert "There are files already" in elsewhere.refusal("restore", kept)
    assert elsewhere.files() == {"mine.pdf": b"mine"}
    (elsewhere.media / "mine.pdf").unlink()
    assert elsewhere.is_empty()


@pytest.mark.sqlite
@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_what_is_left_of_an_old_database_is_not_mixed_in(kept, elsewhere, suffix):
    left = elsewhere.file.with_name(elsewhere.file.name + suffix)
    left.write_bytes(b"old")
    assert f"{left} is still here" in elsewhere.refusal("restore", kept)
    left.unlink()
    assert elsewhere.is_empty()


def other_engine(manifest):
    manifest["engine"] = "sqlite" if POSTGRESQL else "postgresql"


def other_rows(manifest):
    manifest["tables"]["programme_result"]["rows"] += 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (other_engine, "The backup is of a "),
        (other_rows, "These tables are not as the backup says: programme_result."),
        (lambda m: m["migrations"].append("programme.0999_later"), "does not know programme.0999"),
        (lambda m: m.update(format=2), "The backup was written by a newer version"),
        (lambda m: m["files"].clear(), "other members than it says"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(kept, elsewhere, tmp_path, change, sentence):
    assert sentence in elsewhere.refusal("restore", forged(kept, tmp_path / "new.tar", change))
    assert elsewhere.is_empty()


def test_an_older_backup_is_restored_and_migrate_asked_for(pages, kept, elsewhere, tmp_path):
    older = forged(
        kept, tmp_path / "old.tar", lambda m: m["migrations"].remove(m["migrations"][-2])
    )
    assert "run `manage.py migrate` now" in elsewhere.manage("restore", older).stdout
    assert elsewhere.pages() == pages


SAVE = """
from django.db import transaction
from programme.models import AuditRecord, Result
one, two = Result.objects.order_by("pk")[:2]
for number in range(1, 1_000_000):
    with transaction.atomic():
        for row in (one, two):
            row.position = number
            row.save()
    print(number, flush=True)
"""


def test_a_backup_made_while_an_editor_saves_is_of_one_moment(kept, elsewhere, tmp_path):
    elsewhere.manage("restore", kept)
    more = "from programme.models import AuditRecord as A\n"
    more += "A.objects.bulk_create(A(kind='deleted', what='x' * 9999) for _ in range(3000))"
    elsewhere.python(more)
    with elsewhere.start("manage.py", "shell", "--no-imports", "-c", SAVE) as editor:
        before = int(editor.stdout.readline())
        elsewhere.manage("backup", tmp_path / "busy.tar")
        editor.terminate()
        after = int(editor.stdout.read().splitlines()[-1])
    elsewhere.lose()
    elsewhere.manage("restore", tmp_path / "busy.tar")
    show = "from programme.models import Result; "
    show += "print(*(row.position for row in Result.objects.order_by('pk')[:2]))"
    one, two = map(int, elsewhere.python(show).split())
    assert before <= one == two < after
    assert after > before + 5


def test_a_backup_is_for_its_owner_alone_and_is_never_overwritten(site, tmp_path):
    path = tmp_path / "one.tar"
    site.manage("backup", path)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    assert "exists; a backup is never written over another" in site.refusal("backup", path)
    assert path.read_bytes() == before
    assert "There is no folder" in site.refusal("backup", tmp_path / "absent" / "one.tar")
    assert list(tmp_path.iterdir()) == [path]


def test_a_backup_that_fails_leaves_nothing(elsewhere, tmp_path):
    if not POSTGRESQL:
        assert "There is no database" in elsewhere.refusal("backup", tmp_path / "one.tar")
        elsewhere.file.write_bytes(b"This is no database." * 99)
    elsewhere.refusal("backup", tmp_path / "one.tar")
    assert list(tmp_path.iterdir()) == [elsewhere.folder]


def test_only_files_that_are_whole_are_kept_and_absent_ones_are_named(kept, elsewhere, tmp_path):
    elsewhere.manage("restore", kept)
    (name,) = elsewhere.files()
    (elsewhere.media / name).unlink()
    for other in ("waiting/a.pdf", "editions/.hidden", "editions/b.tmp", "editions/c d é.pdf"):
        (elsewhere.media / other).parent.mkdir(exist_ok=True)
        (elsewhere.media / other).write_bytes(other.encode())
    said = elsewhere.manage("backup", tmp_path / "one.tar").stderr
    assert f"Warning: A row names {name}, which is not there." in said
    elsewhere.lose()
    said = elsewhere.manage("restore", tmp_path / "one.tar").stderr
    assert f"Warning: {name} was missing when the backup was made." in said
    assert elsewhere.files() == {"editions/c d é.pdf": "editions/c d é.pdf".encode()}


def test_the_oldest_dated_backups_are_deleted_and_nothing_else(site, kept, tmp_path):
    assert "--keep needs a folder" in site.refusal("backup", tmp_path / "a.tar", "--keep", "2")
    assert "--keep needs a folder" in site.refusal("backup", tmp_path, "--keep", "0")
    dated = [tmp_path / f"sahel-2020-01-0{day}-023000.tar" for day in range(1, 5)]
    for path in dated:
        path.write_bytes(kept.read_bytes())
    dated[1].write_bytes(b"no backup")
    others = [tmp_path / "sahel-before-upgrade.tar", tmp_path / "sahel-2020-01-01-023000.tar.gz"]
    for path in others:
        path.write_bytes(kept.read_bytes())
    done = site.manage("backup", tmp_path, "--keep", "2")
    assert f"{dated[1]} is damaged or no backup; it was left where it is." in done.stderr
    left = set(tmp_path.iterdir())
    (new,) = left - {dated[1], dated[3], *others}
    assert len(left) == 5
    assert manifest_of(new)["made_at"] > manifest_of(kept)["made_at"]


@pytest.mark.postgresql
def test_client_programs_that_are_absent_or_old_are_named(site, tmp_path):
    assert "pg_dump is not here. Install" in site.refusal("backup", tmp_path, PG_BIN=str(tmp_path))
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    said = site.refusal("backup", tmp_path, PG_BIN=str(tmp_path))
    assert "is pg_dump (PostgreSQL) 9.6.24. Install the client programs of PostgreSQL 18" in said
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.postgresql
def test_a_backup_that_is_stopped_leaves_nothing(site, tmp_path):
    slow, begun = tmp_path / "pg_dump", tmp_path / "begun"
    version = 'case "$1" in --version) echo "pg_dump (PostgreSQL) 99"; exit;; esac'
    slow.write_text(f"#!/bin/sh\n{version}\ntouch {begun}\nexec sleep 60\n")
    slow.chmod(0o755)
    with site.start("manage.py", "backup", tmp_path, PG_BIN=f"{tmp_path}:/bin") as command:
        while not begun.exists():
            time.sleep(0.05)
        command.terminate()
        assert command.wait(timeout=20) == 1
    assert set(tmp_path.iterdir()) == {slow, begun}


@pytest.mark.postgresql
def test_the_password_is_not_among_the_arguments(site, tmp_path):
    spy, seen = tmp_path / "pg_dump", tmp_path / "seen"
    spy.write_text(
        f'#!/bin/sh\necho "$@" "$PGPASSWORD" > {seen}\nexec {settings.PG_BIN}/pg_dump "$@"\n'
    )
    spy.chmod(0o755)
    site.manage("backup", tmp_path / "one.tar", PG_BIN=str(tmp_path))
    arguments, _, password = seen.read_text().strip().rpartition(" ")
    assert password == "open-sesame"
    assert password not in arguments
