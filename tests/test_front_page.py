"""The front page of the desk: what waits, with a link to exactly that, and no box for nothing."""

from django.contrib.auth.models import Permission, User
from django.test import Client

from programme.models import Edition, Place
from tests.desk import form_of
from tests.factories import a_donor, a_report, a_result

DESK = "/admin/"


def signed_in(name="editor", *permissions):
    client = Client(HTTP_HOST="127.0.0.1")
    if permissions:
        user = User.objects.create_user(name, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    else:
        user = User.objects.create_superuser(name)
    client.force_login(user)
    return client


def waiting(client):
    return {line.words: line for line in client.get(DESK).context["lines"]}


def test_an_empty_desk_has_no_empty_box(db):
    page = signed_in().get(DESK).content.decode()
    assert "Waiting for somebody" not in page
    assert "Changed last" not in page


def test_each_thing_that_waits_leads_to_a_list_of_exactly_that(db):
    a_result("draft")
    a_result("review")
    a_donor("scheduled")
    lacking = a_report()
    Edition.objects.create(report=lacking, language="en")
    Edition.objects.create(report=lacking, language="fr")
    client = signed_in()
    found = waiting(client)
    assert {words: line.count for words, line in found.items()} == {
        "waits for review": 1,
        "result in draft": 1,
        "donor public later": 1,
        "results without a receipt for their words": 2,
        "report with an edition that has no file (2 in all)": 1,
    }
    page = client.get(DESK).content.decode()
    for line in found.values():
        assert f'href="{line.href}"' in page
        shown = client.get(line.href).context
        rows = shown["cl"].result_count if "cl" in shown else len(shown["waiting"])
        assert rows == line.count


def test_the_source_content_waits_only_for_files(source):
    assert [line.count for line in signed_in().get(DESK).context["lines"]] == [5]


def test_the_newest_changes_say_what_who_and_when(db):
    result = a_result("draft", title_en="Before")
    mali = Place.objects.create(slug="mali", name_en="Mali", iso_code="ML")
    client = signed_in("ada")
    for row, typed in [(result, {"title_en": "After"}), (mali, {"name_en": "Mali!"})]:
        address = f"/admin/programme/{row._meta.model_name}/{row.pk}/change/"
        client.post(address, form_of(client, address) | typed)
    edits = client.get(DESK).context["edits"]
    assert [(e.noun, e.title, e.who, e.kind) for e in edits] == [
        ("place", "Mali!", "ada", "changed"),
        ("result", "After", "ada", "changed"),
    ]
    assert all(client.get(edit.href).status_code == 200 for edit in edits)


def test_nobody_is_shown_what_they_may_not_see(db):
    a_result("draft", title_en="Hidden from donors’ people")
    a_donor("draft")
    client = signed_in("donors", "view_donor", "change_donor")
    assert list(waiting(client)) == ["donor in draft"]
    assert "Hidden" not in client.get(DESK).content.decode()
    assert signed_in("nobody", "view_user").get(DESK).context["lines"] == []


def test_the_front_page_asks_a_fixed_number_of_questions(db, django_assert_num_queries):
    client = signed_in()
    for _ in range(30):
        a_result("draft")
    with django_assert_num_queries(12):
        client.get(DESK)
