"""The form and the history of a model: what each save changed, in words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from programme import language_words
from programme.admin.forms import Fields, RevisedForm
from programme.admin.lists import NamingAdmin
from programme.admin.saves import SaveInWords
from programme.admin.saving import CarefulAdmin
from programme.models import Origin, Stale, Translation

UNTOLD = {"revision", "updated_at", "translations"}  # the last is told in words


def told_of_translations(older: Any, newer: Any) -> Iterator[str]:
    """Say what a save changed of the account of each translation, where its texts do not."""
    before, after = getattr(older, "translations", {}), getattr(newer, "translations", {})
    for code, name in language_words.NAMES.items():
        was, now = Translation.read(before.get(code, {})), Translation.read(after.get(code, {}))
        same = {
            field
            for field in now.made_from
            if getattr(older, f"{field}_{code}", "") == getattr(newer, f"{field}_{code}", "")
        }
        for words in _told(was, now, same):
            yield _("%(language)s: %(state)s") % {"language": name, "state": words}


def _told(was: Translation, now: Translation, same: set[str]) -> Iterator[str]:
    if now.reviewed_on and now.reviewed_on != was.reviewed_on:
        yield _("reviewed by %(who)s") % {"who": now.reviewed_by}
    elif was.reviewed_on and not now.reviewed_on:
        yield _("its review no longer counts")
    elif any(was.made_from.get(field, "") != now.made_from[field] for field in same):
        yield _("confirmed to fit a new original")
    if was.origin != now.origin:
        yield str(Origin(now.origin).label)


class HistoryAdmin(Fields, NamingAdmin, CarefulAdmin, SimpleHistoryAdmin):
    """A model with its history, in a table that keeps to the content security policy."""

    form = RevisedForm
    delete_confirmation_template = "admin/desk_delete.html"
    object_history_list_template = "admin/history_list.html"
    history_list_per_page = 20
    show_facets = admin.ShowFacets.ALLOW
    object_history_form_template = "admin/history_form.html"
    list_per_page = 50
    save_on_top = True

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        """Say of each save what it changed; each text once, and no counter."""
        names = {field.name for field in self.opts.get_fields()}
        idle = {name for name in names if f"{name}_en" in names} | UNTOLD
        for newer, older in pairwise(historical_records):
            delta = newer.diff_against(
                older, excluded_fields=idle, foreign_keys_are_objs=foreign_keys_are_objs
            )
            words = SaveInWords(self.model, newer)
            told = words.context_for_delta_changes(delta)
            for change, context in zip(delta.changes, told, strict=True):
                context["language"] = self._language_of(change.field)
            newer.history_delta_changes = told
            newer.translation_changes = list(told_of_translations(older, newer))

    def _language_of(self, name: str) -> str:
        """The language of a translated field; "" for any other."""
        language = getattr(self.opts.get_field(name), "language", "")
        return language if language in language_words.NAMES else ""

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The library hides its button where reverting is off, but still saves what is sent.
        if request.method == "POST":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, *args, **kwargs)
        return response

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
