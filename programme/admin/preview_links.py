"""Links by which colleagues without an account may look at what is not public."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.frame import absolute, in_each_language
from programme.models import PreviewLink


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"),
        min_value=1,
        max_value=30,
        initial=PreviewLink.DAYS,
        help_text=gettext_lazy("1 to 30. After that the link opens nothing."),
    )


class PreviewLinksAdmin(admin.ModelAdmin):
    """A noun with previews of its rows, and links to them that end."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_links"
        view = self.admin_site.admin_view(self.links)
        return [path("<path:object_id>/links/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if row is not None and not row.now_public:
            context["previews"] = in_each_language(
                lambda code: reverse(
                    "admin:desk_preview", args=[self.opts.model_name, row.pk, code]
                )
            )
            if self.has_change_permission(request):
                context["links_url"] = self._page_of(row)
        return super().render_change_form(request, context, *args, **kwargs)

    def links(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List the open links to one row; make one, or take one back."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row: Any = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        found = PreviewLink.objects.about(row).open().newest()
        form = LinkForm(request.POST if "days" in request.POST else None)
        if told := self._done(request, row, form):
            messages.success(request, told)
            return HttpResponseRedirect(self._page_of(row))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Links for colleagues"),
            "opts": self.opts,
            "row": row,
            "form": form,
            "may_be_shown": self._may_be_shown(row),
            "links": [
                (link, absolute(reverse("preview", args=[link.signed])))
                for link in found.select_related("made_by")
            ],
        }
        return TemplateResponse(request, "admin/preview_links.html", context)

    def _done(self, request: Any, row: Any, form: LinkForm) -> str:
        """Do what was asked for, and say so; "" where nothing was, or it can't be done."""
        if token := request.POST.get("revoke"):
            PreviewLink.objects.about(row).filter(token=token).delete()
            return _("The link opens nothing any more.")
        if not (form.is_valid() and self._may_be_shown(row)):
            return ""
        link = PreviewLink.ending_in(form.cleaned_data["days"])
        link.noun, link.object_id = str(self.opts.model_name), row.pk
        link.made_by = request.user
        link.save()
        return _("The link is made. Copy it from the list.")

    def _page_of(self, row: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_links"
        return reverse(name, args=[row.pk])

    @staticmethod
    def _may_be_shown(row: Any) -> bool:
        return not row.now_public and not row.is_protected
