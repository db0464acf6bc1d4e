"""A form for whoever may only look: labels, texts and numbers as the one that is typed into."""

from typing import Any

from django.contrib.admin import helpers
from django.db.models import DecimalField, ManyToManyField
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from programme import language_words
from programme.models.expressions import LANGUAGES
from programme.templatetags.desk import named
from programme.wording import number_words, separated


class SeenField(helpers.AdminReadonlyField):
    """A field that says its language, labelled like the one that is typed into."""

    def __init__(self, form: Any, field: Any, is_first: bool, model_admin: Any = None) -> None:
        super().__init__(form, field, is_first, model_admin)
        columns = {each.name: each for each in form._meta.model._meta.get_fields()}
        self.column: Any = columns.get(field) if isinstance(field, str) else None
        self.language = getattr(self.column, "language", "")
        if self.column and self.language in LANGUAGES:
            words = {"field": capfirst(str(self.column.translated_field.verbose_name))}
            self.field["label"] = language_words.FIELD_IN[self.language] % words

    def contents(self) -> SafeString:
        value = getattr(self.form.instance, self.column.name) if self.column else None
        if self.language in LANGUAGES and value:
            way = language_words.direction(self.language)
            words = linebreaksbr(value, autoescape=True)
            return format_html('<div lang="{}" dir="{}">{}</div>', self.language, way, words)
        if isinstance(self.column, DecimalField) and value is not None:
            return SafeString(number_words(value))
        if isinstance(self.column, ManyToManyField) and value is not None and value.exists():
            return separated(named(row) for row in value.all())
        shown: SafeString = super().contents()
        return shown


setattr(helpers, "AdminReadonlyField", SeenField)  # noqa: B010 - the stubs do not know it
