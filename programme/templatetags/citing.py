"""Template words of citations: a day as they say it, the files of one."""

from datetime import date

from django import template

from programme.citing import forms_at
from programme.wording import cited_words

register = template.Library()
register.filters["cited"] = cited_words
register.simple_tag(forms_at, name="citation_forms")


@register.filter
def year_first(day: date) -> str:
    """A day with its year before it."""
    return cited_words(day, year_first=True)
