"""Answers to the gate: why these words may stand here, said by somebody who may say so."""

from typing import Any

from django.contrib.auth import get_permission_codename
from django.utils.translation import gettext as _

from programme.gate.finding import Finding
from programme.models import Publishable, Resolution


class NoReason(ValueError):
    """An answer needs words; the message says so."""


class NeedsPublisher(PermissionError):
    """Only somebody who may publish everything can answer this; the message says so."""


def resolve(row: Publishable, finding: Finding, by: Any, reason: str) -> Resolution:
    """Keep the reason why a finding is no harm, for this text and for what becomes of it.

    Raises NoReason, and NeedsPublisher where the finding is sensitive and `by` is none.
    """
    if finding.is_sensitive and not may_resolve(row, finding, by):
        words = _("“%(words)s”: only somebody who may publish everything can answer this.")
        raise NeedsPublisher(words % {"words": finding.words})
    reason = " ".join(reason.split())
    if not reason:
        raise NoReason(_("“%(words)s”: say why it may stand.") % {"words": finding.words})
    longest = Resolution._meta.get_field("reason").max_length or 0
    if len(reason) > longest:
        words = _("“%(words)s”: a reason has %(most)s characters at most.")
        raise NoReason(words % {"words": finding.words, "most": longest})
    original = row.replaces or row
    return Resolution.objects.create(
        noun=str(row._meta.model_name),
        object_id=original.pk,
        rule=finding.rule,
        words=finding.key,
        reason=reason,
        by=by,
    )


def may_resolve(row: Publishable, finding: Finding, by: Any) -> bool:
    """Say whether somebody may answer a finding; whether they may publish at all is not asked."""
    codename = get_permission_codename("publish", row._meta)
    return not finding.is_sensitive or bool(by.has_perm(f"programme.{codename}"))
