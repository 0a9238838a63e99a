"""The empty tab that a new file begins with: removed once the register's own tabs stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.layout import quoted
from sheets_schema.reference_tabs import TITLES

NAMES = ("Sheet1", "Lembar1")  # as Google names it in English and in Indonesian
#: Everything that a person may have put there; a mere look of cells does not count.
CONTENT = (
    "sheets(properties(sheetId,title),data(rowData(values(userEnteredValue,note,dataValidation,"
    "pivotTable))),charts(chartId),merges,filterViews(filterViewId),basicFilter(range),"
    "slicers(slicerId),conditionalFormats(ranges),protectedRanges(protectedRangeId),"
    "bandedRanges(bandedRangeId),developerMetadata(metadataId))"
)


def remove(sheet: Sheet, titles: Collection[str]) -> str:
    """Remove it when it is completely empty; returns its title, "" when nothing was removed."""
    spare = next((name for name in NAMES if name in titles), "")
    if not spare or not set(TITLES) <= set(titles):
        return ""
    entry = sheet.describe(CONTENT, [quoted(spare)])["sheets"][0]
    if not is_empty(entry):
        return ""
    tab = {"sheetId": entry["properties"].get("sheetId", 0)}
    try:
        sheet.write({"requests": [{"deleteSheet": tab}]})
    except SheetError as error:
        if error.status != 400:  # somebody was faster
            raise
        return ""
    return spare


def is_empty(entry: Mapping[str, Any]) -> bool:
    """Whether nobody has put anything into this tab, as `CONTENT` describes it."""
    kinds = entry.keys() - {"properties", "data"}
    rows = (row for data in entry.get("data", ()) for row in data.get("rowData", ()))
    cells = (cell for row in rows for cell in row.get("values", ()))
    return not any(entry[kind] for kind in kinds) and not any(cells)
