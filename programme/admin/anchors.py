"""Where a form has what its row lacks."""

_TEXTS = {"title", "name", "statement", "body"}
_GROUPS = {"editions": "editions-group"}


def links_to(without: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Return (id of the field, what is lacking); texts are those of a language."""
    return [
        (f"id_{field}_{language}" if field in _TEXTS else _GROUPS.get(field, f"id_{field}"), what)
        for field, what in without
    ]
