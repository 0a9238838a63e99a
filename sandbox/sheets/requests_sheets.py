"""Requests about tabs and the file itself: add, delete, duplicate, properties."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import available_timezones

from sandbox.sheets import masks, render
from sandbox.sheets.book import Draft, new_sheet
from sandbox.sheets.cells import tidy_colours
from sandbox.sheets.errors import PROTECTED, invalid
from sandbox.sheets.sheet import Json, Sheet

NO_SHEET_LEFT = "You can't remove all the sheets in a document."
LOCALE = re.compile(r"^[a-z]{2,3}(_[A-Z]{2})?$")
ALL_HIDDEN = "You can't hide all the sheets in a document."


def add_sheet(draft: Draft, body: Json) -> Json:
    """A new tab, at the end unless `index` says otherwise."""
    given = body.get("properties", {})
    taken = {sheet.title for sheet in draft.book.sheets.values()}
    title = given.get("title") or _free_title(taken)
    _check_title(draft, title)
    sheet_id = given.get("sheetId")
    if sheet_id in draft.book.sheets:
        raise invalid(f"Sheet id {sheet_id} already exists.")  # text not seen live
    sheet = new_sheet(draft.new_id(draft.book.sheets) if sheet_id is None else sheet_id, title)
    sheet.properties |= _own_properties(given)
    grid = {"rowCount": 1000, "columnCount": 26} | given.get("gridProperties", {})
    sheet.properties["gridProperties"] = grid
    _check_grid(sheet)
    _insert(draft, sheet, given.get("index"))
    return {"properties": render.properties(draft.book, sheet)}


def _free_title(taken: set[str]) -> str:
    return next(f"Sheet{n}" for n in range(1, len(taken) + 2) if f"Sheet{n}" not in taken)


def _own_properties(given: Json) -> Json:
    named = {n: v for n, v in given.items() if n not in ("sheetId", "title", "index")}
    tidied: Json = tidy_colours(named)
    return tidied


def _check_title(draft: Draft, title: str, own: int | None = None) -> None:
    other = draft.book.find(title)
    if other is not None and other.id != own:
        text = f'A sheet with the name "{title}" already exists. Please enter another name.'
        raise invalid(text)
    if not title or len(title) > 100:
        raise invalid("A sheet name must have between 1 and 100 characters.")


def _check_grid(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    if sheet.row_count < 1 or sheet.column_count < 1:
        raise invalid("You can't delete all the rows on the sheet.")
    if grid.get("frozenRowCount", 0) >= sheet.row_count > 0:
        raise invalid("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= sheet.column_count > 0:
        raise invalid("You can't freeze all visible columns on the sheet.")


def _insert(draft: Draft, sheet: Sheet, index: int | None) -> None:
    order = list(draft.book.sheets.items())
    order.insert(len(order) if index is None else index, (sheet.id, sheet))
    draft.book.sheets = dict(order)
    draft.touched.add(sheet.id)
    draft.note(sheet, sheet.box, "addSheet")


def delete_sheet(draft: Draft, body: Json) -> None:
    """Drop a tab; named ranges in it keep their ids, as in Google, but show no cells."""
    sheet = draft.sheet(body.get("sheetId", 0))
    draft.guard(sheet, sheet.box)
    rest = [other for other in draft.book.sheets.values() if other.id != sheet.id]
    if not any(not other.properties.get("hidden") for other in rest):
        raise invalid(NO_SHEET_LEFT)
    draft.note(sheet, sheet.box, "deleteSheet")
    del draft.book.sheets[sheet.id]
    draft.touched.discard(sheet.id)
    _forget_places(draft, sheet.id)


def _forget_places(draft: Draft, sheet_id: int) -> None:
    for key, named in draft.book.named_ranges.items():
        if "range" in named and named["range"].get("sheetId", 0) == sheet_id:
            kept = {name: value for name, value in named.items() if name != "range"}
            draft.book.named_ranges[key] = kept
    for number, item in list(draft.book.metadata.items()):
        location = item["location"]
        place = location.get("dimensionRange", location if "sheetId" in location else None)
        if place is not None and place.get("sheetId", 0) == sheet_id:
            del draft.book.metadata[number]


def duplicate_sheet(draft: Draft, body: Json) -> Json:
    """A copy of a tab; developer metadata does not go with it."""
    source = draft.sheet(body.get("sourceSheetId", 0))
    title = body.get("newSheetName") or f"Copy of {source.title}"
    _check_title(draft, title)
    sheet = copied(source, body.get("newSheetId", draft.new_id(draft.book.sheets)), title)
    if sheet.id in draft.book.sheets:
        raise invalid(f"Sheet id {sheet.id} already exists.")
    _insert(draft, sheet, body.get("insertSheetIndex", 0))
    return {"properties": render.properties(draft.book, sheet)}


def copied(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """The tab under another id; ranges that name their tab are renamed, protection stays behind."""
    sheet = source.copy()
    sheet.properties |= {"sheetId": sheet_id, "title": title}
    for name, items in sheet.lists.items():
        sheet.lists[name] = [_at_home(item, sheet_id) for item in items]
    sheet.lists.pop("protectedRanges", None)
    sheet.basic_filter = _at_home(sheet.basic_filter, sheet_id) if sheet.basic_filter else None
    return sheet


def _at_home(item: Any, sheet_id: int) -> Any:
    """The same with every GridRange and DimensionRange in it naming this tab."""
    if isinstance(item, list):
        return [_at_home(part, sheet_id) for part in item]
    if not isinstance(item, dict):
        return item
    inner = {name: _at_home(part, sheet_id) for name, part in item.items() if name != "sheetId"}
    place = {"startRowIndex", "endRowIndex", "startColumnIndex", "dimension"} & inner.keys()
    return {"sheetId": sheet_id} | inner if place and sheet_id else inner


def update_sheet_properties(draft: Draft, body: Json) -> None:
    """Title, place, visibility, colour or size of a tab."""
    mask = masks.update_mask(body.get("fields"), "SheetProperties")
    given = body.get("properties", {})
    sheet = draft.sheet(given.get("sheetId", 0))
    if any("range" in r and r["range"].keys() <= {"sheetId"} for r in _closed(draft, sheet)):
        raise invalid(PROTECTED)
    names = set(given) if masks.everything(mask) else set(mask)
    if "title" in names:
        _check_title(draft, given.get("title", ""), own=sheet.id)
    wanted = _wanted(mask, names)
    changed = dict(sheet.properties)
    if wanted:
        changed = masks.change(changed, _own_properties(given), wanted)
    grid = changed.get("gridProperties", {})
    sheet.properties = changed | {"sheetId": sheet.id, "title": sheet.title, "gridProperties": grid}
    if "title" in names:
        sheet.properties["title"] = given["title"]
    _check_grid(sheet)
    if "gridProperties" in names:
        sheet.resize(rows=sheet.row_count, columns=sheet.column_count)
    _after_change(draft, sheet, given, names)


def _closed(draft: Draft, sheet: Sheet) -> list[Json]:
    rules = sheet.lists.get("protectedRanges", [])
    return [rule for rule in rules if not draft.may_edit(rule)]


def _wanted(mask: masks.Mask, names: set[str]) -> masks.Mask:
    """The mask without what is set apart, and with the older twin of the tab's colour."""
    wanted: masks.Mask = {n: mask.get(n, {}) for n in names - {"sheetId", "title", "index"}}
    if "tabColorStyle" in wanted or "tabColor" in wanted:
        wanted |= {"tabColor": {}, "tabColorStyle": {}}
    return wanted


def _after_change(draft: Draft, sheet: Sheet, given: Json, names: set[str]) -> None:
    if all(other.properties.get("hidden") for other in draft.book.sheets.values()):
        raise invalid(ALL_HIDDEN)
    if "index" in names:
        _reorder(draft, sheet, given.get("index", 0))


def _reorder(draft: Draft, sheet: Sheet, index: int) -> None:
    """`index` is read against the order before the move, as measured on the real API."""
    order = list(draft.book.sheets)
    if not 0 <= index <= len(order):
        raise invalid(f"Invalid sheet index: {index}.")
    before = order.index(sheet.id)
    order.remove(sheet.id)
    order.insert(index - 1 if index > before else index, sheet.id)
    draft.book.sheets = {sheet_id: draft.book.sheets[sheet_id] for sheet_id in order}


def update_spreadsheet_properties(draft: Draft, body: Json) -> None:
    """Title, locale, time zone of the file."""
    mask = masks.update_mask(body.get("fields"), "SpreadsheetProperties")
    given = body.get("properties", {})
    changed = draft.book.properties | masks.change(draft.book.properties, given, mask)
    if not changed["title"]:
        raise invalid("The title of a spreadsheet must not be empty.")
    if not LOCALE.match(changed["locale"]):
        raise invalid(f"Unsupported locale: {changed['locale']}")
    if changed["timeZone"] not in available_timezones():
        raise invalid(f"Invalid time zone: {changed['timeZone']}")
    draft.book.properties = changed


HANDLERS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
