"""The moves of one row: a page that asks, the move, and where one goes from there."""

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme import workflow
from programme.admin.anchors import page_at
from programme.admin.move_forms import MoveForm, form_for
from programme.admin.move_pages import PAGES
from programme.exports import spool
from programme.models import Publishable, Stale
from programme.wording import moment_words


def moment_in_zone(at: datetime) -> str:
    """A moment in the editor's own time, with the name of its zone."""
    return f"{moment_words(at)} {localtime(at):%Z}"


def for_editors(row: Publishable) -> str:
    """Return the address of the page by which editors come from the public page of a row."""
    return reverse("admin:for_editors", args=[row._meta.model_name, row.slug])


class Offer(NamedTuple):
    """A move as it is offered on the form: `asks` says whether a page comes first."""

    name: str
    label: Any
    done: Any
    asks: bool = True


OFFERS = (
    Offer("edit", gettext_lazy("Edit"), "", asks=False),
    Offer("submit", gettext_lazy("Send to review…"), gettext_lazy("It waits for review now.")),
    Offer(
        "take_back",
        gettext_lazy("Take back from review"),
        gettext_lazy("It is a draft again."),
        asks=False,
    ),
    Offer("give_back", gettext_lazy("Return…"), gettext_lazy("It was returned.")),
    Offer("publish", gettext_lazy("Publish…"), gettext_lazy("Readers see it now.")),
    Offer(
        "reopen",
        gettext_lazy("Write it anew"),
        gettext_lazy("It is a draft again. Its address goes on saying that it was withdrawn."),
        asks=False,
    ),
    Offer(
        "discard",
        gettext_lazy("Discard this draft…"),
        gettext_lazy("The draft is gone. What is public stayed as it was."),
    ),
    Offer(
        "change_address",
        gettext_lazy("Change its address…"),
        gettext_lazy("It has a new address. The old one leads there."),
    ),
    Offer("withdraw", gettext_lazy("Withdraw…"), gettext_lazy("It was withdrawn.")),
    Offer(
        "protect",
        gettext_lazy("Remove to protect people…"),
        gettext_lazy("It was removed. Readers are told no more than that."),
    ),
)


class MovesAdmin(admin.ModelAdmin):
    """A published noun whose rows move between states."""

    def get_urls(self) -> list[URLPattern]:
        moves = [
            path(
                f"<path:object_id>/{offer.name}/",
                self.admin_site.admin_view(partial(self.move, offer=offer)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{offer.name}",
            )
            for offer in OFFERS
        ]
        return [*moves, *super().get_urls()]

    def page_of(self, row: Any, page: str = "change") -> str:
        """Return the address of a page of the desk about a row."""
        return page_at(row, page)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := context.get("original"):
            possible = workflow.possible(request.user, row)
            context["moves"] = [
                (offer, self.page_of(row, offer.name)) for offer in OFFERS if offer.name in possible
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def move(self, request: HttpRequest, object_id: str, offer: Offer) -> HttpResponse:
        """Ask, or carry out and go on. What was typed stays where the move is refused."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not any(
            workflow.has_right(request.user, row, right)
            for right in workflow.MOVES[offer.name].rights
        ):
            raise PermissionDenied
        asked = self.asks_with(offer, row)
        if request.method != "POST":
            form = asked(row=row, by=request.user) if offer.asks else None
            return self.asking(request, row, offer, form)
        form = asked(self._posted(request, row, offer), row=row, by=request.user)
        if not form.is_valid():
            return self.asking(request, row, offer, form)
        return self.carried_out(request, row, offer, form)

    def _posted(self, request: HttpRequest, row: Any, offer: Offer) -> Any:
        if offer.asks:
            return request.POST
        return {"seen_revision": request.POST.get("seen_revision") or row.revision}

    def asking(self, request: HttpRequest, row: Any, offer: Offer, form: Any) -> HttpResponse:
        """Show what would be done, with what has to be said of it."""
        told = PAGES[offer.name](request.user, row, form) if offer.name in PAGES else {}
        context = {
            **self.admin_site.each_context(request),
            "title": str(offer.label).removesuffix("…"),  # here it is asked, and not announced
            "original": row,
            "offer": offer,
            "form": form,
            "back": self.page_of(row),
            "opts": self.opts,
            "media": self.media,
            **told,
        }
        return TemplateResponse(request, f"admin/{self.template_of(offer)}.html", context)

    def asks_with(self, offer: Offer, row: Any) -> type[MoveForm]:
        return form_for(offer.name, row)

    def template_of(self, offer: Offer) -> str:
        return f"move_{offer.name}" if offer.name in PAGES else "move"

    def carried_out(self, request: HttpRequest, row: Any, offer: Offer, form: Any) -> HttpResponse:
        """Make the move as somebody answered, at the revision that they saw."""
        row.revision = form.cleaned_data["seen_revision"]
        try:
            moved = getattr(workflow, offer.name)(row, request.user, **form.asked())
        except workflow.Overtaken as why:
            messages.warning(request, str(why))
            return HttpResponseRedirect(self.page_of(row, "merge"))
        except workflow.NotReady as why:
            return self.refused(request, offer, form, str(why))
        except Stale:
            words = _("Somebody saved this since you looked. Look again, then decide.")
            return self.refused(request, offer, form, words)
        spool.empty()  # all files are of what was before; they may hold what was taken back
        if offer.done:
            messages.success(request, self.told(offer, moved))
        if offer.name == "protect":
            return HttpResponseRedirect(for_editors(moved))
        there = moved if moved is not None else row.replaces
        return HttpResponseRedirect(self.page_of(there))

    @staticmethod
    def told(offer: Offer, moved: Any) -> Any:
        """Say what was done; of something public, with a link to its page."""
        if offer.name not in ("publish", "change_address"):
            return offer.done
        if workflow.state_of(moved) == workflow.LATER:
            return _("Public from %(when)s.") % {"when": moment_in_zone(moved.publish_from)}
        link = format_html('<a href="{}">{}</a>', moved.get_absolute_url(), _("open the page"))
        return format_html("{} {}", offer.done, link)

    def refused(self, request: HttpRequest, offer: Offer, form: Any, words: str) -> HttpResponse:
        """Show the page anew with the reason, or go back to the form where there was none."""
        row = self.get_object(request, str(form.row.pk))
        if not offer.asks or row is None:
            messages.error(request, words)
            return HttpResponseRedirect(self.page_of(form.row))
        form.add_error(None, words)
        form.data = form.data.copy()
        form.data["seen_revision"] = str(row.revision)
        return self.asking(request, row, offer, form)
