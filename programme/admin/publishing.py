"""What the admin of every noun shares: history, languages, Publish and Withdraw, deletion."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from modeltranslation.admin import TranslationAdmin

from programme import gate, workflow
from programme.admin.anchors import id_of
from programme.admin.born import BornAdmin
from programme.admin.comparing import ComparingAdmin
from programme.admin.forms import AddressedForm, PublishableForm, texts, written_in
from programme.admin.history import HistoryAdmin
from programme.admin.lists import SearchedAdmin, StateFilter
from programme.admin.merging import MergingAdmin
from programme.admin.move_forms import CorrectManyForm, WithdrawManyForm
from programme.admin.moving import moment_in_zone
from programme.admin.preview import PreviewedAdmin
from programme.admin.preview_links import PreviewLinksAdmin
from programme.admin.restoring import RestoringAdmin
from programme.admin.reviewing import ReviewedAdmin
from programme.admin.standings import ACTIONS
from programme.admin.translating import TranslatedAdmin
from programme.models import Precision, Publishable, Result, Status
from programme.models.expressions import LANGUAGES
from programme.templatetags.desk import named
from programme.wording import date_words


class PublishableAdmin(
    ReviewedAdmin,
    ComparingAdmin,
    MergingAdmin,
    PreviewedAdmin,
    PreviewLinksAdmin,
    SearchedAdmin,
    BornAdmin,
    TranslatedAdmin,
    RestoringAdmin,
    TranslationAdmin,
):
    """List and form of a published noun. Status is read here and written by workflow.py."""

    form = PublishableForm
    list_filter = (StateFilter, "original_language")
    search_fields = ("slug",)  # makes the box appear; SearchedAdmin does the search
    search_help_text = gettext_lazy("Words in any language, as readers search.")
    actions = ("publish_selected", "withdraw_selected", *ACTIONS)
    address = (
        gettext_lazy("Address and language"),
        {"fields": ["seen_revision", "slug", "original_language"], "classes": ["collapse"]},
    )

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: Any) -> str:
        """Where it stands for readers, in words."""
        if obj.status == Status.PUBLISHED and not obj.now_public:
            return _("Public from %(when)s") % {"when": moment_in_zone(obj.publish_from)}
        if obj.replaces_id:
            is_draft = obj.status == Status.DRAFT
            return (
                _("Draft of what is public") if is_draft else _("In review: changes what is public")
            )
        return _("Public") if obj.status == Status.PUBLISHED else str(obj.get_status_display())

    @admin.display(description=gettext_lazy("last changed here"), ordering="updated_at")
    def changed(self, obj: Publishable) -> str:
        return date_words(localtime(obj.updated_at).date(), Precision.DAY)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self._with_public(super().get_queryset(request))
        ordered: QuerySet[Any] = rows.order_by("-updated_at", "pk")
        return ordered

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's groups, the language that the row was written in first."""
        first = obj.original_language if obj else written_in(request)
        return self.for_this_person(request, obj, [*self.groups(first), self.address])

    def groups(self, first: str) -> list[Any]:
        """The groups of fields before the address; `first` is the language to open."""
        raise NotImplementedError

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("slug",) if obj and (obj.replaces_id or obj.withdrawn_at) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given = super().get_changeform_initial_data(request)
        if not hasattr(self.model, "position"):
            return given
        last = self.model.objects.order_by("-position").values_list("position", flat=True).first()
        return {"position": (last or 0) + 1, **given}

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.now_public else None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        rights = workflow.MOVES["publish"].rights
        return any(workflow.has_right(request.user, self.model, right) for right in rights)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft is open to its writers, in review to reviewers; what is public by its draft."""
        if (
            obj is not None
            and obj.status == Status.REVIEW
            and not workflow.may(request.user, "give_back", obj)
        ):
            return False
        is_closed = obj is not None and obj.status in (Status.PUBLISHED, Status.WITHDRAWN)
        return not is_closed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers once saw is withdrawn, never deleted: its address goes on answering."""
        kept = obj is not None and (
            obj.status in (Status.PUBLISHED, Status.WITHDRAWN)
            or obj.replaces_id
            or obj.withdrawn_at
        )
        return not kept and super().has_delete_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        is_open = row is None or row.status in (Status.DRAFT, Status.REVIEW)
        born = context["adminform"].form["original_language"].value() if is_open else ""
        context |= {
            "state": self.state(row) if row else _("Not saved yet"),
            "checklist": self._checklist(row, born or LANGUAGES[0]) if is_open else [],
            "can_publish": is_open and self.has_publish_permission(request),
            "can_submit": row is None or workflow.may(request.user, "submit", row),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._moves_on(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        return self._moves_on(request, obj) or super().response_change(request, obj)

    def _moves_on(self, request: Any, obj: Any) -> HttpResponse | None:
        """Go from a saved form to the page of the move that its button named."""
        for name in ("submit", "publish"):
            if f"_{name}" in request.POST:
                self._tell(request, obj)
                return HttpResponseRedirect(self.page_of(obj, name))
        return None

    def state_words(self, obj: Publishable) -> str:
        fresh = self._fresh(obj)
        if fresh.now_public:
            link = '<a href="{}">{}</a>'
            page = format_html(link, fresh.get_absolute_url(), _("open the page"))
            return format_html("{} {}", _("Readers see this now:"), page)
        state = self.state(fresh)
        return _("Readers do not see this. It stands as “%(state)s”.") % {"state": state}

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        corrects = queryset.filter(replaces__isnull=False).exists()
        asks = CorrectManyForm if corrects else None
        page, why = self.confirmed(request, queryset, _("Publish?"), self._would_publish, asks)
        if page is None:
            told = ngettext_lazy("%d is public now.", "%d are public now.")
            self.carry_out(request, queryset, partial(self._publish, request.user, why), told)
        return page

    @staticmethod
    def _publish(by: Any, why: dict[str, str], row: Publishable) -> None:
        """Publish one of many; what the gate asks is answered on the page of one row."""
        if found := gate.open_findings(row):
            raise workflow.Findings(
                _("The gate asks about it. Publish it from its own page."), found
            )
        workflow.publish(row, by, **(why if row.replaces_id else {}))

    @admin.action(permissions=["publish"], description=gettext_lazy("Withdraw"))
    def withdraw_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        asks = WithdrawManyForm
        page, why = self.confirmed(request, queryset, _("Withdraw?"), self._would_withdraw, asks)
        if page is None:
            told = ngettext_lazy("%d was withdrawn.", "%d were withdrawn.")
            move = partial(workflow.withdraw, by=request.user, **why)
            self.carry_out(request, queryset, move, told)
        return page

    @staticmethod
    def _would_publish(row: Publishable) -> str:
        if row.status == Status.PUBLISHED:
            return _("nothing happens: it is public already")
        if without := workflow.lacking(row):
            return _("it stays a draft: it lacks %(what)s") % {"what": ", ".join(without)}
        if row.replaces_id:
            return _("its words take the place of those that are public")
        return _("readers see it at once")

    @staticmethod
    def _would_withdraw(row: Publishable) -> str:
        if row.status != Status.PUBLISHED:
            return _("nothing happens: it is not public")
        if workflow.state_of(row) == workflow.LATER:
            return _("it is a draft again; readers never saw it")
        return _("readers no longer see it; they are told that it was withdrawn")

    def _fresh(self, obj: Publishable) -> Any:
        """The row as it is stored now, with `now_public`."""
        return self._with_public(self.model.objects.all()).get(pk=obj.pk)

    def _with_public(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        public = self.model.objects.public().filter(pk=OuterRef("pk"))
        known: QuerySet[Any] = rows.annotate(now_public=Exists(public))
        return known

    def _checklist(self, row: Any, language: str) -> list[tuple[str, str, Any, bool]]:
        """(field, its id, what it is called, whether it is there) of what publishing needs."""
        if row is None:
            needs = [(field, what, False) for field, what, _test in workflow.CHECKLISTS[self.model]]
        else:
            needs = workflow.checked(row)
        return [(field, id_of(field, language), *rest) for field, *rest in needs]


class VocabularyAdmin(TranslatedAdmin, HistoryAdmin, TranslationAdmin):
    """List and form of what other rows point to; its address stays once it is saved."""

    form = AddressedForm
    ordering = ("slug",)
    used_by: tuple[str, ...] = ()  # relations that keep a row from being deleted
    facts: Any = ()  # the group of fields below the texts

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The texts, those in the language that the row was first named in on top; the facts."""
        first = obj.born_in if obj else LANGUAGES[0]
        groups = [*texts(first, *self.model.translated), self.facts]
        return self.for_this_person(request, obj, groups)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, perms, protected = super().get_deleted_objects(objs, request)
        users = [user for obj in objs for name in self.used_by for user in getattr(obj, name).all()]
        return to_delete, counts, perms, [*protected, *(self._named(user) for user in users)]

    @staticmethod
    def _named(row: Any) -> str:
        return format_html("{}: {}", row._meta.verbose_name, named(row))


class PartAdmin(HistoryAdmin):
    """A part by itself: whatever changes it changes the page it stands on."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A part of something public changes by the draft of that, never by itself."""
        is_open = obj is None or self._is_open(request, obj)
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or self._is_open(request, obj)
        return is_open and super().has_delete_permission(request, obj)

    @staticmethod
    def _is_open(request: HttpRequest, part: Any) -> bool:
        """Say whether a part may change; what belongs to no row is public once it is saved."""
        if part.whole is not None:
            return bool(part.whole.status == Status.DRAFT)
        rights = workflow.MOVES["publish"].rights
        return any(workflow.has_right(request.user, Result, right) for right in rights)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not self._is_open(request, obj):
            words = _("This would be public at once. Change it in the draft of what it belongs to.")
            raise workflow.NotReady(words)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        part = form.instance
        before = self.model._base_manager.get(pk=part.pk).whole if change else None
        super().save_related(request, form, formsets, change)
        if not change or self.has_news(form, formsets):
            for whole in {before, part.whole} - {None}:
                whole.save()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        if whole := obj.whole:
            whole.save()
