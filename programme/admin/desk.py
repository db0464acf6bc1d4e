"""The front page of the desk: what waits for somebody, and what was changed last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme import language_words
from programme.admin.counting import waiting
from programme.admin.review_queue import reviewed_by
from programme.admin.standings import STATES
from programme.models import (
    PUBLISHED,
    Edition,
    Evidence,
    Figure,
    Place,
    Publishable,
    Result,
    Source,
    Status,
    Theme,
)
from programme.models.expressions import LANGUAGES
from programme.models.worded import said

NEWEST = 8  # changes shown
# The lists in the order in which people need them; what nobody types is reached from elsewhere.
GROUPS = (
    (gettext_lazy("What readers see"), ("result", "report", "donor", "pagetext")),
    (gettext_lazy("What it points to"), ("place", "theme", "source", "figure", "evidence")),
    (gettext_lazy("What publishing asks about"), ("gaterule", "allowedwords")),
    (gettext_lazy("People"), ("user", "group", "auditrecord")),
)


@dataclass
class Line:
    """One thing that waits: how many, what, and the list that shows exactly these."""

    count: int
    words: str
    href: str


@dataclass
class Edit:
    """One change: of what, by whom, when."""

    noun: str
    title: str
    language: str
    href: str
    who: str
    at: datetime
    kind: str


def groups(app_list: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Sort the lists that this person may open; groups without any are left out."""
    entries = {
        entry["model"]._meta.model_name: {**entry, "one": entry["model"]._meta.verbose_name}
        for app in app_list
        for entry in app["models"]
    }
    found = [(str(name), [entries[m] for m in models if m in entries]) for name, models in GROUPS]
    return [(name, models) for name, models in found if models]


def lines(request: HttpRequest) -> list[Line]:
    """List what waits among the rows that this person may see; nothing for what is in order."""
    found = [*_by_state(request), *_without_receipt(request), *_without_file(request)]
    return [line for line in found if line.count]


def translations(request: HttpRequest) -> list[tuple[Any, list[tuple[Any, list[Line]]]]]:
    """List by language, then by state, of which rows the translation waits; no empty lists."""
    models = [m for m in [*PUBLISHED, Place, Theme, Source, Figure] if _may_see(request, m)]
    counts = waiting(models)
    found = []
    for language, name in language_words.NAMES.items():
        lines = {
            words: [*_waiting_lines(models, counts, language, state)]
            for state, words in STATES.items()
        }
        found.append((name, [(words, those) for words, those in lines.items() if those]))
    return [(name, states) for name, states in found if states]


def edits(request: HttpRequest) -> list[Edit]:
    """The newest changes that people made to rows that this person may see."""
    models: list[Any] = [*PUBLISHED, Place, Theme, Source]
    seen = {str(m._meta.model_name): m for m in models if _may_see(request, m)}
    if not seen:
        return []
    first, *rest = (_edited(model) for model in seen.values())
    rows = first.union(*rest, all=True).order_by("-history_date", "-history_id")[:NEWEST]
    return [_edit(seen[row["noun"]], row) for row in rows]


def _may_see(request: HttpRequest, model: Any) -> bool:
    return any(
        request.user.has_perm(f"programme.{get_permission_codename(action, model._meta)}")
        for action in ("view", "change")
    )


def _list_of(model: Any, query: str) -> str:
    return f"{reverse(f'admin:programme_{model._meta.model_name}_changelist')}?{query}"


def _named(model: Any, count: int) -> dict[str, Any]:
    names = model._meta
    return {"name": names.verbose_name if count == 1 else names.verbose_name_plural}


def _by_state(request: HttpRequest) -> list[Line]:
    drafts, later, waiting_now = [], [], 0
    reviewed = reviewed_by(request.user)
    for model in PUBLISHED:
        if not _may_see(request, model):
            continue
        counts = model._base_manager.aggregate(
            drafts=Count("pk", Q(status=Status.DRAFT)),
            review=Count("pk", Q(status=Status.REVIEW)),
            later=Count("pk", Q(status=Status.PUBLISHED, publish_from__gt=timezone.now())),
        )
        waiting_now += counts["review"] if model in reviewed else 0
        names = _named(model, counts["drafts"])
        words, href = _("%(name)s in draft") % names, _list_of(model, "state=draft")
        drafts.append(Line(counts["drafts"], words, href))
        names = _named(model, counts["later"])
        words, href = _("%(name)s public later") % names, _list_of(model, "state=scheduled")
        later.append(Line(counts["later"], words, href))
    words = ngettext("waits for review", "wait for review", waiting_now)
    return [Line(waiting_now, words, reverse("admin:review")), *drafts, *later]


def _without_receipt(request: HttpRequest) -> list[Line]:
    if not _may_see(request, Result):
        return []
    proved = Evidence.objects.exclude(result=None).values("result")
    count = Result.objects.exclude(pk__in=proved).count()
    words = ngettext(
        "result without a receipt for its words",
        "results without a receipt for their words",
        count,
    )
    bare = Figure.objects.filter(evidence=None).count() if _may_see(request, Figure) else 0
    of_figures = ngettext("number without a receipt", "numbers without a receipt", bare)
    return [
        Line(count, words, _list_of(Result, "receipt=no")),
        Line(bare, of_figures, _list_of(Figure, "receipt=no")),
    ]


def _without_file(request: HttpRequest) -> list[Line]:
    report = Edition._meta.get_field("report").related_model
    if not _may_see(request, report):
        return []
    bare = Edition.objects.filter(file="", address="")
    counts = bare.aggregate(reports=Count("report", distinct=True), editions=Count("pk"))
    words = ngettext(
        "report with an edition that has no file (%(editions)s in all)",
        "reports with editions that have no file (%(editions)s in all)",
        counts["reports"],
    )
    return [Line(counts["reports"], words % counts, _list_of(report, "readable=no"))]


def _waiting_lines(
    models: list[Any], counts: dict[str, dict[tuple[str, str], int]], language: str, state: str
) -> Iterator[Line]:
    for model in models:
        if count := counts.get(str(model._meta.model_name), {}).get((language, state)):
            query = f"translation={language}-{state}"
            query += "&of=programme" if model is Figure else ""
            yield Line(count, str(_named(model, count)["name"]), _list_of(model, query))


def _edited(model: Any) -> QuerySet[Any, Any]:
    """History rows that a person wrote, in columns that are the same for every noun."""
    title = getattr(model, "title_field", "name" if hasattr(model, "name_en") else "title")
    columns = {f"text_{code}": F(f"{title}_{code}") for code in LANGUAGES}
    rows: QuerySet[Any, Any] = model.history.model.objects.exclude(history_user=None).order_by()
    if issubclass(model, Publishable):  # a draft of what is public comes and goes along with it
        rows = rows.exclude(replaces__isnull=False, history_type__in=["+", "-"])
    edited: QuerySet[Any, Any] = rows.annotate(
        noun=Value(str(model._meta.model_name), output_field=CharField()),
        who=F("history_user__username"),
        **columns,
    ).values("noun", "id", "who", "history_date", "history_id", "history_type", *columns)
    return edited


def _edit(model: Any, row: dict[str, Any]) -> Edit:
    title = said(lambda code: row[f"text_{code}"], LANGUAGES[0])
    page = "history" if row["history_type"] == "-" else "change"
    return Edit(
        noun=str(model._meta.verbose_name),
        title=title.text or "—",
        language=title.language,
        href=reverse(f"admin:programme_{model._meta.model_name}_{page}", args=[row["id"]]),
        who=row["who"],
        at=row["history_date"],
        kind={"+": _("added"), "~": _("changed"), "-": _("deleted")}[row["history_type"]],
    )
