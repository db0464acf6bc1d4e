"""What one save changed, in words: names of fields and values as the forms show them."""

import dataclasses
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db.models import ManyToManyField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

from programme import language_words

WHOLE = 100_000  # characters of a text that history shows


class SaveInWords(HistoricalRecordContextHelper):
    """The library's own says "Title [fr]", "None" and the values that columns hold."""

    def __init__(self, model: Any, row: Any) -> None:
        super().__init__(model, row, max_displayed_delta_change_chars=WHOLE)

    def format_delta_change(self, change: Any) -> Any:
        shown = super().format_delta_change(change)
        column = self.model._meta.get_field(change.field)
        language = getattr(column, "language", None)
        if language not in language_words.FIELD_IN:
            return shown
        whole = {"field": capfirst(str(column.translated_field.verbose_name))}
        return dataclasses.replace(shown, field=str(language_words.FIELD_IN[language] % whole))

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        column = self.model._meta.get_field(change.field)
        if isinstance(column, ManyToManyField):
            return super().prepare_delta_change_value(change, value)
        return display_for_field(value, column, _("none"))
