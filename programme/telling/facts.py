"""All that readers see of a row and its parts, as named facts in words of each language."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from programme.models import (
    Contribution,
    Donor,
    Edition,
    Evidence,
    Figure,
    PageText,
    Publishable,
    Report,
    Result,
)
from programme.models.expressions import LANGUAGES
from programme.models.sorting import by_name
from programme.wording import (
    comma,
    date_words,
    figure_words,
    list_words,
    number_words,
    period_words,
    size_words,
)

Words = dict[str, str]


class Fact(NamedTuple):
    """One thing that readers see: `words` by language.

    A text has those of its own language alone; what is said in every language has all.
    `kind` is what it is called ("statement", "places", "figure"), `field` adds which one:
    "statement_fr", "figure:<uid>".
    """

    kind: str
    field: str
    words: Words


def facts_of(row: Publishable) -> dict[str, Fact]:
    """Return the facts of a row by field, those that say nothing left out."""
    facts = [*_texts(row), *_FACTS[type(row)](row)]
    return {fact.field: fact for fact in facts if any(fact.words.values())}


def _texts(row: Publishable) -> Iterator[Fact]:
    for name in row.translated:
        if name == "sort_name":  # orders lists, and is never read
            continue
        for code in LANGUAGES:
            yield Fact(name, f"{name}_{code}", {code: row.text(name, code)})


def _said(kind: str, say: Callable[[], str], field: str = "") -> Fact:
    """Make a fact of what is said anew in each language."""
    words = {}
    for code in LANGUAGES:
        with translation.override(code):
            words[code] = say()
    return Fact(kind, field or kind, words)


def _names(kind: str, rows: Any, field: str) -> Fact:
    found = list(rows)
    return _said(kind, lambda: list_words([row.shown(field) for row in found]) if found else "")


def _same(kind: str, text: str) -> Fact:
    return Fact(kind, kind, {LANGUAGES[0]: text})


def _of_part(kind: str, part: Any, say: Callable[[], str]) -> Fact:
    """A part is the same fact in a draft as in what it was copied from."""
    original = part.copy_of if part.copy_of_id else part
    return _said(kind, say, f"{kind}:{original.uid}")


def _result(row: Any) -> Iterator[Fact]:
    when = row.happened_from, row.happened_to, row.precision
    yield _said("when", lambda: period_words(*when) if when[0] else "")
    yield _names("places", row.places.order_by("kind", by_name()), "name")
    yield _names("themes", row.themes.order_by("position", by_name()), "name")
    yield _said("level", lambda: str(row.get_level_display()))
    yield _names("related", Result.objects.related_to(row).public().newest(), "title")
    yield _same("link", row.link)
    for figure in Figure.objects.of(row).select_related("copy_of"):
        yield _of_part("figure", figure, partial(_figure, figure))
    mine = Q(result=row) | Q(figure__result=row)
    receipts = Evidence.objects.filter(mine).in_order().with_source()
    for receipt in receipts.select_related("copy_of"):
        yield _of_part("receipt", receipt, partial(_receipt, receipt))


def _figure(figure: Figure) -> str:
    words = figure_words(figure.value, figure.qualifier, figure.shown("label"))
    if figure.as_of is None:
        return words
    return f"{words}{comma()}{date_words(figure.as_of, figure.as_of_precision)}"


def _receipt(receipt: Any) -> str:
    """A receipt as its page has it: a report that is not public is not named."""
    if receipt.source:
        source = receipt.source.shown("title")
    elif receipt.report_is_public:
        source = receipt.edition.report.shown("title")
    else:
        source = _("A document that is not public.")
    return " – ".join(filter(None, [source, receipt.page, receipt.quote]))


def _report(row: Any) -> Iterator[Fact]:
    yield _said("kind", lambda: str(row.get_kind_display()))
    dated = row.dated, row.dated_precision
    yield _said("dated", lambda: date_words(*dated) if dated[0] else "")
    for edition in Edition.objects.filter(report=row).select_related("copy_of").in_order():
        yield _of_part("edition", edition, partial(_edition, edition))


def _edition(edition: Edition) -> str:
    file = [edition.format, size_words(edition.bytes), edition.sha256[:12]] if edition.file else []
    return comma().join(filter(None, [str(edition.get_language_display()), edition.address, *file]))


def _donor(row: Any) -> Iterator[Fact]:
    yield _said("kind", lambda: str(row.get_kind_display()))
    yield _same("place_code", row.place_code)
    yield _same("website", row.website)
    rows = Contribution.objects.filter(donor=row).select_related("copy_of").in_order()
    for one in rows:
        yield _of_part("contribution", one, partial(_contribution, one))


def _contribution(one: Contribution) -> str:
    amount = f"{number_words(one.amount)} {one.currency}"
    return comma().join([str(one.year), amount, str(one.get_kind_display())])


def part_words(part: Any) -> str:
    """Say a part in one line, in the active language."""
    say: dict[type, Callable[[Any], str]] = {
        Figure: _figure,
        Evidence: _receipt,
        Edition: _edition,
        Contribution: _contribution,
    }
    return say[type(part)](part)


def _page_text(_row: Any) -> Iterator[Fact]:
    return iter(())


_FACTS: dict[type, Callable[[Any], Iterator[Fact]]] = {
    Result: _result,
    Report: _report,
    Donor: _donor,
    PageText: _page_text,
}
