"""What is not public, on its real page: for the desk, and by a link that ends."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import (
    PUBLISHED,
    Contribution,
    Edition,
    Evidence,
    Figure,
    PageText,
    Result,
    Source,
)
from tests.factories import a_page_text, a_place, a_result, a_theme
from tests.previewed import HIDDEN, MAKE, WORDS, at_the_desk, by_link, hidden

pytestmark = pytest.mark.django_db
QUERIES_A_PAGE = 10
SAYS = {
    "draft": "This is a draft.",
    "review": "This waits for a review.",
    "scheduled": "This will be public from 1 January 2999, 00:00 UTC.",
    "withdrawn": "This was withdrawn.",
    "changes": "This is a draft of changes.",
    "changes in review": "These changes wait for a review.",
}
TEXTS = ("introduction", "donors", "reports", "about", "privacy")


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
