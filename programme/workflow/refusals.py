"""Why a move is refused, in words for the person who asked for it."""

from typing import Any


class NotReady(Exception):
    """This row can't be moved now; the message says why, for its editor.

    `lacks` lists (field, what it is called) of what is missing.
    """

    def __init__(self, words: str, lacks: list[tuple[str, str]] | None = None) -> None:
        super().__init__(words)
        self.lacks = lacks or []


class NotAllowed(NotReady):
    """This person may not make this move with this row."""


class Overtaken(NotReady):
    """What a draft was made from has changed since; both have to be looked at."""


class Findings(NotReady):
    """The gate found something that could do harm; `found` is what has to be resolved first."""

    def __init__(self, words: str, found: list[Any]) -> None:
        super().__init__(words)
        self.found = found
