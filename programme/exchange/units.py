"""Rows → the texts of one language for an outside translator, each with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.exchange.keys import id_of, with_wholes
from programme.exchange.letters import print_of
from programme.models import Figure, Publishable, Status, Worded
from programme.wording import excerpt, number_words

MARKDOWN = ("body",)  # fields whose marks a translator keeps


class State(StrEnum):
    """How far the translation of one text has come; these words stand in spreadsheets."""

    MISSING = "missing"
    BEHIND = "behind"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


class What(StrEnum):
    """Which texts to send."""

    ALL = "all"
    MISSING = "missing"
    BEHIND = "behind"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Unit:
    """One text to translate; `longest` counts characters, None where there is no limit."""

    id: str
    source_language: str
    original: str
    text: str
    state: State
    where: str
    label: str
    longest: int | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def prints(self) -> str:
        """The original and the text as they leave, so that a later change of either shows."""
        return f"{print_of(self.original)}:{print_of(self.text)}"


def units(
    language: str, models: list[type[Worded]], what: What = What.ALL, *, drafts: bool = False
) -> list[Unit]:
    """List the texts of these nouns to be translated into a language.

    What was withdrawn never leaves; what readers do not see leaves with `drafts` alone, a draft
    in place of what it replaces.
    """
    return [
        unit
        for model in models
        for row in _rows(model, language, what, drafts)
        for unit in _of_row(row, language)
        if _wanted(unit, row, language, what)
    ]


def state_of(row: Worded, name: str, language: str) -> State:
    """Say how far one text of a row has come in a language."""
    if not row.text(name, language):
        return State.MISSING
    if name in row.behind(language):
        return State.BEHIND
    record = row.translation(language)
    return State.REVIEWED if record and record.reviewed_on else State.TRANSLATED


def label_of(row: Any, name: str) -> str:
    """What a field is called."""
    return str(capfirst(row._meta.get_field(name).verbose_name))


def kind_of(row: Any) -> str:
    """What a row is: Result, Number 13,500."""
    if isinstance(row, Figure):
        return _("Number %(number)s") % {"number": number_words(row.value)}
    return str(capfirst(row._meta.verbose_name))


def called(row: Any) -> str:
    """What a row, or the result that a number is of, is called in its own language."""
    whole = row.result if isinstance(row, Figure) and row.result else row
    return excerpt(whole.text(whole.translated[0], whole.born_in))


def where(row: Any) -> str:
    """Say which row this is."""
    return f"{kind_of(row)} · {called(row)}"


def _rows(model: Any, language: str, what: What, drafts: bool) -> QuerySet[Any]:
    rows: Any = with_wholes(model)
    if drafts:
        rows = rows.worked_on()
    elif hasattr(rows, "public"):
        rows = rows.public()
    if issubclass(model, Publishable):
        rows = rows.exclude(_withdrawn(""))
    if model is Figure:
        rows = rows.exclude(_withdrawn("result__"))
    if what is not What.ALL:
        rows = getattr(rows, f"{what}_in")(language)
    ordered: QuerySet[Any] = rows.order_by(*_order(model), "pk")
    return ordered


def _withdrawn(at: str) -> Q:
    withdrawn = Status.WITHDRAWN
    return Q(**{f"{at}status": withdrawn}) | Q(**{f"{at}replaces__status": withdrawn})


def _order(model: Any) -> tuple[str, ...]:
    if model is Figure:
        return ("result__position", "position")
    named = {field.name for field in model._meta.concrete_fields}
    return ("position",) if "position" in named else ("slug",)


def _of_row(row: Any, language: str) -> Iterator[Unit]:
    born = row.born_in
    if language == born:
        return
    for name in row.to_translate():
        if original := row.text(name, born):
            yield Unit(
                id=id_of(row, name),
                source_language=born,
                original=original,
                text=row.text(name, language),
                state=state_of(row, name, language),
                where=where(row),
                label=label_of(row, name),
                longest=row._meta.get_field(name).max_length,
                notes=list(_notes(row, name, language)),
            )


def _wanted(unit: Unit, row: Worded, language: str, what: What) -> bool:
    match what:
        case What.MISSING:
            return unit.state == State.MISSING
        case What.BEHIND:
            return unit.state == State.BEHIND
        case What.UNREVIEWED:
            record = row.translation(language)
            return bool(unit.text) and not (record and record.reviewed_on)
        case _all:
            return True


def _notes(row: Any, name: str, language: str) -> Iterator[str]:
    if name in MARKDOWN:
        yield _("Marks such as ##, -, ** and [words](address) stay as they are.")
    if name in row.behind(language):  # the older words stay here: they may be gone for a reason
        yield _("The original was changed since this translation was made.")
    whole: Any = row.result if isinstance(row, Figure) else row
    public = getattr(whole, "replaces", None) or whole
    if getattr(public, "status", None) == Status.PUBLISHED:
        with translation.override(whole.born_in):
            yield f"{settings.SITE_URL}{public.get_absolute_url()}"
