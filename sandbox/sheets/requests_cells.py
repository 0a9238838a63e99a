"""Requests that write cells: appendCells, updateCells, repeatCell, setDataValidation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sandbox.sheets import masks, ranges
from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Draft, area
from sandbox.sheets.cells import BLANK, Cell, Look, Row, from_extended, look, tidy_colours
from sandbox.sheets.errors import invalid
from sandbox.sheets.masks import Mask
from sandbox.sheets.sheet import Json
from sandbox.sheets.tables import grow

VALUE = "userEnteredValue"
FORMAT = "userEnteredFormat"

# Gives the cell after a CellData was written into it.
Pen = Callable[[Json, Cell], Cell]


def pen(mask: Mask) -> Pen:
    """What writes the masked fields of a CellData into a cell, and leaves the others."""
    whole = masks.everything(mask)
    writes_value = whole or VALUE in mask
    look_mask = {} if whole else _with_twins({n: m for n, m in mask.items() if n != VALUE})
    writes_look = whole or bool(look_mask)
    seen: dict[tuple[Look | None, str], Look | None] = {}

    def write(data: Json, old: Cell) -> Cell:
        value = from_extended(data.get(VALUE)) if writes_value else old[0]
        if not writes_look:
            return value, old[1]
        source = {name: item for name, item in data.items() if name != VALUE}
        key = (old[1], repr(source))
        if key not in seen:
            seen[key] = _changed(old[1], source, look_mask)
        return value, seen[key]

    return write


def _with_twins(mask: Mask) -> Mask:
    """A mask that names a colour names its Style twin as well, and the other way round."""
    wider: Mask = {}
    for name, deeper in mask.items():
        wider[name] = _with_twins(deeper)
        if name.endswith("Color"):
            wider[f"{name}Style"] = {}
        if name.endswith("ColorStyle"):
            wider[name.removesuffix("Style")] = {}
    return wider


def _changed(old: Look | None, source: Mapping[str, Any], mask: Mask) -> Look | None:
    kept = {n: v for n, v in source.items() if v != "" and not n.startswith("effective")}
    kept.pop("formattedValue", None)
    if FORMAT in kept:
        kept[FORMAT] = tidy_colours(kept[FORMAT])
    changed = masks.change(old.fields if old else {}, kept, mask)
    return look({name: value for name, value in changed.items() if value not in ({}, None)})


def append_cells(draft: Draft, body: Json) -> None:
    """Rows after the last row that holds a value; the grid grows when they do not fit."""
    sheet = draft.sheet(body.get("sheetId", 0))
    write = pen(masks.update_mask(body.get("fields"), "CellData"))
    rows = [row.get("values", []) for row in body.get("rows", [])]
    if not rows:
        return
    top = sheet.last_row_with_data()
    width = max(len(row) for row in rows)
    grow(sheet, rows=top + len(rows), columns=width)
    draft.guard(sheet, Box(top, top + len(rows), 0, max(width, 1)))
    for index, row in enumerate(rows, start=top):
        draft.put(sheet, index, _written(sheet.row(index), enumerate(row), write))


def _written(row: Row, cells: Iterable[tuple[int, Json]], write: Pen) -> dict[int, Cell]:
    return {column: write(data, row.cell(column)) for column, data in cells}


def update_cells(draft: Draft, body: Json) -> None:
    """Cells from `start` on, or a whole `range`, in which what `rows` lacks is cleared."""
    write = pen(masks.update_mask(body.get("fields"), "CellData"))
    rows = [row.get("values", []) for row in body.get("rows", [])]
    if "start" in body:
        _update_from(draft, body["start"], rows, write)
    elif "range" in body:
        _update_range(draft, body["range"], rows, write)
    else:
        raise invalid("Must specify either start or range.")


def _update_from(draft: Draft, start: Json, rows: list[list[Json]], write: Pen) -> None:
    sheet = draft.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    box = Box(top, top + len(rows), left, left + width)
    ranges.check_inside(sheet, box)
    draft.guard(sheet, box)
    for index, row in enumerate(rows, start=top):
        draft.put(sheet, index, _written(sheet.row(index), enumerate(row, left), write))


def _update_range(draft: Draft, grid_range: Json, rows: list[list[Json]], write: Pen) -> None:
    sheet = draft.sheet(grid_range.get("sheetId", 0))
    box = area(sheet, grid_range)
    _check_fits(box, rows)
    draft.guard(sheet, box)
    last = max(box.top + len(rows), len(sheet.rows))
    for index in range(box.top, min(box.bottom, last)):
        given = rows[index - box.top] if index - box.top < len(rows) else []
        data = given + [{}] * (box.width - len(given))
        draft.put(sheet, index, _written(sheet.row(index), enumerate(data, box.left), write))


def _check_fits(box: Box, rows: list[list[Json]]) -> None:
    if len(rows) > box.height:
        raise invalid(
            f"Attempting to write row: {box.top + len(rows) - 1}, "
            f"beyond the last requested row of: {box.bottom - 1}"
        )
    width = max((len(row) for row in rows), default=0)
    if width > box.width:
        raise invalid(
            f"Attempting to write column: {box.left + width - 1}, "
            f"beyond the last requested column of: {box.right - 1}"
        )


def repeat_cell(draft: Draft, body: Json) -> None:
    """One CellData into every cell of a range."""
    write = pen(masks.update_mask(body.get("fields"), "CellData"))
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    box = area(sheet, body["range"])
    draft.guard(sheet, box)
    data = body.get("cell", {})
    last = min(box.bottom, len(sheet.rows)) if write(data, BLANK) == BLANK else box.bottom
    for index in range(box.top, last):
        cells = ((column, data) for column in range(box.left, box.right))
        draft.put(sheet, index, _written(sheet.row(index), cells, write))


def set_data_validation(draft: Draft, body: Json) -> None:
    """The rule of every cell in a range; without a rule the cells lose theirs."""
    cell = {"dataValidation": body["rule"]} if body.get("rule") else {}
    repeat_cell(draft, {"range": body["range"], "cell": cell, "fields": "dataValidation"})


HANDLERS = {
    "appendCells": append_cells,
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
}
