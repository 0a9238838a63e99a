"""The methods that find places by data filter, developer metadata, and copying a tab elsewhere."""

from __future__ import annotations

from sandbox.sheets import masks, ranges, render, requests_metadata, values, values_api
from sandbox.sheets.asked import Asked
from sandbox.sheets.book import Book, Draft
from sandbox.sheets.errors import GoogleError, invalid
from sandbox.sheets.files import Files
from sandbox.sheets.ranges import Range
from sandbox.sheets.render import View
from sandbox.sheets.requests_sheets import copied
from sandbox.sheets.sheet import Json
from sandbox.sheets.values import Reading, Typing


def places(book: Book, data_filter: Json) -> list[Range]:
    """The ranges that a DataFilter means; by metadata these are whole rows, columns or tabs."""
    if "a1Range" in data_filter:
        return [ranges.find(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [ranges.of_grid_range(book, data_filter["gridRange"])]
    found = requests_metadata.matching(book, [data_filter])
    return [ranges.of_grid_range(book, _grid_range(item)) for item in found if _has_place(item)]


def _has_place(item: Json) -> bool:
    return requests_metadata.tab_of(item) is not None


def _grid_range(item: Json) -> Json:
    location = item["location"]
    if "dimensionRange" not in location:
        return {"sheetId": location["sheetId"]}
    found = location["dimensionRange"]
    axis = "Row" if found["dimension"] == "ROWS" else "Column"
    return {
        "sheetId": found.get("sheetId", 0),
        f"start{axis}Index": found["startIndex"],
        f"end{axis}Index": found["endIndex"],
    }


def search_metadata(files: Files, asked: Asked) -> Json:
    asked.only()
    filters = asked.body("SearchDeveloperMetadataRequest").get("dataFilters", [])
    book = files.book(asked.path["id"])
    found = [
        {"developerMetadata": item, "dataFilters": [one]}
        for one in filters
        for item in requests_metadata.matching(book, [one])
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


def get_metadata(files: Files, asked: Asked) -> Json:
    asked.only()
    number = asked.path["metadata"]
    found = files.book(asked.path["id"]).metadata.get(int(number) if number.isdigit() else -1)
    if found is None:
        raise GoogleError(404)
    return found


def get_by_filter(files: Files, asked: Asked) -> Json:
    """spreadsheets.getByDataFilter: as get, with filters in place of ranges."""
    asked.only()
    mask = masks.response_mask(asked.query.get("fields"), "Spreadsheet")
    body = asked.body("GetSpreadsheetByDataFilterRequest")
    book = files.book(asked.path["id"])
    found = [place for one in body.get("dataFilters", []) for place in places(book, one)]
    wanted = masks.below(mask, "sheets", "data") is not None
    with_cells = wanted if mask else bool(body.get("includeGridData"))
    return render.spreadsheet(book, View(asked.user, mask, found, with_cells))


def values_by_filter(files: Files, asked: Asked) -> Json:
    """values:batchGetByDataFilter."""
    asked.only()
    body = asked.body("BatchGetValuesByDataFilterRequest")
    book = files.book(asked.path["id"])
    how = Reading(
        body.get("valueRenderOption", "FORMATTED_VALUE"),
        body.get("dateTimeRenderOption", "SERIAL_NUMBER"),
        body.get("majorDimension", "ROWS"),
        str(book.properties["locale"]),
    )
    found = [
        {"valueRange": values.read(place, how), "dataFilters": [one]}
        for one in body.get("dataFilters", [])
        for place in places(book, one)
    ]
    return {"spreadsheetId": book.id} | ({"valueRanges": found} if found else {})


def update_values_by_filter(files: Files, asked: Asked) -> Json:
    """values:batchUpdateByDataFilter: the row is found at the moment of writing."""
    asked.only()
    body = asked.body("BatchUpdateValuesByDataFilterRequest")
    option = body.get("valueInputOption")
    if option not in values.INPUT_OPTIONS:
        raise invalid("'valueInputOption' is required but not specified")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        how = values_api.typing(asked, draft.book, option)
        written = [
            (one["dataFilter"], item)
            for index, one in enumerate(body.get("data", []))
            for item in _write(draft, index, one, how)
        ]
        answer = values.totals(draft.book.id, [item for _, item in written])
        answers = [item.answer(draft.book.id) | {"dataFilter": one} for one, item in written]
    for one in answers:
        del one["spreadsheetId"]
    return answer | ({"responses": answers} if answers else {})


def _write(draft: Draft, index: int, one: Json, how: Typing) -> list[values.Written]:
    rows = values.check_shape(one.get("values", []), f"data[{index}].values")
    rows = values.by_rows(rows, one.get("majorDimension", "ROWS"))
    found = places(draft.book, one.get("dataFilter", {}))
    return [values.write(draft, place, rows, how) for place in found]


def clear_values_by_filter(files: Files, asked: Asked) -> Json:
    """values:batchClearByDataFilter."""
    asked.only()
    filters = asked.body("BatchClearValuesByDataFilterRequest").get("dataFilters", [])
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        found = [place for one in filters for place in places(draft.book, one)]
        labels = [values.clear(draft, place) for place in found]
    return {"spreadsheetId": asked.path["id"]} | ({"clearedRanges": labels} if labels else {})


def copy_to(files: Files, asked: Asked) -> Json:
    """spreadsheets.sheets.copyTo: a tab as "Copy of ..." at the end of another file."""
    asked.only()
    target = asked.body("CopySheetToAnotherSpreadsheetRequest").get("destinationSpreadsheetId", "")
    number = asked.path["sheet"]
    source = files.book(asked.path["id"]).sheets.get(int(number) if number.isdigit() else -1)
    if source is None:
        raise invalid(f"The sheet ({number}) does not exist.")  # text not seen live
    with files.write(target, user=asked.user, now=asked.now) as draft:
        sheet = copied(source, draft.new_id(draft.book.sheets), _title(draft.book, source.title))
        draft.book.sheets[sheet.id] = sheet
        draft.check_size()
        return render.properties(draft.book, sheet)


def _title(book: Book, title: str) -> str:
    wanted, number = f"Copy of {title}", 1
    while book.find(wanted):
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted
