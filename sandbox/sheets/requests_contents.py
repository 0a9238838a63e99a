"""Requests that rearrange what cells hold: sortRange, copyPaste, cutPaste, findReplace."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sandbox.sheets import shifts
from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Draft, area
from sandbox.sheets.cells import BLANK, Cell, Formula, Look, Row, Value, look, row_of
from sandbox.sheets.errors import invalid
from sandbox.sheets.formulas import effective
from sandbox.sheets.ranges import check_inside
from sandbox.sheets.sheet import Json, Sheet

PASTED_LOOKS = {
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
}


def sort_range(draft: Draft, body: Json) -> None:
    """Rows of a range in a new order; `dimensionIndex` is the tab's own column number.

    Notes, formats, dropdowns and developer metadata go with their row.
    """
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    box = area(sheet, body["range"])
    draft.guard(sheet, box)
    bottom = min(box.bottom, len(sheet.rows))
    old = sheet.rows[box.top : bottom]
    order = list(range(len(old)))
    for spec in reversed(body.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise invalid(f"dimensionIndex[{column}] is outside the range.")
        _sort(order, [row.value(column) for row in old], spec.get("sortOrder") == "DESCENDING")
    _rearrange(sheet, box, [old[place] for place in order])
    places = {box.top + was: box.top + now for now, was in enumerate(order)}
    if box.width == sheet.column_count:
        shifts.refasten_metadata(draft, sheet, places)
    draft.note(sheet, box, "sortRange")


def _sort(order: list[int], held: list[Value], descending: bool) -> None:
    shown = [effective(value) for value in held]
    order.sort(key=lambda place: _rank(shown[place]), reverse=descending)
    order.sort(key=lambda place: shown[place] is None)


def _rank(value: Value) -> tuple[int, Any]:
    """Numbers stand before texts, texts before truth values; empty cells are last in any order."""
    if value is None:
        return 3, 0
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, (value.casefold(), value)
    return 0, value


def _rearrange(sheet: Sheet, box: Box, rows: list[Row]) -> None:
    """Put rows from `box.top` on: whole where the box covers all they hold, else its cells only."""
    whole = box.left == 0 and all(_width(row) <= box.right for row in rows)
    if whole and all(_width(row) <= box.right for row in sheet.rows[box.top : box.bottom]):
        sheet.rows[box.top : box.top + len(rows)] = rows
        return
    targets = [sheet.row(index) for index in range(box.top, box.top + len(rows))]
    for index, (target, source) in enumerate(zip(targets, rows, strict=True), start=box.top):
        width = max(_width(target), box.right)
        cells = [target.cell(c) for c in range(width)]
        cells[box.left : box.right] = [source.cell(c) for c in range(box.left, box.right)]
        row = row_of(target.key, [cell[0] for cell in cells], [cell[1] for cell in cells])
        sheet.set_row(index, row)


def _width(row: Row) -> int:
    return max(len(row.values), len(row.looks))


def copy_paste(draft: Draft, body: Json) -> None:
    """Cells copied into a range, repeated as often as they fit in it."""
    origin = draft.sheet(body["source"].get("sheetId", 0))
    source = area(origin, body["source"])
    target = draft.sheet(body["destination"].get("sheetId", 0))
    given = area(target, body["destination"])
    block = list(origin.cells(source))
    if body.get("pasteOrientation") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    _paste(draft, target, _tiled(block, given), body.get("pasteType", "PASTE_NORMAL"))


def _tiled(block: list[list[Cell]], given: Box) -> tuple[Box, list[list[Cell]]]:
    """Where the block lands: at least once whole, and as often as the destination holds it."""
    height, width = len(block), len(block[0])
    down, across = max(given.height // height, 1), max(given.width // width, 1)
    rows = [row * across for row in block] * down
    box = Box(given.top, given.top + height * down, given.left, given.left + width * across)
    return box, rows


def _paste(draft: Draft, sheet: Sheet, landing: tuple[Box, list[list[Cell]]], kind: str) -> None:
    box, rows = landing
    check_inside(sheet, box)
    draft.guard(sheet, box)
    change = _pasting(kind)
    for index, row in enumerate(rows, start=box.top):
        old = sheet.row(index)
        pasted = {c: change(cell, old.cell(c)) for c, cell in enumerate(row, start=box.left)}
        draft.put(sheet, index, pasted)


def _pasting(kind: str) -> Callable[[Cell, Cell], Cell]:
    """What becomes of a cell when another is pasted on it."""
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        return lambda new, old: new
    if kind == "PASTE_VALUES":
        return lambda new, old: (effective(new[0]), old[1])
    if kind == "PASTE_FORMULA":
        return lambda new, old: (new[0], old[1])
    if kind not in PASTED_LOOKS:
        raise invalid(f"This local stand-in does not imitate {kind}.")
    names = PASTED_LOOKS[kind]
    return lambda new, old: (old[0], _mixed(old[1], new[1], names))


def _mixed(old: Look | None, new: Look | None, names: tuple[str, ...]) -> Look | None:
    fields = {n: v for n, v in (old.fields if old else {}).items() if n not in names}
    return look(fields | {n: v for n, v in (new.fields if new else {}).items() if n in names})


def cut_paste(draft: Draft, body: Json) -> None:
    """Cells moved to another place; what they leave is empty."""
    origin = draft.sheet(body["source"].get("sheetId", 0))
    source = area(origin, body["source"])
    place = body["destination"]
    target = draft.sheet(place.get("sheetId", 0))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    draft.guard(origin, source)
    block = list(origin.cells(source))
    for index in range(source.top, min(source.bottom, len(origin.rows))):
        draft.put(origin, index, dict.fromkeys(range(source.left, source.right), BLANK))
    landing = Box(top, top + source.height, left, left + source.width)
    _paste(draft, target, (landing, block), body.get("pasteType", "PASTE_NORMAL"))


def find_replace(draft: Draft, body: Json) -> Json:
    """Replace text in a range, a tab or all tabs; counts what changed."""
    pattern = _pattern(body)
    counts = dict.fromkeys(
        ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged"),
        0,
    )
    for sheet, box in _searched(draft, body):
        changed = 0
        for index in range(box.top, min(box.bottom, len(sheet.rows))):
            changed += _replace_row(draft, sheet, (index, box), (pattern, body, counts))
        counts["rowsChanged"] += changed
        counts["sheetsChanged"] += bool(changed)
    return {name: count for name, count in counts.items() if count}


def _pattern(body: Json) -> re.Pattern[str]:
    find = body.get("find", "")
    if not find:
        raise invalid("No search text was specified.")
    text = find if body.get("searchByRegex") else re.escape(find)
    if body.get("matchEntireCell"):
        text = f"^(?:{text})$"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as problem:
        raise invalid(f"Invalid regular expression: {problem}") from problem


def _searched(draft: Draft, body: Json) -> list[tuple[Sheet, Box]]:
    if "range" in body:
        sheet = draft.sheet(body["range"].get("sheetId", 0))
        return [(sheet, area(sheet, body["range"]))]
    chosen = list(draft.book.sheets) if body.get("allSheets") else [body.get("sheetId", 0)]
    return [(draft.sheet(sheet_id), draft.sheet(sheet_id).box) for sheet_id in chosen]


def _replace_row(
    draft: Draft,
    sheet: Sheet,
    place: tuple[int, Box],
    what: tuple[re.Pattern[str], Json, dict[str, int]],
) -> bool:
    (index, box), (pattern, body, counts) = place, what
    row = sheet.row(index)
    changes: dict[int, Cell] = {}
    for column in range(box.left, min(box.right, len(row.values))):
        value = row.value(column)
        formula = isinstance(value, Formula)
        if not isinstance(value, str) or (formula and not body.get("includeFormulas")):
            continue
        replacement = re.sub(r"\$(\d)", r"\\\1", body.get("replacement", ""))
        text, times = pattern.subn(replacement, value)
        if times:
            changes[column] = (Formula(text) if formula else text or None, row.look(column))
            counts["formulasChanged" if formula else "valuesChanged"] += 1
            counts["occurrencesChanged"] += times
    if changes:
        draft.guard(sheet, Box(index, index + 1, min(changes), max(changes) + 1))
        draft.put(sheet, index, changes)
    return bool(changes)


HANDLERS = {
    "sortRange": sort_range,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "findReplace": find_replace,
}
