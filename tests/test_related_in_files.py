"""Results that tell of the same stand in files, whichever of the two names the other."""

import pytest

from tests.factories import a_result

pytestmark = pytest.mark.django_db


def related(reader):
    rows = reader.get("/api/results/").json()["results"]
    return {row["id"]: row["related"] for row in rows}


def test_both_ends_name_each_other_once(reader):
    told, telling, alone = (a_result(slug=slug) for slug in ("told", "telling", "alone"))
    telling.related.add(told)
    assert related(reader) == {"told": ["telling"], "telling": ["told"], "alone": []}
    told.related.add(telling, alone)
    assert sorted(related(reader)["told"]) == ["alone", "telling"]
    assert related(reader)["telling"] == ["told"]


def test_what_is_not_public_is_named_by_nobody(reader):
    row, hidden = a_result(slug="row"), a_result("withdrawn", slug="hidden")
    row.related.add(hidden)
    hidden.related.add(row)
    assert related(reader) == {"row": []}
