"""How far translations have come, in lists: a column, a filter, actions that ask first."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from programme import language_words, workflow
from programme.admin.lists import MovingAdmin
from programme.models import Worded
from programme.models.expressions import LANGUAGES
from programme.translating import Standing, confirm, review, standing
from programme.wording import list_words
from programme.workflow import NotReady

# What a translation may wait for, the worst first; a queryset knows each by `{state}_in`.
STATES = {
    "missing": gettext_lazy("missing"),
    "behind": gettext_lazy("behind"),
    "unreviewed": gettext_lazy("not reviewed"),
}


def states(one: Standing) -> list[str]:
    """Return what a translation waits for, the worst first; nothing where it is in order."""
    waits = {
        "missing": one.done < one.needed,
        "behind": bool(one.behind),
        "unreviewed": one.done > 0 and not one.reviewed,
    }
    return [state for state in STATES if waits[state]]


def in_words(one: Standing) -> str:
    """Say how far a translation has come: "missing and behind"; "reviewed"."""
    return list_words([str(STATES[state]) for state in states(one)] or [_("reviewed")])


def texts_in_words(one: Standing) -> str:
    """Say how many of the texts are translated: "4 of 5 texts"."""
    words = ngettext("%(done)s of %(needed)s text", "%(done)s of %(needed)s texts", one.needed)
    return words % {"done": one.done, "needed": one.needed}


def standings(row: Worded) -> Iterator[Standing]:
    """Yield the standing of a row's translations, its original left out."""
    for language in LANGUAGES:
        if language != row.born_in:
            yield standing(row, language)


def parts_of(model: type[Worded]) -> list[str]:
    """Return the relations that lead to what is translated along with rows of a model."""
    owners: list[Any] = [part._meta.get_field(owner) for part, owner in model.translated_parts()]
    return [owner.remote_field.get_accessor_name() for owner in owners]


def page_of(row: Worded, language: str) -> str:
    """Return the address of the page on which a row is translated; a draft has that of its row."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_translate"
    return reverse(name, args=[getattr(row, "replaces_id", None) or row.pk, language])


def links(row: Worded, query: str = "") -> SafeString:
    """Say for each language how far the translation has come, as links to where it is made."""
    return format_html_join(
        " ",
        '<a class="standing {}" href="{}{}"><b>{}</b> {}/{} <span>{}</span></a>',
        (
            (
                next(iter(states(one)), "reviewed"),
                page_of(row, one.language),
                query,
                language_words.NAMES[one.language],
                one.done,
                one.needed,
                in_words(one),
            )
            for one in standings(row)
        ),
    )


class TranslationFilter(admin.SimpleListFilter):
    """Rows of which the translation into a language waits for something."""

    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        words = _("%(language)s: %(state)s")
        return [
            (f"{code}-{state}", words % {"language": name, "state": said})
            for code, name in language_words.NAMES.items()
            for state, said in STATES.items()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        language, _dash, state = (self.value() or "").partition("-")
        if language not in LANGUAGES or state not in STATES:
            return queryset
        rows: Any = queryset
        kept: QuerySet[Any] = getattr(rows.worked_on(), f"{state}_in")(language)
        return kept


class WordedList(ChangeList):
    """A page of rows with what is translated along with them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: Any = list(self.result_list)
        prefetch_related_objects(rows, *parts_of(self.model))
        kept = request.GET.urlencode()
        for row in rows:
            row.back_to = f"?{urlencode({'_changelist_filters': kept})}" if kept else ""
        self.result_list = rows


def _asked(standing_now: Standing) -> str:
    """Say what would keep a review from being recorded; "" where nothing does."""
    if standing_now.is_original:
        return _("it is written in this language")
    if not standing_now.done:
        return _("nothing is translated yet")
    if standing_now.behind:
        return _("its original changed since; look at the words that changed first")
    return ""


def marked(request: HttpRequest, row: Any, language: str, made: Any) -> bool:
    """Make a mark, where this person may translate what is worked on."""
    if not workflow.may_translate(request.user, workflow.worked_on(row)):
        raise NotReady(_("your account may not change its translation now"))
    return workflow.mark(row, language, made)


def review_in(language: str) -> Any:
    """Make the action that records a review of translations into a language."""

    def would(row: Any) -> str:
        if why := _asked(standing(row, language)):
            return _("nothing happens: %(why)s") % {"why": why}
        return _("it counts as reviewed by you, today")

    @admin.action(permissions=["translate"], description=language_words.MARK_REVIEWED[language])
    def action(desk: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        def move(row: Any) -> None:
            if why := _asked(standing(row, language)):
                raise NotReady(why)
            by, today = request.user.get_username(), timezone.localdate()
            marked(request, row, language, partial(review, language=language, by=by, on=today))

        title = str(language_words.MARK_REVIEWED[language])
        told = ngettext_lazy("%d counts as reviewed now.", "%d count as reviewed now.")
        return carried_out(desk, request, queryset, title, would, move, told)

    action.__name__ = f"review_{language}_selected"
    return action


def confirm_in(language: str) -> Any:
    """Make the action that records that translations into a language need no new words."""

    def would(row: Any) -> str:
        count = len(standing(row, language).behind)
        words = ngettext(
            "%d text counts as translated from today’s original",
            "%d texts count as translated from today’s original",
            count,
        )
        return words % count if count else _("nothing happens: it is not behind")

    @admin.action(permissions=["translate"], description=language_words.CONFIRM[language])
    def action(desk: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        def move(row: Any) -> None:
            if not marked(request, row, language, partial(confirm, language=language)):
                raise NotReady(_("it is not behind"))

        title = str(language_words.CONFIRM[language])
        told = ngettext_lazy("%d needs no new words.", "%d need no new words.")
        return carried_out(desk, request, queryset, title, would, move, told)

    action.__name__ = f"confirm_{language}_selected"
    return action


def carried_out(
    desk: MovingAdmin,
    request: HttpRequest,
    queryset: QuerySet[Any],
    title: str,
    would: Any,
    move: Any,
    told: Any,
) -> HttpResponse | None:
    """Ask first; then do it to each row."""
    rows = queryset.prefetch_related(*parts_of(desk.model))
    page, _answered = desk.confirmed(request, rows, title, would)
    if page is None:
        desk.carry_out(request, rows, move, told)
    return page


ACTIONS = tuple(make(code) for make in (review_in, confirm_in) for code in LANGUAGES)


class StandingsAdmin(MovingAdmin):
    """A list that says of each row how far its translations have come."""

    actions: Any = ACTIONS

    def has_translate_permission(self, request: HttpRequest) -> bool:
        return workflow.has_translate_right(request.user, self.model)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WordedList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        first, *others = super().get_list_display(request)
        return [first, *others, "translated_into"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), TranslationFilter]

    @admin.display(description=gettext_lazy("translations"))
    def translated_into(self, row: Any) -> SafeString:
        return links(row, getattr(row, "back_to", ""))
