"""Old words as a draft, and deleted rows brought back: the desk's side of `restoring`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from programme import workflow
from programme.admin.history import HistoryAdmin
from programme.admin.saves import Names, name_in
from programme.admin.timeline import moment
from programme.models import Stale, Status
from programme.pasts import deleted
from programme.restoring import Restored, bring_back, restore, written_on
from programme.templatetags.desk import in_language

GONE = 50  # deleted rows on one page


class RestoringAdmin(HistoryAdmin):
    """A published noun: what it once was can be had again, as a draft."""

    brings_back = True  # the list leads to what was deleted

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        view = self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", view, name=name), *super().get_urls()]

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        row: Any = self.get_object(request, object_id)
        draft = written_on(row) if row else None
        may = self._may_restore(request, row, draft)
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            return self._restored(request, row, version_id)
        extra = {
            "can_restore": may and row is not None,
            "draft": draft,
            "is_draft": draft is not None and draft == row,
            "revision": (draft or row).revision if row else "",
        }
        return super().history_form_view(request, object_id, version_id, extra)

    def _may_restore(self, request: HttpRequest, row: Any, draft: Any) -> bool:
        if row is None or draft is not None:
            return self.has_change_permission(request, draft)
        move = "reopen" if row.status == Status.WITHDRAWN else "edit"
        return workflow.may(request.user, move, row)

    def _restored(self, request: HttpRequest, row: Any, version_id: str) -> HttpResponse:
        at, seen = moment(version_id), request.POST.get("seen_revision", "")
        if row is None or at is None or not seen.isdecimal():
            raise Http404
        try:
            done = restore(row, at, request.user, int(seen))
        except Stale:
            messages.error(request, _("Somebody saved this since you looked. Nothing was changed."))
            return HttpResponseRedirect(request.path)
        except workflow.NotReady as why:
            messages.error(request, str(why))
            return HttpResponseRedirect(request.path)
        words = _("This draft holds the words from then. Nothing of it is public yet.")
        return self._to_the_draft(request, done, words)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List what was deleted; bring one of them back where it is asked for."""
        if request.method == "POST":
            return self._brought_back_row(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = Paginator(deleted(self.model), GONE)
        page = pages.get_page(request.GET.get("p"))
        names = Names(page.object_list)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What was deleted"),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "rows": [
                (row, in_language(*name_in(self.model, row, names))) for row in page.object_list
            ],
            "can_bring_back": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/deleted.html", context)

    def _brought_back_row(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        key = request.POST.get("key", "")
        if not key.isascii() or not key.isdecimal() or len(key) > 18:
            raise Http404
        try:
            done = bring_back(self.model, int(key))
        except workflow.NotReady as why:
            messages.error(request, str(why))
            return HttpResponseRedirect(request.path)
        return self._to_the_draft(request, done, _("It is back, as a draft."))

    def _to_the_draft(self, request: HttpRequest, done: Restored, words: str) -> HttpResponse:
        messages.success(request, words)
        if done.left_out:
            what = "; ".join(done.left_out)
            messages.warning(request, _("This could not come back: %(what)s.") % {"what": what})
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[done.row.pk]))
