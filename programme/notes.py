"""What a page says of its translations: that one is missing, behind, unofficial, not reviewed."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.languages import name_in_a_sentence
from programme.models import Translation, Worded
from programme.models.expressions import reading_language
from programme.models.translations import Origin
from programme.translating import Standing, rows_of, standing
from programme.wording import date_words

NOT_TRANSLATED = {
    "result": gettext_lazy(
        "This result is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
    "report": gettext_lazy(
        "The title of this report is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
    "donor": gettext_lazy(
        "The name of this donor is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
    "place": gettext_lazy(
        "The name of this place is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
    "theme": gettext_lazy(
        "This theme is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
    "pagetext": gettext_lazy(
        "This text is not translated into %(language)s yet. "
        "It is shown in %(original)s, its original language."
    ),
}
TRANSLATIONS_HERE = {
    Origin.HUMAN: gettext_lazy(
        "Translations into %(language)s on this page are unofficial and not reviewed."
    ),
    Origin.MACHINE: gettext_lazy(
        "Translations into %(language)s on this page are unofficial, some of them made by "
        "machine, and not reviewed."
    ),
}


class Note(NamedTuple):
    """What is said of a row's translation: what readers must not miss, and what they may ask.

    `original` is the language of the original, "" where the page shows that already.
    """

    warning: str = ""
    account: str = ""
    original: str = ""


def note_of(row: Worded) -> Note | None:
    """Say how a row's text in the reading language came about; None where it is the original."""
    language = reading_language()
    found = standing(row, language)
    if found.is_original or not found.needed:
        return None
    names = {
        "language": name_in_a_sentence(language),
        "original": name_in_a_sentence(row.born_in),
    }
    if not found.done:
        return Note(warning=NOT_TRANSLATED[str(row._meta.model_name)] % names)
    return Note(_warning(found, names), _account(row, found), row.born_in)


def _warning(found: Standing, names: dict[str, str]) -> str:
    said = []
    if not found.is_complete:
        words = _("This translation is not complete: what it lacks is shown in %(original)s.")
        said.append(words % names)
    if found.behind:
        said.append(_("This translation is behind its original, which has changed since."))
    return " ".join(said)


def _account(row: Worded, found: Standing) -> str:
    if found.origin == Origin.OFFICIAL:
        return _("Official translation.")
    machine = found.origin == Origin.MACHINE
    if not found.reviewed:
        if machine:
            return _("Machine translation, not reviewed.")
        return _("Unofficial translation, not reviewed.")
    records = (one.translation(found.language) for one in rows_of(row))
    days = [record.reviewed_on for record in records if record and record.reviewed_on]
    date = {"date": date_words(max(days), "day")}
    if machine:
        return _("Machine translation, reviewed on %(date)s.") % date
    return _("Unofficial translation, reviewed on %(date)s.") % date


def card_note(row: Worded, *fields: str) -> str:
    """Say in a few words that a row's card shows another language, or words that are behind."""
    others = [said.language for said in map(row.said, fields) if said.text]
    others = [language for language in others if language != reading_language()]
    if others:
        words = _("Text in %(language)s: not yet translated.")
        return words % {"language": name_in_a_sentence(others[0])}
    behind = set(fields).intersection(row.behind(reading_language()))
    return _("This translation is behind its original.") if behind else ""


def note_on(rows: Iterable[Any]) -> Note | None:
    """Say for a whole page, from its rows and their lists, that translations are unofficial."""
    language = reading_language()
    kinds: set[str] = set()
    originals: Counter[str] = Counter()
    for row in _flat(rows):
        record = row.translation(language) or Translation()
        unofficial = record.origin in TRANSLATIONS_HERE and not record.reviewed_on
        if unofficial and _is_translated(row, language):
            kinds.add(record.origin)
            originals[row.born_in] += 1
    for kind in (Origin.MACHINE, Origin.HUMAN):
        if kind in kinds:
            words = TRANSLATIONS_HERE[kind] % {"language": name_in_a_sentence(language)}
            return Note(account=words, original=originals.most_common(1)[0][0])
    return None


def _is_translated(row: Worded, language: str) -> bool:
    shown = (row.text(field, language) for field in row.to_translate())
    return row.born_in != language and any(shown)


def _flat(rows: Iterable[Any]) -> Iterable[Worded]:
    for each in rows:
        if isinstance(each, Worded):
            yield each
        elif each:
            yield from _flat(getattr(each, "rows", each))
