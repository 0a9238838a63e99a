"""spreadsheets.values: reading, writing and clearing rectangles of plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.sheets import a1, ranges, validation
from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Draft
from sandbox.sheets.cells import (
    Cell,
    Formula,
    Row,
    Value,
    checked,
    look,
    number,
    number_format,
)
from sandbox.sheets.entered import understand
from sandbox.sheets.errors import bad_fields, invalid
from sandbox.sheets.formats import is_date, shown
from sandbox.sheets.formulas import effective
from sandbox.sheets.ranges import Range
from sandbox.sheets.sheet import Json, Sheet

INPUT_OPTIONS = ("RAW", "USER_ENTERED")


@dataclass(frozen=True)
class Reading:
    """How values are asked for, in the words of the API."""

    render: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    major: str = "ROWS"
    locale: str = "en_US"


@dataclass(frozen=True)
class Typing:
    """How written values are taken: RAW or USER_ENTERED, in this locale and this year."""

    option: str
    locale: str
    year: int


@dataclass
class Written:
    """What a write touched: the label to answer with and the cells by (row, column)."""

    range: Range
    box: Box
    cells: set[tuple[int, int]] = field(default_factory=set)

    @property
    def label(self) -> str:
        return a1.label(self.range.sheet.title, self.box)

    def answer(self, book_id: str) -> Json:
        counts = {
            "updatedRows": len({row for row, _ in self.cells}),
            "updatedColumns": len({column for _, column in self.cells}),
            "updatedCells": len(self.cells),
        }
        named = {name: count for name, count in counts.items() if count}
        return {"spreadsheetId": book_id, "updatedRange": self.label} | named


def read(found: Range, reading: Reading) -> Json:
    """A ValueRange: without trailing empties, without `values` when there are none."""
    box = found.box
    last = min(box.bottom, len(found.sheet.rows))
    rows = found.sheet.rows[box.top : last]
    plain = reading.render == "UNFORMATTED_VALUE" and reading.dates == "SERIAL_NUMBER"
    show = _plain_row if plain else _shown_row
    table = [show(row, box, reading) for row in rows]
    while table and not table[-1]:
        table.pop()
    if reading.major == "COLUMNS":
        table = [_trimmed(column) for column in _turned(table)]
    answer: Json = {"range": found.label, "majorDimension": reading.major}
    return answer | ({"values": table} if table else {})


def _plain_row(row: Row, box: Box, reading: Reading) -> list[Any]:
    """The quick way for values as they are: most of what is read is read so."""
    if row.computed:
        return _shown_row(row, box, reading)
    values = list(row.values[box.left : box.right])
    if None not in values:
        return values
    return _trimmed(["" if value is None else value for value in values])


def _shown_row(row: Row, box: Box, reading: Reading) -> list[Any]:
    values = enumerate(row.values[box.left : box.right], start=box.left)
    return _trimmed([_shown(value, row, column, reading) for column, value in values])


def _shown(value: Value, row: Row, column: int, reading: Reading) -> Any:
    if type(value) is str:
        return value
    if value is None:
        return ""
    form = number_format(row.look(column))
    if reading.render == "FORMATTED_VALUE":
        return shown(value, form, reading.locale) or ""
    if reading.render == "FORMULA" and isinstance(value, Formula):
        return str(value)
    result = effective(value)
    if reading.dates == "FORMATTED_STRING" and is_date(form):
        return shown(result, form, reading.locale) or ""
    return "" if result is None else result


def _trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] == "" and isinstance(cells[-1], str):
        cells.pop()
    return cells


def _turned(table: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows as columns, short ones filled with ""."""
    width = max((len(row) for row in table), default=0)
    return [[row[i] if i < len(row) else "" for row in table] for i in range(width)]


def check_shape(values: object, path: str = "values") -> list[list[Any]]:
    """The rows of a request's values. Raises 400 unless they are lists of plain values."""
    if not isinstance(values, list):
        raise _not_a_list(values, path)
    for row_index, row in enumerate(values):
        if not isinstance(row, list):
            raise _not_a_list(row, f"{path}[{row_index}]")
        for index, value in enumerate(row):
            if isinstance(value, dict | list):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                text = json.dumps(value, ensure_ascii=False)
                raise invalid(f"Invalid values[{row_index}][{index}]: {kind} {text}")
    return values


def _not_a_list(value: object, path: str) -> Exception:
    kind = "type.googleapis.com/google.protobuf.ListValue"
    return bad_fields([(path, f"Invalid value at '{path}' ({kind}), {json.dumps(value)}")])


def by_rows(values: list[list[Any]], major: str) -> list[list[Any]]:
    """Values as rows, whichever way they came; a hole is left as it is (None)."""
    if major != "COLUMNS":
        return values
    height = max((len(column) for column in values), default=0)
    return [[column[i] if i < len(column) else None for column in values] for i in range(height)]


def write(draft: Draft, found: Range, rows: list[list[Any]], typing: Typing) -> Written:
    """Put rows of values at a range's first cell. None leaves a cell, "" empties it."""
    _check_limits(found, rows)
    width = max((len(row) for row in rows), default=0)
    if not width:
        return Written(found, found.box)
    top, left = found.box.top, found.box.left
    box = Box(top, top + len(rows), left, left + width)
    ranges.check_inside(found.sheet, box)
    sheet = draft.sheet(found.sheet.id)
    draft.guard(sheet, box)
    written = Written(found, box)
    for index, row in enumerate(rows, start=top):
        changes = _typed_row(sheet.row(index), row, left, typing)
        validation.check(changes, index)
        draft.put(sheet, index, changes)
        written.cells |= {(index, column) for column in changes}
    return written


def _check_limits(found: Range, rows: list[list[Any]]) -> None:
    """A range of one cell, or an open side, is only where writing begins."""
    written = found.written
    if written.single:
        return
    told = f"Requested writing within range [{found.label}], but tried writing to "
    if written.bottom is not None and found.box.top + len(rows) > written.bottom:
        raise invalid(f"{told}row [{written.bottom + 1}]")
    width = max((len(row) for row in rows), default=0)
    if written.right is not None and found.box.left + width > written.right:
        raise invalid(f"{told}column [{a1.column_letters(written.right)}]")


def _typed_row(old: Row, row: list[Any], left: int, typing: Typing) -> dict[int, Cell]:
    return {
        column: typed(value, old.cell(column), typing)
        for column, value in enumerate(row, start=left)
        if value is not None
    }


def typed(value: Any, old: Cell, typing: Typing) -> Cell:
    """The cell after a value was written into it; its look stays, but for a new number format."""
    if isinstance(value, bool):
        return value, old[1]
    if not isinstance(value, str):
        return number(value), old[1]
    form = number_format(old[1])
    if typing.option == "RAW" or form.get("type") == "TEXT":
        return checked(value) or None, old[1]
    entry = understand(value, locale=typing.locale, year=typing.year)
    if entry.form is None or form:
        return entry.value, old[1]
    fields = dict(old[1].fields) if old[1] else {}
    fields["userEnteredFormat"] = {
        **fields.get("userEnteredFormat", {}),
        "numberFormat": entry.form,
    }
    return entry.value, look(fields)


def clear(draft: Draft, found: Range) -> str:
    """Empty a range's values; formats, notes and dropdowns stay. Returns the range's label."""
    sheet = draft.sheet(found.sheet.id)
    draft.guard(sheet, found.box)
    empty(draft, sheet, found.box)
    return found.label


def empty(draft: Draft, sheet: Sheet, box: Box) -> None:
    for index in range(box.top, min(box.bottom, len(sheet.rows))):
        row = sheet.row(index)
        held = range(box.left, min(box.right, len(row.values)))
        changes: dict[int, Cell] = {
            column: (None, row.look(column)) for column in held if row.value(column) is not None
        }
        if changes:
            draft.put(sheet, index, changes)


def totals(book_id: str, written: Iterable[Written]) -> Json:
    """The sums of a values:batchUpdate; a row or column that was written twice counts once."""
    everything = [(w.range.sheet.id, row, column) for w in written for row, column in w.cells]
    counts = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in everything}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in everything}),
        "totalUpdatedCells": len(everything),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in everything}),
    }
    return {"spreadsheetId": book_id} | {name: count for name, count in counts.items() if count}
