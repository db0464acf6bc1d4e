"""A form for whoever may only look: labels, texts and numbers as the one that is typed into."""

from typing import Any

from django.contrib.admin import helpers
from django.db.models import DecimalField, ManyToManyField
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programme import language_words
from programme.models.expressions import LANGUAGES
from programme.templatetags.desk import named
from programme.wording import number_words, separated


class SeenField(helpers.AdminReadonlyField):
    """A field that says its language, labelled like the one that is typed into."""

    def __init__(self, form: Any, field: Any, is_first: bool, model_admin: Any = None) -> None:
        super().__init__(form, field, is_first, model_admin)
        opts = form._meta.model._meta
        columns = {each.name: each for each in (*opts.fields, *opts.many_to_many)}
        widget = form.fields[field].widget if field in form.fields else None
        keeps_quiet = getattr(widget, "read_only", False)  # a password says only how it is kept
        self.column: Any = None if keeps_quiet else columns.get(field)
        language = getattr(self.column, "language", "")
        self.language = language if language in LANGUAGES else ""
        if self.language:
            self.field["label"] = language_words.label_of(self.column)

    def contents(self) -> SafeString:
        value = getattr(self.form.instance, self.column.name) if self.column else None
        if isinstance(value, str) and value and not self.column.choices:
            way = language_words.direction(self.language)
            tag = format_html(' lang="{}"', self.language) if self.language else ""
            words = linebreaksbr(value, autoescape=True)
            return format_html('<div{} dir="{}">{}</div>', tag, way, words)
        if isinstance(self.column, DecimalField) and value is not None:
            return SafeString(number_words(value))
        if isinstance(self.column, ManyToManyField) and value is not None and value.exists():
            return separated(named(row) for row in value.all())
        shown: SafeString = super().contents()
        return shown


setattr(helpers, "AdminReadonlyField", SeenField)  # noqa: B010 - the stubs do not know it
