"""To the public and away from it: publish, schedule, withdraw, protect, write anew."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from programme.models import AuditRecord, Change, OldAddress, Publishable, Remark, Status
from programme.models.expressions import LANGUAGES
from programme.models.remembering import one_history_row
from programme.telling import changed, facts_of
from programme.workflow import colleagues, harm, letters
from programme.workflow.acting import LONGEST_REASON, hold, kept, locked
from programme.workflow.checklist import hold_complete
from programme.workflow.drafting import put_onto, remove
from programme.workflow.moves import LATER, has_right, state_of
from programme.workflow.refusals import NotAllowed, NotReady, Overtaken

CORRECTED = gettext_noop("corrected")
SCHEDULED = gettext_noop("published, from a later time on")
EARLY = gettext_noop("withdrawn before it was public")
READDRESSED = gettext_noop("address changed")


class Why(NamedTuple):
    """Why something public changes: a kind of reason, and words of whoever changes it."""

    cause: str = ""
    reason: str = ""
    protects: bool = False


@transaction.atomic
def publish(
    row: Publishable,
    by: Any = None,
    *,
    when: datetime | None = None,
    cause: str = "",
    reason: str = "",
    protects: bool = False,
    answers: Mapping[str, str] | None = None,
) -> Any:
    """Make a row public: now, or from `when` on; a draft goes onto what it replaces.

    Returns the public row. `by` is who does it, None for the system; `answers` are their reasons
    by the code of what the gate found. Raises NotReady where the
    checklist or the state forbids it, NotAllowed where this person may not, Findings where the
    gate holds it, Overtaken where the original changed since the draft was made, and Stale
    where somebody else saved it meanwhile.
    """
    current = locked(row)
    hold("publish", current, by)
    hold_complete(current)
    rights = harm.hold(current, by, answers)
    if protects and not has_right(by, current, "publish"):
        raise NotAllowed(_("Your account may not do this."))
    is_exception = colleagues.hold_second_person(by, current, rights)
    why = Why(cause, reason, protects)
    harm.hold_reason(by, "" if protects else reason)
    _tell(current, by, when, why)
    public = _correct(current, by, why) if current.replaces_id else _add(current, by, when, why)
    if is_exception:
        colleagues.record_own_text(by, public)
    return public


def _tell(row: Publishable, by: Any, when: datetime | None, why: Why) -> None:
    later = when if when is not None and when > timezone.now() else None
    kind = letters.LATER if later else letters.PUBLISHED
    letters.tell(letters.PROTECTED if why.protects else kind, row, by, why.reason, later)


def _add(row: Publishable, by: Any, when: datetime | None, why: Why) -> Publishable:
    now = timezone.now()
    start = when if when is not None and when > now else now
    row.status, row.publish_from = Status.PUBLISHED, start
    if start > now and row.is_protected:
        raise NotReady(_("This was removed to protect people: publish it at once, or not at all."))
    if start == now:  # until then its address goes on saying that it was withdrawn
        row.withdrawn_at, row.is_protected = None, False
    _remember(row, Change.Kind.ADDED, start, why)
    return kept(row, SCHEDULED if start > now else colleagues.PUBLISHED, by, why.reason)


def _correct(draft: Any, by: Any, why: Why) -> Publishable:
    original: Any = locked(draft.replaces)
    if original.status != Status.PUBLISHED:
        raise NotReady(_("What this is a draft of was withdrawn. Write that anew first."))
    if original.revision != draft.replaces_revision:
        raise Overtaken(_("What is public changed since this draft was made. Look at both."))
    if by is not None and not why.cause:
        raise NotReady(_("Say why it changes: choose a reason."))
    is_seen = state_of(original) != LATER
    before = facts_of(original)
    words = f"{CORRECTED}: {why.reason}" if why.reason else CORRECTED
    if by is not None:
        original._history_user = by
    with one_history_row(original, words[:LONGEST_REASON]):
        put_onto(original, draft, by, CORRECTED)
    _take_over(original, draft, by, colleagues.PUBLISHED)
    fresh: Publishable = type(original)._base_manager.get(pk=original.pk)
    differences = changed(before, facts_of(fresh))
    if is_seen:
        _remember_correction(fresh, differences, why)
    return fresh


def _remember_correction(row: Publishable, differences: list[Change], why: Why) -> None:
    now, act = timezone.now(), uuid.uuid4()
    if why.protects:
        fields = [change.field for change in differences]
        told = Change.objects.about(row).filter(field__in=fields)
        # An act repeats its reason on each of its lines.
        Change.objects.about(row).filter(act__in=list(told.values_list("act", flat=True))).update(
            reason=""
        )
        told.update(old={}, new={})
        _remember(row, Change.Kind.PROTECTIVE, now, why)
        return
    for change in differences:
        _remember(row, Change.Kind.CORRECTED, now, why, change, act)


def _remember(
    row: Publishable,
    kind: Change.Kind,
    at: datetime,
    why: Why,
    change: Change | None = None,
    act: uuid.UUID | None = None,
) -> None:
    line = change or Change()
    line.noun, line.object_id, line.kind, line.at = str(row._meta.model_name), row.pk, kind, at
    line.act = act or uuid.uuid4()
    line.cause, line.reason = why.cause, "" if why.protects else why.reason[:300]
    language = (get_language() or "")[:2]
    line.reason_language = language if line.reason and language in LANGUAGES else ""
    line.save()


@transaction.atomic
def withdraw(row: Publishable, by: Any = None, *, cause: str = "", reason: str = "") -> Any:
    """Take a public row back: its address answers 410 from the next request on.

    One that was to be public later becomes a draft again: its address never was there.
    A draft of it waits for it to be written anew.
    """
    current = locked(row)
    hold("withdraw", current, by)
    harm.hold_reason(by, reason)
    letters.tell(letters.WITHDRAWN, current, by, reason)
    if state_of(current) == LATER:
        current.publish_from, current.status = None, Status.DRAFT
        Change.objects.about(current).filter(at__gt=timezone.now()).delete()
        return kept(current, EARLY, by, reason)
    current.status, current.withdrawn_at = Status.WITHDRAWN, timezone.now()
    _remember(current, Change.Kind.WITHDRAWN, current.withdrawn_at, Why(cause, reason))
    return kept(current, colleagues.WITHDRAWN, by, reason)


@transaction.atomic
def protect(row: Publishable, by: Any = None, cause: str = "") -> Any:
    """Take a row back so that only this is told: something was removed, when, what kind of reason.

    Needs no second person and no words; its title and address are hidden, and what public memory
    told of it is gone. Its words are still at the desk until they are redacted.
    """
    current = locked(row)
    hold("protect", current, by)
    if current.is_protected and current.status == Status.WITHDRAWN:
        return current  # a second click
    letters.tell(letters.PROTECTED, current, by)
    Change.objects.about(current).exclude(kind=Change.Kind.PROTECTIVE).delete()
    _untell_elsewhere(current)
    what = f"{current._meta.model_name} {current.pk}"
    AuditRecord.objects.record(AuditRecord.Kind.PROTECTED, by, what)
    if state_of(current) == LATER and current.withdrawn_at is None:
        # Its address never was there, and does not begin to say that something was.
        current.status, current.publish_from = Status.DRAFT, None
        return kept(current, colleagues.PROTECTED, by)
    now = timezone.now()
    current.status, current.is_protected = Status.WITHDRAWN, True
    current.withdrawn_at = current.publish_from = now
    why = Why(cause or Change.Cause.PERSON, protects=True)
    _remember(current, Change.Kind.PROTECTIVE, now, why)
    return kept(current, colleagues.PROTECTED, by)


def _untell_elsewhere(row: Any) -> None:
    """Take the titles of a row, past ones too, out of what other rows' changes told of it."""
    columns = [f"{row.title_field}_{code}" for code in LANGUAGES]
    titles = {title for past in row.history.values_list(*columns) for title in past if title}
    links = Q(field="related") | Q(field__startswith="receipt:")
    for change in Change.objects.filter(links):
        words = " ".join([*change.old.values(), *change.new.values()])
        if any(title in words for title in titles):
            change.old, change.new = {}, {}
            change.save()


@transaction.atomic
def reopen(row: Publishable, by: Any) -> Any:
    """Write something anew that was withdrawn: a draft again, whose address still answers 410.

    Where a draft of it waited, its words are taken over.
    """
    current: Any = locked(row)
    hold("reopen", current, by)
    if by is not None:
        current._history_user = by
    with one_history_row(current, colleagues.REOPENED):
        for draft in type(current)._base_manager.filter(replaces=current):
            put_onto(current, draft, by, colleagues.REOPENED)
            _take_over(current, draft, by, colleagues.REOPENED)
        current.status, current.publish_from = Status.DRAFT, None
        current.save()
    return current


def _take_over(row: Any, draft: Any, by: Any, reason: str) -> None:
    """Keep what was said of a draft with the row that has its words now, and end the draft."""
    about = Remark.objects.filter(noun=row._meta.model_name, object_id=draft.pk)
    about.update(object_id=row.pk)
    remove(draft, by, reason)


@transaction.atomic
def change_address(row: Publishable, by: Any, slug: str) -> Any:
    """Give a public row another address; the old one leads there for ever."""
    current: Any = locked(row)
    hold("change_address", current, by)
    if slug == current.slug:
        raise NotReady(_("It has this address already."))
    if type(current)._base_manager.filter(slug=slug, replaces=None).exists():
        raise NotReady(_("Another page has this address already."))
    noun = str(current._meta.model_name)
    OldAddress.objects.filter(noun=noun, slug=slug).delete()
    OldAddress.objects.update_or_create(
        noun=noun, slug=current.slug, defaults={"object_id": current.pk}
    )
    current.slug = slug
    harm.hold(current, by)
    return kept(current, READDRESSED, by)
