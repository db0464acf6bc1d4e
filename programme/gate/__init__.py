"""The do-no-harm gate: what publishing asks about before words, names or numbers could hurt."""

from programme.gate.finding import (
    Finding,
    Rules,
    Standing,
    findings,
    key_of,
    open_findings,
    words_found,
)
from programme.gate.resolving import NeedsPublisher, NoReason, may_resolve, resolve

__all__ = [
    "Finding",
    "NeedsPublisher",
    "NoReason",
    "Rules",
    "Standing",
    "findings",
    "key_of",
    "may_resolve",
    "open_findings",
    "resolve",
    "words_found",
]
