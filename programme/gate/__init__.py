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
from programme.gate.resolving import resolve

__all__ = [
    "Finding",
    "Rules",
    "Standing",
    "findings",
    "key_of",
    "open_findings",
    "resolve",
    "words_found",
]
