"""What every file says of itself: where it came from, when, whose words it holds, on what terms."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from programme.exports import words
from programme.exports.columns import moment


@dataclass(frozen=True)
class About:
    """One file: the address that gives it again, its language, and when its rows were read."""

    address: str
    language: str
    read_at: datetime

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """(name for machines, name in words, what it says), in the language that is read."""
        publisher = settings.PUBLISHER_NAME or _("Not an official UNODC site.")
        return [
            ("source", _("Source"), source()),
            ("publisher", _("Published by"), publisher),
            ("translations", _("Translations"), str(words.TRANSLATED)),
            ("terms", _("Terms"), terms()),
            ("address", _("Address of this file"), self.address),
            ("retrieved", _("This file was made at"), moment(self.read_at)),
            ("language", _("Language"), self.language),
        ]


def source() -> str:
    """Say whose words these are."""
    return _("%(site)s: words as published by UNODC, as of June 2017.") % {
        "site": settings.SITE_NAME
    }


def terms() -> str:
    """Say on what terms the words may be used; none are claimed that nobody stated."""
    return settings.CONTENT_LICENCE or _(
        "The source does not state what rights hold in its words, so this site claims no licence "
        "for them and grants none. Ask the publisher of the source before you reuse more than a "
        "quotation."
    )
