"""The answer of a write: whether every value landed in the row and column it was meant for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sheets_schema import cells
from sheets_schema import layout as layouts
from sheets_schema.batch import Batch
from sheets_schema.columns import Kind, Raw
from sheets_schema.layout import Cells, Layout, quoted
from sheets_schema.tables import ADUAN
from sheets_schema.view import View, blocks

#: Only values come back, and only of the ranges that `asked` names: answers stay small.
FIELDS = (
    "replies,updatedSpreadsheet(sheets(properties(sheetId),"
    "data(startRow,startColumn,rowData(values(effectiveValue)))))"
)


@dataclass(frozen=True)
class Echo:
    """What the spreadsheet says right after the write, by tab."""

    headers: Mapping[str, tuple[Raw, ...]] = field(default_factory=dict)
    keys: Mapping[str, Mapping[int, str]] = field(default_factory=dict)  # tab -> row -> key


def asked(batch: Batch, found: Mapping[str, Layout]) -> dict[str, Any]:
    """What to add to the request: the header rows, and the keys of the touched rows."""
    ranges = [f"{quoted(tab)}!1:1" for tab in batch.tabs]
    for tab in batch.tabs:
        letters = found[tab].letters(found[tab].tab.key)
        for first, last in blocks(update.row for update in batch.updates if update.tab == tab):
            ranges.append(f"{quoted(tab)}!{letters}{first}:{letters}{last}")
    return {
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ranges,
    }


def read(
    answer: Mapping[str, Any], found: Mapping[str, Layout], sheet_ids: Mapping[str, int]
) -> Echo:
    titles = {sheet_id: title for title, sheet_id in sheet_ids.items()}
    headers: dict[str, tuple[Raw, ...]] = {}
    keys: dict[str, dict[int, str]] = {}
    for entry in answer.get("updatedSpreadsheet", {}).get("sheets", []):
        title = titles.get(entry.get("properties", {}).get("sheetId", 0), "")
        if title not in found:
            continue
        for data in entry.get("data", []):
            first = data.get("startRow", 0) + 1
            rows = [row.get("values", []) for row in data.get("rowData", [])]
            if first == 1:
                headers[title] = tuple(_value(cell) for cell in rows[0]) if rows else ()
            else:
                column = keys.setdefault(title, {})
                for row, values in enumerate(rows, start=first):
                    column[row] = str(_value(values[0])).strip() if values else ""
    return Echo(headers, keys)


def _value(cell: Mapping[str, Any]) -> Raw:
    return next(iter(cell.get("effectiveValue", {}).values()), "")


def judge(batch: Batch, echo: Echo) -> tuple[Batch, dict[str, Cells]]:
    """The batch with only what landed where it was meant to, and what did not.

    The second part: number -> cells of ours that stand in its row by mistake.
    """
    good = []
    strays: dict[str, Cells] = {}
    moved = {tab for tab in batch.tabs if not _columns_stand(batch, echo, tab)}
    for update in batch.updates:
        there = echo.keys.get(update.tab, {}).get(update.row, update.key)
        if update.tab in moved:
            if update.tab == ADUAN.title:
                _, astray = _where(update.cells, batch, echo.headers[update.tab])
                strays.setdefault(update.key, {}).update(astray)
        elif there == update.key:
            good.append(update)
        elif update.tab == ADUAN.title and there:
            strays.setdefault(there, {}).update(update.cells)
    appended: dict[str, dict[str, Cells]] = {}
    for tab, rows in batch.appended.items():
        appended[tab] = {key: {} for key in rows} if tab in moved else dict(rows)
        for key, row in rows.items() if tab in moved and tab == ADUAN.title else ():
            appended[tab][key], strays[key] = _where(row, batch, echo.headers[tab])
    return Batch(batch.id, appended, tuple(good), batch.removals, batch.headers), strays


def _columns_stand(batch: Batch, echo: Echo, tab: str) -> bool:
    if tab not in echo.headers:
        return True
    return layouts.trimmed(echo.headers[tab]) == layouts.trimmed(batch.headers[tab])


def _where(row: Cells, batch: Batch, header_row: Sequence[Raw]) -> tuple[Cells, Cells]:
    """The columns have moved: what stands under its header all the same, and the rest by the
    headers under which it stands now."""
    before = layouts.read(ADUAN, batch.headers[ADUAN.title])
    now = layouts.read(ADUAN, header_row)
    places = {header: before.place(header) for header in row}
    there = {header: now.name(at) for header, at in places.items() if at is not None}
    in_place = {header: row[header] for header, name in there.items() if name == header}
    astray = {n: _read_as(n, h, row[h]) for h, n in there.items() if n and n != h}
    return in_place, astray


def _read_as(there: str, header: str, cell: str) -> str:
    """What this cell of `header` says in the column `there`: a date among texts is a number."""
    column, other = ADUAN.column(header), ADUAN.column(there)
    written = cells.value(cell, column.kind if column else Kind.TEXT).get("userEnteredValue", {})
    raw = next(iter(written.values()), "")
    return cells.parse(raw, other.kind if other else Kind.TEXT)


def from_view(batch: Batch, view: View) -> dict[str, Cells]:
    """The same from a later read, when the write's own answer was lost.

    A row that stands where we wrote and says what we wrote, but is another complaint's, or says it
    in the columns that stand now where ours stood.
    """
    strays: dict[str, Cells] = {}
    layout = view.aduan
    moved = _have_moved(batch, layout)
    for update in batch.updates:
        there = view.number_at(update.row)
        if update.tab != ADUAN.title or layout is None or not there:
            continue
        cells = _where(update.cells, batch, layout.header_row)[1] if moved else update.cells
        is_astray = there != update.key or (moved and any(cells.values()))
        if is_astray and _says(layout.cells(view.rows[update.row]), cells):
            strays.setdefault(there, {}).update(cells)
    return strays


def appended_from_view(batch: Batch, view: View) -> tuple[Batch, dict[str, Cells]]:
    """The batch with what landed in place of its new rows, and the rest, as `judge` gives them."""
    rows, layout = dict(batch.appended.get(ADUAN.title, {})), view.aduan
    strays: dict[str, Cells] = {}
    if layout is None or not rows or not _have_moved(batch, layout):
        return batch, strays
    found = [layout.cells(raw) for raw in view.rows.values()]
    for key, row in rows.items():
        in_place, astray = _where(row, batch, layout.header_row)
        if any(_says(shown, astray) for shown in found):
            rows[key], strays[key] = in_place, astray
    return replace(batch, appended={**batch.appended, ADUAN.title: rows}), strays


def _have_moved(batch: Batch, layout: Layout | None) -> bool:
    before = batch.headers.get(ADUAN.title)
    return layout is not None and before is not None and layout.header_row != tuple(before)


def _says(shown: Cells, cells: Cells) -> bool:
    return bool(cells) and all(shown.get(header, "") == cell for header, cell in cells.items())
