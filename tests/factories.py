"""One function a noun; a test names only the fields that it is about."""

from datetime import UTC, datetime
from itertools import count

from programme.models import Donor, PageText, Place, Report, Result, Status, Theme

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2999, 1, 1, tzinfo=UTC)
_numbers = count(1)
STATES = {
    "published": {"status": Status.PUBLISHED, "publish_from": LONG_AGO},
    "draft": {"status": Status.DRAFT},
    "review": {"status": Status.REVIEW},
    "scheduled": {"status": Status.PUBLISHED, "publish_from": FAR_AHEAD},
    "withdrawn": {"status": Status.WITHDRAWN, "publish_from": LONG_AGO},
}


def _publishable(model, field, state, fields):
    number = next(_numbers)
    name = model._meta.model_name
    defaults = {"slug": f"{name}-{number}", f"{field}_en": f"{name.title()} {number}"}
    return model.objects.create(**{**defaults, **STATES[state], **fields})


def a_result(state="published", *, places=(), themes=(), **fields):
    result = _publishable(Result, "title", state, fields)
    result.places.set(places)
    result.themes.set(themes)
    return result


def a_report(state="published", **fields):
    return _publishable(Report, "title", state, fields)


def a_donor(state="published", **fields):
    return _publishable(Donor, "name", state, fields)


def a_page_text(state="published", **fields):
    return _publishable(PageText, "title", state, fields)


def a_place(name="Mali", code="ML", **fields):
    slug = name.lower().replace(" ", "-")
    return Place.objects.create(**{"slug": slug, "name_en": name, "iso_code": code, **fields})


def a_theme(name="Prisons", **fields):
    slug = name.lower().replace(" ", "-")
    return Theme.objects.create(**{"slug": slug, "name_en": name, **fields})
