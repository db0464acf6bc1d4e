"""One field for a date, typed in words, in the place of the columns that hold it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.utils.translation import gettext_lazy as _

from programme.dating import LONGEST, Unreadable, read_date, read_period
from programme.wording import date_words, period_words


class TypedDate(forms.Field):
    """A date and its precision, named by the columns that hold them."""

    widget = AdminTextInputWidget
    read: Callable[[str], tuple[Any, ...]] = staticmethod(read_date)
    say: Callable[..., str] = staticmethod(date_words)
    examples = _("2016, Sept 2015, 12 May 2015, since 2015. Empty: not stated.")

    def __init__(self, *columns: str, **options: Any) -> None:
        self.columns = columns
        own = {"required": False, "label": _("When"), "help_text": self.examples}
        super().__init__(**{**own, **options})
        self.widget.attrs |= {"dir": "auto", "maxlength": LONGEST}

    def held_by(self, row: Model) -> tuple[Any, ...]:
        """Return what the columns of a row hold."""
        return tuple(getattr(row, column) for column in self.columns)

    def write(self, row: Model, values: tuple[Any, ...]) -> None:
        for column, value in zip(self.columns, values, strict=True):
            setattr(row, column, value)

    def prepare_value(self, value: Any) -> Any:
        """Say dates in words; keep what was typed as it is."""
        if not isinstance(value, tuple):
            return value
        return self.say(*value) if value[0] else ""

    def to_python(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, tuple):
            return value
        try:
            return self.read(value or "")
        except Unreadable as why:
            raise ValidationError(str(why), code="unreadable") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is meant: “Sept 2015” over “September 2015” is no change."""
        before, now = self.prepare_value(initial) or "", data or ""
        if self.disabled or before == now:
            return False
        try:
            return self.read(before) != self.read(now)
        except Unreadable:
            return True


class TypedPeriod(TypedDate):
    """A first date, a last date and their precision."""

    read = staticmethod(read_period)
    say = staticmethod(period_words)
    examples = _("2016, Sept 2015, 12 May 2015, since 2015, March to June 2015. Empty: not stated.")


class DatesInWords(forms.ModelForm):
    """For a form of a model: its date fields take the place of the columns that they name.

    The model's own rules hold; what they refuse about such a column is said at the field.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self._dates().items():
            self.initial.setdefault(name, field.held_by(self.instance))
            for column in field.columns:
                self.fields.pop(column, None)

    @classmethod
    def column(cls, name: str) -> Callable[[Any, Model], str]:
        """Make the column of a list, and what is shown to those who may only look."""
        field: TypedDate = cls.declared_fields[name]

        @admin.display(description=field.label, ordering=field.columns[0])
        def words(_admin: Any, row: Model) -> str:
            return field.say(*field.held_by(row))

        return words

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, field in self._dates().items():
            if name in data:
                field.write(self.instance, data[name])
        return data

    def _dates(self) -> dict[str, TypedDate]:
        return {name: field for name, field in self.fields.items() if isinstance(field, TypedDate)}

    def _get_validation_exclusions(self) -> set[str]:
        # Django leaves out what no field of the form is named after, and each rule about it.
        read = [field for name, field in self._dates().items() if name not in self.errors]
        left_out: set[str] = super()._get_validation_exclusions()
        return left_out.difference(*(field.columns for field in read))

    def _update_errors(self, errors: ValidationError) -> None:
        moved: dict[str, list[ValidationError]] = {}
        for name, found in errors.update_error_dict({}).items():
            for error in found:
                moved.setdefault(self._shown_at(name, error), []).append(error)
        super()._update_errors(ValidationError(moved))

    def _shown_at(self, name: str, error: ValidationError) -> str:
        for shown, field in self._dates().items():
            of_a_rule = name == NON_FIELD_ERRORS and error.message in self._rules(field)
            if name in field.columns or of_a_rule:
                return shown
        return name

    def _rules(self, field: TypedDate) -> set[str]:
        """Return the sentences of the constraints that name a column of this field."""
        return {
            rule.get_violation_error_message()
            for rule in self.instance._meta.constraints
            if isinstance(rule, CheckConstraint)
            and isinstance(rule.condition, Q)
            and rule.condition.referenced_base_fields & set(field.columns)
        }
