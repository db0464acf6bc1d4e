"""Publishing that is killed halfway: each item is wholly before or wholly after."""

import json
import random
import signal
import time

import pytest

from tests.apart import POSTGRESQL, Site

KILLS = 50
# Publishes the draft of each result, one after the other, and says so; takes up what is left.
PUBLISH = """
import sys
from programme import workflow
from programme.models import Result
print("ready", flush=True)
for draft in Result.objects.exclude(replaces=None).order_by("pk"):
    workflow.publish(draft, cause="typing", reason="a word")
print("done", flush=True)
"""
MAKE_DRAFTS = """
from programme import workflow
from programme.models import Figure, Place, Result
for row in Result.objects.filter(replaces=None, drafts=None).order_by("pk"):
    draft = workflow.edit(row, None)
    draft.title_en = f"{row.slug} {row.revision}"
    draft.statement_fr = f"{row.slug} {row.revision}"
    draft.save()
    draft.places.set(Place.objects.filter(slug="chad" if row.revision % 2 else "niger"))
    for figure in draft.figures.all():
        figure.value = row.revision
        figure.save()
"""
# Every public result as one line: what it says, its history, its search words, its memory.
LOOK = """
import json
from programme.models import Change, ContentVersion, Result, SearchEntry
from programme.rules import broken
found = {}
for row in Result.objects.filter(replaces=None).order_by("pk"):
    newest = row.history.first()
    said = [row.title_en, row.statement_fr, [p.slug for p in row.places.order_by("slug")]]
    kept = [newest.title_en, newest.statement_fr, sorted(l.place.slug for l in newest.places.all())]
    entry = SearchEntry.objects.get(kind="result", object_id=row.pk, language="en")
    found[row.slug] = {
        "said": said + [[str(f.value) for f in row.figures.order_by("pk")]],
        "history": said == kept,
        "indexed": entry.says() == next(iter(row.search_entries())).says(),
        "drafts": row.drafts.count(),
        "acts": Change.objects.about(row).filter(kind="corrected").values("act").distinct().count(),
        "revision": row.revision,
    }
print(json.dumps([found, list(broken()), ContentVersion.current()]))
"""
# SQLite's own check of the whole file, its search index included.
INTEGRITY = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    print(cursor.fetchall())
    cursor.execute(
        "INSERT INTO programme_search_fts(programme_search_fts) VALUES ('integrity-check')"
    )
"""


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "site")
    site.manage("migrate", "-v", "0")
    site.manage("load_source", "-v", "0")
    yield site
    site.drop()


def looked_at(site):
    return json.loads(site.python(LOOK))


def test_each_item_is_wholly_before_or_wholly_after_a_kill(site):
    chance = random.Random(20261128)  # noqa: S311 - moments, no secrets
    kills = rounds = 0
    site.python(MAKE_DRAFTS)
    start, _broken, version = looked_at(site)
    halfway = set()
    while kills < KILLS:
        rounds += 1
        assert rounds < 4 * KILLS, "publishing ends before it can be killed"
        command = site.start("manage.py", "shell", "--no-imports", "-c", PUBLISH)
        assert command.stdout.readline().strip() == "ready"
        time.sleep(chance.uniform(0, 0.25))
        was_killed = command.poll() is None
        command.send_signal(signal.SIGKILL)
        command.communicate()
        kills += was_killed
        after, broken, newer = looked_at(site)
        assert broken == []
        moved = 0
        for slug, row in after.items():
            assert row["history"], slug
            assert row["indexed"], slug
            before = start[slug]
            if row["drafts"] or not before["drafts"]:  # wholly before, or after an earlier kill
                assert row == before, slug
            else:  # wholly after
                number = before["revision"]
                assert row["said"][0] == row["said"][1] == f"{slug} {number}"
                assert row["said"][2] == ["chad" if number % 2 else "niger"]
                assert all(float(value) == number for value in row["said"][3])
                assert row["acts"] == before["acts"] + 1
                assert row["revision"] > number
                moved += 1
        assert (newer > version) == bool(moved)
        halfway.add(0 < sum(row["drafts"] for row in after.values()) < len(after))
        if not any(row["drafts"] for row in after.values()):
            site.python(MAKE_DRAFTS)
            after, _broken, newer = looked_at(site)
        start, version = after, newer
    assert True in halfway  # some kills fell between the first item and the last
    if not POSTGRESQL:
        assert site.python(INTEGRITY) == "[('ok',)]"
