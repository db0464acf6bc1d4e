"""The feed of changes: valid, in each language, asked for again."""

from datetime import timedelta

import pytest
import time_machine

from programme.models import Result
from tests.factories import a_result
from tests.memory import ATOM, NOW, a_change, a_correction, feed, texts


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_feed_is_atom_with_ids_that_last(reader, db):
    row = a_result(title_en='Courts & "halls" <opened>\x0b')
    change = a_correction(row, old="a < b", new="a & b\x1f")
    tree = feed(reader)
    assert tree.tag == f"{ATOM}feed"
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    for part in (tree, tree.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
    assert tree.find(f"{ATOM}author/{ATOM}name").text
    entry = tree.find(f"{ATOM}entry")
    assert texts(entry, "title") == ['Corrected: Courts & "halls" <opened>']
    assert texts(entry, "id") == [f"tag:127.0.0.1,2026:en/changes/{change.act}/corrected"]
    assert texts(entry, "updated") == ["2026-05-19T12:00:00+00:00"]
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://127.0.0.1:8000/en/changes/",
        "self": "http://127.0.0.1:8000/data/changes.atom?lang=en",
    }
    link = entry.find(f"{ATOM}link")
    assert link.get("href") == f"http://127.0.0.1:8000{row.get_absolute_url()}"
    before = texts(tree, "id")
    Result.objects.filter(pk=row.pk).update(title_en="Other words", slug="other")
    assert texts(feed(reader), "id") == before


def test_the_feed_speaks_each_language_under_ids_of_its_own(reader, db):
    a_change(a_result(title_en="Courts", title_fr="Tribunaux"), "added")
    ids = set()
    for language, title in (("en", "Courts"), ("fr", "Tribunaux"), ("ar", "Courts")):
        answer = reader.get(f"/data/changes.atom?lang={language}")
        assert answer.headers["Content-Language"] == language
        tree = feed(reader, f"?lang={language}")
        assert title in texts(tree, "title")[1]
        ids |= set(texts(tree, "id"))
    assert len(ids) == 6
    assert reader.get("/data/changes.atom?lang=de").status_code == 400


def test_the_feed_holds_the_newest_hundred(reader, db):
    row = a_result()
    for days in range(1, 105):
        a_change(row, days=days)
    entries = texts(feed(reader), "published")
    assert len(entries) == 100
    assert entries[0].startswith("2026-05-19")


def test_the_feed_is_asked_for_again_and_sent_only_when_it_changed(reader, db):
    row = a_result()
    a_change(row, "added")
    a_correction(row, at=NOW + timedelta(minutes=5))
    first = reader.get("/data/changes.atom")
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    again = reader.get("/data/changes.atom", **tag)
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get("/data/changes.atom?lang=fr", **tag).status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        assert reader.get("/data/changes.atom", **tag).status_code == 200
    Result.objects.filter(pk=row.pk).update(is_protected=True)
    assert reader.get("/data/changes.atom", **tag).status_code == 200


def test_the_feed_is_sent_compressed(reader, db):
    for days in range(1, 10):
        a_change(a_result(), days=days)
    answer = reader.get("/data/changes.atom", HTTP_ACCEPT_ENCODING="br")
    assert answer.headers["Content-Encoding"] == "br"
