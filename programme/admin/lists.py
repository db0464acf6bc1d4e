"""Lists of the desk: the site's own search, filters by state, actions that ask first."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models import Publishable, SearchEntry, Stale, Status
from programme.stemming import asked_for
from programme.templatetags.desk import named
from programme.wording import separated
from programme.workflow import LOOKED_AT, NotReady, one_letter

AT_ONCE = 200  # rows that one action takes
_SAID = gettext_lazy("%(names)s: %(words)s")
Move = Callable[[Any], Any]


def told_of(names: list[SafeString], words: str) -> SafeString:
    """Say something of some rows: “Names, of, rows: words”."""
    joined = separated(names)
    return format_html(str(_SAID) % {"names": "{}", "words": "{}"}, joined, words)


class StateFilter(admin.SimpleListFilter):
    """Where a row stands for readers; "public later" is a state of the clock."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", gettext_lazy("Draft")),
            ("review", gettext_lazy("In review")),
            ("change", gettext_lazy("Draft of what is public")),
            ("public", gettext_lazy("Public")),
            ("scheduled", gettext_lazy("Public later")),
            ("withdrawn", gettext_lazy("Withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "draft":
                return queryset.filter(status=Status.DRAFT)
            case "review":
                return queryset.filter(status=Status.REVIEW)
            case "change":
                return queryset.filter(replaces__isnull=False)
            case "public":
                return queryset.filter(status=Status.PUBLISHED, publish_from__lte=timezone.now())
            case "scheduled":
                return queryset.filter(status=Status.PUBLISHED, publish_from__gt=timezone.now())
            case "withdrawn":
                return queryset.filter(status=Status.WITHDRAWN)
            case _:
                return queryset


def name_column(model: Any) -> Callable[[Any], SafeString]:
    """Make the column that names a row, in the row's own language and direction."""

    @admin.display(description=model._meta.verbose_name)
    def name(row: Any) -> SafeString:
        return named(row)

    return name


class NamingAdmin(admin.ModelAdmin):
    """A list whose rows are named in their own language and direction."""

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = super().get_list_display(request)
        return [name_column(self.model) if name == "__str__" else name for name in shown]


class YesOrNo(admin.SimpleListFilter):
    """Rows that have something, or lack it; `has` says what as a condition."""

    has: Q | Any = Q()
    yes: Any = gettext_lazy("Yes")
    no: Any = gettext_lazy("No")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", self.yes), ("no", self.no)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(self.has)
        return queryset.filter(~self.has) if self.value() == "no" else queryset


class SearchedAdmin(admin.ModelAdmin):
    """A list and a chooser that find rows as the site's own search does, in every language."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        found = Q(slug=search_term.strip())
        if forms := asked_for(search_term):
            entries = SearchEntry.objects.filter(kind=self.opts.model_name, words__matches=forms)
            found |= Q(pk__in=entries.values("object_id"))
        return queryset.filter(found), False


class MovingAdmin(admin.ModelAdmin):
    """Actions on many rows: a page says what each would do; the second click does it."""

    confirm_template = "admin/confirm_action.html"

    def confirmed(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        title: str,
        would: Callable[[Publishable], str],
        asks: type[forms.Form] | None = None,
    ) -> tuple[HttpResponse | None, dict[str, Any]]:
        """Return the page that asks first, or None with what was answered, once it was.

        `would` says what becomes of one row; `asks` is a form for what has to be said of all.
        """
        is_answer = "confirmed" in request.POST
        form = asks(request.POST if is_answer else None) if asks else None
        if is_answer and (form is None or form.is_valid()):
            return None, form.cleaned_data if form else {}
        if queryset.count() > AT_ONCE:
            messages.error(request, _("Choose at most %d at once.") % AT_ONCE)
            return HttpResponseRedirect(request.get_full_path()), {}
        looked_at = LOOKED_AT.get(self.model, ())
        rows = [(row, would(row)) for row in queryset.prefetch_related(*looked_at)]
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "rows": rows,
            "form": form,
            "back": request.get_full_path() if len(rows) > 1 else self._form_of(rows[0][0]),
            "action": request.POST.get("action", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, self.confirm_template, context), {}

    def _form_of(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def carry_out(
        self, request: HttpRequest, queryset: QuerySet[Any], move: Move, told: Any
    ) -> None:
        """Do what was confirmed to each row, unless it was saved since the page asked.

        `told` is a lazy plural with %d for the number of rows that it was done to.
        """
        done: list[SafeString] = []
        left: dict[str, list[SafeString]] = {}
        with one_letter():
            self._each(request, queryset, move, done, left)
        for words, names in left.items():
            messages.warning(request, told_of(names, words))
        if len(done) == 1:
            messages.success(request, told_of(done, told % 1))
        elif done:
            messages.success(request, told % len(done))

    @staticmethod
    def _each(
        request: HttpRequest,
        queryset: QuerySet[Any],
        move: Move,
        done: list[SafeString],
        left: dict[str, list[SafeString]],
    ) -> None:
        for row in queryset:
            try:
                if request.POST.get(f"seen_revision-{row.pk}") != str(row.revision):
                    raise Stale(row.pk)
                move(row)
                done.append(named(row))
            except NotReady as why:
                left.setdefault(str(why), []).append(named(row))
            except Stale:
                words = _("somebody saved it since you looked; nothing was done to it.")
                left.setdefault(words, []).append(named(row))
