"""The page on which a draft meets an original that changed meanwhile: a choice for each line."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from programme import workflow
from programme.models import Stale

_CHOICE = "choose:"


class MergingAdmin(admin.ModelAdmin):
    """A noun whose drafts can be brought up to date with what is public."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def merge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show then, public now and yours; write what was chosen onto the draft."""
        row: Any = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if row is None or row.replaces_id is None:
            raise Http404
        if request.method != "POST":
            return self._merging(request, row)
        seen = {name: request.POST.get(name, "") for name in ("seen_revision", "seen_original")}
        if not all(number.isdecimal() for number in seen.values()):
            return self._merging(request, row)
        row.revision = int(seen["seen_revision"])
        try:
            workflow.merge(
                row, request.user, self._chosen(request), seen=int(seen["seen_original"])
            )
        except workflow.NotReady as why:
            messages.error(request, str(why))
            return self._merging(request, row)
        except Stale:
            messages.error(request, _("Somebody saved this since you looked. Look at it again."))
            return self._merging(request, row)
        messages.success(
            request, _("Your draft holds what you chose. Publish it when it is right.")
        )
        return HttpResponseRedirect(self.page_of(row))  # type: ignore[attr-defined]

    @staticmethod
    def _chosen(request: HttpRequest) -> dict[str, str]:
        return {
            name.removeprefix(_CHOICE): str(value)
            for name, value in request.POST.items()
            if name.startswith(_CHOICE)
        }

    def _merging(self: Any, request: HttpRequest, row: Any) -> HttpResponse:
        fresh = self.get_object(request, str(row.pk))
        chosen = self._chosen(request)
        moved = workflow.moved_meanwhile(fresh)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What is public changed since this draft was made"),
            "original": fresh,
            "back": self.page_of(fresh),
            "opts": self.opts,
            "media": self.media,
            "lines": [(one, chosen.get(one.name, one.proposal)) for one in moved],
        }
        return TemplateResponse(request, "admin/merge.html", context)
