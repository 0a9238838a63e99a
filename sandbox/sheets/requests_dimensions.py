"""Requests about rows and columns: insert, append, delete, move, size, group."""

from __future__ import annotations

from sandbox.sheets import masks, shifts
from sandbox.sheets.book import Draft
from sandbox.sheets.cells import number_format
from sandbox.sheets.errors import invalid
from sandbox.sheets.formats import shown
from sandbox.sheets.sheet import Json, Sheet
from sandbox.sheets.shifts import Span

WORDS = {"ROWS": "row", "COLUMNS": "column"}
GROUPS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}
PIXELS_PER_LETTER = 7
MARGIN_PIXELS = 9


def span_of(sheet: Sheet, found: Json) -> Span:
    """A DimensionRange as a span; open ends reach the grid's edge."""
    dimension = found.get("dimension")
    if dimension not in ("ROWS", "COLUMNS"):
        raise invalid("No dimension was specified.")
    size = shifts.size(sheet, dimension)
    span = Span(dimension, found.get("startIndex", 0), found.get("endIndex", size))
    if span.start < 0 or span.end <= span.start:
        raise invalid(f"range.startIndex[{span.start}] must be before endIndex[{span.end}]")
    return span


def inside(sheet: Sheet, found: Json) -> Span:
    """A span that must lie in the grid."""
    span = span_of(sheet, found)
    size = shifts.size(sheet, span.dimension)
    if span.end > size:
        word = WORDS[span.dimension]
        raise invalid(f"range.endIndex[{span.end}] is after last {word} in grid[{size}]")
    return span


def insert_dimension(draft: Draft, body: Json) -> None:
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    span = span_of(sheet, body["range"])
    size = shifts.size(sheet, span.dimension)
    before = body.get("inheritFromBefore", False)
    if span.start > size or (span.start == size and not before):
        word = WORDS[span.dimension]
        raise invalid(f"range.startIndex[{span.start}] is after last {word} in grid[{size}]")
    if before and span.start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at index 0.")
    _guard_whole(draft, sheet, span)
    shifts.insert(draft, sheet, span)
    draft.check_size()
    shifts.inherit(sheet, span, span.start - 1 if before else span.end)
    draft.note(sheet, shifts.strip(sheet, span), "insertDimension")


def _guard_whole(draft: Draft, sheet: Sheet, span: Span) -> None:
    """Insertion is refused only where the place itself is protected."""
    size = shifts.size(sheet, span.dimension)
    start = min(span.start, size - 1)
    draft.guard(sheet, shifts.strip(sheet, Span(span.dimension, start, start + 1)))


def append_dimension(draft: Draft, body: Json) -> None:
    sheet = draft.sheet(body.get("sheetId", 0))
    length = body.get("length", 0)
    if length < 1:
        raise invalid("length must be greater than 0.")
    if body.get("dimension") == "COLUMNS":
        sheet.resize(columns=sheet.column_count + length)
    else:
        sheet.resize(rows=sheet.row_count + length)
    draft.check_size()


def delete_dimension(draft: Draft, body: Json) -> None:
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    span = span_of(sheet, body["range"])
    size, word = shifts.size(sheet, span.dimension), WORDS[span.dimension]
    if span.end > size:
        raise invalid(
            f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index "
            f"{span.end - 1} but there are only {size} {word}s."
        )
    if span.count == size:
        raise invalid(f"You can't delete all the {word}s on the sheet.")
    box = shifts.strip(sheet, span)
    draft.guard(sheet, box)
    shifts.delete(draft, sheet, span)
    draft.note(sheet, box, "deleteDimension")


def move_dimension(draft: Draft, body: Json) -> None:
    """`destinationIndex` counts in the order before the move."""
    source = body["source"]
    sheet = draft.sheet(source.get("sheetId", 0))
    span = inside(sheet, source)
    destination = body.get("destinationIndex", 0)
    if not 0 <= destination <= shifts.size(sheet, span.dimension):
        raise invalid(f"destinationIndex[{destination}] is outside the grid.")
    if span.start < destination < span.end:
        raise invalid("destinationIndex must not be inside the source.")
    draft.guard(sheet, shifts.strip(sheet, span))
    shifts.move(draft, sheet, span, destination)
    draft.note(sheet, shifts.strip(sheet, span), f"moveDimension to {destination}")


def update_dimension_properties(draft: Draft, body: Json) -> None:
    """Pixel size and visibility of rows or columns."""
    mask = masks.update_mask(body.get("fields"), "DimensionProperties")
    sheet = draft.sheet(body.get("range", {}).get("sheetId", 0))
    span = inside(sheet, body.get("range", {}))
    sizes = sheet.sizes[span.dimension]
    for index in range(span.start, span.end):
        changed = masks.change(sizes.get(index, {}), body.get("properties", {}), mask)
        sizes[index] = {name: value for name, value in changed.items() if value}


def auto_resize_dimensions(draft: Draft, body: Json) -> None:
    """Columns as wide as their longest text, roughly; rows keep their height."""
    found = body.get("dimensions", {})
    sheet = draft.sheet(found.get("sheetId", 0))
    span = inside(sheet, found)
    if span.dimension == "ROWS":
        return
    locale = str(draft.book.properties["locale"])
    for column in range(span.start, span.end):
        letters = _longest(sheet, column, locale)
        if letters:
            width = MARGIN_PIXELS + PIXELS_PER_LETTER * letters
            sheet.sizes["COLUMNS"][column] = {"pixelSize": width}


def _longest(sheet: Sheet, column: int, locale: str) -> int:
    texts = (
        shown(row.value(column), number_format(row.look(column)), locale) or ""
        for row in sheet.rows
    )
    return max((len(line) for text in texts for line in text.split("\n")), default=0)


def add_dimension_group(draft: Draft, body: Json) -> Json:
    """One level of grouping more over these rows or columns."""
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    span = inside(sheet, body["range"])
    groups = sheet.lists.setdefault(GROUPS[span.dimension], [])
    held = [group for group in groups if _covers(group, span)]
    groups.append({"range": place_of(sheet, span), "depth": len(held) + 1})
    return {"dimensionGroups": list(groups)}


def _covers(group: Json, span: Span) -> bool:
    found = group["range"]
    return bool(found["startIndex"] <= span.start and span.end <= found["endIndex"])


def place_of(sheet: Sheet, span: Span) -> Json:
    """A span as a DimensionRange; like every proto3 zero, sheet 0 is left out."""
    place: Json = {"sheetId": sheet.id} if sheet.id else {}
    bounds = {"startIndex": span.start, "endIndex": span.end}
    return place | {"dimension": span.dimension} | bounds


def delete_dimension_group(draft: Draft, body: Json) -> Json:
    """The deepest group over exactly these rows or columns goes."""
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    span = inside(sheet, body["range"])
    groups = sheet.lists.get(GROUPS[span.dimension], [])
    same = [group for group in groups if group["range"] == place_of(sheet, span)]
    if not same:
        raise invalid("There is no group over this range.")  # text not seen live
    groups.remove(max(same, key=lambda group: group["depth"]))
    return {"dimensionGroups": list(groups)} if groups else {}


def update_dimension_group(draft: Draft, body: Json) -> None:
    mask = masks.update_mask(body.get("fields"), "DimensionGroup")
    given = body["dimensionGroup"]
    sheet = draft.sheet(given.get("range", {}).get("sheetId", 0))
    span = span_of(sheet, given.get("range", {}))
    name, wanted = GROUPS[span.dimension], (place_of(sheet, span), given.get("depth", 1))
    sheet.lists[name] = [
        masks.change(group, given, mask) | {"range": group["range"], "depth": group["depth"]}
        if (group["range"], group["depth"]) == wanted
        else group
        for group in sheet.lists.get(name, [])
    ]


HANDLERS = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
