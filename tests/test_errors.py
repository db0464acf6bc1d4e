"""When something is wrong the page says so in our own words, and gives nothing away."""

import re

import html5lib
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from programme.models import OldAddress
from programme.models.pages import PageTextQuerySet
from programme.models.results import ResultQuerySet
from programme.problems import is_for_machines
from tests.addresses import addresses
from tests.factories import a_donor, a_report, a_result

# What must not be in an error page: names of software, of files, of what failed.
TELLTALE = re.compile(
    r"traceback|django|python|sqlite|postgres|exception|site-packages|\.py\b|5\.2", re.IGNORECASE
)
NOT_YET = [
    "/changes/",
    "/files/x/en.pdf",
]
NEVER = ["/de/", "/de/results/", "/fr/nothing/", "/EN/", "/en/nothing/", "/nothing", "/.env"]


@pytest.fixture
def calm():
    """A visitor's client to which an error of ours is an answer, as in real life."""
    return Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)


def fail(monkeypatch, error, owner=ResultQuerySet, method="public"):
    def broken(*args, **kwargs):
        raise error

    monkeypatch.setattr(owner, method, broken)


def is_ours(answer, status):
    """Check that an error page is whole, in our frame, silent and not for search engines."""
    assert answer.status_code == status
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    assert len(list(tree.iter("h1"))) == 1
    assert tree.find(".//footer") is not None
    assert tree.find('.//link[@rel="stylesheet"]') is not None
    assert tree.find('.//a[@href="#main"]') is not None
    language = tree.get("lang")
    hrefs = {link.get("href") for link in tree.iter("a")}
    assert {f"/{language}/results/", f"/{language}/"} <= hrefs
    assert '<meta name="robots" content="noindex">' in answer.text
    assert 'rel="canonical"' not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert not TELLTALE.search(answer.text)
    assert not answer.cookies
    return True


@pytest.fixture(autouse=True)
def official(settings):
    """Named, so that pages are indexed unless they are errors."""
    settings.PUBLISHER_NAME = "Somebody"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*NOT_YET, *NEVER])
def test_what_is_not_there_is_404(reader, path):
    assert is_ours(reader.get(path), 404)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", ["results", "places", "themes", "donors", "reports"])
def test_a_row_that_is_not_there_is_404(reader, noun):
    assert is_ours(reader.get(f"/en/{noun}/nothing/"), 404)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", ["results", "donors", "reports"])
def test_a_page_beyond_the_end_is_404(reader, noun):
    for number in ("2", "9" * 40):
        assert is_ours(reader.get(f"/en/{noun}/", {"page": number}), 404)


@pytest.mark.django_db
def test_what_was_withdrawn_is_410(reader):
    for make in (a_result, a_donor, a_report):
        assert is_ours(reader.get(make("withdrawn").get_absolute_url()), 410)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", ""])
def test_a_host_that_is_not_ours_is_400(host):
    answer = Client(HTTP_HOST=host).get("/en/results/")
    assert is_ours(answer, 400)
    assert "evil" not in answer.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_403():
    answer = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True).post("/admin/login/", {})
    assert is_ours(answer, 403)


@pytest.mark.parametrize("path", ["/en/results/", "/en/results/any/", "/en/", "/en/places/mali/"])
def test_a_fault_of_ours_is_500_and_needs_no_database(calm, monkeypatch, path):
    fail(monkeypatch, RuntimeError("secret words"), ResultQuerySet, "public")
    fail(monkeypatch, RuntimeError("secret words"), PageTextQuerySet, "public")
    if "places" in path:
        monkeypatch.setattr("programme.models.places.PlaceQuerySet.named", None)
    answer = calm.get(path)  # without the `db` fixture any query at all is an error
    assert is_ours(answer, 500)
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked: secret"), InterfaceError("secret")]
)
def test_a_database_that_is_away_is_503_and_needs_no_database(calm, monkeypatch, error):
    fail(monkeypatch, error)
    answer = calm.get("/en/results/")
    assert is_ours(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert "secret" not in answer.text


@pytest.mark.django_db
def test_a_database_that_goes_away_while_a_page_is_written_is_503(calm, monkeypatch):
    fail(monkeypatch, OperationalError("unable to open database file"), ResultQuerySet, "__iter__")
    a_result(highlight=1)
    assert is_ours(calm.get("/en/"), 503)


@pytest.mark.django_db
def test_error_pages_ask_the_database_nothing(calm, monkeypatch, django_assert_num_queries):
    for error, status in ((RuntimeError("x"), 500), (OperationalError("database is locked"), 503)):
        fail(monkeypatch, error)
        with django_assert_num_queries(0):
            assert is_ours(calm.get("/en/results/"), status)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_public_pages_are_for_reading(reader, method):
    a_result(slug="one")
    for path in addresses(result="one"):
        answer = getattr(reader, method)(path)
        assert answer.status_code == 405, path
        preflight = {"OPTIONS"} if is_for_machines(path) else set()
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", *preflight}


@pytest.mark.django_db
def test_the_head_of_a_page_comes_without_its_body(reader):
    a_result(slug="one")
    for path in addresses(result="one"):
        head, page = reader.head(path), reader.get(path)
        assert head.status_code == page.status_code
        assert head.getvalue() == b""


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en", "/en/results", "/en/about", "/en/results/one"])
def test_a_forgotten_slash_is_added_for_good(reader, path):
    a_result(slug="one")
    answer = reader.get(f"{path}?q=law&utm_source=x")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{path}/?q=law&utm_source=x"
    assert reader.get(f"{path}/").status_code == 200


@pytest.mark.django_db
def test_an_old_address_leads_to_the_row_for_good(reader):
    for noun, make in (("result", a_result), ("donor", a_donor), ("report", a_report)):
        row = make(slug=f"new-{noun}")
        OldAddress.objects.create(noun=noun, object_id=row.pk, slug="old")
        answer = reader.get(row.get_absolute_url().replace(f"new-{noun}", "old"))
        assert answer.status_code == 301
        assert answer.headers["Location"] == row.get_absolute_url()
        assert not answer.cookies


@pytest.mark.django_db
def test_an_old_address_is_of_one_noun(reader):
    OldAddress.objects.create(noun="result", object_id=a_result(slug="new").pk, slug="old")
    assert reader.get("/en/results/old/").status_code == 301
    assert reader.get("/en/donors/old/").status_code == 404
    assert reader.get("/en/reports/old/").status_code == 404


@pytest.mark.django_db
def test_an_old_address_of_a_row_that_was_deleted_leads_nowhere(reader):
    row = a_result()
    OldAddress.objects.create(noun="result", object_id=row.pk, slug="old")
    row.delete()
    assert is_ours(reader.get("/en/results/old/"), 404)


@pytest.mark.django_db
def test_a_slug_that_a_public_row_holds_now_wins_over_an_old_address(reader):
    a_result(slug="shared", title_en="Holds it now")
    OldAddress.objects.create(noun="result", object_id=a_result(slug="b").pk, slug="shared")
    assert "Holds it now" in reader.get("/en/results/shared/").text


@pytest.mark.django_db
def test_an_old_address_that_only_a_draft_holds_still_leads_to_its_row(reader):
    a_result("draft", slug="shared")
    row = a_result(slug="b")
    OldAddress.objects.create(noun="result", object_id=row.pk, slug="shared")
    answer = reader.get("/en/results/shared/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/results/b/")


@pytest.mark.sqlite
def test_a_wrong_statement_is_a_fault_of_ours_and_not_an_absent_database(monkeypatch, db):
    a_result(highlight=1)
    fail(monkeypatch, OperationalError("no such column: x"), ResultQuerySet, "__iter__")
    response = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False).get("/en/")
    assert response.status_code == 500
