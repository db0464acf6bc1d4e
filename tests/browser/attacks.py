"""Source content in which every text of every row is an attack; the test reads what to expect."""

import json
from datetime import UTC, datetime

from django.apps import apps
from django.db import models

from programme.models import Change, Contribution, Donor, OldAddress, Remark, Result

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "javascript:alert(1)",
    "\u202eevil",
    "[x](javascript:alert(1))",
    "href",  # words of the markup itself, for what puts links or marks into a text
    "themes",
    "<i onclick=alert(1)>&lt;",
    '"><i>',
    "<i>",
    '"<',
]
SCRIPT_ADDRESS = "javascript:alert(1)"
# Models whose texts no editor writes and no page shows.
NO_TEXTS = {
    "searchentry": "holds folded words of other rows, which are attacked themselves",
    "contentversion": "holds one number",
    "account": "holds choices",
    "auditrecord": "is written by the site and read in the admin alone",
    "goneaddress": "holds prints",
    "previewlink": "holds a token",
}
EXPECTED = "expected.json"


def attacked_models():
    """Each model of the app with texts of its own."""
    for model in apps.get_app_config("programme").get_models():
        name = str(model._meta.model_name)
        if name.startswith("historical"):  # copies of rows, which no page shows
            continue
        if name not in NO_TEXTS:
            yield model


def text_fields(model):
    """Its text columns; a choice is one of our own words, a slug has letters and hyphens alone."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField)
        and not field.choices
        and f"{field.name}_en" not in names  # the columns of its languages hold the text
    ]


def text_for(field, number):
    """An attack that fits a field: all at once where there is room, else one after another."""
    if isinstance(field, models.URLField):
        return SCRIPT_ADDRESS
    if field.max_length is None:
        return "\n\n".join(PAYLOADS)
    fitting = [payload for payload in PAYLOADS if len(payload) <= field.max_length]
    return fitting[number % len(fitting)]


def attack(folder):
    """Put an attack into every text, past all validation, and say which page shows which title."""
    _fill_what_the_source_leaves_empty()
    titles = {}
    for model in attacked_models():
        rows = list(model.objects.order_by("pk"))
        assert rows, f"there is no {model.__name__} to attack"
        for number, row in enumerate(rows):
            texts = {
                field.name: text_for(field, number)
                for field in text_fields(model)
                if field.name != "iso_code" or row.slug == "niger"  # the map needs the others
            }
            if texts:
                model.objects.filter(pk=row.pk).update(**texts)
            shown = texts.get("title_en") or texts.get("name_en")
            if shown and hasattr(row, "get_absolute_url"):
                titles[row.get_absolute_url()] = shown
    (folder / EXPECTED).write_text(json.dumps(titles), encoding="utf-8")


def _fill_what_the_source_leaves_empty():
    donor, result = Donor.objects.get(slug="netherlands"), Result.objects.earliest("pk")
    about = {"noun": "result", "object_id": result.pk}
    Contribution.objects.create(donor=donor, amount=1, currency="EUR", year=2016, kind="paid")
    words = {"old": {"en": "\n".join(PAYLOADS)}, "new": {"en": "\n".join(reversed(PAYLOADS))}}
    at = datetime(2017, 6, 1, tzinfo=UTC)
    Change.objects.create(**about, **words, at=at, kind="corrected", field="statement_en")
    Remark.objects.create(**about, words="attacked")
    OldAddress.objects.create(**about, slug="an-old-address")
