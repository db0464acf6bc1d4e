"""Whatever goes wrong while somebody saves, all that they typed comes back to them."""

import html5lib
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.models import Figure, Result
from tests.desk import form_of, ready_result
from tests.factories import a_place, a_theme

ADD = "/admin/programme/result/add/"
HERE = {"HTTP_ORIGIN": "http://127.0.0.1:8000"}
TYPED = {
    "title_en": "A title & <b>more</b>",
    "title_ar": "عنوان",
    "statement_fr": "\nUne ligne.\n\n« Deux » lignes.",
    "when": "Sept 2015",
    "level": "output",
    "figures-TOTAL_FORMS": "1",
    "figures-0-qualifier": "exact",
    "figures-0-position": "0",
    "figures-0-value": "13,500",
    "figures-0-label_en": "firearms marked",
    "figures-0-seen_revision": "1",
}

pytestmark = pytest.mark.usefixtures("db")


def a_desk(**options):
    client = Client(HTTP_HOST="127.0.0.1", **options)
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def editor():
    return a_desk()


@pytest.fixture
def typed(editor):
    links = {"places": [a_place().pk, a_place("Chad", "TD").pk], "themes": [a_theme().pk]}
    return form_of(editor, ADD) | TYPED | links


def form_on(page):
    """Everything that the page's form would send: names and values, in order."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.text)
    form = tree.find(".//form[@class='typed']")
    data = {}
    for field in form.iter():
        if field.tag == "textarea" or field.get("type") == "hidden":
            value = field.text if field.tag == "textarea" else field.get("value")
            data.setdefault(field.get("name"), []).append(value or "")
    return form, data


def as_sent(typed):
    """The fields of a form as the browser would send them."""
    return {
        name: [str(item) for item in value] if isinstance(value, list) else [str(value)]
        for name, value in typed.items()
    }


def all_is_there(page, typed, status):
    """Hold that the page keeps everything, that it can be read, and that it saves again."""
    assert page.status_code == status
    assert page.headers["Cache-Control"] == "no-store"
    form, data = form_on(page)
    assert data.pop("csrfmiddlewaretoken")
    assert data == as_sent(typed)
    shown = {field.get("name"): field for field in form.iter("textarea")}
    assert {"title_en", "statement_fr", "when", "figures-0-value"} <= set(shown)
    assert (shown["title_ar"].get("lang"), shown["title_ar"].get("dir")) == ("ar", "rtl")
    labels = {label.get("for"): label.text for label in form.iter("label")}
    named = {name: labels[field.get("id")] for name, field in shown.items()}
    assert named["title_ar"] == "Title in Arabic"
    assert named["when"] == "When"
    assert named["figures-0-label_en"] == "Figure 1: Label in English"
    assert named["figures-0-value"] == "Figure 1: Number"
    return form


def test_whoever_was_signed_out_keeps_all_and_saves_after_signing_in(editor, typed):
    person = User.objects.get()
    editor.logout()
    page = editor.post(ADD, typed, **HERE)
    form = all_is_there(page, typed, 403)
    assert "You were signed out" in page.text
    link = next(link for link in form.iter("a"))
    assert link.get("href") == "/admin/login/"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    editor.force_login(person)
    _form, data = form_on(page)
    assert editor.post(form.get("action"), data).status_code == 302
    row = Result.objects.get()
    assert (row.title_en, row.places.count(), row.figures.get().value) == (
        "A title & <b>more</b>",
        2,
        13500,
    )


def test_whoever_signed_in_again_elsewhere_saves_with_a_second_click(typed):
    editor = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    editor.force_login(User.objects.get())
    opened = editor.get(ADD)
    old = typed | {"csrfmiddlewaretoken": opened.context["csrf_token"]}
    editor.cookies["csrftoken"] = "a" * 32
    page = editor.post(ADD, old, **HERE)
    all_is_there(page, typed, 403)
    assert "older than your last sign-in" in page.text
    assert not Result.objects.exists()
    _form, data = form_on(page)
    assert editor.post(ADD, data, **HERE).status_code == 302


def test_a_fault_of_ours_keeps_all(editor, typed, monkeypatch):
    editor.raise_request_exception = False
    monkeypatch.setattr(Result, "full_clean", None)
    page = editor.post(f"{ADD}?_changelist_filters=q%3Da", typed, **HERE)
    form = all_is_there(page, typed, 500)
    assert form.get("action") == f"{ADD}?_changelist_filters=q%3Da"
    assert "NoneType" not in page.text


@pytest.mark.parametrize("where", ["view", "session"])
def test_a_database_that_is_away_keeps_all_and_is_asked_nothing(
    where, editor, typed, monkeypatch, django_assert_num_queries
):
    def away(*args, **kwargs):
        raise OperationalError("the connection is closed: unable to open database file")

    editor.raise_request_exception = False
    if where == "view":
        monkeypatch.setattr("django.contrib.admin.sites.AdminSite.has_permission", away)
    else:
        monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    with django_assert_num_queries(0 if where == "session" else 2):  # who asks, and nothing else
        page = editor.post(ADD, typed, **HERE)
    all_is_there(page, typed, 503)
    assert int(page.headers["Retry-After"]) > 0
    assert "closed" not in page.text


def test_whoever_lost_the_right_to_save_keeps_the_words(editor, typed):
    person = User.objects.get()
    person.is_superuser = False
    person.save()
    all_is_there(editor.post(ADD, typed, **HERE), typed, 403)


def test_what_somebody_deleted_meanwhile_can_be_added_anew(editor):
    row = ready_result("draft", title_en="Mine")
    figure = Figure.objects.create(result=row, value=45, label_en="cases")
    address = f"/admin/programme/result/{row.pk}/change/"
    typed = form_of(editor, address) | {"statement_en": "Typed for an hour."}
    row.delete()
    page = editor.post(address, typed, **HERE)
    assert page.status_code == 410
    form, data = form_on(page)
    assert form.get("action") == ADD
    assert editor.post(ADD, data).status_code == 302
    again = Result.objects.get()
    assert (again.statement_en, again.figures.get().value) == ("Typed for an hour.", figure.value)


def test_publish_stays_publish(editor, typed):
    editor.logout()
    page = editor.post(ADD, typed | {"_publish": "Publish"}, **HERE)
    form, _data = form_on(page)
    buttons = {field.get("name") for field in form.iter("input") if field.get("type") == "submit"}
    assert buttons == {"_publish", "_again"}


def test_a_file_is_asked_for_again_by_its_name(editor):
    address = "/admin/programme/report/add/"
    typed = form_of(editor, address) | {"title_en": "Kept"}
    editor.logout()
    upload = SimpleUploadedFile("strategy <1>.pdf", b"%PDF-")
    page = editor.post(address, typed | {"editions-0-upload": upload}, **HERE)
    form, _data = form_on(page)
    chooser = next(field for field in form.iter("input") if field.get("type") == "file")
    assert chooser.get("name") == "editions-0-upload"
    labels = {label.get("for"): label.text for label in form.iter("label")}
    assert "“strategy <1>.pdf” again" in labels[chooser.get("id")]
    assert form.get("enctype") == "multipart/form-data"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_no_other_site_gets_its_words_into_a_form(headers, typed):
    stranger = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    page = stranger.post(ADD, typed, **headers)
    assert page.status_code == 403
    assert "more" not in page.text.partition("<main")[2].partition("<form")[0]
    assert "firearms" not in page.text


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/password_change/", "/admin/auth/user/add/", "/en/results/"]
)
def test_passwords_are_kept_nowhere(path):
    stranger = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    page = stranger.post(path, {"username": "ada", "password": "hunter2"}, **HERE)
    assert page.status_code in (403, 405)
    assert "hunter2" not in page.text
    assert "ada" not in page.text.partition("<main")[2].partition("<footer")[0].split()


def test_what_was_kept_comes_back_in_the_form_and_is_not_saved(editor, typed):
    page = editor.post(ADD, typed | {"_again": "1", "kept_as": "abcdef0123456789"})
    assert page.status_code == 200
    assert "This is what you typed; it is not saved yet." in page.text
    assert "Please correct" not in page.text
    form = page.context["adminform"].form
    assert form["title_en"].value() == TYPED["title_en"]
    assert len(form["places"].value()) == 2
    figures = page.context["inline_admin_formsets"][0].formset.forms
    assert [figure["label_en"].value() for figure in figures] == ["firearms marked"]
    assert 'data-entry="abcdef0123456789" data-answer' in page.text
    assert not Result.objects.exists()


def test_what_was_kept_meets_what_was_saved_since(editor):
    row = ready_result(title_en="As it was")
    address = f"/admin/programme/result/{row.pk}/change/"
    kept = form_of(editor, address) | {"title_en": "Kept"}
    editor.post(address, form_of(editor, address) | {"title_en": "Saved since"})
    page = editor.post(address, kept | {"_again": "1"})
    assert [(d.theirs, d.mine) for d in page.context["meanwhile"].differences] == [
        ("Saved since", "Kept")
    ]
    row.refresh_from_db()
    assert row.title_en == "Saved since"


@pytest.mark.parametrize("noun", ["result", "report", "donor", "pagetext", "place", "figure"])
def test_no_form_shown_again_saves_anything(noun, editor):
    address = f"/admin/programme/{noun}/add/"
    data = form_of(editor, address) | {"_again": "1", "_publish": "x", "title_en": "T"}
    with CaptureQueriesContext(connection) as asked:
        assert editor.post(address, data).status_code == 200
    assert {query["sql"].split()[0] for query in asked}.isdisjoint({"INSERT", "UPDATE", "DELETE"})


def test_a_save_tells_the_browser_what_it_kept(editor, typed):
    page = editor.post(ADD, typed | {"kept_as": "abcdef0123456789"}, follow=True)
    assert 'class="kept-abcdef0123456789 info"' in page.text
    page = editor.post(ADD, typed | {"kept_as": '"><script>'}, follow=True)
    assert "script>" not in page.text.partition("messagelist")[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("session", "keeps"),
    [
        ({}, "yes"),
        ({"keeps_typing": True}, "yes"),
        ({"keeps_typing": False}, ""),
        ({"shared_computer": True}, ""),
    ],
)
def test_keeping_can_be_switched_off(session, keeps, editor):
    store = editor.session
    store.update(session)
    store.save()
    page = editor.get(ADD).text
    person = User.objects.get()
    assert f'<meta name="desk" content="{person.pk}" data-keeps="{keeps}">' in page


def test_a_visitor_gets_none_of_it(reader):
    assert 'name="desk"' not in reader.get("/admin/login/").text


def test_a_disk_or_database_that_fails_gives_the_form_back(editor, monkeypatch):
    row = ready_result(title_en="As it was")
    address = f"/admin/programme/result/{row.pk}/change/"
    typed = form_of(editor, address) | {"title_en": "Typed"}
    for fault, words in [
        (OperationalError("database is locked"), "the database is busy or away"),
        (OperationalError("database or disk is full"), "the disk of the site is full"),
        (OSError(28, "No space left on device"), "the disk of the site is full"),
    ]:
        with monkeypatch.context() as patch:

            def fail(*args, fault=fault, **kwargs):
                raise fault

            patch.setattr(Result, "save", fail)
            page = editor.post(address, typed)
        assert page.status_code == 503
        assert words in page.text
        assert page.context["adminform"].form["title_en"].value() == "Typed"
    assert editor.post(address, typed).status_code == 302


def test_the_permission_to_look_is_not_enough_to_bring_back(reader, typed):
    person = User.objects.create_user("looker", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_result"))
    reader.force_login(person)
    assert reader.post(ADD, typed | {"_again": "1"}, **HERE).status_code == 403
