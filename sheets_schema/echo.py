"""The answer of a write: whether every value landed in the row and column it was meant for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
                _, astray = _where(update.cells, batch, echo)
                strays.setdefault(update.key, {}).update(astray)
        elif there == update.key:
            good.append(update)
        elif update.tab == ADUAN.title and there:
            strays.setdefault(there, {}).update(update.cells)
    appended: dict[str, dict[str, Cells]] = {}
    for tab, rows in batch.appended.items():
        appended[tab] = {key: {} for key in rows} if tab in moved else dict(rows)
        for key, row in rows.items() if tab in moved and tab == ADUAN.title else ():
            appended[tab][key], strays[key] = _where(row, batch, echo)
    return Batch(batch.id, appended, tuple(good), batch.removals, batch.headers), strays


def _columns_stand(batch: Batch, echo: Echo, tab: str) -> bool:
    if tab not in echo.headers:
        return True
    return layouts.trimmed(echo.headers[tab]) == layouts.trimmed(batch.headers[tab])


def _where(row: Cells, batch: Batch, echo: Echo) -> tuple[Cells, Cells]:
    """The columns have moved: what stands under its header all the same, and the rest by the
    headers under which it stands now."""
    before = layouts.read(ADUAN, batch.headers[ADUAN.title])
    now = layouts.read(ADUAN, echo.headers[ADUAN.title])
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

    A row that stands where we wrote, but is another complaint's, and says what we wrote.
    """
    strays: dict[str, Cells] = {}
    layout = view.aduan
    for update in batch.updates:
        there = view.number_at(update.row)
        if update.tab != ADUAN.title or layout is None or there in ("", update.key):
            continue
        shown = layout.cells(view.rows[update.row])
        same = {h: cell for h, cell in update.cells.items() if shown.get(h, "") == cell}
        if same and len(same) == len(update.cells):
            strays.setdefault(there, {}).update(same)
    return strays
