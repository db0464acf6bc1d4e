"""The form and the history of a model: what each save changed, in words."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from programme.admin.forms import Fields, RevisedForm
from programme.admin.lists import NamingAdmin
from programme.admin.saving import CarefulAdmin
from programme.admin.timeline import Timeline, moment, told_of
from programme.models import Stale
from programme.pasts import past_of
from programme.templatetags.desk import in_language, named

ACTS = 20  # on one page


class HistoryAdmin(Fields, NamingAdmin, CarefulAdmin, SimpleHistoryAdmin):
    """A model with its history: what was done, in words, and how things stood then."""

    form = RevisedForm
    delete_confirmation_template = "admin/desk_delete.html"
    show_facets = admin.ShowFacets.ALLOW
    list_per_page = 50
    save_on_top = True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Tell what was done to a row, its parts and its drafts; of a deleted one too."""
        row = self._for_history(request, object_id)
        timeline = Timeline(self.model, int(object_id))
        if row is None and not timeline.traces:
            raise Http404
        pages = Paginator(timeline.acts, ACTS)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("History"),
            "row": row,
            "key": int(object_id),
            "name": named(row) if row else in_language(*timeline.last_name()),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "acts": timeline.told(page.object_list),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show a row and its parts as they stood at a moment; nothing can be changed here."""
        row = self._for_history(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        at = moment(version_id)
        past = past_of(self.model, int(object_id), at) if at else None
        if at is None or past is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("As it was then"),
            "row": row,
            "key": int(object_id),
            "name": named(row) if row else "",
            "at": at,
            "entries": told_of(past, self.model),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history_then.html", context)

    def _for_history(self, request: HttpRequest, object_id: str) -> Model | None:
        """Return the row, None where it is gone; refuse those who may not look."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if not object_id.isascii() or not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        return row

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Delete what the page showed, and nothing that was saved since."""
        row = self.get_object(request, object_id)
        extra = {**(extra_context or {}), "revision": row.revision if row else ""}
        try:
            return super().delete_view(request, object_id, extra)
        except Stale:
            messages.error(request, _("Somebody saved this since you looked. Nothing was deleted."))
            request.method, request.POST = "GET", QueryDict()
            return super().delete_view(request, object_id, extra)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        seen = request.POST.get("seen_revision", "")
        same = type(obj)._base_manager.select_for_update().filter(pk=obj.pk)
        if not seen.isdecimal() or not same.filter(revision=int(seen)).exists():
            raise Stale(obj.pk)
        super().delete_model(request, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        # The page itself: Django's way there tells the address of any row to any account.
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name what would go by kind and number; links between rows are no news to anybody."""
        _names, counts, perms, protected = super().get_deleted_objects(objs, request)
        links = {
            related.through._meta.verbose_name_plural
            for model in {type(obj) for obj in objs}
            for related in (*model._meta.many_to_many, *model._meta.related_objects)
            if getattr(related, "through", None) is not None
        }
        kept = {name: number for name, number in counts.items() if name not in links}
        names = [f"{number} {name}" for name, number in kept.items()]
        return names, kept, perms, protected

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one at a time, with what hangs on it in view
        return actions
