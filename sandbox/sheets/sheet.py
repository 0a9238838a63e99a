"""One tab: its properties, its rows, and what is fastened to places in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.sheets.a1 import Box
from sandbox.sheets.cells import NO_ROW, Cell, Look, Row, Value, row_of

Json = dict[str, Any]


@dataclass
class Sheet:
    """A tab. A committed one is never changed: a batch works on `copy()`, which shares the rows.

    `lists` holds the lists of the API (merges, protectedRanges, conditionalFormats, filterViews,
    rowGroups, columnGroups), `sizes` the properties of single rows and columns by index.
    """

    properties: Json
    rows: list[Row] = field(default_factory=list)
    lists: dict[str, list[Json]] = field(default_factory=dict)
    basic_filter: Json | None = None
    sizes: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    next_key: int = 1

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"].get("rowCount", 0))

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"].get("columnCount", 0))

    @property
    def cell_count(self) -> int:
        return self.row_count * self.column_count

    @property
    def box(self) -> Box:
        return Box(0, self.row_count, 0, self.column_count)

    def copy(self) -> Sheet:
        return replace(
            self,
            properties=dict(self.properties),
            rows=list(self.rows),
            lists={name: list(items) for name, items in self.lists.items()},
            sizes={name: dict(items) for name, items in self.sizes.items()},
        )

    def resize(self, *, rows: int | None = None, columns: int | None = None) -> None:
        """Set the grid's size; cells outside it are dropped."""
        grid = dict(self.properties["gridProperties"])
        grid["rowCount"] = self.row_count if rows is None else rows
        grid["columnCount"] = self.column_count if columns is None else columns
        self.properties["gridProperties"] = grid
        del self.rows[self.row_count :]
        if columns is not None:
            self._drop_columns_from(columns)

    def _drop_columns_from(self, width: int) -> None:
        for index, row in enumerate(self.rows):
            if len(row.values) > width or len(row.looks) > width:
                self.rows[index] = row_of(
                    row.key, list(row.values[:width]), list(row.looks[:width])
                )

    def row(self, index: int) -> Row:
        return self.rows[index] if index < len(self.rows) else NO_ROW

    def value(self, row: int, column: int) -> Value:
        return self.row(row).value(column)

    def put(self, index: int, changes: Mapping[int, Cell]) -> Row:
        """Set cells of a row by column; the row that was there before is returned."""
        old = self.row(index)
        values, looks = list(old.values), list(old.looks)
        _pad(values, max(changes, default=-1) + 1)
        _pad(looks, max(changes, default=-1) + 1)
        for column, (value, look) in changes.items():
            values[column], looks[column] = value, look
        self.set_row(index, row_of(old.key, values, looks))
        return old

    def set_row(self, index: int, row: Row) -> None:
        """Put a row in its place, with a key of its own once it holds something."""
        if index >= len(self.rows):
            if not row.values and not row.looks:
                return
            self.rows.extend([NO_ROW] * (index + 1 - len(self.rows)))
        if not row.key and (row.values or row.looks):
            row = Row(self.take_key(), row.values, row.looks)
        self.rows[index] = row

    def take_key(self) -> int:
        self.next_key += 1
        return self.next_key - 1

    def last_row_with_data(self) -> int:
        """How many rows there are up to the last one that holds a value."""
        for index in range(len(self.rows), 0, -1):
            if self.rows[index - 1].values:
                return index
        return 0

    def cells(self, box: Box) -> Iterator[list[Cell]]:
        """The cells of a rectangle, row by row."""
        for index in range(box.top, box.bottom):
            row = self.row(index)
            yield [row.cell(column) for column in range(box.left, box.right)]

    def looks(self) -> Iterable[Look]:
        return (look for row in self.rows for look in row.looks if look)

    def move_columns(self, order: Callable[[list[Any]], list[Any]]) -> None:
        """Rearrange the columns of every row by `order`, which gets all cells of a row."""
        width = self.column_count
        for index, row in enumerate(self.rows):
            values, looks = list(row.values), list(row.looks)
            _pad(values, width)
            _pad(looks, width)
            self.rows[index] = row_of(row.key, order(values), order(looks))


def _pad(items: list[Any], length: int) -> None:
    items.extend([None] * (length - len(items)))
