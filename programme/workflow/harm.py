"""The do-no-harm gate on the way to the public."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programme import gate
from programme.models import Publishable
from programme.workflow.colleagues import writers
from programme.workflow.moves import has_right
from programme.workflow.refusals import Findings, NotReady

EVERYBODY, PUBLISHERS = ("review", "publish"), ("publish",)
SECOND_PERSON = gettext_noop("Approved by a second person")
LONGEST = 500  # characters of a reason, as the column has them


def rights_for(found: list[gate.Finding]) -> tuple[str, ...]:
    """Return the rights of which one is needed to publish in spite of what was found."""
    return PUBLISHERS if any(one.is_sensitive for one in found) else EVERYBODY


def is_second_person(by: Any, row: Publishable) -> bool:
    """Say whether somebody may approve what was found without a reason in words."""
    return by is not None and has_right(by, row, "publish") and by.pk not in writers(row)


def hold_reason(by: Any, reason: str) -> None:
    """Refuse a reason that readers would see and that could harm somebody itself."""
    if by is not None and reason and (words := gate.words_found(reason)):
        told = _("The reason is public. Write it without these words: %(words)s.")
        raise NotReady(told % {"words": ", ".join(words)})


def hold(row: Publishable, by: Any, answers: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the rights of which one is needed to publish what the gate found.

    `answers` are reasons by the code of a finding; they are kept. Raises Findings where one is
    left without: the system (by=None) is asked nothing.
    """
    if by is None:
        return EVERYBODY
    found = gate.open_findings(row)
    rights = rights_for(found)
    if not any(has_right(by, row, right) for right in rights):
        raise Findings(_("Somebody who may publish everything has to decide this."), found)
    spare = SECOND_PERSON if is_second_person(by, row) else ""
    typed = {one.code: " ".join((answers or {}).get(one.code, "").split()) for one in found}
    given = {code: reason or spare for code, reason in typed.items()}
    if without := [one for one in found if not given[one.code]]:
        raise Findings(
            _("Say for each of these words why they may stand, or change them."), without
        )
    if too_long := [one for one in found if len(given[one.code]) > LONGEST]:
        words = _("“%(words)s”: a reason has %(most)s characters at most.")
        told = {"words": too_long[0].words, "most": LONGEST}
        raise Findings(words % told, too_long)
    for one in found:
        gate.resolve(row, one, by, given[one.code])
    return rights
