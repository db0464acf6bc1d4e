"""What a reviewer says of a text: of the whole, and beside each thing that readers would see."""

import re
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme import language_words
from programme.admin.move_forms import MoveForm
from programme.models import Evidence, Publishable, Remark
from programme.models.expressions import LANGUAGES, reading_language
from programme.models.wholes import PARTS
from programme.telling import facts_of

ABOUT = "about-"
_FIELD = re.compile(r"[a-z_]{1,30}(:[0-9a-f-]{1,36})?", re.ASCII)
# By what facts of a part are called: “figure:<uid>”; those of a receipt “receipt:<uid>”.
_PARTS: dict[str, Any] = {
    "receipt" if part is Evidence else str(part._meta.model_name): part
    for parts in PARTS.values()
    for part in parts
}


class Line(NamedTuple):
    """One thing that readers would see: its words now and, where they change, the public ones."""

    label: str
    language: str
    old: str
    new: str
    is_change: bool
    box: Any
    said: list[Remark]


def fact_label(row: Publishable, field: str) -> str:
    """Name a fact of a row as its form does; one of a part is named by its part."""
    name, language = field.rpartition("_")[::2]
    if language in LANGUAGES and name in row.translated:
        return language_words.label_of(row._meta.get_field(field))
    kind = field.partition(":")[0]
    if kind in _PARTS:
        return str(capfirst(_PARTS[kind]._meta.verbose_name))
    if kind == "when":
        return _("When")
    known = {each.name: each for each in row._meta.get_fields() if hasattr(each, "verbose_name")}
    return str(capfirst(known[kind].verbose_name)) if kind in known else kind


def place_in_form(row: Publishable, field: str) -> str:
    """Return the id of the part of the form where a fact is typed; "" where it is not known."""
    kind = field.partition(":")[0]
    if kind in _PARTS:
        groups = {"figure": "figures", "receipt": "evidence"}
        return f"{groups.get(kind, f'{kind}s')}-group"
    return f"id_{kind}" if _FIELD.fullmatch(field) else ""


class ReviewForm(MoveForm):
    """Comments beside each thing that readers would see, words of the whole, what is settled."""

    words = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, row: Publishable, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["words"].label = _("Of the whole, or why it is returned")
        waits = Remark.objects.about(row).waiting().select_related("by")
        self.remarks = list(waits.in_order())
        ticked = set(self.data.getlist("settled")) if self.is_bound else set()  # type: ignore[attr-defined]
        for remark in self.remarks:
            remark.is_ticked = str(remark.pk) in ticked  # type: ignore[attr-defined]
        self.now = facts_of(row)
        self.public = facts_of(row.replaces) if row.replaces else {}
        for field in self._commented():
            self.fields[ABOUT + field] = forms.CharField(
                label=_("Comment on “%(what)s”") % {"what": fact_label(row, field)},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    def _commented(self) -> list[str]:
        """Fields in the order of the page; what was typed of one that is gone keeps its box."""
        typed = [name.removeprefix(ABOUT) for name in self.data if name.startswith(ABOUT)]
        gone = [name for name in typed if _FIELD.fullmatch(name)]
        noted = [remark.field for remark in self.remarks if remark.field]
        return list(dict.fromkeys([*self.now, *self.public, *noted, *gone]))

    def lines(self) -> list[Line]:
        """What there is to comment on, with what was said of it and is not settled."""
        return [
            self._line(name.removeprefix(ABOUT)) for name in self.fields if name.startswith(ABOUT)
        ]

    def of_the_whole(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.field]

    def _line(self, field: str) -> Line:
        facts = [each.words for each in (self.public.get(field), self.now.get(field)) if each]
        order = [reading_language(), *LANGUAGES]
        language = next((code for code in order if any(each.get(code) for each in facts)), "")
        old, new = (
            each.words.get(language, "") if each else ""
            for each in (self.public.get(field), self.now.get(field))
        )
        return Line(
            label=fact_label(self.row, field),
            language="" if ":" in field else language,  # a part's words may be of several
            old=old,
            new=new,
            is_change=self.row.replaces_id is not None and old != new,
            box=self[ABOUT + field],
            said=[remark for remark in self.remarks if remark.field == field],
        )

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        remarks = [
            (name.removeprefix(ABOUT), words)
            for name, words in data.items()
            if name.startswith(ABOUT) and words
        ]
        return {"words": data["words"], "remarks": remarks}
