"""The same texts as a spreadsheet: one sheet, a text a row, only the translation to be typed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from programme.exchange.incoming import Delivery, Incoming, Unreadable, delivery, language_of
from programme.exchange.letters import comparable
from programme.exchange.sheets import Cell, Row, escaped, opened, sheets
from programme.exchange.units import State, Unit
from programme.models.expressions import LANGUAGES

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The names of the columns are the same in every language: by them a file is known again.
COLUMNS = {
    "id": 14,
    "where": 36,
    "field": 16,
    "from": 6,
    "original": 60,
    "translation": 60,
    "state": 12,
    "longest": 9,
    "as sent": 4,
}
LETTERS = {name: chr(ord("A") + number) for number, name in enumerate(COLUMNS)}
TYPED = ("translation", "state")
TALL = ("where", "original", "translation")
HIDDEN = "as sent"
LONGEST = 32_767  # characters that a cell holds
LINE, HIGHEST = 15, 409  # points: of a line, and of a row at most
DONE = (State.TRANSLATED, State.REVIEWED)
GREY = PatternFill("solid", fgColor="F3F6F8")
_TRANSLATION = re.compile(r"translation \[([\w-]{2,10})\]")


class TooLong(ValueError):
    """A text that no cell of a spreadsheet holds; names where it stands."""


def write(units: list[Unit], language: str) -> bytes:
    """Write texts into one workbook. Raises TooLong."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = language
    book.properties.creator = settings.SITE_NAME
    for name, width in COLUMNS.items():
        _put(sheet, f"{LETTERS[name]}1", _heading(name, language)).font = Font(bold=True)
        sheet.column_dimensions[LETTERS[name]].width = width
        sheet.column_dimensions[LETTERS[name]].hidden = name == HIDDEN
    for number, unit in enumerate(units, start=2):
        _line(sheet, number, unit, language)
    _guard(sheet, units, language)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(content: bytes) -> Delivery:
    """Read a workbook that came back. Raises Unreadable."""
    with opened(content) as book:
        for rows in sheets(book):
            first = next(rows, {})
            columns = {cell.text.strip(): number for number, cell in first.items()}
            headings = (_TRANSLATION.fullmatch(name) for name in columns)
            if (heading := next(filter(None, headings), None)) and "id" in columns:
                columns["translation"] = columns[heading[0]]
                return delivery(language_of(heading[1]), _texts(rows, columns))
    raise Unreadable("columns", columns=", ".join(_heading(name, "fr") for name in COLUMNS))


def _heading(name: str, language: str) -> str:
    return f"{name} [{language}]" if name == "translation" else name


def _line(sheet: Any, number: int, unit: Unit, language: str) -> None:
    if max(len(unit.original), len(unit.text)) > LONGEST:
        raise TooLong(f"{unit.where} · {unit.label}")
    values = {
        "id": unit.id,
        "where": "\n".join((unit.where, *unit.notes)),
        "field": unit.label,
        "from": unit.source_language,
        "original": unit.original,
        "translation": unit.text,
        "state": str(unit.state),
        "longest": str(unit.longest or ""),
        "as sent": unit.prints,
    }
    languages = {"original": unit.source_language, "translation": language}
    for name, value in values.items():
        cell = _put(sheet, f"{LETTERS[name]}{number}", value)
        code = languages.get(name)
        order = (2 if get_language_info(code)["bidi"] else 1) if code else 0
        cell.alignment = Alignment(wrap_text=name != "id", vertical="top", readingOrder=order)
        cell.protection = Protection(locked=name not in TYPED)
        if name not in TYPED:
            cell.fill = GREY
    wrapped = [_lines(value, COLUMNS[name]) for name, value in values.items() if name in TALL]
    sheet.row_dimensions[number].height = min(HIGHEST, LINE * max(wrapped))


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column; not every program measures by itself."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _put(sheet: Any, place: str, text: str) -> Any:
    """Write a text as a text, whatever it begins with."""
    cell = sheet[place]
    cell.value = escaped(comparable(text))[:LONGEST]
    cell.data_type = "s"  # the library takes “=…” for a formula and “#N/A” for a fault
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))
    return cell


def _guard(sheet: Any, units: list[Unit], language: str) -> None:
    """Lock what nobody types, by no password; hold lengths and states to what is read back."""
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = bool(get_language_info(language)["bidi"])
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # False: not forbidden
    cells = defaultdict(list)
    for number, unit in enumerate(units, start=2):
        cells[unit.longest or LONGEST].append(f"{LETTERS['translation']}{number}")
    for longest, places in cells.items():
        _rule(sheet, " ".join(places), "textLength", "lessThanOrEqual", str(longest))
    states = f"{LETTERS['state']}2:{LETTERS['state']}{len(units) + 1}"
    _rule(sheet, states, "list", None, f'"{",".join(State)}"')


def _rule(sheet: Any, places: str, kind: str, operator: str | None, limit: str) -> None:
    rule = DataValidation(kind, operator=operator, formula1=limit, sqref=places)
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)


def _texts(rows: Iterator[Row], columns: dict[str, int]) -> Iterator[Incoming]:
    for row in rows:
        found = defaultdict(Cell, {name: row.get(at, Cell()) for name, at in columns.items()})
        words = {name: found[name].text.strip() for name in ("id", "from", "state", HIDDEN)}
        if words["id"]:
            yield Incoming(
                id=words["id"],
                source_language=words["from"] if words["from"] in LANGUAGES else "",
                original=found["original"].text,
                text=found["translation"].text,
                prints=words[HIDDEN],
                done=words["state"].lower() in DONE,
                fault=found["translation"].fault,
            )
