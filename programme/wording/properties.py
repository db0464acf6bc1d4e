"""What a file says of itself, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from programme.models import Precision
from programme.wording.dates import date_words


def file_says(properties: dict[str, str]) -> list[tuple[str, str]]:
    """Say what a file says of itself: (label, words) for each property it has."""
    labels = {
        "Author": _("author"),
        "Title": _("title"),
        "Subject": _("subject"),
        "Keywords": _("keywords"),
        "Creator": _("written with"),
        "Producer": _("made into a PDF by"),
        "CreationDate": _("made on"),
    }
    return [
        (label, _pdf_date_words(words) if name == "CreationDate" else words)
        for name, label in labels.items()
        if (words := properties.get(name))
    ]


def _pdf_date_words(words: str) -> str:
    """Say the date of a PDF ("D:20150930…"); one that is none is shown as it is."""
    try:
        return date_words(datetime.strptime(words[2:10], "%Y%m%d").date(), Precision.DAY)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return words
