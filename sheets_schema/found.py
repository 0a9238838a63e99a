"""What a spreadsheet is found to be like, tab by tab, before anything is provisioned in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_schema.client import Sheet
from sheets_schema.columns import Tab
from sheets_schema.header_row import is_header
from sheets_schema.layout import Layout, quoted, read

FILE = "properties(locale,timeZone),sheets(properties(sheetId,title,index))"
TABS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount,frozenRowCount)),"
    "protectedRanges(description),conditionalFormats(booleanRule(condition)),"
    "data(startRow,rowData(values(userEnteredValue,dataValidation(condition),"
    "userEnteredFormat(numberFormat)))))"
)
SAMPLE_ROWS = 10


@dataclass(frozen=True)
class FoundFile:
    """The spreadsheet's own properties."""

    locale: str
    timezone: str
    tabs: Mapping[int, str]  # sheetId -> title

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(self.tabs.values())


@dataclass(frozen=True)
class FoundTab:
    """One tab and its first rows."""

    tab: Tab
    sheet_id: int
    frozen: bool
    width: int  # grid columns
    height: int  # grid rows
    layout: Layout
    empty: bool  # no row below the header has a value
    headers_at: int = 0  # the row, from 0, in which the headers stand
    first_row: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # row 2 by column
    protections: frozenset[str] = frozenset()  # descriptions
    conditions: tuple[Mapping[str, Any], ...] = ()

    def number_format(self, column: int) -> str:
        look = self.first_row.get(column, {}).get("userEnteredFormat", {})
        return str(look.get("numberFormat", {}).get("type", ""))

    def dropdown(self, column: int) -> tuple[str, frozenset[str]]:
        """(kind, values) of the rule that stands in row 2."""
        rule = self.first_row.get(column, {}).get("dataValidation", {}).get("condition", {})
        return str(rule.get("type", "")), _values(rule)

    def has_condition(self, kind: str, text: str) -> bool:
        return any(
            rule.get("type") == kind and any(text in value for value in _values(rule))
            for rule in self.conditions
        )


def _values(rule: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(value.get("userEnteredValue", "")) for value in rule.get("values", []))


def find_file(sheet: Sheet) -> FoundFile:
    answer = sheet.describe(FILE)
    properties = answer.get("properties", {})
    entries = [entry["properties"] for entry in answer.get("sheets", [])]
    tabs = {entry.get("sheetId", 0): entry["title"] for entry in entries}
    return FoundFile(properties.get("locale", ""), properties.get("timeZone", ""), tabs)


def find_tabs(sheet: Sheet, tabs: Iterable[Tab]) -> list[FoundTab]:
    """These tabs, which must exist, with their first rows; one call."""
    by_title = {tab.title: tab for tab in tabs}
    if not by_title:
        return []
    ranges = [f"{quoted(title)}!1:{SAMPLE_ROWS}" for title in by_title]
    answer = sheet.describe(TABS, ranges)
    return [
        _tab(by_title[entry["properties"]["title"]], entry)
        for entry in answer.get("sheets", [])
        if entry["properties"]["title"] in by_title
    ]


def _tab(tab: Tab, entry: Mapping[str, Any]) -> FoundTab:
    properties = entry["properties"]
    grid = properties.get("gridProperties", {})
    rows = [row.get("values", []) for row in (entry.get("data") or [{}])[0].get("rowData", [])]
    shown = [[_shown(cell) for cell in row] for row in rows]
    rules = entry.get("conditionalFormats", [])
    return FoundTab(
        tab=tab,
        sheet_id=properties.get("sheetId", 0),
        frozen=grid.get("frozenRowCount", 0) >= 1,
        width=grid.get("columnCount", 0),
        height=grid.get("rowCount", 0),
        layout=read(tab, shown[0] if shown else []),
        empty=not any(cell for row in shown[1:] for cell in row),
        headers_at=_headers_at(tab, shown),
        first_row=dict(enumerate(rows[1])) if len(rows) > 1 else {},
        protections=frozenset(
            protected.get("description", "") for protected in entry.get("protectedRanges", [])
        ),
        conditions=tuple(rule.get("booleanRule", {}).get("condition", {}) for rule in rules),
    )


def _headers_at(tab: Tab, rows: Sequence[Sequence[str]]) -> int:
    """The first row that is the tab's header row; 0 also when none is."""
    return next((at for at, row in enumerate(rows) if is_header(read(tab, row))), 0)


def _shown(cell: Mapping[str, Any]) -> str:
    value = cell.get("userEnteredValue", {})
    return str(next(iter(value.values()), ""))
