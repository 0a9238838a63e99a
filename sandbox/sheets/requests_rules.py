"""Requests about rules and views: conditional formats, filters, merges."""

from __future__ import annotations

from sandbox.sheets import masks, values
from sandbox.sheets.a1 import Box
from sandbox.sheets.book import Draft, area, clip
from sandbox.sheets.cells import tidy_colours
from sandbox.sheets.errors import invalid
from sandbox.sheets.requests_ranges import closed_range
from sandbox.sheets.sheet import Json, Sheet

RULES = "conditionalFormats"
VIEWS = "filterViews"


def _rule(draft: Draft, given: Json) -> Json:
    if not given.get("ranges"):
        raise invalid("No ranges were specified in the rule.")
    rule: Json = tidy_colours(given)
    return rule | {"ranges": [closed_range(draft, place) for place in given["ranges"]]}


def add_conditional_format(draft: Draft, body: Json) -> None:
    """A rule before the one at `index`; those behind it shift."""
    rule = _rule(draft, body.get("rule", {}))
    sheet = draft.sheet(rule["ranges"][0].get("sheetId", 0))
    rules = sheet.lists.setdefault(RULES, [])
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise invalid(f"Conditional format index {index} is out of bounds.")
    rules.insert(index, rule)


def delete_conditional_format(draft: Draft, body: Json) -> Json:
    sheet = draft.sheet(body.get("sheetId", 0))
    index = _index(sheet, body.get("index", 0))
    return {"rule": sheet.lists[RULES].pop(index)}


def _index(sheet: Sheet, index: int) -> int:
    if not 0 <= index < len(sheet.lists.get(RULES, [])):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return index


def update_conditional_format(draft: Draft, body: Json) -> Json:
    """Another rule at this index, or the same rule at another."""
    place: Json = next(iter(body.get("rule", {}).get("ranges", ())), {})
    sheet = draft.sheet(body["sheetId"] if "sheetId" in body else place.get("sheetId", 0))
    index = _index(sheet, body.get("index", 0))
    rules = sheet.lists[RULES]
    if "rule" in body:
        old, rules[index] = rules[index], _rule(draft, body["rule"])
        return {"newRule": rules[index], "newIndex": index, "oldRule": old, "oldIndex": index}
    target = body.get("newIndex", 0)
    rules.insert(target, rules.pop(index))
    return {"newRule": rules[target], "newIndex": target, "oldIndex": index}


def set_basic_filter(draft: Draft, body: Json) -> None:
    """The tab's one filter, over the whole tab when no cells are named."""
    given = body.get("filter", {})
    sheet = draft.sheet(given.get("range", {}).get("sheetId", 0))
    found = clip(sheet, given.get("range", {}))
    if found is None:
        raise invalid("The range of the filter lies outside the grid.")
    sheet.basic_filter = given | {"range": found.grid_range(sheet.id)}


def clear_basic_filter(draft: Draft, body: Json) -> None:
    draft.sheet(body.get("sheetId", 0)).basic_filter = None


def add_filter_view(draft: Draft, body: Json) -> Json:
    given = body.get("filter", {})
    sheet = draft.sheet(given.get("range", {}).get("sheetId", 0))
    taken = _views(draft)
    number = given.get("filterViewId", draft.new_id(taken))
    if number in taken:
        raise invalid(f"A filter view with id {number} already exists.")
    title = given.get("title", f"Filter {len(taken) + 1}")
    place = closed_range(draft, given.get("range"))
    view = given | {"filterViewId": number, "title": title, "range": place}
    sheet.lists.setdefault(VIEWS, []).append(view)
    return {"filter": view}


def _views(draft: Draft) -> dict[int, tuple[int, Json]]:
    """Every filter view by its id, with its tab's id."""
    return {
        view["filterViewId"]: (sheet.id, view)
        for sheet in draft.book.sheets.values()
        for view in sheet.lists.get(VIEWS, [])
    }


def _view(draft: Draft, number: int | None) -> tuple[Sheet, Json]:
    found = _views(draft).get(number or 0)
    if found is None:
        raise invalid(f"No filter view with id: {number}")
    return draft.sheet(found[0]), found[1]


def update_filter_view(draft: Draft, body: Json) -> None:
    mask = masks.update_mask(body.get("fields"), "FilterView")
    given = body.get("filter", {})
    sheet, old = _view(draft, given.get("filterViewId"))
    views = sheet.lists[VIEWS]
    changed = masks.change(old, given, mask) | {"filterViewId": old["filterViewId"]}
    views[views.index(old)] = changed | {"range": closed_range(draft, changed.get("range"))}


def delete_filter_view(draft: Draft, body: Json) -> None:
    sheet, view = _view(draft, body.get("filterId"))
    sheet.lists[VIEWS].remove(view)


def merge_cells(draft: Draft, body: Json) -> None:
    """One cell of many: the values of all but the first are dropped."""
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    box = area(sheet, body["range"])
    draft.guard(sheet, box)
    merges = [_box(sheet, item) for item in sheet.lists.get("merges", [])]
    if any(held.meets(box) and not held.within(box) for held in merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    kept = [held for held in merges if not held.meets(box)]
    pieces = [
        piece for piece in _pieces(box, body.get("mergeType")) if piece.height * piece.width > 1
    ]
    for piece in pieces:
        _empty_but_first(draft, sheet, piece)
    sheet.lists["merges"] = [piece.grid_range(sheet.id) for piece in kept + pieces]


def _box(sheet: Sheet, item: Json) -> Box:
    found = clip(sheet, item)
    assert found, "a merge lies in its grid"
    return found


def _pieces(box: Box, kind: str | None) -> list[Box]:
    if kind == "MERGE_ROWS":
        return [Box(row, row + 1, box.left, box.right) for row in range(box.top, box.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Box(box.top, box.bottom, c, c + 1) for c in range(box.left, box.right)]
    return [box]


def _empty_but_first(draft: Draft, sheet: Sheet, box: Box) -> None:
    values.empty(draft, sheet, Box(box.top, box.top + 1, box.left + 1, box.right))
    values.empty(draft, sheet, Box(box.top + 1, box.bottom, box.left, box.right))


def unmerge_cells(draft: Draft, body: Json) -> None:
    sheet = draft.sheet(body["range"].get("sheetId", 0))
    box = area(sheet, body["range"])
    draft.guard(sheet, box)
    merges = [_box(sheet, item) for item in sheet.lists.get("merges", [])]
    if any(held.meets(box) and not held.within(box) for held in merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    kept = [held.grid_range(sheet.id) for held in merges if not held.meets(box)]
    sheet.lists["merges"] = kept


HANDLERS = {
    "addConditionalFormatRule": add_conditional_format,
    "updateConditionalFormatRule": update_conditional_format,
    "deleteConditionalFormatRule": delete_conditional_format,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
