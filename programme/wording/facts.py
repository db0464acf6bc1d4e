"""What readers call a fact of a published row: "figure:<uid>" is a “Figure”."""

from django.utils.translation import gettext_lazy as _

from programme.models.expressions import LANGUAGES

FACTS = {
    "title": _("Title"),
    "name": _("Name"),
    "sort_name": _("Name to sort by"),
    "statement": _("Statement"),
    "body": _("Text"),
    "when": _("When it happened"),
    "happened": _("When it happened"),
    "when_words": _("When it happened"),
    "level": _("Level"),
    "kind": _("Kind"),
    "places": _("Places"),
    "themes": _("Themes"),
    "related": _("Tells of the same"),
    "link": _("Outside link"),
    "link_label": _("Words of the outside link"),
    "position": _("Place in the order"),
    "highlight": _("On the front page"),
    "dated": _("Date of the document"),
    "is_new": _("Marked as new"),
    "place_code": _("Country code"),
    "website": _("Website"),
    "slug": _("Address"),
    "address": _("Address"),
    "errata": _("Spelling corrected by the site’s editors"),
    "figure": _("Figure"),
    "evidence": _("Receipt"),
    "receipt": _("Receipt"),
    "edition": _("Edition"),
    "contribution": _("Contribution"),
    "translation": _("Translation"),
}
ANOTHER = _("Another detail")


def fact_words(field: str) -> str:
    """Name a fact: "statement_fr" as the text it is, "figure:<uid>" by its kind of part."""
    kind = field.partition(":")[0]
    text, _line, language = kind.rpartition("_")
    return str(FACTS.get(text if language in LANGUAGES else kind, ANOTHER))
