"""Publishing that is killed halfway: each item is wholly before or wholly after."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.apart import POSTGRESQL, Site

KILLS = 50
# Serves its orders on standard input: makes drafts, looks at all results, or publishes the drafts
# one after the other in a child process of its own, which says how far it is and can be killed.
SERVER = """
import json, os, sys
from django.db import connections
from programme import workflow
from programme.models import Change, ContentVersion, Place, Result, SearchEntry
from programme.rules import broken

def drafts():
    for row in Result.objects.filter(replaces=None, drafts=None).order_by("pk"):
        draft = workflow.edit(row, None)
        draft.title_en = draft.statement_fr = f"{row.slug} {row.revision}"
        draft.save()
        draft.places.set(Place.objects.filter(slug="chad" if row.revision % 2 else "niger"))
        for figure in draft.figures.all():
            figure.value = row.revision
            figure.save()
    return ContentVersion.current()

def publish():
    print(os.getpid(), flush=True)
    for draft in Result.objects.exclude(replaces=None).order_by("pk"):
        workflow.publish(draft, cause="typing", reason="a word")
        print("one more", flush=True)
    print("done", flush=True)
    os._exit(0)

def look():
    found = {}
    for row in Result.objects.filter(replaces=None).order_by("pk"):
        newest = row.history.first()
        places = [place.slug for place in row.places.order_by("slug")]
        kept = [newest.title_en, newest.statement_fr]
        entry = SearchEntry.objects.get(kind="result", object_id=row.pk, language="en")
        acts = Change.objects.about(row).filter(kind="corrected").values("act").distinct()
        found[row.slug] = {
            "said": [row.title_en, row.statement_fr, places],
            "figures": [float(figure.value) for figure in row.figures.all()],
            "history": kept == [row.title_en, row.statement_fr]
            and sorted(link.place.slug for link in newest.places.all()) == places,
            "indexed": entry.says() == next(iter(row.search_entries())).says(),
            "drafts": row.drafts.count(),
            "acts": acts.count(),
            "revision": row.revision,
        }
    return json.dumps([found, list(broken()), ContentVersion.current()])

child = 0
for order in sys.stdin:
    if order.strip() == "publish":
        connections.close_all()
        child = os.fork()
        if not child:
            publish()
    elif order.strip() == "wait":
        print(os.waitpid(child, 0)[1], flush=True)
    else:
        print({"drafts": drafts, "look": look}[order.strip()](), flush=True)
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


@pytest.fixture
def server(site):
    """Takes an order and returns the line that answers it; "" reads on."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", SERVER],
        cwd=settings.BASE_DIR,
        env=site.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def ordered(order):
            if order:
                process.stdin.write(f"{order}\n")
                process.stdin.flush()
            return process.stdout.readline().strip()

        yield ordered
        process.stdin.close()


def killed(server, chance):
    """Publish, and kill it while it is at a random item; say whether it still ran."""
    pid = int(server("publish"))
    for _ in range(chance.randrange(4)):
        if server("") != "one more":
            break
    time.sleep(chance.uniform(0, 0.08))
    os.kill(pid, signal.SIGKILL)
    answer = server("wait")
    while not answer.isdecimal():  # what the child said before it died
        answer = server("")
    return int(answer) == signal.SIGKILL


def test_each_item_is_wholly_before_or_wholly_after_a_kill(site, server):
    chance = random.Random(20261128)  # noqa: S311 - moments, no secrets
    kills = rounds = 0
    server("drafts")
    start, _broken, version = json.loads(server("look"))
    halfway = set()
    while kills < KILLS:
        rounds += 1
        assert rounds < 4 * KILLS, "publishing ends before it can be killed"
        kills += killed(server, chance)
        after, broken, newer = json.loads(server("look"))
        assert broken == []
        moved = 0
        for slug, row in after.items():
            assert row["history"], slug
            assert row["indexed"], slug
            before = start[slug]
            if row["drafts"] or not before["drafts"]:  # wholly before, or after an earlier kill
                assert row == before, slug
                continue
            number = before["revision"]
            place = "chad" if number % 2 else "niger"
            assert row["said"] == [f"{slug} {number}", f"{slug} {number}", [place]]
            assert set(row["figures"]) <= {number}
            assert row["acts"] == before["acts"] + 1
            assert row["revision"] > number
            moved += 1
        assert (newer > version) == bool(moved)
        halfway.add(0 < sum(row["drafts"] for row in after.values()) < len(after))
        start, version = after, newer
        if not any(row["drafts"] for row in after.values()):
            server("drafts")
            start, _broken, version = json.loads(server("look"))
    assert any(halfway)  # some kills fell between the first item and the last
    if not POSTGRESQL:
        assert site.python(INTEGRITY) == "[('ok',)]"
