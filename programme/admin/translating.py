"""The page on which one row is translated: each original beside the field for its translation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme import language_words, workflow
from programme.admin.anchors import page_at
from programme.admin.history import HistoryAdmin
from programme.admin.moving import OFFERS
from programme.admin.one_language import OneLanguage, PartTexts, TextsForm
from programme.admin.overtaken import Overtaken, as_posted_for
from programme.admin.standings import (
    StandingsAdmin,
    in_words,
    links,
    page_of,
    standings,
    states,
    texts_in_words,
)
from programme.models import Origin, Precision, Status, Translation
from programme.models.expressions import LANGUAGES
from programme.models.remembering import one_history_row
from programme.templatetags.desk import in_language
from programme.translating import attribute, confirm, review, standing
from programme.wording import date_words


@dataclass
class Text:
    """One original and its translation; `then` is the original that it was made from."""

    name: str
    label: str
    original: str
    born: str
    translated: str
    field: Any  # None for those who may only look
    behind: bool = False
    then: str = ""


class TranslatePage(OneLanguage, HistoryAdmin):
    """The form of one language, made for one request; `noun` is the admin of the rows."""

    form = TextsForm
    change_form_template = "admin/translate.html"
    meanwhile = Overtaken
    save_on_top = False

    def __init__(self, noun: Any, language: str) -> None:
        super().__init__(noun.model, noun.admin_site)
        self.noun, self.language = noun, language
        self.plain_words = {"body": noun.plain_words["body"]} if "body" in noun.plain_words else {}
        self.reason = language_words.REASON[language]
        self.written: Any = None  # what the words went into
        self.next_step = ""
        self._may: dict[Any, bool] = {}

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.noun.get_queryset(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.noun.has_view_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The words of the original are changed by those who may change the whole row."""
        if obj is None:
            return workflow.has_translate_right(request.user, self.model)
        if obj.born_in == self.language:
            return bool(self.noun.has_change_permission(request, obj))
        if obj.pk not in self._may:
            worked_on = workflow.worked_on(obj)
            self._may[obj.pk] = workflow.may_translate(request.user, worked_on)
        return self._may[obj.pk]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        with translation.override(self.language):
            address: str | None = self.noun.get_view_on_site_url(obj)
            return address

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.language = self.language
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        texts = self.fields_of(obj, request)
        groups = [(None, {"fields": [*texts, "origin", "seen_row", "seen_revision"]})]
        return self.for_this_person(request, obj, groups)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [
            type(
                f"{part.__name__}Texts",
                (PartTexts,),
                {"model": part, "fk_name": owner, "language": self.language},
            )
            for part, owner in self.model.translated_parts()
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        may = self.has_change_permission(request, row)
        one = standing(row, self.language)
        context |= {
            "language": self.language,
            "heading": language_words.TRANSLATION[self.language],
            "born_heading": language_words.WRITTEN_IN[row.born_in],
            "standing": one,
            "standing_words": f"{texts_in_words(one)} · {in_words(one)}",
            "standing_state": next(iter(states(one)), "reviewed"),
            "origin_words": Origin(one.origin).label if one.origin else "",
            "reviewed": self._reviewed(row) if one.reviewed else "",
            "others": [
                (language_words.TRANSLATION[other.language], page_of(row, other.language))
                for other in standings(row)
                if other.language != self.language
            ],
            "parts": list(self._parts(context)),
            "texts": list(self._texts(context["adminform"].form, row, may=may)),
            "place": self._place(row, may=may),
            "moves": list(self._moves(request, row)),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _place(self, row: Any, *, may: bool) -> str:
        """Say where the words of the page stand, and where those go that are written on it."""
        whole = workflow.whole_of(row)
        if whole is None:
            return ""
        if whole.status == Status.REVIEW and not may:
            return _("It is being reviewed; its translation can’t be changed meanwhile.")
        if whole.replaces_id is not None:
            return _("These words stand in a draft. Readers see it once it is published.")
        if whole.status == Status.PUBLISHED and may:
            return _("What you write here waits in a draft. Readers see it once it is published.")
        return ""

    def _moves(self, request: HttpRequest, row: Any) -> Iterator[tuple[Any, str]]:
        whole = workflow.whole_of(row)
        for offer in OFFERS:
            names = ("submit", "take_back") if whole is not None and whole.replaces_id else ()
            if offer.name in names and workflow.may(request.user, offer.name, whole):
                yield offer, page_at(whole, offer.name)

    def _reviewed(self, row: Any) -> str:
        record = row.translation(self.language)
        if record is None or record.reviewed_on is None:
            return ""
        day = date_words(record.reviewed_on, Precision.DAY)
        return _("reviewed by %(who)s on %(day)s") % {"who": record.reviewed_by, "day": day}

    def _parts(self, context: dict[str, Any]) -> Iterator[tuple[Any, Any, list[Text]]]:
        for inline in context["inline_admin_formsets"]:
            for form in inline.formset.initial_forms:
                part, may = form.instance, inline.has_change_permission
                if part.pk is None:  # it was removed meanwhile
                    continue
                name = in_language(str(part), part.said(part.translated[0]).language)
                yield name, form, list(self._texts(form, part, may=may))

    def _texts(self, form: Any, row: Any, *, may: bool) -> Iterator[Text]:
        record = row.translation(self.language) or Translation()
        behind = row.behind(self.language)
        for name in row.translated:
            column, original = f"{name}_{self.language}", row.text(name, row.born_in)
            field = form[column] if may and column in form.fields else None
            translated = row.text(name, self.language)
            if original or translated or (field and field.value()):
                label = capfirst(str(row._meta.get_field(name).verbose_name))
                is_behind = name in behind
                then = record.made_from[name] if is_behind else ""
                text = Text(name, label, original, row.born_in, translated, field, is_behind, then)
                if is_behind and field:
                    _describe(field)
                yield text

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        row = self.written = form.instance
        is_new = self.has_news(form, formsets)
        if is_new and self._is_public(row):
            self.written = self._into_draft(request, form, formsets)
        else:
            super().save_related(request, form, formsets, change)
            if is_new and (whole := getattr(row, "whole", None)):
                whole.save()
        self._mark(request, form)

    def has_news(self, form: Any, formsets: Any) -> bool:
        return form.has_new_words or any(formset.has_changed() for formset in formsets)

    @staticmethod
    def _is_public(row: Any) -> bool:
        whole = workflow.whole_of(row)
        return whole is not None and whole.status == Status.PUBLISHED

    def _into_draft(self, request: Any, form: Any, formsets: Any) -> Any:
        """Write what was typed on the page of something public into a new draft of it."""
        row = workflow.begin(form.instance, request.user)
        copies = {(type(part), part.copy_of_id): part for part in row.worded_parts()}
        for formset in formsets:
            formset.save(commit=False)  # saves nothing, and says what is new
            for typed in formset.initial_forms:
                if typed.has_changed():
                    part = typed.instance
                    names = [name for name in typed.changed_data if name != "seen_revision"]
                    self._write(copies[type(part), part.pk], typed, names)
        self._write(row, form, form.new_words)
        if whole := getattr(row, "whole", None):
            whole.save()
        return row

    def _write(self, row: Any, form: Any, names: list[str]) -> None:
        with one_history_row(row, self.reason):
            for name in names:
                setattr(row, name, form.cleaned_data[name])
            row.save()

    def _mark(self, request: Any, form: Any) -> None:
        row, language = self.written, self.language
        if "origin" in form.changed_data:
            origin = form.cleaned_data["origin"]
            workflow.mark(row, language, partial(attribute, language=language, origin=origin))
        if "_confirm" in request.POST:
            workflow.mark(row, language, partial(confirm, language=language))
        if "_review" in request.POST:
            self._review(request, row)

    def _review(self, request: Any, row: Any) -> None:
        by, today = request.user.get_username(), timezone.localdate()
        if not standing(row, self.language).done:
            messages.warning(request, _("There is nothing to review yet."))
        workflow.mark(row, self.language, partial(review, language=self.language, by=by, on=today))

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        whole = workflow.whole_of(self.written)
        if whole is not None and workflow.may(request.user, "submit", whole) and whole.replaces_id:
            self.next_step = page_at(whole, "submit")
        return super().response_change(request, obj)

    def state_words(self, obj: Any) -> str:
        whole = workflow.whole_of(self.written)
        if whole is None or whole.replaces_id is None:
            words: str = self.noun.state_words(obj)
            return words
        told = _("It waits in a draft. Readers see it once the draft is published.")
        if not self.next_step:
            return told
        return format_html('{} <a href="{}">{}</a>', told, self.next_step, _("Send to review…"))


def _describe(field: Any) -> None:
    """Have those who hear the page told, at its field, that a text is behind."""
    since, help_text = f"since_{field.id_for_label}", f"{field.auto_id}_helptext"
    told = f"{since} {help_text}" if field.help_text else since
    field.field.widget.attrs["aria-describedby"] = told


class TranslatedAdmin(StandingsAdmin):
    """A noun with a page for each language that it is translated into."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_translate"
        view = self.admin_site.admin_view(self.translate)
        address = "<path:object_id>/translate/<str:language>/"
        return [path(address, view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := context.get("original"):
            kept = self.get_preserved_filters(request)
            context["translations"] = links(row, f"?{kept}" if kept else "")
        return super().render_change_form(request, context, *args, **kwargs)

    def translate(self, request: HttpRequest, object_id: str, language: str) -> HttpResponse:
        """Show the page of one language; the original's own is the form of the whole row."""
        if language not in LANGUAGES:
            raise Http404
        page = TranslatePage(self, language)
        row: Any = page.get_object(request, object_id)
        shown = (workflow.worked_on(row) or row) if row else None
        may = page.has_view_or_change_permission(request, shown)
        if request.method != "POST" and may and shown and shown.born_in == language:
            return HttpResponseRedirect(page_at(shown))
        if shown is None:
            return page.changeform_view(request, object_id)
        seen = request.POST.get("seen_row") or str(row.pk)
        if request.method == "POST" and seen != str(shown.pk):
            request.POST = as_posted_for(shown, request.POST, seen)
        return page.changeform_view(request, str(shown.pk))
