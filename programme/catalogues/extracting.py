"""Which strings the interface is made of: ours, and those of the libraries it shows."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

_CONTEXT = (1, "c")
KEYWORDS = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (_CONTEXT, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (_CONTEXT, 2, 3)),
}
FOLDERS = ("programme", "sahel", "templates")
TEMPLATES = (".html", ".txt")


class Found(NamedTuple):
    """One string of the sources; `id` is a pair where it has a plural."""

    context: str | None
    id: str | tuple[str, str]
    file: str
    comments: tuple[str, ...]
    library: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """By what gettext looks it up."""
        return self.context, self.id if isinstance(self.id, str) else self.id[0]


def ours() -> list[Found]:
    """All strings of this project's Python and templates, file by file."""
    base = Path(settings.BASE_DIR)
    files = (path for folder in FOLDERS for path in (base / folder).rglob("*"))
    return [found for path in sorted(files) if _is_source(path) for found in strings(path, base)]


def strings(path: Path, base: Path) -> Iterator[Found]:
    """The strings of one file, named as seen from `base`."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        text = as_python(text)
    name = path.relative_to(base).as_posix()
    for _line, ids, comments, context in extract(
        "python",
        BytesIO(text.encode()),
        keywords=KEYWORDS,
        comment_tags=["Translators"],
        options={"encoding": "utf-8"},
    ):
        yield Found(context, _words(ids), name, tuple(comments))


def as_python(template: str) -> str:
    """A template as calls of gettext; Python refuses the indentation that HTML has."""
    return "\n".join(line.lstrip() for line in templatize(template).split("\n"))


def _words(ids: str | tuple[str, ...]) -> str | tuple[str, str]:
    return ids if isinstance(ids, str) else (ids[0], ids[1])


def _is_source(path: Path) -> bool:
    return path.suffix in (".py", *TEMPLATES) and "migrations" not in path.parts
