"""Entries of public memory: one for each act, told as far as readers may know."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from programme.entries import Entry as Told
from programme.entries import entries_of
from programme.feeds.atom import Category, Entry
from programme.filters import ListFilter
from programme.frame import absolute
from programme.models.worded import Said


def entries_of_acts(found: ListFilter, start: int, stop: int) -> Iterator[Entry]:
    """Yield an entry for each act in a stretch of what a filter finds, the newest first."""
    return map(_entry, entries_of(found.rows()[start:stop]))


def _entry(told: Told) -> Entry:
    act = told.head
    kind = str(act.get_kind_display())
    name = told.title.text or told.noun
    title = _("%(kind)s: %(title)s") % {"kind": kind, "title": name} if name else kind
    return Entry(
        key=f"changes/{act.act}/{act.kind}",
        title=Said(title, ""),
        href=absolute(told.href) if told.href else "",
        html=render_to_string("programme/_change_words.html", {"entry": told}),
        updated=act.at,
        published=act.at,
        categories=[Category("changes", act.kind, kind)],
    )
