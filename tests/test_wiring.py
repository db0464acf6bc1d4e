"""The site does not start where search, history or the desk would miss a translated field."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models

from programme import checks
from programme.models import Figure, Place, Report, Result, Source, Theme
from programme.models.indexing import FOLLOWED, Searchable


def faults():
    """What `manage.py check` says, "" where all is well."""
    try:
        call_command("check")
    except SystemCheckError as error:
        return str(error)
    return ""


def test_all_is_wired():
    assert faults() == ""


@pytest.mark.parametrize(
    ("model", "name", "value", "code", "words"),
    [
        (Result, "translated", ("title", "statement", "note"), "E002", "“note”, which is not in t"),
        (Theme, "translated", ("name",), "E002", "“description”, which is not in `translated`"),
        (Result, "searched", ("title",), "E003", "“statement” in neither or both"),
        (Report, "not_searched", ("title",), "E003", "“title” in neither or both"),
        (Result, "searched", ("title", "statement", "when_words", "level"), "E004", "“level” in"),
        (Figure, "not_needed", ("value",), "E004", "“value” in `not_needed`"),
        (Result, "search_text", lambda _row, _language: [], "E005", "a search_text() of its own"),
        (Result, "search_entries", lambda _row: [], "E005", "a search_entries() of its own"),
        (Result, "searched", ("statement", "title", "when_words"), "E005", "than its title first"),
        (Result, "indexed_with", ("themes",), "E005", "Place has `searched` fields, but no"),
        (Result, "translated_parts", lambda: [(Place, "result")], "E007", "a part, Place"),
    ],
)
def test_what_is_not_wired_is_an_error_at_start_up(model, name, value, code, words, monkeypatch):
    monkeypatch.setattr(model, name, value)
    said = faults()
    assert f"(programme.{code})" in said
    assert words in said


def test_a_model_with_translated_fields_is_among_the_worded(monkeypatch):
    monkeypatch.setattr(checks, "WORDED", [m for m in checks.WORDED if m is not Source])
    assert "(programme.E001) Source has translated fields" in faults()


def test_the_index_follows_the_writes_of_each_searched_model(monkeypatch):
    monkeypatch.setattr(checks, "FOLLOWED", FOLLOWED - {Theme})
    assert "(programme.E005) Theme has `searched` fields whose changes" in faults()


def test_history_has_each_text_in_each_language(monkeypatch):
    monkeypatch.setattr(checks, "LANGUAGES", ["en", "fr", "ar", "es"])
    assert "(programme.E006) Result keeps no history of “title_es”" in faults()


def test_completeness_can_be_counted(monkeypatch):
    other = models.Manager()
    other.model = Theme
    monkeypatch.setattr(Theme._meta, "default_manager", other)
    assert "(programme.E007) Theme has a queryset" in faults()


def test_every_searched_field_reaches_the_index(db):
    """What the check takes for granted: each declared field is found by a word of its own."""
    row = Result(slug="x", title_fr="un", statement_en="deux", when_words_ar="ثلاثة", pk=0)
    row.original_language = "fr"
    shown = [(text.text, text.language) for text in Searchable.search_text(row, "en") if text.text]
    assert shown == [("un", "fr"), ("deux", "en"), ("ثلاثة", "ar")]
