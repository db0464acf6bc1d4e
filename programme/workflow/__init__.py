"""From a draft to the public and back: the only writer of status."""

from programme.workflow.checklist import CHECKLISTS, LOOKED_AT, checked, lacking, lacks
from programme.workflow.colleagues import (
    hold_second_person,
    is_own_text,
    others_who_may,
    own_among,
    writers,
)
from programme.workflow.drafting import MADE, discard, edit
from programme.workflow.harm import is_second_person, rights_for
from programme.workflow.letters import one_letter
from programme.workflow.merging import merge, moved_meanwhile
from programme.workflow.moves import LATER, MOVES, has_right, may, possible, state_of
from programme.workflow.publishing import change_address, protect, publish, reopen, withdraw
from programme.workflow.refusals import Findings, NotAllowed, NotReady, Overtaken
from programme.workflow.reviewing import comment, give_back, submit, take_back
from programme.workflow.translators import (
    begin,
    has_translate_right,
    mark,
    may_translate,
    translate,
    whole_of,
    worked_on,
)

__all__ = [
    "CHECKLISTS",
    "LATER",
    "LOOKED_AT",
    "MADE",
    "MOVES",
    "Findings",
    "NotAllowed",
    "NotReady",
    "Overtaken",
    "begin",
    "change_address",
    "checked",
    "comment",
    "discard",
    "edit",
    "give_back",
    "has_right",
    "has_translate_right",
    "hold_second_person",
    "is_own_text",
    "is_second_person",
    "lacking",
    "lacks",
    "mark",
    "may",
    "may_translate",
    "merge",
    "moved_meanwhile",
    "one_letter",
    "others_who_may",
    "own_among",
    "possible",
    "protect",
    "publish",
    "reopen",
    "rights_for",
    "state_of",
    "submit",
    "take_back",
    "translate",
    "whole_of",
    "withdraw",
    "worked_on",
    "writers",
]
