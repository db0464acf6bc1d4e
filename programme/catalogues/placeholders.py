"""What is put into a message when it is shown: %(name)s, %d, {name}."""

import re

# Without the flag " " of Python's own syntax: "50 % de" is French, and no placeholder.
PLACE = re.compile(r"(%%|%(?:\(\w+\))?[-+#0]*[\d.]*[a-zA-Z]|\{\w*\})")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_NOT_WORDS = re.compile(r"https?://\S+|&\w+;")


def places(text: str) -> list[str]:
    """Every placeholder, in the order of the text."""
    return [place for place in PLACE.findall(text) if place != "%%"]


def is_named(place: str) -> bool:
    """Whether a placeholder may be left out, or stand elsewhere, without harm to the others."""
    return place.startswith("%(") or (len(place) > 2 and place.startswith("{"))


def tags(text: str) -> list[str]:
    """Every tag of HTML, in the order of the text."""
    return _TAG.findall(text)


def words(text: str, stand_in: str = "") -> str:
    """The text without tags and addresses, something else in the place of its placeholders."""
    return PLACE.sub(stand_in, _NOT_WORDS.sub("", _TAG.sub("", text)))
