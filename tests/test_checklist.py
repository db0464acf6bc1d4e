"""What publishing needs, on the form: ticked or not, each a way to its field."""

import re

import pytest

from programme import workflow
from programme.models import Edition
from tests.desk import form_of, ready_result
from tests.factories import a_donor, a_page_text, a_report, a_result

LINE = re.compile(r'<li data-field="(\w+)" data-there="(\w+)"><a href="#([\w-]+)">([^<]+)</a>')


def lines(client, address, **post):
    page = client.post(address, post) if post else client.get(address)
    return LINE.findall(page.content.decode())


def change(row):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/change/"


def test_a_bare_result_shows_what_is_missing_with_the_way_to_it(editor):
    assert lines(editor, change(a_result("draft"))) == [
        ("title", "yes", "id_title_en", "a title"),
        ("statement", "no", "id_statement_en", "its words"),
        ("places", "no", "id_places", "a place"),
        ("themes", "no", "id_themes", "a theme"),
        ("level", "no", "id_level", "a level"),
    ]


def test_what_lacks_nothing_has_every_line_ticked(editor):
    assert {there for _f, there, _id, _w in lines(editor, change(ready_result("draft")))} == {"yes"}


def test_a_new_row_has_nothing_yet_and_leads_into_the_language_it_is_written_in(editor):
    found = lines(editor, "/admin/programme/result/add/?original_language=ar")
    assert [there for _f, there, _id, _w in found] == ["no"] * 5
    assert found[0][2] == "id_title_ar"


@pytest.mark.parametrize("make", [a_result, a_report, a_donor, a_page_text])
def test_every_line_leads_to_something_on_the_form(make, editor):
    row = make("draft")
    page = editor.get(change(row)).content.decode()
    found = LINE.findall(page)
    assert len(found) == len(workflow.CHECKLISTS[type(row)])
    for _field, _there, place, _what in found:
        assert f'id="{place}"' in page


def test_an_edition_ticks_its_line(editor):
    report = a_report("draft")
    assert ("editions", "no", "editions-group", "an edition") in lines(editor, change(report))
    Edition.objects.create(report=report, language="en")
    assert ("editions", "yes", "editions-group", "an edition") in lines(editor, change(report))


def test_what_is_public_shows_no_checklist(editor):
    assert lines(editor, change(ready_result("published"))) == []


def test_a_form_that_comes_back_still_has_it(editor):
    row = ready_result("draft")
    data = form_of(editor, change(row)) | {"title_en": ""}
    page = editor.post(change(row), data)
    assert page.context["errors"]
    assert len(LINE.findall(page.content.decode())) == 5
