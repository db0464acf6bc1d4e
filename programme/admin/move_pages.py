"""What the page of a move tells before it is made."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from programme import workflow
from programme.admin.anchors import links_to
from programme.admin.comparing import differences


def publish(by: Any, row: Any, form: Any) -> dict[str, Any]:
    """What is missing, what the gate found, what differs, and whether somebody else has to."""
    form_at = reverse(f"admin:programme_{row._meta.model_name}_change", args=[row.pk])
    lacks = [
        (f"{form_at}#{anchor}", what)
        for anchor, what in links_to(workflow.lacks(row), row.original_language)
    ]
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
        "form_at": form_at,
        "lacks": lacks,
        "differences": differences(row) if row.replaces_id else None,
        "hindrance": hindrance,
        "notice": notice,
        "needs_no_reasons": bool(form.found) and workflow.is_second_person(by, row),
        "can_go_on": not lacks and not hindrance and workflow.may(by, "publish", row),
        "send_at": reverse(f"admin:programme_{row._meta.model_name}_submit", args=[row.pk])
        if workflow.may(by, "submit", row)
        else "",
    }


def withdraw(by: Any, row: Any, _form: Any) -> dict[str, Any]:
    protect_at = reverse(f"admin:programme_{row._meta.model_name}_protect", args=[row.pk])
    return {
        "protect_at": protect_at if workflow.may(by, "protect", row) else "",
        "is_later": workflow.state_of(row) == workflow.LATER,
        "address": row.get_absolute_url(),
        "drafts": type(row)._base_manager.filter(replaces=row).count(),
    }


def discard(_by: Any, row: Any, _form: Any) -> dict[str, Any]:
    return {"differences": differences(row) if row.replaces_id else []}


def change_address(_by: Any, row: Any, _form: Any) -> dict[str, Any]:
    return {"address": row.get_absolute_url()}


PAGES: dict[str, Callable[[Any, Any, Any], dict[str, Any]]] = {
    "publish": publish,
    "withdraw": withdraw,
    "discard": discard,
    "change_address": change_address,
}
