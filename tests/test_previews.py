"""What is not public, on its real page: for the desk, and by a link that ends."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programme.models import (
    PUBLISHED,
    Contribution,
    Edition,
    Evidence,
    Figure,
    PageText,
    PreviewLink,
    Result,
    Source,
    Status,
)
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.signing import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUERIES_A_PAGE = 10
MAKE = {"result": a_result, "report": a_report, "donor": a_donor, "pagetext": a_page_text}
HIDDEN = ("draft", "review", "scheduled", "withdrawn", "changes", "changes in review")
SAYS = {
    "draft": "This is a draft.",
    "review": "This waits for a review.",
    "scheduled": "This will be public from 1 January 2999, 00:00 UTC.",
    "withdrawn": "This was withdrawn.",
    "changes": "This is a draft of changes.",
    "changes in review": "These changes wait for a review.",
}
TEXTS = ("introduction", "donors", "reports", "about", "privacy")
WORDS = {"en": "Quartz", "fr": "Quartzite", "ar": "كوارتز"}


def hidden(noun, state, **fields):
    """A row of a noun that readers don't see, with words of its own in each language."""
    make = MAKE[noun]
    field = next(model for model in PUBLISHED if model._meta.model_name == noun).title_field
    words = {f"{field}_{code}": word for code, word in WORDS.items()}
    if noun == "pagetext":
        fields = {"slug": "about", **fields}
        words |= {f"body_{code}": word for code, word in WORDS.items()}
    if not state.startswith("changes"):
        return make(state, **words, **fields)
    old = {name: "Shale" for name in words if name.endswith("_en")}
    original = make(**old, **fields)
    status = Status.REVIEW if state.endswith("review") else Status.DRAFT
    fields = {**fields, "slug": original.slug, "status": status, "replaces": original}
    return type(original).objects.create(**words, **fields)


def link_to(row, days=7):
    link = PreviewLink.ending_in(days)
    link.noun, link.object_id = row._meta.model_name, row.pk
    link.save()
    return link


def by_link(row, language="en", **options):
    return f"/preview/{link_to(row, **options).signed}/{language}/"


def at_the_desk(row, language="en"):
    return f"/admin/preview/{row._meta.model_name}/{row.pk}/{language}/"


@pytest.fixture
def viewer(db):
    """Somebody of the staff who may look at everything and change nothing."""
    person = a_person("bintou", is_superuser=False)
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("noun", MAKE)
def test_what_is_hidden_is_shown_on_its_page_in_each_language(
    reader, viewer, noun, state, language
):
    row = hidden(noun, state)
    for client, address in (
        (reader, by_link(row, language)),
        (viewer, at_the_desk(row, language)),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert page.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in page.text
        assert re.search(rf"<h1[^>]*>{WORDS[language]}</h1>", page.text)
        assert "Shale" not in page.text
        if language == "en":
            assert SAYS[state] in page.text


@pytest.mark.parametrize("slug", TEXTS)
@pytest.mark.parametrize("state", ["draft", "changes"])
def test_a_page_text_is_shown_where_it_will_stand(reader, viewer, state, slug):
    row = hidden("pagetext", state, slug=slug)
    public = row.get_absolute_url()
    for client, address in ((reader, by_link(row)), (viewer, at_the_desk(row))):
        page = client.get(address)
        assert page.status_code == 200
        assert "Quartz" in page.text
        assert "Shale" not in page.text
        assert page.templates[0].name == reader.get(public).templates[0].name
    assert "Quartz" not in reader.get(public).text


@pytest.mark.parametrize(("slug", "list_of"), [("donors", "donors"), ("reports", "reports")])
def test_the_list_around_a_text_is_the_public_one(reader, slug, list_of):
    page = reader.get(by_link(hidden("pagetext", "draft", slug=slug)) + "?q=nothing&page=7")
    assert page.status_code == 200
    assert f'action="/en/{list_of}/"' in page.text
    assert 'value="nothing"' not in page.text


def test_a_text_without_a_place_is_shown_by_itself(reader):
    page = reader.get(by_link(hidden("pagetext", "draft", slug="nowhere")))
    assert page.status_code == 200
    assert "Quartz" in page.text


def test_what_a_draft_says_is_on_its_page_and_nothing_of_the_public_row(reader):
    mali, prisons = a_place(), a_theme()
    also = a_result(title_en="Neighbour", places=[mali])
    named = a_result(title_en="Twin")
    row = hidden("result", "changes", statement_en="New words", level="output")
    row.replaces.places.add(mali)
    row.places.set([mali])
    row.themes.set([prisons])
    named.related.add(row.replaces)
    figure = Figure.objects.create(result=row, value=77, label_en="laws")
    source = Source.objects.create(slug="page", title_en="A gazette")
    Evidence.objects.create(figure=figure, source=source)
    text = reader.get(by_link(row)).text
    for words in ("New words", "77", "laws", "A gazette", "Output", "Prisons"):
        assert words in text
    assert also.title_en in text.partition("Also in Mali")[2]
    assert named.title_en in text.partition("Tells of the same")[2].partition("Also in")[0]
    assert "Shale" not in text


def test_a_donors_amounts_are_on_its_preview(reader):
    row = hidden("donor", "draft")
    Contribution.objects.create(donor=row, amount=12, currency="XTS", year=2016, kind="paid")
    assert "XTS" in reader.get(by_link(row)).text


def test_no_other_draft_is_seen_through_a_preview(reader):
    mali = a_place()
    others = [hidden(noun, state) for noun in ("result", "report", "donor") for state in HIDDEN]
    results = [row for row in others if isinstance(row, Result)]
    for row in results:
        row.places.add(mali)
    shown = a_result("draft", title_en="Obsidian", places=[mali])
    shown.related.set(row for row in results if row.replaces_id is None)
    text = {"title_en": "Obsidian", "body_en": "Obsidian"}
    texts = [
        a_page_text("draft", slug=slug, **text) for slug in ("introduction", "donors", "reports")
    ]
    for row in (shown, *texts):
        page = reader.get(by_link(row)).text
        assert "Obsidian" in page
        assert "Quartz" not in page


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("where", [by_link, at_the_desk])
def test_a_preview_is_neither_kept_nor_indexed_nor_told_to_other_sites(reader, viewer, noun, where):
    row = hidden(noun, "draft")
    address = where(row, "fr")
    client = reader if where is by_link else viewer
    page = client.get(address)
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in page.text
    for public in ('rel="canonical"', 'rel="alternate"', "og:", "ld+json", "<script"):
        assert public not in page.text
    # The switcher, and "Read the original", lead to the same preview.
    own = address.removesuffix("fr/")
    led = re.findall(rf'href="{own}([^"]*)"', page.text)
    assert page.text.count(own) == len(led)
    assert set(led) == {"en/", "fr/", "ar/"}
    for code in WORDS:
        assert f'<a href="{own}{code}/" lang="{code}"' in page.text
        assert client.get(f"{own}{code}/").status_code == 200


def test_a_letter_of_a_problem_does_not_carry_the_address(reader, settings):
    settings.CONTACT_EMAIL = "office@example.org"
    address = by_link(hidden("result", "draft"))
    assert "mailto:" not in reader.get(address).text


def test_a_holder_of_a_link_gets_no_cookie_and_no_way_to_the_desk(reader):
    page = reader.get(by_link(hidden("result", "draft")))
    assert not page.cookies
    assert "/admin/" not in page.text


def test_the_desk_leads_back_to_the_form(viewer):
    row = hidden("donor", "draft")
    page = viewer.get(at_the_desk(row))
    assert f'href="/admin/programme/donor/{row.pk}/change/"' in page.text
    assert "This link works" not in page.text


def test_a_link_without_a_language_speaks_that_of_the_browser(reader):
    address = by_link(hidden("result", "draft")).removesuffix("en/")
    page = reader.get(address, HTTP_ACCEPT_LANGUAGE="ar,fr;q=0.5")
    assert page.headers["Content-Language"] == "ar"
    assert WORDS["ar"] in page.text


def test_a_file_that_is_not_public_is_told_and_not_offered(reader, viewer):
    row = hidden("report", "changes")
    Edition.objects.create(
        report=row, language="en", file="editions/a.pdf", format="PDF", cover="covers/a.webp"
    )
    for client, address in ((reader, by_link(row)), (viewer, at_the_desk(row))):
        text = client.get(address).text
        assert "PDF, to be downloaded once it is public" in text
        assert "/files/" not in text


def test_previews_change_nothing_that_is_public(reader):
    row = hidden("result", "draft")
    reader.get(by_link(row))
    assert "preview" not in reader.get("/sitemap.xml").text
    assert row.slug not in reader.get("/sitemap.xml").text
    assert "Nothing found" in reader.get("/en/search/?q=quartz").text
    assert reader.get(row.get_absolute_url()).status_code == 404


# Who may, and for how long


@pytest.mark.parametrize("noun", MAKE)
def test_only_those_who_may_look_at_a_noun_see_its_previews(reader, viewer, noun):
    row = hidden(noun, "draft")
    assert reader.get(at_the_desk(row)).status_code == 302
    others = a_person("salif", is_superuser=False)
    others.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_").exclude(codename=f"view_{noun}")
    )
    reader.force_login(others)
    assert reader.get(at_the_desk(row)).status_code == 403
    assert viewer.get(at_the_desk(row)).status_code == 200


@pytest.mark.parametrize(
    "address", ["result/999/en/", "theme/1/en/", "result/1/xx/", "account/1/en/"]
)
def test_a_preview_of_nothing_is_404(editor, address):
    assert editor.get(f"/admin/preview/{address}").status_code == 404


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_ends_to_the_second(reader, days):
    with time_machine.travel(NOW, tick=False):
        address = by_link(hidden("result", "draft"), days=days)
        page = reader.get(address)
        if days == 7:
            assert "This link works until 8 March 2026, 12:00 UTC." in page.text
    for seconds, status in ((-1, 200), (0, 410), (1, 410)):
        with time_machine.travel(NOW + timedelta(days=days, seconds=seconds), tick=False):
            assert reader.get(address).status_code == status


def ends(reader, address):
    """Say that a link opens nothing, and that its page says nothing."""
    page = reader.get(address)
    assert page.status_code == 410
    assert "This link has ended" in page.text
    assert "Quartz" not in page.text
    assert "/preview/" not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    return page.text


def test_all_links_that_have_ended_answer_alike(reader):
    texts = set()
    for noun in MAKE:
        row = hidden(noun, "draft")
        address = by_link(row)
        row.delete()
        texts.add(ends(reader, address))
    link = link_to(hidden("result", "draft"))
    link.delete()
    texts.add(ends(reader, f"/preview/{link.signed}/en/"))
    old = by_link(hidden("result", "draft"), days=-1)
    texts.add(ends(reader, old))
    assert len(texts) == 1


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("state", ["withdrawn", "changes"])
def test_a_link_ends_when_its_page_is_protected(reader, noun, state):
    row = hidden(noun, state)
    address = by_link(row)
    assert reader.get(address).status_code == 200
    kept = row.replaces or row
    kept.is_protected = True
    kept.save()
    ends(reader, address)


def test_a_forged_link_is_a_page_that_is_not_there(reader):
    link = link_to(hidden("result", "draft"))
    token, signature = link.signed.split(".")
    other = link_to(hidden("donor", "draft")).signed.split(".")[1]
    forged = (token, f"{token}.{signature[:-1]}", f"{token}.{other}", f"{token}.", link.signed[1:])
    for signed in (*forged, "x", "é", "a.b.c"):
        for tail in ("", "en/"):
            page = reader.get(f"/preview/{signed}/{tail}")
            assert page.status_code == 404, signed
            assert "Quartz" not in page.text
    assert reader.get(f"/preview/{link.signed}/xx/").status_code == 404
    assert reader.post(f"/preview/{link.signed}/en/").status_code == 405


@pytest.mark.parametrize("noun", MAKE)
def test_what_is_public_by_now_is_read_on_its_own_page(reader, viewer, noun):
    row = hidden(noun, "scheduled")
    addresses = [(reader, by_link(row, "fr")), (viewer, at_the_desk(row, "fr"))]
    type(row).objects.update(publish_from=NOW)
    for client, address in addresses:
        page = client.get(address)
        assert page.status_code == 302
        assert page.headers["Location"].startswith("/fr/")
        assert reader.get(page.headers["Location"]).status_code == 200


def test_no_line_of_the_log_holds_the_address_of_a_link(reader, caplog, monkeypatch):
    caplog.set_level(logging.INFO, logger="sahel.request")
    link = link_to(hidden("result", "draft"))
    for address in (f"/preview/{link.signed}/en/", f"/preview/{link.signed}", "/preview/x y/z/"):
        reader.get(address)
    monkeypatch.setattr("programme.views.results.shown", lambda row: 1 / 0)
    reader.raise_request_exception = False
    assert reader.get(f"/preview/{link.signed}/en/").status_code == 500
    monkeypatch.undo()
    formatter = logging.getLogger("sahel").handlers[0].formatter
    lines = [formatter.format(record) for record in caplog.records]
    assert [json.loads(line)["path"] for line in lines if "path" in line][:3] == ["/preview/"] * 3
    assert any("ZeroDivisionError" in line for line in lines)
    for line in lines:
        assert link.token not in line
        assert "x y" not in line


def test_the_log_still_tells_which_preview_of_the_desk_was_asked_for(viewer, caplog):
    caplog.set_level(logging.INFO, logger="sahel.request")
    address = at_the_desk(hidden("result", "draft"))
    viewer.get(address)
    assert caplog.records[-1].fields["path"] == address


# At the desk


def links_of(row):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/links/"


@pytest.mark.parametrize("noun", MAKE)
def test_a_link_is_made_copied_and_taken_back(editor, noun):
    row = hidden(noun, "draft")
    form = editor.get(f"/admin/programme/{noun}/{row.pk}/change/")
    assert links_of(row) in form.text
    for code in WORDS:
        assert at_the_desk(row, code) in form.text
    page = editor.post(links_of(row), {"days": 3}, follow=True)
    link = PreviewLink.objects.get()
    address = f"/preview/{link.signed}/"
    assert f'readonly value="http://127.0.0.1:8000{address}"' in page.text
    assert "made by editor" in page.text
    assert timedelta(days=2, hours=23) < link.ends_at - datetime.now(UTC) < timedelta(days=3)
    anyone = Client(HTTP_HOST="127.0.0.1")
    assert anyone.get(address).status_code == 200
    page = editor.post(links_of(row), {"revoke": link.token}, follow=True)
    assert "There is none." in page.text
    assert anyone.get(address).status_code == 410


@pytest.mark.parametrize("days", ["0", "31", "", "x", "-1"])
def test_a_link_is_for_one_to_thirty_days(editor, days):
    row = hidden("result", "draft")
    page = editor.post(links_of(row), {"days": days})
    assert page.status_code == 200
    assert "errorlist" in page.text
    assert not PreviewLink.objects.exists()


def test_a_link_is_listed_with_its_own_row_alone_until_it_ends(editor):
    row, other = hidden("result", "draft"), hidden("result", "draft")
    ended, mine = link_to(row, days=-1), link_to(row)
    text = editor.get(links_of(row)).text
    assert mine.signed in text
    assert ended.signed not in text
    assert mine.signed not in editor.get(links_of(other)).text
    editor.post(links_of(other), {"revoke": mine.token})
    assert PreviewLink.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("fields", [{"state": "published"}, {"state": "withdrawn"}])
def test_no_link_is_made_to_what_is_public_or_protected(editor, fields):
    row = a_result(is_protected=fields["state"] == "withdrawn", **fields)
    page = editor.post(links_of(row), {"days": 3})
    assert "no link is made to it" in page.text
    assert not PreviewLink.objects.exists()


def test_the_form_of_a_public_row_has_no_preview(editor):
    row = a_result()
    form = editor.get(f"/admin/programme/result/{row.pk}/change/").text
    assert "/admin/preview/" not in form
    assert links_of(row) not in form


def test_those_who_may_only_look_make_no_links(viewer):
    row = hidden("result", "draft")
    form = viewer.get(f"/admin/programme/result/{row.pk}/change/").text
    assert at_the_desk(row) in form
    assert links_of(row) not in form
    assert viewer.post(links_of(row), {"days": 3}).status_code == 403
    assert not PreviewLink.objects.exists()


# What it costs


def drafts_of_all():
    for model in PUBLISHED:
        for row in model.objects.public():
            row.pk, row.replaces_id, row.status, row.publish_from = None, row.pk, "draft", None
            row._state.adding = True
            row.save(force_insert=True)
            yield row


@pytest.mark.usefixtures("source")
def test_previews_stay_within_the_budget(reader):
    drafts = list(drafts_of_all())
    assert {type(row) for row in drafts} >= {model for model in PUBLISHED if model is not PageText}
    dear = {}
    for row in drafts:
        address = by_link(row, "fr")
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200
        if len(queries) > QUERIES_A_PAGE:
            dear[str(row)] = len(queries)
    assert dear == {}
