"""Lists of the desk: found as readers find, filtered by what waits, no slower for many rows."""

from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import (
    AuditRecord,
    Change,
    Contribution,
    Donor,
    Edition,
    Evidence,
    Figure,
    OldAddress,
    PageText,
    Place,
    Report,
    Result,
    Source,
    Theme,
)
from tests.desk import act, asked, form_of, ready_result
from tests.factories import LONG_AGO, a_donor, a_place, a_report, a_result, a_theme

MANY = 2000
MOST = 10  # questions that a list may ask, session and account included
MOST_WITH_COUNTS = 30  # Django asks for the choices of each filter anew for the counts of each
RESULTS = "/admin/programme/result/"


def rows_of(client, address):
    return [str(row) for row in client.get(address).context["cl"].result_list]


def fill(start, number):
    """Add so many rows of every model that has a list."""
    numbers = range(start, start + number)
    slug = [f"row-{n}" for n in numbers]
    titled = {"publish_from": None}
    Result.objects.bulk_create(Result(slug=s, title_en=s, **titled) for s in slug)
    Report.objects.bulk_create(Report(slug=s, title_en=s) for s in slug)
    Donor.objects.bulk_create(Donor(slug=s, name_en=s) for s in slug)
    PageText.objects.bulk_create(PageText(slug=s, title_en=s) for s in slug)
    Source.objects.bulk_create(Source(slug=s, title_en=s) for s in slug)
    results, reports = Result.objects.order_by("-pk"), Report.objects.order_by("-pk")
    Figure.objects.bulk_create(
        Figure(result=row, value=1, label_en="one") for row in results[:number]
    )
    Edition.objects.bulk_create(Edition(report=row, language="en") for row in reports[:number])
    source = Source.objects.first()
    Evidence.objects.bulk_create(
        Evidence(figure=row, source=source) for row in Figure.objects.order_by("-pk")[:number]
    )
    User.objects.bulk_create(User(username=s) for s in slug)
    Group.objects.bulk_create(Group(name=s) for s in slug)
    OldAddress.objects.bulk_create(OldAddress(noun="result", slug=s, object_id=1) for s in slug)
    Change.objects.bulk_create(
        Change(noun="result", object_id=n, kind="added", at=LONG_AGO) for n in numbers
    )
    AuditRecord.objects.bulk_create(AuditRecord(kind="signed_in", account=s) for s in slug)
    donors = Donor.objects.order_by("-pk")[:number]
    Contribution.objects.bulk_create(
        Contribution(donor=row, amount=1, currency="USD", year=2016, kind="paid") for row in donors
    )


def questions(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        assert client.get(address).status_code == 200
    return len(asked_for)


def test_no_list_asks_more_for_two_thousand_rows_than_for_a_page(editor):
    a_place()
    a_theme()
    fill(0, 60)
    models = [model._meta for model in admin.site._registry]
    addresses = [f"/admin/{model.app_label}/{model.model_name}/" for model in models]
    addresses += [f"{a}?_facets=True" for a in addresses] + [f"{RESULTS}?q=row&state=draft"]
    few = {address: questions(editor, address) for address in addresses}
    fill(60, MANY - 60)
    many = {address: questions(editor, address) for address in addresses}
    assert many == few
    assert max(n for address, n in many.items() if "_facets" not in address) <= MOST
    assert max(many.values()) <= MOST_WITH_COUNTS


def test_the_search_of_a_list_is_the_search_of_the_site(editor):
    a_result("draft", title_en="Seized weapons", statement_en="A network was broken up.")
    a_result("draft", title_en="Another", title_fr="L’arrestation d’un réseau")
    assert rows_of(editor, f"{RESULTS}?q=weapon") == ["Seized weapons"]
    assert rows_of(editor, f"{RESULTS}?q=networks") == ["Seized weapons"]
    assert rows_of(editor, f"{RESULTS}?q=arrestation") == ["Another"]
    assert rows_of(editor, f"{RESULTS}?q=nothing-of-it") == []
    assert len(rows_of(editor, f"{RESULTS}?q=+")) == 2


def test_a_chooser_finds_as_the_list_does(editor):
    a_result("draft", title_en="Another", title_fr="L’arrestation d’un réseau")
    asked_for = {"app_label": "programme", "model_name": "result", "field_name": "related"}
    found = editor.get("/admin/autocomplete/", {"term": "reseau", **asked_for}).json()
    assert [row["text"] for row in found["results"]] == ["Another"]


def test_states_are_those_that_readers_would_see(editor):
    for state in ("published", "draft", "review", "scheduled", "withdrawn"):
        a_result(state, title_en=state)
    assert {
        row: rows_of(editor, f"{RESULTS}?state={row}")
        for row in ("draft", "review", "public", "scheduled", "withdrawn")
    } == {
        "draft": ["draft"],
        "review": ["review"],
        "public": ["published"],
        "scheduled": ["scheduled"],
        "withdrawn": ["withdrawn"],
    }
    page = editor.get(f"{RESULTS}?state=scheduled").content.decode()
    assert "Public from 1 January 2999" in page


def test_what_lacks_a_receipt_or_a_file_is_a_list_of_its_own(editor):
    proved, bare = a_result(title_en="Proved"), a_result(title_en="Bare")
    figure = Figure.objects.create(result=bare, value=1, label_en="one")
    source = Source.objects.create(slug="page", title_en="Page")
    Evidence.objects.create(result=proved, source=source)
    Evidence.objects.create(figure=figure, source=source)
    assert rows_of(editor, f"{RESULTS}?receipt=no") == ["Bare"]
    assert rows_of(editor, f"{RESULTS}?receipt=yes") == ["Proved"]
    lacking, whole = a_report(title_en="Lacking"), a_report(title_en="Whole")
    for report, address in [
        (lacking, ""),
        (lacking, "https://example.org/a.pdf"),
        (whole, "https://example.org/b.pdf"),
    ]:
        Edition.objects.create(report=report, language="en", address=address)
    assert rows_of(editor, "/admin/programme/report/?readable=no") == ["Lacking"]
    assert rows_of(editor, "/admin/programme/report/?readable=yes") == ["Whole"]


def test_facets_are_counted_when_asked_for(editor):
    a_result("draft")
    assert "(1)" not in editor.get(RESULTS).content.decode()
    assert "Draft (1)" in editor.get(f"{RESULTS}?_facets=True").content.decode()


def test_an_action_says_what_it_would_do_and_does_nothing_yet(editor):
    ready, bare = ready_result(title_en="Ready"), a_result("draft", title_en="Bare")
    public = a_donor()
    page = asked(editor, "result", "publish", ready, bare)
    said = {str(row): words for row, words in page.context["rows"]}
    assert said == {
        "Ready": "readers see it at once",
        "Bare": "it stays a draft: it lacks its words, a place, a theme, a level",
    }
    ready.refresh_from_db()
    assert ready.status == "draft"
    gone = asked(editor, "donor", "withdraw", public)
    assert "they are told that it was withdrawn" in gone.content.decode()
    public.refresh_from_db()
    assert public.status == "published"
    done = act(editor, "result", "publish", ready, bare).content.decode()
    assert "1 is public now" in done
    assert "Bare</bdi>: It lacks:" in done


def test_what_was_public_is_never_deleted_and_what_is_used_neither(editor):
    result = ready_result("published")
    assert editor.post(f"{RESULTS}{result.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in editor.get(RESULTS).content.decode()
    for row in (Place.objects.get(), Theme.objects.get()):
        address = f"/admin/programme/{row._meta.model_name}/{row.pk}/delete/"
        page = editor.post(address, {"post": "yes", "seen_revision": row.revision})
        assert "is in use and can’t be deleted" in page.content.decode()
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_action_asks_as_many_questions_for_many_rows_and_takes_no_more_than_it_can(editor):
    fill(0, 210)
    first, *rows = Result.objects.order_by("pk")
    with CaptureQueriesContext(connection) as few:
        asked(editor, "result", "publish", first)
    with CaptureQueriesContext(connection) as many:
        asked(editor, "result", "publish", *rows[:100])
    assert len(many) <= len(few) + 2
    everything = {"action": "publish_selected", "select_across": "1", "index": "0"}
    chosen = everything | {"_selected_action": [first.pk]}
    page = editor.post(RESULTS, chosen, follow=True)
    assert "Choose at most 200 at once." in page.content.decode()


def test_those_who_may_only_look_see_no_plumbing_and_no_names_of_what_is_hidden(reader, db):
    report = a_report("draft", title_en="Secret report")
    edition = Edition.objects.create(report=report, language="en")
    result = ready_result()
    looker = User.objects.create_user("looker", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    reader.force_login(looker)
    for row in (result, report):
        page = reader.get(f"/admin/programme/{row._meta.model_name}/{row.pk}/change/")
        for name in ("Seen revision", "Waiting", "Confirmed", "Without file"):
            assert name not in page.content.decode()
    writer = User.objects.create_user("writer", is_staff=True)
    mine = ["view_result", "change_result", "view_evidence", "add_evidence", "change_evidence"]
    writer.user_permissions.set(Permission.objects.filter(codename__in=mine))
    reader.force_login(writer)
    address = f"{RESULTS}{result.pk}/change/"
    posted = form_of(reader, address) | {"evidence-TOTAL_FORMS": 1, "evidence-0-position": "0"}
    posted |= {"evidence-0-edition": edition.pk, "evidence-0-quote": "x", "title_en": ""}
    assert "Secret report" not in reader.post(address, posted).content.decode()


def test_nobody_learns_the_address_of_a_draft_from_the_desk(reader, db):
    result = a_result("draft", slug="secret")
    kind = ContentType.objects.get_for_model(result).pk
    reader.force_login(User.objects.create_user("nobody", is_staff=True))
    assert "secret" not in reader.get(f"/admin/r/{kind}/{result.pk}/").headers.get("Location", "")
