"""What somebody else saved while a form was open: field by field, both texts, and a choice."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from programme.wording import comma, size_words

THEIRS, MINE = "theirs", "mine"
CHOICE = "choose:"
TYPED = "typed:"


@dataclass
class Difference:
    """One field whose saved text is not the one typed; `choice` is chosen or proposed."""

    name: str
    label: str
    theirs: str
    mine: str
    choice: str
    language: str = ""
    typed: str = ""  # what the field held when the choice was shown

    @property
    def key(self) -> str:
        return f"{CHOICE}{self.name}"

    @property
    def typed_key(self) -> str:
        return f"{TYPED}{self.name}"


@dataclass
class Side:
    """One form as it stands now, as it was when it was opened, and where its posted fields are."""

    prefix: str
    label: str
    now: Any
    base: Any

    def fields(self) -> Iterator[tuple[str, Any]]:
        for name, field in self.now.fields.items():
            if name not in ("DELETE", "id") and not field.disabled and not field.widget.is_hidden:
                yield name, field

    def value(self, name: str) -> Any:
        """What a field holds now."""
        return self.now.get_initial_for_field(self.now.fields[name], name)

    def name_of(self, field: str) -> str:
        return f"{self.prefix}-{field}" if self.prefix else field


def _named(part: str, field: Any) -> str:
    return _("%(label)s: %(words)s") % {"label": part, "words": field}


class Meanwhile:
    """The posted form against the row as it is now.

    The form comes back until each difference has a choice made at the row's present revision.
    """

    def __init__(self, admin: Any, request: HttpRequest, row: Any) -> None:
        self.admin, self.request, self.row = admin, request, row
        self.posted = request.POST
        self.differences: list[Difference] = []
        self.added: list[str] = []
        self._theirs: dict[str, dict[str, list[str]]] = {}  # difference → what to post instead
        self._lists: list[tuple[str, Any]] = []
        self._compare_row()
        for formset, inline in admin.get_formsets_with_inlines(request, row):
            self._compare_parts(formset, inline)

    @property
    def revision(self) -> int:
        return int(self.row.revision)

    @cached_property
    def settled(self) -> bool:
        """Say whether each difference was chosen, and nothing was saved since they were shown."""
        if not self.differences:
            return True
        chosen = all(self.posted.get(d.key) == d.choice != "" for d in self.differences)
        return chosen and self.posted.get("settled_revision") == str(self.revision)

    @cached_property
    def last(self) -> Any:
        """The history row of the newest save: who, and when."""
        return self.row.history.select_related("history_user").first()

    def merged(self) -> QueryDict:
        """Return what was posted with the choices carried out."""
        data = self.posted.copy()
        data["seen_revision"] = str(self.revision)
        for difference in self.differences:
            if self.posted.get(difference.key) == THEIRS:
                for name, values in self._theirs.get(difference.name, {}).items():
                    data.setlist(name, values)
                    if not values:
                        del data[name]
        for prefix, current in self._lists:
            self._renumber(data, prefix, current)
        return data

    def _compare_row(self) -> None:
        form = self.admin.get_form(self.request, self.row, change=True)
        before = self.at(self.row, self.posted.get("seen_revision"))
        base = form(instance=before.instance) if before else None
        if base is not None:
            for link in self.row._meta.many_to_many:
                if hasattr(before, link.name):
                    to = f"{link.m2m_reverse_field_name()}_id"
                    base.initial[link.name] = [
                        getattr(row, to) for row in getattr(before, link.name).all()
                    ]
        self._compare(Side("", "", form(instance=self.row), base))

    def _compare_parts(self, formset: Any, inline: Any) -> None:
        prefix = formset.get_default_prefix()
        rows = inline.get_queryset(self.request)
        current = formset(instance=self.row, prefix=prefix, queryset=rows)
        forms_now = {str(form.instance.pk): form for form in current.initial_forms}
        self._lists.append((prefix, forms_now))
        seen = set()
        for number in range(count_of(self.posted, f"{prefix}-TOTAL_FORMS")):
            at = f"{prefix}-{number}"
            key = self.posted.get(f"{at}-id", "")
            label = f"{str(inline.opts.verbose_name).capitalize()} {number + 1}"
            if key in forms_now:
                seen.add(key)
                self._compare_part(at, label, forms_now[key], formset.form)
            elif key:
                self._gone(at, label, " · ".join(self._texts(at, formset.form())))
        self.added += [str(form.instance) for key, form in forms_now.items() if key not in seen]

    def _gone(self, at: str, label: str, mine: str) -> None:
        """Ask about a part that was removed meanwhile."""
        self._differ(at, label, _("(removed)"), mine, "")

    def _compare_part(self, at: str, label: str, now: Any, form_class: Any) -> None:
        part = now.instance
        before = self.at(part, self.posted.get(f"{at}-seen_revision"))
        if f"{at}-DELETE" in self.posted:
            if self.posted.get(f"{at}-seen_revision") != str(part.revision):
                side = Side(at, label, now, None)
                self._theirs[f"{at}-DELETE"] = {f"{at}-DELETE": []} | {
                    side.name_of(name): _as_posted(field, side.value(name))
                    for name, field in side.fields()
                }
                self._differ(f"{at}-DELETE", label, str(part), _("(removed)"), "")
            return
        base = form_class(instance=before.instance) if before else None
        self._compare(Side(at, label, now, base))

    def _compare(self, side: Side) -> None:
        for name, field in side.fields():
            key = side.name_of(name)
            now = side.value(name)
            mine = field.widget.value_from_datadict(self.posted, self.request.FILES, key)
            if isinstance(field, forms.FileField):
                self._compare_file(side, key, mine)
                continue
            if not field.has_changed(now, mine):
                continue
            they = i = True
            if side.base is not None:
                base = side.base.get_initial_for_field(field, name)
                they = field.has_changed(base, _as_data(field, now))
                i = field.has_changed(base, mine)
            self._theirs[key] = {key: _as_posted(field, now)}
            label = _named(side.label, field.label) if side.label else str(field.label)
            proposal = (MINE if i else THEIRS) if they != i else ""
            saved = shown(field, field.prepare_value(now))
            language = field.widget.attrs.get("lang", "")
            self._differ(key, label, saved, shown(field, mine), proposal, language)

    def _compare_file(self, side: Side, key: str, mine: Any) -> None:
        """Ask which file of an edition to keep, where both gave it one."""
        held, part = side.name_of("waiting"), side.now.instance
        if not mine and not self.posted.get(held):
            return
        if side.base is not None and side.base.instance.sha256 == part.sha256:
            return
        theirs = f"PDF{comma()}{size_words(part.bytes)}" if part.file else ""
        self._theirs[key] = {held: [""]}
        if self.posted.get(f"{CHOICE}{key}") == THEIRS:
            self.request.FILES.pop(key, None)
        label = _named(side.label, side.now.fields["upload"].label)
        self._differ(key, label, theirs, mine.name if mine else _("the file that you chose"), "")

    def _differ(
        self, name: str, label: str, theirs: str, mine: str, proposal: str, language: str = ""
    ) -> None:
        choice = self.posted.get(f"{CHOICE}{name}", "")
        choice = choice if choice in (THEIRS, MINE) else proposal
        typed = json.dumps(self.posted.getlist(name))
        if choice == THEIRS and self.posted.get(f"{TYPED}{name}", typed) != typed:
            choice = MINE  # the field was written on after the saved text was chosen
        self.differences.append(Difference(name, label, theirs, mine, choice, language, typed))

    def _texts(self, at: str, form: Any) -> Iterator[str]:
        for name, field in form.fields.items():
            raw = field.widget.value_from_datadict(self.posted, self.request.FILES, f"{at}-{name}")
            if name != "seen_revision" and (text := shown(field, raw)):
                yield text

    def _renumber(self, data: QueryDict, prefix: str, current: dict[str, Any]) -> None:
        """Write the forms of a list anew: those that still are there, then the new ones."""
        kept, new = [], []
        for number in range(count_of(data, f"{prefix}-TOTAL_FORMS")):
            at = f"{prefix}-{number}-"
            names = [key for key in data if key.startswith(at)]
            values = {key.removeprefix(at): data.pop(key) for key in names}
            if values.get("id", [""])[0] in current:
                kept.append(values)
            elif not values.get("id", [""])[0]:
                new.append(values)
            elif self.posted.get(f"{CHOICE}{at[:-1]}") == MINE:
                new.append({**values, "id": [""], "seen_revision": ["1"]})
        data[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
        for number, values in enumerate(kept + new):
            for name, value in values.items():
                data.setlist(f"{prefix}-{number}-{name}", value)

    @staticmethod
    def at(row: Any, revision: str | None) -> Any:
        """The history row of a revision, or None where none was written."""
        number = int(revision) if revision and revision.isdecimal() else 0
        return row.history.filter(revision=number).first()


def count_of(data: QueryDict, key: str) -> int:
    text = data.get(key, "")
    return min(int(text), 1000) if text.isdecimal() else 0


def _as_data(field: forms.Field, value: Any) -> Any:
    """A stored value as a browser would send it, for the field's own comparison."""
    posted = _as_posted(field, value)
    if isinstance(field, forms.BooleanField):
        return bool(posted)
    return posted if isinstance(field, forms.ModelMultipleChoiceField) else posted[0]


def _as_posted(field: forms.Field, value: Any) -> list[str]:
    """A stored value as the list of strings that a browser sends."""
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(key) for key in value or []]
    return ["" if value is None else _formatted(field, value)]


def _formatted(field: forms.Field, value: Any) -> str:
    text = field.widget.format_value(value)
    return str(text[0] if isinstance(text, list) and text else text or "")


def shown(field: forms.Field, raw: Any) -> str:
    """Write a value of a field for people: names for keys, words for choices, yes and no."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if raw else _("No")
    if isinstance(field, forms.ModelMultipleChoiceField | forms.ModelChoiceField):
        keys = raw if isinstance(raw, list | tuple) else [raw] if raw else []
        keys = [key for key in keys if str(key).isdecimal()]
        choices: Any = field.queryset
        rows = choices.filter(pk__in=keys)
        return ", ".join(sorted(str(row) for row in rows))
    if isinstance(field, forms.ChoiceField):
        return strip_tags(str(dict(field.choices).get(raw, raw or "")))
    return "" if raw is None else str(raw if isinstance(raw, str) else _formatted(field, raw))
