"""A draft beside what is public: which words differ, and that there are two rows at all."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import language_words
from programme.models import Publishable
from programme.models.expressions import LANGUAGES
from programme.telling import Fact, facts_of
from programme.wording.facts import fact_words


class Difference(NamedTuple):
    """One fact that readers would see differently; `language` is "" where it has none."""

    label: str
    language: str
    then: str
    now: str


def differences(draft: Any) -> list[Difference]:
    """List what publishing a draft would change for readers."""
    return list(_between(draft, facts_of(draft.replaces), facts_of(draft)))


def _between(row: Any, before: dict[str, Fact], after: dict[str, Fact]) -> Iterator[Difference]:
    for field in dict.fromkeys([*before, *after]):
        then, now = before.get(field), after.get(field)
        fact: Any = now or then
        if then and now and then.words == now.words:
            continue
        language = _language_of(fact)
        code = language or next(iter(fact.words))
        words = [side.words.get(code, "") if side else "" for side in (then, now)]
        is_of_part = ":" in fact.field  # its words may be of several languages
        yield Difference(_label(row, fact), "" if is_of_part else language, *words)


def _language_of(fact: Fact) -> str:
    """The language to show a fact in: a text's own, else that of the page."""
    if len(fact.words) == 1:
        of_text = fact.field == f"{fact.kind}_{next(iter(fact.words))}"
        return next(iter(fact.words)) if of_text else ""
    here = (get_language() or "")[:2]
    return here if here in fact.words else LANGUAGES[0]


def _label(row: Any, fact: Fact) -> str:
    name = fact_words(fact.kind)
    words = language_words.FIELD_IN.get(_language_of(fact)) if fact.kind in row.translated else ""
    return str(words % {"field": name}) if words else name


class ComparingAdmin(admin.ModelAdmin):
    """A noun with a page that compares a draft with what is public."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        view = self.admin_site.admin_view(require_safe(self.compare))
        return [path("<path:object_id>/compare/", view, name=name), *super().get_urls()]

    def compare(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row: Any = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None or row.replaces_id is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare with what is public"),
            "original": row,
            "back": self.page_of(row),  # type: ignore[attr-defined]
            "opts": self.opts,
            "media": self.media,
            "differences": differences(row),
        }
        return TemplateResponse(request, "admin/compare.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := context.get("original"):
            context["twin"] = self._twin(row)
        return super().render_change_form(request, context, *args, **kwargs)

    def _twin(self: Any, row: Publishable) -> dict[str, Any] | None:
        """The other row of a draft and what it is a draft of, where there are two."""
        if row.replaces_id:
            original: Any = row.replaces
            public = self.get_view_on_site_url(self._fresh(original))
            compare = self.page_of(row, "compare")
            return {"original": self.page_of(original), "public": public, "compare": compare}
        draft: Any = self.model._base_manager.filter(replaces=row).first()
        if draft is None:
            return None
        made = draft.history.select_related("history_user").order_by("history_date").first()
        by = made.history_user if made else None
        return {"draft": self.page_of(draft), "by": by or _("Somebody")}
