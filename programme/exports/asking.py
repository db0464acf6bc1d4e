"""A request for a file → its rows, its language, its faults, and the key that it is kept under."""

from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.exports.about import About
from programme.exports.tables import Table
from programme.frame import absolute
from programme.models import ContentVersion


def language_asked(data: QueryDict) -> tuple[str, list[tuple[str, str]]]:
    """Return the language that a query string asks for, and what is wrong with it."""
    default = settings.PUBLIC_LANGUAGES[0]
    asked = list(dict.fromkeys(value for value in data.getlist("lang") if value.strip()))
    if len(asked) > 1:
        return default, [("lang", _("This was given more than once."))]
    if asked and asked[0] not in settings.PUBLIC_LANGUAGES:
        words = _("“%(value)s” is no language here; %(allowed)s are.")
        allowed = ", ".join(settings.PUBLIC_LANGUAGES)
        return default, [("lang", words % {"value": asked[0], "allowed": allowed})]
    return (asked or [default])[0], []


class Asked:
    """What one address asks of a table. Make it in its language, inside `one_moment`."""

    def __init__(self, table: Table, path: str, data: QueryDict, language: str) -> None:
        self.table = table
        self.path = path
        self.language = language
        self._version = ContentVersion.at_this_moment()  # the clock goes on: before the rows
        self.found = table.asked(data)
        self.faults = self.found.faults
        self.read_at = timezone.now()

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The query string that gives the same rows, in a fixed order."""
        return [("lang", self.language), *self.found.pairs]

    @property
    def allowed(self) -> dict[str, list[str]]:
        """The values that each parameter takes, where they can be counted."""
        return {"lang": list(settings.PUBLIC_LANGUAGES), **self.found.allowed}

    @property
    def about(self) -> About:
        address = absolute(f"{self.path}?{urlencode(self.pairs)}")
        return About(address, self.language, self.read_at)

    @property
    def key(self) -> str:
        """What the bytes of the answer hang on."""
        return key_of(self.about.address, version=self._version)


def key_of(address: str, *more: str, version: str = "") -> str:
    """Return the key of what an address gives at this moment.

    `more` are settings it hangs on; `version` is that of the content, where it was read already:
    whoever builds a query for public rows reads it before.
    """
    told = (settings.PUBLISHER_NAME, settings.CONTENT_LICENCE, settings.CONTACT_EMAIL)
    version = version or ContentVersion.at_this_moment()
    parts = (address, version, *told, *more, _release())
    return sha256("\n".join(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _release() -> str:
    """Return a print of the program: another one may write other bytes."""
    programs = Path(__file__).parent.parent.rglob("*.py")
    catalogues = Path(settings.LOCALE_PATHS[0]).rglob("*.mo")
    stats = ((path.name, path.stat()) for path in sorted([*programs, *catalogues]))
    return sha256(
        "".join(f"{name}{stat.st_size}{stat.st_mtime_ns}" for name, stat in stats).encode()
    ).hexdigest()
