"""The catalogue of one language: read, brought up to date, written so that diffs are small."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings

from programme.catalogues.extracting import Found

# Word for word as in Django's own catalogues.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
LANGUAGES = tuple(PLURALS)
# No dates and no names: a catalogue changes when its words do, and never otherwise.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


class Damaged(ValueError):
    """A catalogue that is none, as after a merge that was left half done."""


def path_of(language: str) -> Path:
    """Where a language's catalogue lies; the compiled one lies beside it."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue as it is on the disk; empty if there is none yet."""
    path = path_of(language)
    text = path.read_bytes() if path.exists() else _header(language).encode()
    try:
        return read_po(BytesIO(text), locale=language, abort_invalid=True)
    except PoFileError as fault:
        raise Damaged(f"{path}, line {fault.lineno + 1}: {fault.line.strip()!r}") from fault


def entries(catalog: Catalog) -> list[Message]:
    """All entries but the header."""
    return [message for message in catalog if message.id]


def key_of(message: Message) -> tuple[str | None, str]:
    """By what gettext looks an entry up."""
    return message.context, message.id[0] if message.pluralizable else str(message.id)


def update(language: str, found: Iterable[Found]) -> Catalog:
    """What was found, with the words that the catalogue has for it; nothing else is left in it."""
    catalog = read(language)
    catalog.update(_template(found), no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def write(language: str, catalog: Catalog) -> bool:
    """Write the catalogue; say whether that changed it."""
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True, ignore_obsolete=True)
    path, content = path_of(language), _header(language).encode() + written.getvalue()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def compile_(language: str) -> Path:
    """Write what Django reads; what lacks words is left to the libraries, or stays English."""
    path, catalog = path_of(language).with_suffix(".mo"), read(language)
    for message in entries(catalog):
        if not all(forms(message, language)):
            catalog.delete(message.id, message.context)
    with path.open("wb") as file:
        write_mo(file, catalog)
    return path


def forms(message: Message, language: str) -> list[str]:
    """An entry's words; one for each plural form of the language, if it has a plural."""
    if not message.pluralizable:
        return [str(message.string or "")]
    given = [str(form) for form in message.string or ()]
    return given if any(given) else [""] * plurals(language)


def plurals(language: str) -> int:
    """How many plural forms a language has."""
    return int(re.search(r"nplurals=(\d)", PLURALS[language])[1])  # type: ignore[index]


def _header(language: str) -> str:
    return HEADER.format(language=language, plurals=PLURALS[language])


def _template(found: Iterable[Found]) -> Catalog:
    """One entry a string, with every file that it stands in; in the order of the files."""
    template = Catalog()
    for string in sorted(found, key=lambda string: (string.library, string.file)):
        template.add(
            string.id,
            locations=[(string.file, 0)],
            auto_comments=string.comments,
            context=string.context,
        )
    return template
