"""Answers to the gate: why these words may stand here. Who may say so, `workflow` decides."""

from typing import Any

from programme.gate.finding import Finding
from programme.models import Publishable, Resolution


def resolve(row: Publishable, finding: Finding, by: Any, reason: str) -> Resolution:
    """Keep the reason why a finding is no harm, for this text and for what becomes of it."""
    return Resolution.objects.create(
        noun=str(row._meta.model_name),
        object_id=row.original_pk,
        rule=finding.rule,
        words=finding.key,
        reason=reason,
        by=by,
    )
