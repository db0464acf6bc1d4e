"""The card beside a form: what is typed, as readers will see it; nothing is saved."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.models import Figure, Result
from tests.desk import form_of, opened, ready_result
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.pdfs import a_pdf
from tests.uploads import a_file, own_folders, save

ATTACK = "</h3><script>alert(1)</script><img src=x onerror=alert(2)>"
NEW_FIGURE = {
    "figures-TOTAL_FORMS": "1",
    "figures-0-qualifier": "minimum",
    "figures-0-position": "0",
    "figures-0-value": "13,500",
    "figures-0-label_en": "firearms marked",
    "figures-0-seen_revision": "1",
}
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def editor(reader):
    reader.force_login(User.objects.create_superuser("editor"))
    return reader


def preview_of(editor, noun, **typed):
    form = form_of(editor, f"/admin/programme/{noun}/add/")
    return editor.post(f"/admin/programme/{noun}/preview/", form | typed)


def test_the_card_of_a_result_shows_what_is_typed(editor):
    links = {"places": [a_place().pk, a_place("Chad", "TD").pk], "themes": [a_theme().pk]}
    words = {"title_en": "A law was passed", "statement_en": "It says so.", "when": "Sept 2015"}
    card = preview_of(editor, "result", **words, **links, **NEW_FIGURE).text
    for said in ("A law was passed", "It says so.", "September 2015", "Chad", "Mali", "Prisons"):
        assert said in card
    assert "more than <b>13,500</b> firearms marked" in card
    assert '<div lang="en" dir="ltr">' in card
    assert not Result.objects.exists()


def test_the_card_is_the_one_of_the_list(editor):
    row = ready_result("published", slug="one", statement_en="Said.")
    Figure.objects.create(result=row, value=45, label_en="zebras")
    address = f"/admin/programme/result/{opened(editor, row).pk}"
    card = editor.post(f"{address}/preview/", form_of(editor, f"{address}/change/")).text
    row_of_list = editor.get("/en/results/").text.partition('<ol class="rows">')[2]
    inside = card.partition("<li>")[2].partition("</li>")[0]
    assert inside.split() == row_of_list.partition("<li>")[2].partition("</li>")[0].split()
    assert editor.get(f"{address}/change/").context["preview_url"] == f"{address}/preview/"


def test_it_speaks_the_language_that_was_typed_first(editor):
    card = preview_of(editor, "result", title_ar="قانون", original_language="en").text
    assert '<div lang="ar" dir="rtl">' in card
    assert "قانون" in card
    both = {"title_fr": "Une loi", "title_en": "A law", "original_language": "fr"}
    assert "Une loi" in preview_of(editor, "result", **both).text


def test_what_cannot_be_read_is_left_out(editor):
    row = ready_result(title_en="Stored", happened_from="2015-03-01", precision="month")
    address = f"/admin/programme/result/{row.pk}"
    typed = form_of(editor, f"{address}/change/") | NEW_FIGURE
    wrong = {"title_en": "x" * 500, "when": "sometime", "figures-0-value": "many", "places": ["no"]}
    page = editor.post(f"{address}/preview/", typed | wrong)
    assert page.status_code == 200
    assert "(no title yet)" in page.text
    for gone in ("Stored", "March", "many", "firearms", "Mali"):
        assert gone not in page.text


def test_a_part_that_is_to_be_removed_is_gone_from_the_card(editor):
    row = ready_result()
    Figure.objects.create(result=row, value=45, label_en="zebras")
    address = f"/admin/programme/result/{row.pk}"
    typed = form_of(editor, f"{address}/change/")
    assert "zebras" in editor.post(f"{address}/preview/", typed).text
    removed = typed | {"figures-0-DELETE": "on"}
    assert "zebras" not in editor.post(f"{address}/preview/", removed).text


def test_a_report_a_donor_and_a_page_text_have_one_too(editor):
    edition = {
        "editions-TOTAL_FORMS": "1",
        "editions-0-language": "fr",
        "editions-0-position": "0",
        "editions-0-seen_revision": "1",
    }
    report = preview_of(editor, "report", title_en="Strategy", when="June 2017", **edition)
    assert all(words in report.text for words in ("Strategy", "June 2017", "Français"))
    assert "Norway" in preview_of(editor, "donor", name_en="Norway", place_code="NO").text
    text = preview_of(editor, "pagetext", title_en="About", body_en="**bold** [a](javascript:x)")
    assert "<strong>bold</strong>" in text.text
    assert "href" not in text.text


def test_the_cover_of_a_draft_is_there(editor, settings, tmp_path):
    own_folders(settings, tmp_path)
    report = a_report("draft")
    save(editor, report, {"upload": a_file(a_pdf())})
    address = f"/admin/programme/report/{report.pk}"
    card = editor.post(f"{address}/preview/", form_of(editor, f"{address}/change/")).text
    cover = re.search(r'<img class="cover" src="([^"]+)"', card)[1]
    assert editor.get(cover).headers["Content-Type"] == "image/webp"


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        ("result", ("title_en", "statement_en", "figures-0-label_en")),
        ("report", ("title_en",)),
        ("donor", ("name_en", "place_code")),
        ("pagetext", ("title_en", "body_en")),
    ],
)
def test_typed_markup_stays_text(noun, fields, editor):
    extra = NEW_FIGURE if noun == "result" else {}
    page = preview_of(editor, noun, **extra | dict.fromkeys(fields, ATTACK)).text
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("make", [ready_result, a_report, a_donor, a_page_text])
def test_looking_saves_nothing(make, editor):
    row = make("draft")
    noun = row._meta.model_name
    address = f"/admin/programme/{noun}/{row.pk}"
    typed = form_of(editor, f"{address}/change/") | {f"{row.title_field}_en": "Typed", "_save": "x"}
    with CaptureQueriesContext(connection) as asked:
        page = editor.post(f"{address}/preview/", typed)
    assert "Typed" in page.text
    assert {query["sql"].split()[0] for query in asked}.isdisjoint({"INSERT", "UPDATE", "DELETE"})
    assert not page.cookies
    row.refresh_from_db()
    assert row.shown_title != "Typed"


def test_it_asks_as_much_for_many_parts_as_for_few(editor):
    asked = []
    for count in (1, 6):
        row = a_result("draft")
        for number in range(count):
            Figure.objects.create(result=row, value=number + 1, label_en="cases")
        address = f"/admin/programme/result/{row.pk}"
        typed = form_of(editor, f"{address}/change/")
        with CaptureQueriesContext(connection) as queries:
            editor.post(f"{address}/preview/", typed)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10


def test_a_form_that_cannot_be_changed_has_none(editor):
    row = ready_result("published")
    page = editor.get(f"/admin/programme/result/{row.pk}/change/")
    assert "preview.mjs" not in page.text
    assert 'class="preview"' not in page.text


def test_it_is_for_those_who_may_write(reader):
    row = ready_result()
    add, change = "/admin/programme/result/preview/", f"/admin/programme/result/{row.pk}/preview/"
    assert reader.post(add).status_code == 302
    person = User.objects.create_user("looker", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_result"))
    reader.force_login(person)
    assert [reader.post(address).status_code for address in (add, change)] == [403, 403]
    person.user_permissions.add(Permission.objects.get(codename="change_result"))
    assert [reader.post(address).status_code for address in (add, change)] == [403, 200]
    assert reader.get(change).status_code == 405
    assert reader.post("/admin/programme/result/999999/preview/").status_code == 404
    strict = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    strict.force_login(person)
    assert strict.post(change).status_code == 403
