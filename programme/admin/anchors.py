"""Where the desk has a page of a row, and its form what the row lacks."""

from typing import Any

from django.urls import reverse

_TEXTS = {"title", "name", "statement", "body"}
_GROUPS = {"editions": "editions-group"}


def page_at(row: Any, page: str = "change") -> str:
    """Return the address of a page of the desk about a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def id_of(field: str, language: str) -> str:
    """Return the id of a field, or of the group of parts; a text's is that in a language."""
    return f"id_{field}_{language}" if field in _TEXTS else _GROUPS.get(field, f"id_{field}")


def links_to(without: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Return (id of the field, what is lacking)."""
    return [(id_of(field, language), what) for field, what in without]
