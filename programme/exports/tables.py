"""One public table: what its rows are, who filters them, how they are read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from programme.exports.columns import Column, Row, Value
from programme.filters import ListFilter
from programme.models.expressions import plain, reading_language

PIECE = 2000  # rows read at once


def rows_read(rows: Any, names: Iterable[str], start: int, stop: int | None) -> Iterator[Row]:
    """Read some rows, in their order, each as {name: value}; never all of them at once."""
    yield from plain(rows.for_files()).values(*names)[start:stop].iterator(PIECE)


@dataclass(frozen=True)
class Table:
    """One kind of row.

    `page` is the route of the list for people that has the same rows; "" where there is none.
    """

    name: str
    title: Any
    meaning: Any
    asker: type[ListFilter]
    public: Callable[[], Any]
    columns: tuple[Column, ...]
    page: str = ""
    reading: Callable[[Any, Iterable[str], int, int | None], Iterator[Row]] = rows_read

    @property
    def names(self) -> list[str]:
        """What its columns need of a row, each once."""
        return list(dict.fromkeys(name for column in self.columns for name in column.read.needs))

    def asked(self, data: Any) -> ListFilter:
        """Return the filter on all its public rows, for a query string."""
        return self.asker(data, self.public())

    def records(
        self, found: ListFilter, start: int = 0, stop: int | None = None
    ) -> Iterator[dict[str, Value]]:
        """Read what a filter finds as {column: value}, in its order and the language read."""
        yield from map(self.in_columns(), self.reading(found.rows(), self.names, start, stop))

    def record(self, key: str) -> Iterator[dict[str, Value]]:
        """Read the one row with this id; nothing where no such row is public."""
        yield from map(self.in_columns(), self.reading(self.public().called(key), self.names, 0, 1))

    def in_columns(self) -> Callable[[Row], dict[str, Value]]:
        """Return what makes {column: value} of a row, in the language read; None: not stated."""
        language = reading_language()
        columns = [(column.name, column.reader(language)) for column in self.columns]
        return lambda row: {
            name: None if (value := read(row)) == "" else value for name, read in columns
        }
