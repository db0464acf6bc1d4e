"""What the desk says of the three languages: whole phrases, since names fit into no gap."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

NAMES = {"en": _("English"), "fr": _("French"), "ar": _("Arabic")}

FIELD_IN = {
    "en": _("%(field)s in English"),
    "fr": _("%(field)s in French"),
    "ar": _("%(field)s in Arabic"),
}
TRANSLATION = {
    "en": _("English translation"),
    "fr": _("French translation"),
    "ar": _("Arabic translation"),
}
# The same as history keeps it, whatever the language of the desk; translated where it is shown.
REASON = {"en": "English translation", "fr": "French translation", "ar": "Arabic translation"}
WRITTEN_IN = {
    "en": _("Original, in English"),
    "fr": _("Original, in French"),
    "ar": _("Original, in Arabic"),
}
MARK_REVIEWED = {
    "en": _("Mark the English translation as reviewed"),
    "fr": _("Mark the French translation as reviewed"),
    "ar": _("Mark the Arabic translation as reviewed"),
}
CONFIRM = {
    "en": _("Confirm that the English translation needs no new words"),
    "fr": _("Confirm that the French translation needs no new words"),
    "ar": _("Confirm that the Arabic translation needs no new words"),
}


def label_of(column: Any) -> str:
    """Name a column as its form does; a text says its language."""
    name = capfirst(str(getattr(column, "translated_field", column).verbose_name))
    words = FIELD_IN.get(getattr(column, "language", ""))
    return str(words % {"field": name}) if words else name


def direction(language: str) -> str:
    """Return "rtl" or "ltr" as a language is written; "auto" where it is not known."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
