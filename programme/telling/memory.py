"""What became different between two states of a row, as lines of public memory."""

from programme.models import Change
from programme.telling.facts import Fact


def changed(before: dict[str, Fact], after: dict[str, Fact]) -> list[Change]:
    """Return an unsaved Change, with `field`, `old` and `new`, for each fact that differs."""
    fields = dict.fromkeys([*before, *after])
    return [
        Change(field=field, old=_words(before.get(field)), new=_words(after.get(field)))
        for field in fields
        if _words(before.get(field)) != _words(after.get(field))
    ]


def _words(fact: Fact | None) -> dict[str, str]:
    return {code: text for code, text in fact.words.items() if text} if fact else {}
