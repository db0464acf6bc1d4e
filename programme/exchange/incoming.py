"""Texts that came back in a file, and what makes a file unreadable; nothing here asks the site."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from typing import Any, Self

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programme.exchange.letters import comparable, forbidden
from programme.models.expressions import LANGUAGES

MEGABYTES = 2  # of a file
MOST = 5_000  # texts in one file
SEALED = 2_000_000  # characters of what the page that asks carries, below Django's own limit
LONGEST_ID = 200  # characters
DAY = 24 * 3600

REFUSALS = {
    "size": _("The file is larger than %(limit)s MB. Send the texts in two parts."),
    "kind": _(
        "This is no XLIFF and no XLSX file. Choose the file that the translator sent back, "
        "in the form in which it left here."
    ),
    "old_office": _("This is an old or a locked spreadsheet. Save it anew as XLSX, unlocked."),
    "macros": _("This spreadsheet holds macros. Save it anew as XLSX without them."),
    "unpacked": _("Unpacked, this spreadsheet is far too large. Save it anew and upload that."),
    "damaged": _("This file is damaged or cut off. Ask for it once more."),
    "declarations": _(
        "This XLIFF file declares a document type or entities, which are not read here. "
        "Export it anew from the translation program."
    ),
    "no_xliff": _("This is XML, but no XLIFF."),
    "version": _("This is XLIFF %(version)s. Export it as XLIFF 1.2."),
    "language": _("The file does not say into which language, or names one that is not ours."),
    "languages": _("The file holds more than one language. Upload one language at a time."),
    "columns": _(
        "The first row of the spreadsheet has to hold the names of the columns as they left here: "
        "%(columns)s."
    ),
    "many": _("The file holds more than %(limit)s texts. Send the texts in two parts."),
    "none": _("The file holds no texts."),
}


class Unreadable(ValidationError):
    """A file that cannot be taken; its message says why and what to do."""

    def __init__(self, why: str, **params: Any) -> None:
        super().__init__(REFUSALS[why], code=why, params=params)


@dataclass(frozen=True)
class Incoming:
    """One text as it came back.

    `original` is the text that it was made from, as it stands in the file; `prints` those of the
    original and the text as they left, "" where the file lost them. `done` says that somebody
    called it finished; `fault` names what is wrong with it: "formula", "number", "twice",
    "letters".
    """

    id: str
    source_language: str
    original: str
    text: str
    prints: str = ""
    done: bool = False
    fault: str = ""

    @property
    def left_as(self) -> tuple[str, str]:
        """The prints of the original and of the text as they left; ("", "") if unknown."""
        original, colon, text = self.prints.partition(":")
        return (original, text) if colon else ("", "")


@dataclass(frozen=True)
class Delivery:
    """What a file brings: texts of one language."""

    language: str
    texts: tuple[Incoming, ...]

    def sealed(self, account: Any) -> str:
        """Sign this for the page that asks; good for one account and one day.

        Raises Unreadable where it is too large for a form.
        """
        content = [self.language, [astuple(text) for text in self.texts]]
        token = signing.dumps(content, salt=_salt(account), compress=True)
        if len(token) > SEALED:
            raise Unreadable("size", limit=MEGABYTES)
        return token

    @classmethod
    def opened(cls, token: str, account: Any) -> Self | None:
        """Return what was sealed, or None where it is not this account’s, or old."""
        try:
            language, texts = signing.loads(token, salt=_salt(account), max_age=DAY)
        except signing.BadSignature:
            return None
        return cls(language, tuple(Incoming(*text) for text in texts))


def delivery(language: str, texts: Iterable[Incoming]) -> Delivery:
    """Gather what was read; a text that stands twice with different words says so.

    Raises Unreadable.
    """
    found: dict[str, Incoming] = {}
    for text in texts:
        earlier = found.setdefault(text.id, text)
        if earlier.text != text.text:
            found[text.id] = replace(earlier, fault="twice")
        if len(found) > MOST:
            raise Unreadable("many", limit=MOST)
    if not found:
        raise Unreadable("none")
    return Delivery(language, tuple(map(_tidied, found.values())))


def language_of(code: str | None) -> str:
    """Read a language as tools write it: fr, fr-FR, ar_SA. Raises Unreadable."""
    language = (code or "").replace("_", "-").partition("-")[0].strip().lower()
    if language not in LANGUAGES:
        raise Unreadable("language")
    return language


def _tidied(text: Incoming) -> Incoming:
    """Leave nothing in it that a page or a database would choke on."""
    return Incoming(
        id=comparable(text.id)[:LONGEST_ID],
        source_language=text.source_language,
        original=comparable(text.original),
        text=comparable(text.text),
        prints=comparable(text.prints)[:LONGEST_ID],
        done=text.done,
        fault=text.fault or ("letters" if forbidden(text.text) else ""),
    )


def _salt(account: Any) -> str:
    return f"programme.exchange.{account.pk}"
