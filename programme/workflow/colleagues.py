"""The second person: nobody approves a text of their own where somebody else could."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programme.models import (
    AuditRecord,
    Publishable,
    Remark,
    Status,
)
from programme.models.wholes import PARTS, parts_of
from programme.redacting.purging import REASON as PURGED
from programme.translating import MARKS
from programme.workflow.drafting import MADE
from programme.workflow.refusals import NotAllowed

NEVER, ALONE, ALWAYS = "never", "alone", "always"  # values of the setting APPROVE_OWN_TEXT
# What history says of moves: whoever makes them has written nothing.
SENT, TAKEN_BACK, RETURNED = (
    gettext_noop("sent to review"),
    gettext_noop("taken back from review"),
    gettext_noop("returned"),
)
REOPENED, WITHDRAWN, PUBLISHED, PROTECTED = (
    gettext_noop("written anew"),
    gettext_noop("withdrawn"),
    gettext_noop("published"),
    gettext_noop("removed to protect people"),
)
_NO_WRITING = (
    MADE, SENT, TAKEN_BACK, RETURNED, REOPENED, WITHDRAWN, PUBLISHED, PROTECTED, PURGED, *MARKS,
)  # fmt: skip


def writers(row: Publishable) -> set[int]:
    """Return the keys of those who wrote what is not public yet of a row, parts included."""
    since = None
    if row.replaces_id is None:
        public: Any = row.history.filter(status=Status.PUBLISHED)  # type: ignore[attr-defined]
        since = public.values_list("history_date", flat=True).order_by("-history_date").first()
    histories = [one.history for one in [row, *parts_of(row)]]
    if row.replaces_id is None:  # a draft whose words it took over
        histories.append(type(row).history.filter(replaces_id=row.pk))  # type: ignore[attr-defined]
    return {key for history in histories for key in _who_wrote(history, since)}


def _who_wrote(history: Any, since: Any) -> set[int]:
    rows = history.exclude(history_user=None).exclude(_marks())
    rows = rows.filter(history_date__gt=since) if since else rows
    return set(rows.order_by().values_list("history_user", flat=True).distinct())


def _marks() -> Q:
    marks = Q()
    for words in _NO_WRITING:
        marks |= Q(history_change_reason__startswith=words)
    return marks


def own_among(by: Any, rows: Iterable[Publishable]) -> set[int]:
    """Return the keys of those rows of one noun of which `is_own_text` is true.

    Asks as many questions for many rows as for one.
    """
    known = {row.pk: row for row in rows}
    if not known:
        return set()
    model: Any = type(next(iter(known.values())))
    since = _newest(model.history.filter(id__in=known, status=Status.PUBLISHED))
    mine = [_newest(_written(model, by).filter(id__in=known))]
    taken_over = _written(model, by).filter(replaces_id__in=known).order_by()
    mine.append(dict(taken_over.values_list("replaces_id").annotate(Max("history_date"))))
    ways = [(part, way) for part, ways in PARTS.get(model, {}).items() for way in ways]
    for part, whole in ways:
        there = part.objects.filter(**{f"{whole}__in": known}).values_list("pk", whole)
        wholes = dict(there)
        written = _newest(_written(part, by).filter(id__in=wholes)) if wholes else {}
        mine += [{wholes[key]: at} for key, at in written.items()]
    return {
        key
        for found in mine
        for key, at in found.items()
        if known[key].replaces_id or key not in since or at > since[key]
    }


def _written(model: Any, by: Any) -> Any:
    return model.history.filter(history_user=by).exclude(_marks())


def _newest(history: Any) -> dict[int, Any]:
    dates = history.order_by().values("id").annotate(newest=Max("history_date"))
    return {each["id"]: each["newest"] for each in dates}


def others_who_may(by: Any, row: Publishable, rights: tuple[str, ...]) -> Any:
    """Return the other people who hold one of these rights on a noun and can sign in."""
    codenames = [f"{right}_{row._meta.model_name}" for right in rights]
    granted = Permission.objects.filter(
        content_type__app_label=row._meta.app_label, codename__in=codenames
    )
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    holding = Q(is_superuser=True) | Q(groups__permissions__in=granted)
    found = users.filter(holding | Q(user_permissions__in=granted)).distinct()
    return found.exclude(pk=by.pk) if by is not None else found


def is_own_text(by: Any, row: Publishable) -> bool:
    """Say whether a person wrote what is to be approved, or a part of it."""
    return by is not None and by.pk in writers(row)


def hold_second_person(by: Any, row: Publishable, rights: tuple[str, ...]) -> bool:
    """Raise NotAllowed where somebody else has to approve; say whether the exception was used."""
    if not is_own_text(by, row):
        return False
    rule = settings.APPROVE_OWN_TEXT
    if rule == ALWAYS or (rule == ALONE and not others_who_may(by, row, rights).exists()):
        return True
    raise NotAllowed(_("You wrote this: somebody else has to publish it."))


def record_own_text(by: Any, row: Publishable) -> None:
    """Keep that somebody approved a text of their own."""
    about = {"noun": row._meta.model_name, "object_id": row.pk}
    Remark.objects.create(kind=Remark.Kind.APPROVED_OWN, by=by, **about)
    what = f"{row._meta.model_name} {row.pk}"
    AuditRecord.objects.record(AuditRecord.Kind.OWN_TEXT, by, what)
