"""What waits for review, the oldest first: a page, and how many for the front page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import workflow
from programme.admin.anchors import page_at
from programme.admin.lists import AT_ONCE
from programme.models import PUBLISHED, Publishable, Remark, Status
from programme.models.expressions import LANGUAGES
from programme.models.worded import said
from programme.workflow.colleagues import ALWAYS, NEVER

RIGHTS = ("review", "publish")


@dataclass
class Waiting:
    """One row that waits: since when, sent by whom, and who may publish it."""

    row: Publishable
    noun: str
    age: str
    is_own: bool
    others: list[str]
    may_publish: bool
    review: str
    publish: str


@dataclass
class Returned:
    """One row that came back to whoever sent it."""

    noun: str
    title: str
    language: str
    href: str
    at: datetime
    who: str


def reviewed_by(person: Any) -> list[type[Publishable]]:
    """The nouns that somebody may review."""
    models: list[type[Publishable]] = list(PUBLISHED)
    return [
        model
        for model in models
        if any(workflow.has_right(person, model, right) for right in RIGHTS)
    ]


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    models = reviewed_by(request.user)
    if not models:
        raise PermissionDenied
    names = {str(model._meta.model_name): model for model in models}
    noun = request.GET.get("noun", "")
    shown = [names[noun]] if noun in names else models
    found = sorted(
        (each for model in shown for each in _waiting(request.user, model)),
        key=lambda each: (each.row.submitted_at or timezone.now(), each.row.pk),
    )
    context = {
        **admin.site.each_context(request),
        "title": _("Waiting for review"),
        "waiting": found[:AT_ONCE],
        "more": max(0, len(found) - AT_ONCE),
        "nouns": [(name, model._meta.verbose_name_plural) for name, model in names.items()],
        "noun": noun if noun in names else "",
    }
    return TemplateResponse(request, "admin/review.html", context)


def _waiting(person: Any, model: Any) -> list[Waiting]:
    rows = model._base_manager.filter(status=Status.REVIEW).select_related("submitted_by")
    found = list(rows.order_by("submitted_at", "pk"))
    own = workflow.own_among(person, found)
    others: list[str] = []
    if own and settings.APPROVE_OWN_TEXT != ALWAYS:
        people = workflow.others_who_may(person, found[0], RIGHTS)
        others = list(people.order_by("username").values_list("username", flat=True))
    alone = settings.APPROVE_OWN_TEXT != NEVER and not others
    return [
        Waiting(
            row=row,
            noun=str(model._meta.verbose_name),
            age=_age(row.submitted_at),
            is_own=row.pk in own,
            others=others if row.pk in own else [],
            may_publish=row.pk not in own or alone,
            review=page_at(row, "give_back"),
            publish=page_at(row, "publish"),
        )
        for row in found
    ]


def _age(since: datetime | None) -> str:
    """Say how long something waits; "" where that is not known, or less than a minute."""
    if since is None or timezone.now() - since < timedelta(minutes=1):
        return ""
    return timesince(since, depth=1)


def addresses(site: AdminSite) -> list[URLPattern]:
    return [path("review/", site.admin_view(review), name="review")]


def returned(person: Any) -> list[Returned]:
    """What a person sent to review and got back, the newest first; one question for all nouns."""
    models: dict[str, Any] = {str(model._meta.model_name): model for model in PUBLISHED}
    seen = [
        model
        for model in models.values()
        if any(workflow.has_right(person, model, right) for right in ("view", "change"))
    ]
    if not seen:
        return []
    first, *rest = (_returned_of(person, model) for model in seen)
    rows = first.union(*rest, all=True).order_by("-came_back")
    return [_as_returned(models[row["noun"]], row) for row in rows]


def _returned_of(person: Any, model: Any) -> QuerySet[Any, Any]:
    returns = Remark.objects.filter(
        noun=model._meta.model_name,
        object_id=OuterRef("pk"),
        kind=Remark.Kind.RETURNED,
        at__gte=OuterRef("submitted_at"),
    ).order_by("-at")
    columns = {f"text_{code}": F(f"{model.title_field}_{code}") for code in LANGUAGES}
    rows = model._base_manager.filter(Exists(returns), status=Status.DRAFT, submitted_by=person)
    found: QuerySet[Any, Any] = rows.order_by().annotate(
        noun=Value(str(model._meta.model_name), output_field=CharField()),
        came_back=returns.values("at")[:1],
        who=returns.values("by__username")[:1],
        **columns,
    )
    return found.values("noun", "pk", "came_back", "who", "original_language", *columns)


def _as_returned(model: Any, row: dict[str, Any]) -> Returned:
    title = said(lambda code: row[f"text_{code}"], row["original_language"])
    return Returned(
        noun=str(model._meta.verbose_name),
        title=title.text or "—",
        language=title.language,
        href=reverse(f"admin:programme_{row['noun']}_change", args=[row["pk"]]),
        at=row["came_back"],
        who=row["who"] or "",
    )
