"""One public column: its name, type, unit and meaning, and how its value is read from a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

JOINT = ";"  # between the values of a list, in a cell; one within a value is written “\;”
NOT_STATED = "–"  # in the cell of a list whose order is that of another; null in JSON
Row = dict[str, Any]
Scalar = str | int | bool | Decimal | date | datetime | None
Value = Scalar | list[Any]


class Kind(StrEnum):
    """What a value is. In JSON a number is a number, a day and a time are ISO 8601 texts."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"
    TIME = "date-time"
    ADDRESS = "url"
    LIST = "list"


class Reader(NamedTuple):
    """Where a value comes from: the names it needs of a row, and the function of that row.

    `within` makes the same function for the one language that is read; without it, the value is
    the same in each. Asking for the language at each of many rows takes longer than the rest.
    """

    needs: tuple[str, ...]
    of: Callable[[Row], Any]
    within: Callable[[str], Callable[[Row], Any]] | None = None


@dataclass(frozen=True)
class Column:
    """A public column. `meaning` and `unit` are lazy texts, in the language that is read.

    `items` is the kind of a list's values where one may not be stated; else all are texts.
    """

    name: str
    kind: Kind
    read: Reader
    meaning: Any
    hxl: str = ""
    unit: Any = ""
    items: Kind | None = None

    @property
    def tag(self) -> str:
        """Return its HXL tag, which says of a list that it is one."""
        is_list = self.hxl and self.kind is Kind.LIST and "+list" not in self.hxl
        return f"{self.hxl}+list" if is_list else self.hxl

    def reader(self, language: str) -> Callable[[Row], Any]:
        """Return what reads many rows in the language that is read; "" where it is not stated."""
        return self.read.within(language) if self.read.within else self.read.of


def flat(value: Value) -> str:
    """Write a value as the text of one cell; "" where it is not stated."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain_number(value)
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case list():
            return JOINT.join(map(_item, value))
        case _:
            return str(value)


def _item(value: Scalar) -> str:
    return NOT_STATED if value is None else flat(value).replace(JOINT, f"\\{JOINT}")


def for_json(value: Value) -> Any:
    """Make a value of what JSON has; numbers stay numbers, exactly as long as they are stated."""
    if isinstance(value, Decimal):
        text = plain_number(value)
        return float(text) if "." in text else int(text)
    if isinstance(value, date):
        return flat(value)
    return value


def plain_number(value: Decimal) -> str:
    """Write a number without idle zeros and without an exponent: 13500, 2.7, -0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(at: datetime) -> str:
    """Write a moment in UTC: 2026-11-24T10:00:00Z."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
