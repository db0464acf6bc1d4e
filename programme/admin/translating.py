"""The page on which one row is translated: each original beside the field for its translation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme import language_words
from programme.admin.forms import Fields, PartForm, PartFormSet, RevisedForm
from programme.admin.history import HistoryAdmin
from programme.admin.overtaken import Overtaken
from programme.admin.standings import (
    StandingsAdmin,
    in_words,
    links,
    page_of,
    standings,
    states,
    texts_in_words,
)
from programme.models import Origin, Translation
from programme.models.expressions import LANGUAGES
from programme.templatetags.desk import in_language
from programme.translating import attribute, confirm, review, standing

ORIGINS = [(kind.value, kind.label) for kind in (Origin.HUMAN, Origin.OFFICIAL, Origin.MACHINE)]
_BREAK = re.compile(r"\s*[\r\n]+\s*")


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


class OneLanguage(Fields):
    """Fields for the texts of one language, tall enough to be read beside their originals."""

    language = ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if getattr(db_field, "language", "") in LANGUAGES:
            field.help_text = self.plain_words.get(db_field.translated_field.name, "")
            rows = 5 if isinstance(db_field, TextField) else 2
            attrs = {key: value for key, value in field.widget.attrs.items() if key != "class"}
            field.widget = AdminTextareaWidget(attrs={**attrs, "rows": rows})
        return field

    def fields_of(self, row: Any, request: HttpRequest) -> list[str]:
        """The columns that have an original, a translation, or something typed for them."""
        return [
            f"{name}_{self.language}"
            for name in row.translated
            if row.text(name, row.born_in)
            or row.text(name, self.language)
            or f"{name}_{self.language}" in request.POST
        ]


class OneLine(forms.ModelForm):
    """A form whose one-line texts stay on one line, though their fields are taller."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str) and not isinstance(_column(self, name), TextField):
                data[name] = _BREAK.sub(" ", value)
        return data


class TextsForm(OneLine, RevisedForm):
    """The texts of a row in one language, and where they come from."""

    language = ""
    origin = forms.ChoiceField(
        label=gettext_lazy("Where these words come from"),
        choices=ORIGINS,
        help_text=gettext_lazy(
            "Words that you change count as an unofficial translation, until somebody says "
            "otherwise here."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.instance.translation(self.language) or Translation()
        self.initial["origin"] = record.origin

    @property
    def has_new_words(self) -> bool:
        return bool(set(self.changed_data) - {"origin", "seen_revision"})


class PartTextsForm(OneLine, PartForm):
    """The texts of a part; none for what it has no original of."""


class PartTexts(OneLanguage, admin.StackedInline):
    """What is translated along with the row: the words beside its numbers."""

    form = PartTextsForm
    formset = PartFormSet
    extra = 0
    can_delete = False
    ordering = ("position", "pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        texts = [f"{name}_{self.language}" for name in self.model.translated]
        return self.for_this_person(request, obj, [(None, {"fields": [*texts, "seen_revision"]})])


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

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.noun.get_queryset(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.noun.has_view_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.noun.has_change_permission(request, obj))

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
        groups = [(None, {"fields": [*texts, "origin", "seen_revision"]})]
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
            "record": row.translation(self.language) if one.reviewed else None,
            "others": [
                (language_words.TRANSLATION[other.language], page_of(row, other.language))
                for other in standings(row)
                if other.language != self.language
            ],
            "parts": list(self._parts(context)),
            "texts": list(self._texts(context["adminform"].form, row, may=may)),
        }
        return super().render_change_form(request, context, *args, **kwargs)

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

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Leave it to `save_related`, which knows whether anything was typed at all."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        row = form.instance
        if form.has_new_words or any(formset.has_changed() for formset in formsets):
            super().save_model(request, row, form, change)
            super().save_related(request, form, formsets, change)
            if whole := getattr(row, "whole", None):
                whole.save()
        else:
            for formset in formsets:
                formset.save()  # saves nothing, and says so to what asks it for its news
        if "origin" in form.changed_data:
            attribute(row, self.language, form.cleaned_data["origin"])
        if "_confirm" in request.POST:
            confirm(row, self.language)
        if "_review" in request.POST:
            self._review(request, row)

    def _review(self, request: Any, row: Any) -> None:
        by, today = request.user.get_username(), timezone.localdate()
        if not standing(row, self.language).done:
            messages.warning(request, _("There is nothing to review yet."))
        review(row, self.language, by, today)

    def state_words(self, obj: Any) -> str:
        words: str = self.noun.state_words(obj)
        return words


def _describe(field: Any) -> None:
    """Have those who hear the page told, at its field, that a text is behind."""
    since, help_text = f"since_{field.id_for_label}", f"{field.auto_id}_helptext"
    told = f"{since} {help_text}" if field.help_text else since
    field.field.widget.attrs["aria-describedby"] = told


def _column(form: Any, name: str) -> Any:
    columns = {field.name: field for field in form._meta.model._meta.concrete_fields}
    return columns.get(name)


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
        may = page.has_view_or_change_permission(request, row)
        if request.method != "POST" and may and row and row.born_in == language:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[row.pk]))
        return page.changeform_view(request, object_id)
