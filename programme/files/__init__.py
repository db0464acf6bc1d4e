"""Files of editions: received, checked, kept by their content, sent."""

from programme.files.checking import Checked, Refused, check
from programme.files.keeping import FULL, keep, only_what_was_saved, prune_waiting
from programme.files.sending import sent
from programme.files.waiting import Waiting, receive

__all__ = [
    "FULL",
    "Checked",
    "Refused",
    "Waiting",
    "check",
    "keep",
    "only_what_was_saved",
    "prune_waiting",
    "receive",
    "sent",
]
