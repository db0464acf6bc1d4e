"""Texts and their translations: in which language a work is, and what it was translated from."""

from collections.abc import Callable

from django.conf import settings

from programme.jsonld.nodes import Thing
from programme.models import Worded
from programme.models.expressions import reading_language


def languages_of(row: Worded, *fields: str) -> list[str]:
    """Return the languages of the texts that a reader is shown, each once."""
    texts = [row.said(field) for field in fields]
    return list(dict.fromkeys(text.language for text in texts if text.text))


def language_of(row: Worded, *fields: str) -> str:
    """Return the language of the work that is shown: the reader's, if any text of it is."""
    languages = languages_of(row, *fields)
    return reading_language() if reading_language() in languages else languages[0]


def translations(
    row: Worded, fields: list[str], language: str, id_in: Callable[[str], str]
) -> Thing:
    """Say what the work in a language was translated from, or which translations it has."""
    born = row.born_in
    if language != born:
        return {"translationOfWork": {"@id": id_in(born)} if _is_open(born) else None}
    others = [
        code
        for code in settings.PUBLIC_LANGUAGES
        if code != born and any(row.text(field, code) for field in fields)
    ]
    return {"workTranslation": [{"@id": id_in(code)} for code in others]}


def _is_open(language: str) -> bool:
    return language in settings.PUBLIC_LANGUAGES
