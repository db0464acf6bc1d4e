"""A new row's own language: it is chosen before the title is typed, and its fields stand first."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from programme import language_words
from programme.admin.forms import written_in
from programme.models.expressions import LANGUAGES


class BornAdmin(admin.ModelAdmin):
    """A form in which the language that a new row is written in can be changed without a loss."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        chosen = request.POST.get("_written_in")
        if object_id is None and chosen in LANGUAGES:
            # As when a browser brings back what it kept: the form anew, with all that was typed.
            data = request.POST.copy()
            data["original_language"], data["_again"] = chosen, "1"
            request.POST = data
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        language = {"original_language": written_in(request)}
        return {**super().get_changeform_initial_data(request), **language}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if context.get("original") is None:
            first = written_in(request)
            context["born"] = [
                (code, name, code == first) for code, name in language_words.NAMES.items()
            ]
        return super().render_change_form(request, context, *args, **kwargs)
