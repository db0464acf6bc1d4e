"""The programme and its results as an activity file of IATI 2.03, written part by part.

docs/decisions/0027 says what stands in it where the standard asks for what the source lacks.
"""

from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO
from xml.etree.ElementTree import Comment, Element, indent, tostring

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from programme.exports.about import source, terms
from programme.exports.asking import key_of
from programme.exports.characters import clean
from programme.exports.columns import moment
from programme.exports.iati.activity import description, parts
from programme.exports.iati.results import results
from programme.frame import absolute
from programme.models import Change, Donor, PageText, Report, Result

__all__ = ["MEDIA_TYPE", "NAME", "key", "lacking", "write"]

NAME = "iati-activities.xml"
MEDIA_TYPE = "application/xml"
HEAD = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "{comment}\n"
    '<iati-activities version="2.03">\n'
    '  <iati-activity xml:lang="{language}"{changed}>\n'
)
FOOT = "  </iati-activity>\n</iati-activities>\n"


def lacking() -> str:
    """Say what a valid file needs and is not public; "" where nothing is missing."""
    if not description():
        return _("There is no activity file while no introduction is published.")
    if not Result.objects.public().exists():
        return _("There is no activity file while no result is published.")
    return ""


def key() -> str:
    """Return what the file is spooled by: its bytes hang on settings too."""
    return key_of(
        absolute(reverse("iati_activities")),
        settings.PROGRAMME_BEGAN,
        settings.IATI_REPORTING_ORG_REF,
        settings.IATI_ACTIVITY_IDENTIFIER,
        settings.IATI_ACTIVITY_STATUS,
    )


def write(file: BinaryIO) -> None:
    """Write the file as the content stands; ask `lacking` first, both inside `one_moment`."""
    language = settings.PUBLIC_LANGUAGES[0]
    with translation.override(language):
        changed = _last_changed()
        told = f' last-updated-datetime="{moment(changed)}"' if changed else ""
        comment = tostring(_comment(), encoding="unicode")
        file.write(HEAD.format(comment=comment, language=language, changed=told).encode())
        file.writelines(_lines(part) for part in chain(parts(), results()))
        file.write(FOOT.encode())


def _lines(part: Element) -> bytes:
    indent(part, "  ", level=2)
    return f"    {tostring(part, encoding='unicode').rstrip()}\n".encode()


def _comment() -> Any:
    """Say to whoever opens the file what it is; "--" would end a comment."""
    words = (
        source(),
        terms(),
        _("Not registered with IATI; the identifiers are this site’s own. No financial data."),
    )
    return Comment(clean(f" {' '.join(words)} ".replace("--", "––")))


def _last_changed() -> datetime | None:
    """Return when something in the file was last added, corrected or taken away."""
    newest = Change.objects.public().newest().first()
    times = [model.objects.public().newest_change() for model in (Result, Report, Donor, PageText)]
    return max((at for at in (*times, newest and newest.at) if at), default=None)
