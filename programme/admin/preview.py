"""A text as readers will see it, from what stands in its form; nothing is saved."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import ModelChoiceField
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from programme.admin.dates import TypedDate
from programme.language_words import direction
from programme.models.expressions import LANGUAGES
from programme.models.sorting import by_name


class PreviewedAdmin(admin.ModelAdmin):
    """A noun whose card is shown beside its form, in `admin/preview_<noun>.html`."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview)
        return [
            path("preview/", view, name=name),
            path("<path:object_id>/preview/", view, name=name),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if self.has_change_permission(request, row) if row else self.has_add_permission(request):
            name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
            context["preview_url"] = reverse(f"admin:{name}", args=[row.pk] if row else [])
        return super().render_change_form(request, context, *args, **kwargs)

    def preview(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """Answer with a piece of HTML; what can't be read yet is left out of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and row is None:
            raise Http404
        change = row is not None
        may = self.has_change_permission if change else self.has_add_permission
        if not may(request, *filter(None, [row])):
            raise PermissionDenied
        form = self.get_form(request, row, change=change)(request.POST, instance=row)
        desk: Any = self
        formsets, _inlines = desk._create_formsets(request, form.instance, change=change)
        return HttpResponse(self._card(form, formsets, request.POST.get("editing", "")))

    def _card(self, form: Any, formsets: list[Any], editing: str) -> str:
        """Write the card in the language that is being edited, else in one that has a title."""
        shown = typed(form, "slug")
        shown.slug = form.instance.slug or "preview"
        order = [shown.original_language, *LANGUAGES]
        titled = next((code for code in order if _title(shown, code)), LANGUAGES[0])
        language = editing if editing in LANGUAGES else titled
        with translation.override(language):
            if not _title(shown, titled):
                setattr(shown, f"{shown.title_field}_{language}", _("(no title yet)"))
            context = {
                self.opts.model_name: shown,
                "language": language,
                "direction": direction(language),
                **self.preview_context(shown, form, formsets),
            }
            return render_to_string(f"admin/preview_{self.opts.model_name}.html", context)

    def preview_context(self, shown: Any, form: Any, formsets: list[Any]) -> dict[str, Any]:
        """Add what the card shows beside the fields of the row `shown`, on it or by its name."""
        return {}


def typed(form: Any, *without: str) -> Any:
    """Return an unsaved row with the fields of a bound form that can be read, each by itself.

    Rules that span fields or ask the database are for saving; the fields `without` are left out.
    """
    for name in without:
        form.fields.pop(name, None)
    form._errors, form.cleaned_data = ErrorDict(), {}
    form._clean_fields()
    row = construct_instance(form, form._meta.model())
    for name, field in form.fields.items():
        if isinstance(field, TypedDate) and name in form.cleaned_data:
            field.write(row, form.cleaned_data[name])
    return row


def typed_parts(formsets: list[Any], model: Any) -> list[Any]:
    """Return the unsaved parts of one kind that stand in the form, in their order."""
    parts = []
    for formset in formsets:
        for form in formset.forms if formset.model is model else []:
            links = [n for n, field in form.fields.items() if isinstance(field, ModelChoiceField)]
            part = typed(form, *links)
            for name in ("file", "cover"):  # an edition's, which no field holds
                if hasattr(part, name):
                    setattr(part, name, str(getattr(form.instance, name)))
            if not form.cleaned_data.get("DELETE"):
                parts.append(part)
    return sorted(parts, key=lambda part: part.position)


def linked(form: Any, field: str, *order: str) -> list[Any]:
    """Return the rows chosen in a form, in the order of cards."""
    rows = form.cleaned_data.get(field)
    return [] if rows is None else list(rows.order_by(*order, by_name()))


def _title(row: Any, language: str) -> str:
    return str(getattr(row, f"{row.title_field}_{language}") or "")
