"""From a draft to the public and back: the only writer of status."""

from programme.workflow.checklist import CHECKLISTS, LOOKED_AT, checked, lacking, lacks
from programme.workflow.colleagues import (
    hold_second_person,
    is_own_text,
    others_who_may,
    writers,
)
from programme.workflow.drafting import discard, edit, parts_of
from programme.workflow.harm import is_second_person, rights_for
from programme.workflow.merging import merge, moved_meanwhile
from programme.workflow.moves import LATER, MOVES, has_right, may, possible, starts_here, state_of
from programme.workflow.publishing import change_address, protect, publish, reopen, withdraw
from programme.workflow.refusals import Findings, NotAllowed, NotReady, Overtaken
from programme.workflow.reviewing import give_back, remark, submit, take_back

__all__ = [
    "CHECKLISTS",
    "LATER",
    "LOOKED_AT",
    "MOVES",
    "Findings",
    "NotAllowed",
    "NotReady",
    "Overtaken",
    "change_address",
    "checked",
    "discard",
    "edit",
    "give_back",
    "has_right",
    "hold_second_person",
    "is_own_text",
    "is_second_person",
    "lacking",
    "lacks",
    "may",
    "merge",
    "moved_meanwhile",
    "others_who_may",
    "parts_of",
    "possible",
    "protect",
    "publish",
    "remark",
    "reopen",
    "rights_for",
    "starts_here",
    "state_of",
    "submit",
    "take_back",
    "withdraw",
    "writers",
]
