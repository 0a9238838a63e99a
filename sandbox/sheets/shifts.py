"""Inserting, deleting and moving rows and columns, with everything that is fastened to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Draft
from sandbox.sheets.cells import NO_ROW, Look, look, row_of
from sandbox.sheets.sheet import Json, Sheet

Dimension = Literal["ROWS", "COLUMNS"]
Interval = tuple[int, int]

# Where [start, end) goes; None when nothing of it is left.
Remap = Callable[[int, int], Interval | None]


@dataclass(frozen=True)
class Span:
    """Rows or columns [start, end)."""

    dimension: Dimension
    start: int
    end: int

    @property
    def count(self) -> int:
        return self.end - self.start


AXES = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}


def inserted(at: int, count: int) -> Remap:
    def remap(start: int, end: int) -> Interval:
        return start + count * (start >= at), end + count * (end > at)

    return remap


def deleted(first: int, last: int) -> Remap:
    def place(index: int) -> int:
        return index if index <= first else max(first, index - (last - first))

    def remap(start: int, end: int) -> Interval | None:
        found = place(start), place(end)
        return found if found[0] < found[1] else None

    return remap


def moved(first: int, last: int, destination: int) -> Remap:
    """[first, last) goes before `destination`, which counts in the order before the move."""
    target = destination - (last - first) if destination > first else destination

    def remap(start: int, end: int) -> Interval | None:
        if first <= start and end <= last:
            return start + target - first, end + target - first
        rest = deleted(first, last)(start, end)
        return inserted(target, last - first)(*rest) if rest else None

    return remap


def size(sheet: Sheet, dimension: Dimension) -> int:
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def strip(sheet: Sheet, span: Span) -> Box:
    """Whole rows or columns as a rectangle."""
    if span.dimension == "ROWS":
        return Box(span.start, span.end, 0, sheet.column_count)
    return Box(0, sheet.row_count, span.start, span.end)


def insert(draft: Draft, sheet: Sheet, span: Span) -> None:
    """Insert empty rows or columns, so that they become this span."""
    at, count = span.start, span.count
    if span.dimension == "ROWS":
        sheet.resize(rows=sheet.row_count + count)
        if at < len(sheet.rows):
            sheet.rows[at:at] = [NO_ROW] * count
    else:
        sheet.resize(columns=sheet.column_count + count)
        sheet.move_columns(lambda cells: cells[:at] + [None] * count + cells[at:-count])
    refasten(draft, sheet, span.dimension, inserted(at, count))


def inherit(sheet: Sheet, span: Span, source: int) -> None:
    """Give new rows or columns the formats and dropdowns of the one at `source`, not its notes."""
    if span.dimension == "ROWS":
        looks = [_without_note(found) for found in sheet.row(source).looks]
        for index in range(span.start, span.end):
            sheet.set_row(index, row_of(sheet.row(index).key, [], list(looks)))
        return
    for index, row in enumerate(sheet.rows):
        found = _without_note(row.look(source))
        if found:
            columns = range(span.start, span.end)
            sheet.put(index, {column: (row.value(column), found) for column in columns})


def _without_note(found: Look | None) -> Look | None:
    if found is None or "note" not in found.fields:
        return found
    return look({name: value for name, value in found.fields.items() if name != "note"})


def delete(draft: Draft, sheet: Sheet, span: Span) -> None:
    """Delete rows or columns."""
    start, end = span.start, span.end
    if span.dimension == "ROWS":
        del sheet.rows[start:end]
        sheet.resize(rows=sheet.row_count - span.count)
    else:
        sheet.move_columns(lambda cells: cells[:start] + cells[end:])
        sheet.resize(columns=sheet.column_count - span.count)
    refasten(draft, sheet, span.dimension, deleted(start, end))


def move(draft: Draft, sheet: Sheet, span: Span, destination: int) -> None:
    """Move rows or columns before `destination` (an index of the order before the move)."""
    start, end = span.start, span.end

    def order(items: list[Any]) -> list[Any]:
        block, rest = items[start:end], items[:start] + items[end:]
        at = destination - len(block) if destination > start else destination
        return rest[:at] + block + rest[at:]

    if span.dimension == "ROWS":
        sheet.rows = order(sheet.rows + [NO_ROW] * (max(end, destination) - len(sheet.rows)))
    else:
        sheet.move_columns(order)
    refasten(draft, sheet, span.dimension, moved(start, end, destination))


def refasten(draft: Draft, sheet: Sheet, dimension: Dimension, remap: Remap) -> None:
    """Let ranges, rules, groups, sizes and metadata follow their rows or columns."""
    for name, items in sheet.lists.items():
        groups = name in ("rowGroups", "columnGroups")
        shifted = [
            _group(i, dimension, remap) if groups else _rule(i, dimension, remap) for i in items
        ]
        sheet.lists[name] = [item for item in shifted if item is not None]
    if sheet.basic_filter:
        sheet.basic_filter = _rule(sheet.basic_filter, dimension, remap)
    sizes = sheet.sizes[dimension]
    places = ((remap(index, index + 1), found) for index, found in sizes.items())
    sheet.sizes[dimension] = {place[0]: found for place, found in places if place}
    _named_ranges(draft, sheet, dimension, remap)
    _metadata(draft, sheet, dimension, remap)


def _rule(item: Json, dimension: Dimension, remap: Remap) -> Json | None:
    """A merge, or anything with `range` or `ranges`; None when nothing of its place is left."""
    if "range" not in item and "ranges" not in item:
        return grid_range(item, dimension, remap) if "startRowIndex" in item else item
    shifted = dict(item)
    if "range" in item:
        found = grid_range(item["range"], dimension, remap)
        if found is None:
            return None
        shifted["range"] = found
    for name in ("ranges", "unprotectedRanges"):
        if name in item:
            places = [grid_range(place, dimension, remap) for place in item[name]]
            shifted[name] = [place for place in places if place is not None]
    return None if "ranges" in item and not shifted["ranges"] else shifted


def grid_range(item: Json, dimension: Dimension, remap: Remap) -> Json | None:
    """A GridRange after the change; sides that are open stay open."""
    start_name, end_name = AXES[dimension]
    if start_name not in item and end_name not in item:
        return item
    start, end = item.get(start_name, 0), item.get(end_name)
    found = remap(start, 2**31 if end is None else end)
    if found is None:
        return None
    shifted = dict(item) | {start_name: found[0], end_name: found[1]}
    if end is None:
        del shifted[end_name]
    return shifted


def _group(item: Json, dimension: Dimension, remap: Remap) -> Json | None:
    found = item["range"]
    if found["dimension"] != dimension:
        return item
    place = remap(found["startIndex"], found["endIndex"])
    if place is None:
        return None
    return item | {"range": found | {"startIndex": place[0], "endIndex": place[1]}}


def _named_ranges(draft: Draft, sheet: Sheet, dimension: Dimension, remap: Remap) -> None:
    """A named range whose cells are gone keeps its id and name, as one that shows #REF does."""
    for key, named in draft.book.named_ranges.items():
        if "range" in named and named["range"].get("sheetId", 0) == sheet.id:
            found = grid_range(named["range"], dimension, remap)
            draft.book.named_ranges[key] = without_range(named) | (
                {"range": found} if found else {}
            )


def without_range(named: Json) -> Json:
    return {name: value for name, value in named.items() if name != "range"}


def _metadata(draft: Draft, sheet: Sheet, dimension: Dimension, remap: Remap) -> None:
    """Developer metadata travels with its row or column and is deleted with it."""
    for key, item in list(draft.book.metadata.items()):
        place = item["location"].get("dimensionRange")
        if not place or place["dimension"] != dimension or place.get("sheetId", 0) != sheet.id:
            continue
        found = remap(place["startIndex"], place["endIndex"])
        if found is None:
            del draft.book.metadata[key]
            continue
        shifted = place | {"startIndex": found[0], "endIndex": found[1]}
        location = item["location"] | {"dimensionRange": shifted}
        draft.book.metadata[key] = item | {"location": location}


def refasten_metadata(draft: Draft, sheet: Sheet, places: Mapping[int, int]) -> None:
    """Let the metadata of single rows go where their rows went in a sort."""

    def remap(start: int, end: int) -> Interval:
        to = places.get(start, start) if end == start + 1 else start
        return to, to + end - start

    _metadata(draft, sheet, "ROWS", remap)
