"""A public row gets another address: the old one leads there for ever."""

import pytest

from programme.models import GoneAddress, OldAddress
from tests.desk import moving, page_of, ready_result
from tests.factories import a_result


@pytest.fixture
def row(db):
    return ready_result("published", slug="first")


def test_the_page_names_the_address_and_says_that_it_leads_on(row, editor):
    page = page_of(editor, row, "change_address").text
    assert "/en/results/first/" in page
    assert "The old address leads to the new one for ever" in page


def test_the_old_address_leads_to_the_new_one(row, editor):
    page = moving(editor, row, "change_address", slug="second")
    assert '<a href="/en/results/second/">' in page.text
    moved = editor.get("/fr/results/first/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/fr/results/second/")
    moving(editor, row, "change_address", slug="third")
    for old in ("first", "second"):
        assert editor.get(f"/en/results/{old}/").headers["Location"] == "/en/results/third/"


def test_one_can_go_back_to_the_first_address(row, editor):
    moving(editor, row, "change_address", slug="second")
    moving(editor, row, "change_address", slug="first")
    assert editor.get("/en/results/first/").status_code == 200
    assert editor.get("/en/results/second/").headers["Location"] == "/en/results/first/"


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("Two words", "Small letters a–z, digits and single hyphens"),
        ("taken", "“Somebody’s” has this address already."),
        ("led", "This address leads to another page, and will for ever."),
        ("gone", "What stood at this address was removed for good."),
        ("first", "It has this address already."),
    ],
)
def test_what_can_be_no_address_is_refused_and_stays_in_the_field(slug, words, row, editor):
    other = a_result(slug="taken", title_en="Somebody’s")
    OldAddress.objects.create(noun="result", slug="led", object_id=other.pk)
    GoneAddress.keep("result", "gone")
    page = moving(editor, row, "change_address", slug=slug)
    assert words in page.text
    assert f'value="{slug}"' in page.text
    row.refresh_from_db()
    assert row.slug == "first"
