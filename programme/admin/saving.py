"""Saving a form so that nothing is lost: not to somebody else's save, not to a fault."""

import re
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from programme.admin.meanwhile import Meanwhile
from programme.files import FULL
from programme.kept import DELETED, kept
from programme.models import Stale
from programme.models.remembering import one_history_row
from programme.workflow import NotReady
from sahel.databases import is_away

CONFLICT, AWAY = 409, 503
FULL_IN_WORDS = ("is full", "No space", "disk I/O")  # SQLite’s, PostgreSQL’s
_ENTRY = re.compile(r"[a-z0-9]{8,40}", re.ASCII)


class CarefulAdmin(admin.ModelAdmin):
    """A form that comes back whole, with a sentence, whenever it could not be saved."""

    change_form_template = "admin/desk_form.html"
    reason = ""  # what history says of a save
    meanwhile: type[Meanwhile] = Meanwhile

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.failure = getattr(request, "failure", "")
        form.shown_again = getattr(request, "shown_again", False)
        return form

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        save = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method != "POST":
            return save()
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and row is None and (page := kept(request, DELETED)):
            return page
        if "_again" in request.POST:
            return self._brought_back(request, object_id, row)
        return self._saved(request, object_id, row, save)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Leave it to `save_related`, which knows whether anything was typed at all."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        if change and not self.has_news(form, formsets):
            for formset in formsets:
                formset.save()  # saves nothing, and says so to what asks it for its news
            return
        with one_history_row(form.instance, self.reason, created=not change):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)

    def has_news(self, form: Any, formsets: Any) -> bool:
        """Say whether anything was typed that is not saved already."""
        return form.has_changed() or any(formset.has_changed() for formset in formsets)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        """Note what was changed; a save without news is not worth a line."""
        return super().log_change(request, obj, message) if message else None

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._tell(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        self._tell(request, obj)
        return super().response_change(request, obj)

    def state_words(self, obj: Any) -> str:
        """What saving means for readers; "" where there is nothing to say."""
        return ""

    def _tell(self, request: Any, obj: Any) -> None:
        """Tell the person, and the browser that what it kept of this form is saved now."""
        entry = request.POST.get("kept_as", "")
        tag = f"kept-{entry}" if _ENTRY.fullmatch(entry) else ""
        words = self.state_words(obj)
        if words or tag:
            messages.info(request, words or _("Saved."), extra_tags=tag)

    def _saved(self, request: Any, object_id: str | None, row: Any, save: Any) -> HttpResponse:
        """Save, or show the form again with the reason why it was not saved."""
        try:
            if meanwhile := self._meanwhile(request, row):
                if not meanwhile.settled:
                    return self._again(request, object_id, meanwhile, CONFLICT)
                request.POST = meanwhile.merged()
            saved: HttpResponse = save()
            return saved
        except Stale:
            request.failure = _("Somebody saved this at the same moment. Look again, then save.")
            row = self.get_object(request, unquote(object_id)) if object_id else None
            if object_id and row is None and (page := kept(request, DELETED)):
                return page
            return self._again(request, object_id, self._meanwhile(request, row), CONFLICT)
        except NotReady as why:
            request.failure, request.lacks = str(why), why.lacks
            return self._again(request, object_id)
        except (OperationalError, InterfaceError, OSError) as fault:
            request.failure = self._sentence(fault)
            return self._again(request, object_id, status=AWAY)

    def _meanwhile(self, request: Any, row: Any) -> Meanwhile | None:
        """What was saved since this form was opened, where anything was."""
        seen = request.POST.get("seen_revision")
        if row is None or seen == str(row.revision) or not self.has_change_permission(request, row):
            return None
        return self.meanwhile(self, request, row)

    def _brought_back(self, request: Any, object_id: str | None, row: Any) -> HttpResponse:
        """Show what the browser kept, in the form; none of it is saved, and nothing is wrong."""
        extra = {"brought_back": "_written_in" not in request.POST, "errors": None}
        return self._again(request, object_id, self._meanwhile(request, row), **extra)

    def _again(
        self,
        request: Any,
        object_id: str | None,
        meanwhile: Meanwhile | None = None,
        status: int = 200,
        **extra: Any,
    ) -> HttpResponse:
        request.shown_again = True
        # Past the transaction of changeform_view: where the database is busy it still can be read.
        for upload in request.FILES.values():
            if not upload.closed:
                upload.seek(0)
        view: Any = super()
        response: HttpResponse = view._changeform_view(
            request, object_id, "", {"meanwhile": meanwhile, **extra}
        )
        response.status_code = status
        return response

    @staticmethod
    def _sentence(fault: Exception) -> str:
        """Say in words why a save failed. Raises the fault itself where it is none of these."""
        text = str(fault)
        if getattr(fault, "errno", None) in FULL or any(word in text for word in FULL_IN_WORDS):
            return _(
                "This could not be saved: the disk of the site is full or fails. Nothing you typed "
                "is lost. Tell whoever looks after the site, leave this page open, and save again "
                "later."
            )
        if not is_away(fault):
            raise fault
        return _(
            "This could not be saved: the database is busy or away. Nothing you typed is lost. "
            "Leave this page open and save again in a minute."
        )
