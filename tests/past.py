"""Rows as they stand with all their parts, and what turns them over or brings them back."""

import re

from programme.models import Evidence, Figure, Result, Source
from programme.models.translations import Translation
from programme.models.wholes import PARTS, parts_of_kind
from tests.desk import form_of
from tests.factories import a_place, a_result, a_theme

RESULTS = "/admin/programme/result/"
NEVER_COMPARED = {"revision", "updated_at", "sort_en", "sort_fr", "sort_ar"}


def columns(row, *without):
    """All that a row holds, by column."""
    left_out = NEVER_COMPARED | set(without)
    return {
        field.attname: str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }


def whole(row, *without):
    """A row with its links and parts, as the database holds them."""
    row = type(row).objects.get(pk=row.pk)
    links = {
        link.name: {str(one.pk) for one in getattr(row, link.name).all()}
        for link in row._meta.many_to_many
    }
    parts = []
    for part in PARTS.get(type(row), ()):
        parts += [columns(one) for one in parts_of_kind(row, part).order_by("pk")]
    return columns(row, *without), links, parts


def moments(client, row):
    """The addresses of all that can be looked at again, the newest first."""
    noun = row._meta.model_name
    page = client.get(f"/admin/programme/{noun}/{row.pk}/history/").text
    return re.findall(rf'href="(/admin/programme/{noun}/{row.pk}/history/\w+/)"', page)


def restored(client, address, **given):
    """Press “Make a draft of this”."""
    page = client.get(address)
    seen = re.search(r'name="seen_revision" value="(\d+)"', page.text)[1]
    return client.post(address, {"seen_revision": seen, **given}, follow=True)


def brought_back(client, row):
    noun = row._meta.model_name
    return client.post(f"/admin/programme/{noun}/deleted/", {"key": row.pk}, follow=True)


def a_full_result(state="draft"):
    """A result with texts in all languages, links, two numbers, and receipts for all of it."""
    result = a_result(
        state,
        places=[a_place(), a_place("Niger", "NE")],
        themes=[a_theme()],
        title_fr="Titre",
        title_ar="عنوان",
        statement_en="It was said.\n\nTwice.",
        statement_fr="Cela fut dit.",
        when_words_en="late October 2016",
        happened_from="2016-10-01",
        precision="month",
        level="output",
        link="https://example.org/a",
    )
    result.related.add(a_result(slug="of-the-same"))
    reviewed = Translation(origin="official", made_from={"title": result.title_en})
    result.translations = {**result.translations, "fr": reviewed.as_json()}
    result.save()
    source = Source.objects.create(slug="page", title_en="Page")
    cases = Figure(result=result, value=45, label_en="cases", label_fr="affaires", position=1)
    cases.save()
    children = Figure(result=result, value=28, label_en="children", part_of=cases, position=0)
    children.save()
    Evidence.objects.create(result=result, source=source, quote="It was said.", page="3")
    Evidence.objects.create(figure=cases, source=source, quote="45 cases")
    return Result.objects.get(pk=result.pk)


def turned_over(client, result, **given):
    """Write everything anew, in the form: other words, other numbers, none of the old receipts."""
    address = f"{RESULTS}{result.pk}/change/"
    data = form_of(client, address)
    cases, children = ("0", "1") if data["figures-0-label_en"] == "cases" else ("1", "0")
    data |= {
        "title_en": "Another",
        "title_fr": "",
        "statement_en": "Said otherwise.",
        "when": "2017",
        "level": "outcome",
        "places": [],
        f"figures-{cases}-label_en": "other cases",
        f"figures-{children}-DELETE": "on",
        "evidence-0-DELETE": "on",
        "evidence-1-quote": "no longer",
    }
    return client.post(address, data | given)


def deleted_row(client, row):
    address = f"/admin/programme/{row._meta.model_name}/{row.pk}/delete/"
    assert client.post(address, {"post": "yes", "seen_revision": row.revision}).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()
