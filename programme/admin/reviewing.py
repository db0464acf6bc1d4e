"""Review at the desk: comments beside the fields, what was said of a text and what is settled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.admin.move_forms import MoveForm
from programme.admin.moving import MovesAdmin, Offer
from programme.admin.review_forms import ReviewForm, fact_label, place_in_form
from programme.models import Publishable, Remark, Status

COMMENT = Offer("comment", gettext_lazy("Only comment"), gettext_lazy("Your comments are kept."))


class ReviewedAdmin(MovesAdmin):
    """A published noun of whose rows colleagues say what they think before they are public."""

    def template_of(self, offer: Offer) -> str:
        if offer.name in ("give_back", "comment"):
            return "give_back"
        return super().template_of(offer)

    def asks_with(self, offer: Offer, row: Any) -> type[MoveForm]:
        return ReviewForm if offer.name == "give_back" else super().asks_with(offer, row)

    def asking(self, request: HttpRequest, row: Any, offer: Offer, form: Any) -> HttpResponse:
        is_open = offer.name != "give_back" or row.status == Status.REVIEW
        if request.method == "GET" and not is_open:
            messages.warning(request, _("It does not wait for review now."))
        return super().asking(request, row, offer, form)

    def carried_out(self, request: HttpRequest, row: Any, offer: Offer, form: Any) -> HttpResponse:
        if offer.name != "give_back":
            return super().carried_out(request, row, offer, form)
        settled = request.POST.getlist("settled")
        comments = "_comment" in request.POST
        if comments and settled and not any(form.asked().values()):
            settle(row, settled)
            return HttpResponseRedirect(self.page_of(row))
        answer = super().carried_out(request, row, COMMENT if comments else offer, form)
        if not form.errors:
            settle(row, settled)
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := context.get("original"):
            context |= said_of(row, set(request.POST.getlist("settled")))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle(form.instance, request.POST.getlist("settled"))


def settle(row: Publishable, keys: Any) -> None:
    """Mark remarks about a row as settled."""
    ours = [key for key in map(str, keys) if key.isascii() and key.isdigit()]
    if ours:
        waits = Remark.objects.about(row).waiting().filter(pk__in=ours)
        waits.update(settled_at=timezone.now())


def said_of(row: Publishable, ticked: set[str]) -> dict[str, Any]:
    """What was said of a row: all of it, the newest first, and what is not settled yet."""
    thread = list(Remark.objects.about(row).select_related("by").order_by("-at", "-pk"))
    for remark in thread:
        remark.label = fact_label(row, remark.field) if remark.field else ""  # type: ignore[attr-defined]
        remark.place = place_in_form(row, remark.field) if remark.field else ""  # type: ignore[attr-defined]
        remark.is_ticked = str(remark.pk) in ticked  # type: ignore[attr-defined]
    return {"thread": thread, "waiting": [each for each in reversed(thread) if each.waits]}
