"""What readers call a fact of a published row: "figure:<uid>" is a “Figure”."""

from django.utils.translation import gettext_lazy as _

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
    """Name a fact; one of a part ("figure:<uid>") is named by its part."""
    return str(FACTS.get(field.partition(":")[0], ANOTHER))
