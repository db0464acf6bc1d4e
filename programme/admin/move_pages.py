"""What the page of a move tells before it is made."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from programme import workflow
from programme.admin.anchors import links_to, page_at
from programme.admin.comparing import differences
from programme.models import Remark


def submit(_by: Any, row: Any, _form: Any) -> dict[str, Any]:
    """What is missing, and what differs."""
    lacks = _lacks(row)
    return {"lacks": lacks, "differences": _differences(row), "can_go_on": not lacks}


def give_back(by: Any, row: Any, _form: Any) -> dict[str, Any]:
    """What was said to whoever reviews it, and the way on if nothing has to be mended."""
    sent = Remark.objects.about(row).of_kind(Remark.Kind.SENT)
    return {
        "sent": sent.select_related("by").order_by("-at", "-pk").first(),
        "publish_at": page_at(row, "publish") if workflow.may(by, "publish", row) else "",
    }


def publish(by: Any, row: Any, form: Any) -> dict[str, Any]:
    """What is missing, what the gate found, what differs, and whether somebody else has to."""
    lacks = _lacks(row)
    hindrance, notice = "", ""
    rights = workflow.rights_for(form.found)
    if not any(workflow.has_right(by, row, right) for right in rights):
        hindrance = _("Somebody who may publish everything has to decide what the gate found.")
    else:
        try:
            if workflow.hold_second_person(by, row, rights):
                notice = _("You approve your own text. This is kept on record.")
        except workflow.NotAllowed as why:
            hindrance = str(why)
    return {
        "form_at": page_at(row),
        "lacks": lacks,
        "differences": _differences(row),
        "hindrance": hindrance,
        "notice": notice,
        "needs_no_reasons": bool(form.found) and workflow.is_second_person(by, row),
        "can_go_on": not lacks and not hindrance and workflow.may(by, "publish", row),
        "send_at": page_at(row, "submit") if workflow.may(by, "submit", row) else "",
    }


def withdraw(by: Any, row: Any, _form: Any) -> dict[str, Any]:
    return {
        "protect_at": page_at(row, "protect") if workflow.may(by, "protect", row) else "",
        "is_later": workflow.state_of(row) == workflow.LATER,
        "address": row.get_absolute_url(),
        "drafts": type(row)._base_manager.filter(replaces=row).count(),
    }


def discard(_by: Any, row: Any, _form: Any) -> dict[str, Any]:
    return {"differences": differences(row) if row.replaces_id else []}


def change_address(_by: Any, row: Any, _form: Any) -> dict[str, Any]:
    return {"address": row.get_absolute_url()}


def _lacks(row: Any) -> list[tuple[str, str]]:
    """List (address of the field, what is missing)."""
    without = links_to(workflow.lacks(row), row.original_language)
    return [(f"{page_at(row)}#{anchor}", what) for anchor, what in without]


def _differences(row: Any) -> Any:
    return differences(row) if row.replaces_id else None


PAGES: dict[str, Callable[[Any, Any, Any], dict[str, Any]]] = {
    "submit": submit,
    "give_back": give_back,
    "publish": publish,
    "withdraw": withdraw,
    "discard": discard,
    "change_address": change_address,
}
