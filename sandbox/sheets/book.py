"""A spreadsheet file, and a draft of it in which a batch is applied before it counts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.sheets import a1
from sandbox.sheets.a1 import Box
from sandbox.sheets.cells import Cell, Value
from sandbox.sheets.errors import PROTECTED, TOO_MANY_CELLS, invalid
from sandbox.sheets.sheet import Json, Sheet

MOST_CELLS = 10_000_000
MOST_COLUMNS = 18_278
OWNERS = frozenset({"worker"})


@dataclass
class Book:
    """A spreadsheet. A committed one is never changed. `sheets` stand in the order of the tabs."""

    id: str
    properties: Json
    owner: str
    created: str
    modified: str
    sheets: dict[int, Sheet]
    named_ranges: dict[str, Json] = field(default_factory=dict)
    metadata: dict[int, Json] = field(default_factory=dict)
    permissions: list[Json] = field(default_factory=list)

    def find(self, title: str) -> Sheet | None:
        """The tab of this title; case counts only when two differ in nothing else."""
        for sheet in self.sheets.values():
            if sheet.title == title:
                return sheet
        low = title.lower()
        return next((s for s in self.sheets.values() if s.title.lower() == low), None)


@dataclass(frozen=True)
class Edit:
    """One line of the edit log: what a user changed where."""

    sheet: str
    cell: str
    old: Value
    new: Value


def new_sheet(sheet_id: int, title: str, *, rows: int = 1000, columns: int = 26) -> Sheet:
    grid = {"rowCount": rows, "columnCount": columns}
    return Sheet({"sheetId": sheet_id, "title": title, "sheetType": "GRID", "gridProperties": grid})


def new_book(book_id: str, title: str, *, owner: str, at: str) -> Book:
    """An empty file as Google makes it: Sheet1 with 1000 rows and 26 columns. `at`: RFC 3339."""
    properties = {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }
    sheet = new_sheet(0, "Sheet1")
    return Book(book_id, properties, owner, at, at, {0: sheet})


class Draft:
    """A copy of a file for one user's write; only the tabs that are touched are copied."""

    def __init__(self, book: Book, user: str) -> None:
        self.old = book
        self.user = user
        self.book = replace(
            book,
            properties=dict(book.properties),
            sheets=dict(book.sheets),
            named_ranges=dict(book.named_ranges),
            metadata=dict(book.metadata),
        )
        self.touched: set[int] = set()
        self.edits: list[Edit] = []

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab's working copy. Raises 400 when there is none."""
        if sheet_id not in self.book.sheets:
            raise invalid(f"No grid with id: {sheet_id}")
        if sheet_id not in self.touched:
            self.touched.add(sheet_id)
            self.book.sheets[sheet_id] = self.book.sheets[sheet_id].copy()
        return self.book.sheets[sheet_id]

    def put(self, sheet: Sheet, row: int, changes: Mapping[int, Cell]) -> None:
        """Set cells of a row, logging every value that changes."""
        old = sheet.put(row, changes)
        for column, (value, _) in changes.items():
            before = old.value(column)
            if before != value or type(before) is not type(value):
                name = a1.cell_name(row, column)
                self.edits.append(Edit(sheet.title, name, before, value))

    def note(self, sheet: Sheet, box: Box, what: str) -> None:
        """Log a change that is not one of single cells, such as a sort."""
        cells = a1.label("x", box)[2:] if box.height > 0 and box.width > 0 else ""
        self.edits.append(Edit(sheet.title, cells, None, what))

    def may_edit(self, rule: Json) -> bool:
        """Whether the user may change what this protected range covers."""
        if rule.get("warningOnly") or self.user in OWNERS or self.user == self.book.owner:
            return True
        return self.user in rule.get("editors", {}).get("users", [])

    def guard(self, sheet: Sheet, box: Box) -> None:
        """Raise 400 when a protection keeps the user from changing this rectangle."""
        for rule in sheet.lists.get("protectedRanges", []):
            covered = self.covered(sheet, rule)
            if covered and covered.meets(box) and not self.may_edit(rule):
                if not _left_open(sheet, rule, box):
                    raise invalid(PROTECTED)

    def covered(self, sheet: Sheet, rule: Json) -> Box | None:
        """The rectangle that a protection covers; None when its place is gone."""
        named = self.book.named_ranges.get(rule.get("namedRangeId", ""))
        return clip(sheet, (named or rule).get("range", {}))

    def new_id(self, taken: Mapping[int, Any]) -> int:
        while True:
            found = secrets.randbelow(2**31 - 1_000_000) + 1_000_000
            if found not in taken:
                return found

    def check_size(self) -> None:
        """Raise 400 when the file would pass Google's limits."""
        if sum(sheet.cell_count for sheet in self.book.sheets.values()) > MOST_CELLS:
            raise invalid(TOO_MANY_CELLS)
        if any(sheet.column_count > MOST_COLUMNS for sheet in self.book.sheets.values()):
            raise invalid(f"This action would increase the number of columns above {MOST_COLUMNS}.")


def _left_open(sheet: Sheet, rule: Json, box: Box) -> bool:
    holes = [clip(sheet, hole) for hole in rule.get("unprotectedRanges", [])]
    return any(hole and box.within(hole) for hole in holes)


def clip(sheet: Sheet, grid_range: Json) -> Box | None:
    """A GridRange within the tab's grid; open sides reach its edge. None when nothing is left."""
    bottom = min(grid_range.get("endRowIndex", sheet.row_count), sheet.row_count)
    right = min(grid_range.get("endColumnIndex", sheet.column_count), sheet.column_count)
    box = Box(
        grid_range.get("startRowIndex", 0), bottom, grid_range.get("startColumnIndex", 0), right
    )
    return box if box.height > 0 and box.width > 0 else None


def area(sheet: Sheet, grid_range: Json) -> Box:
    """A GridRange of a request as a rectangle. Raises 400 when it leaves the grid or is empty."""
    limits = (("Row", "row", sheet.row_count), ("Column", "column", sheet.column_count))
    for name, word, size in limits:
        start = grid_range.get(f"start{name}Index", 0)
        end = grid_range.get(f"end{name}Index", size)
        if start < 0 or end < start or start == end:
            raise invalid(f"start{name}Index[{start}] must be before end{name}Index[{end}]")
        if start >= size:
            raise invalid(f"start{name}Index[{start}] is after last {word} in grid[{size}]")
        if end > size:
            raise invalid(f"end{name}Index[{end}] is after last {word} in grid[{size}]")
    found = clip(sheet, grid_range)
    assert found, "limits were checked above"
    return found
