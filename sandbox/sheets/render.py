"""A spreadsheet as the API shows it: properties, tabs and, where asked for, the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox.sheets import masks
from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Book, Draft
from sandbox.sheets.cells import Cell, Look, extended, number_format
from sandbox.sheets.formats import shown
from sandbox.sheets.formulas import effective
from sandbox.sheets.masks import Mask
from sandbox.sheets.ranges import Range
from sandbox.sheets.sheet import Json, Sheet

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
PIXELS = {"ROWS": 21, "COLUMNS": 100}
SHEET_LISTS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "rowGroups",
    "columnGroups",
)


@dataclass(frozen=True)
class View:
    """What of a spreadsheet is shown, and to whom. No `ranges`: all tabs, whole."""

    user: str
    mask: Mask
    ranges: Sequence[Range] = ()
    with_cells: bool = False


def spreadsheet(book: Book, view: View) -> Json:
    """The Spreadsheet resource, reduced to the view's field mask."""
    everything: Json = {
        "spreadsheetId": book.id,
        "properties": book.properties | {"defaultFormat": DEFAULT_FORMAT},
        "sheets": [_sheet(book, sheet, view) for sheet in _sheets(book, view)],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    named = [item for item in book.named_ranges.values() if "range" in item]
    if named:
        everything["namedRanges"] = named
    free = [item for item in book.metadata.values() if item["location"].get("spreadsheet")]
    if free:
        everything["developerMetadata"] = free
    return masks.reduced(everything, view.mask)


def _sheets(book: Book, view: View) -> Iterable[Sheet]:
    if not view.ranges:
        return book.sheets.values()
    wanted = {found.sheet.id for found in view.ranges}
    return [sheet for sheet in book.sheets.values() if sheet.id in wanted]


def _sheet(book: Book, sheet: Sheet, view: View) -> Json:
    answer: Json = {"properties": properties(book, sheet)}
    data_mask = masks.below(view.mask, "sheets", "data")
    if view.with_cells and data_mask is not None:
        boxes = [found.box for found in view.ranges if found.sheet.id == sheet.id]
        answer["data"] = [_data(book, sheet, box, data_mask) for box in boxes or [sheet.box]]
    for name in SHEET_LISTS:
        if sheet.lists.get(name):
            answer[name] = sheet.lists[name]
    if "protectedRanges" in answer:
        answer["protectedRanges"] = protections(book, sheet, view.user)
    if sheet.basic_filter:
        answer["basicFilter"] = sheet.basic_filter
    own = [i for i in book.metadata.values() if i["location"].get("sheetId", -1) == sheet.id]
    if own:
        answer["developerMetadata"] = own
    return answer


def properties(book: Book, sheet: Sheet) -> Json:
    """SheetProperties with the tab's place in the order."""
    index = list(book.sheets).index(sheet.id)
    shown_properties = {"sheetId": sheet.id, "title": sheet.title, "index": index}
    grid = {name: value for name, value in sheet.properties["gridProperties"].items() if value}
    rest = {name: value for name, value in sheet.properties.items() if value}
    return rest | shown_properties | {"gridProperties": grid}


def protections(book: Book, sheet: Sheet, user: str) -> list[Json]:
    """The protected ranges as this user sees them; the owner is always among the editors."""
    draft = Draft(book, user)
    return [protection(draft, rule) for rule in sheet.lists["protectedRanges"]]


def protection(draft: Draft, rule: Json) -> Json:
    users = [*dict.fromkeys([draft.book.owner, *rule.get("editors", {}).get("users", [])])]
    answer = {name: value for name, value in rule.items() if name != "editors"}
    if draft.may_edit(rule):
        answer["requestingUserCanEdit"] = True
        answer["editors"] = rule.get("editors", {}) | {"users": users}
    return answer


def _data(book: Book, sheet: Sheet, box: Box, mask: Mask) -> Json:
    """One GridData; only the parts that the mask wants are made."""
    answer: Json = {}
    if box.top:
        answer["startRow"] = box.top
    if box.left:
        answer["startColumn"] = box.left
    cell_mask = masks.below(mask, "rowData", "values")
    if cell_mask is not None:
        rows = _row_data(sheet, box, cell_mask, str(book.properties["locale"]))
        if rows:
            answer["rowData"] = rows
    if masks.below(mask, "rowMetadata") is not None:
        answer["rowMetadata"] = _sizes(book, sheet, "ROWS", (box.top, box.bottom))
    if masks.below(mask, "columnMetadata") is not None:
        answer["columnMetadata"] = _sizes(book, sheet, "COLUMNS", (box.left, box.right))
    return answer


def _row_data(sheet: Sheet, box: Box, mask: Mask, locale: str) -> list[Json]:
    rows: list[Json] = []
    for index in range(box.top, min(box.bottom, len(sheet.rows))):
        row = sheet.row(index)
        width = min(box.right, max(len(row.values), len(row.looks)))
        cells = [cell_data(row.cell(c), mask, locale) for c in range(box.left, width)]
        rows.append({"values": cells} if cells else {})
    while rows and not any(rows[-1].get("values", ())) and not _held(sheet, box, len(rows) - 1):
        rows.pop()
    return rows


def _held(sheet: Sheet, box: Box, offset: int) -> bool:
    row = sheet.row(box.top + offset)
    return any(row.values[box.left : box.right]) or any(row.looks[box.left : box.right])


def cell_data(cell: Cell, mask: Mask, locale: str) -> Json:
    """A CellData with the parts that the mask wants."""
    value, look = cell
    answer: Json = {}
    if value is not None:
        _add_value(answer, cell, mask, locale)
    if look is not None:
        answer |= look.fields
    if value is not None or "userEnteredFormat" in answer:
        if masks.below(mask, "effectiveFormat") is not None:
            answer["effectiveFormat"] = _effective_format(look)
    return masks.reduced(answer, mask) if answer else answer


@lru_cache(maxsize=1024)
def _effective_format(look: Look | None) -> Json:
    own = look.fields.get("userEnteredFormat", {}) if look else {}
    return _merged(DEFAULT_FORMAT, own)


def _add_value(answer: Json, cell: Cell, mask: Mask, locale: str) -> None:
    value, look = cell
    if masks.below(mask, "userEnteredValue") is not None:
        answer["userEnteredValue"] = extended(value)
    result = effective(value)
    if result is None:
        return
    if masks.below(mask, "effectiveValue") is not None:
        answer["effectiveValue"] = extended(result)
    if masks.below(mask, "formattedValue") is not None:
        answer["formattedValue"] = shown(result, number_format(look), locale)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Json:
    merged = dict(base)
    for name, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        deeper = both and not name.endswith(("Color", "ColorStyle"))
        merged[name] = _merged(merged[name], value) if deeper else value
    return merged


def _sizes(book: Book, sheet: Sheet, dimension: str, span: tuple[int, int]) -> list[Json]:
    """DimensionProperties of every row or column in the span."""
    fastened: dict[int, list[Json]] = {}
    for item in book.metadata.values():
        place = item["location"].get("dimensionRange")
        if place and place["dimension"] == dimension and place.get("sheetId", 0) == sheet.id:
            fastened.setdefault(place["startIndex"], []).append(item)
    own = sheet.sizes[dimension]
    pixels = {"pixelSize": PIXELS[dimension]}
    return [pixels | own.get(index, {}) | _developer(fastened.get(index)) for index in range(*span)]


def _developer(items: list[Json] | None) -> Json:
    return {"developerMetadata": items} if items else {}
