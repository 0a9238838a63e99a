"""The tabs of a file and the size of their grids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROPERTIES = "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))"
MOST_CELLS = 10_000_000  # of a file, Google's limit
ARCHIVE = re.compile(r"Arsip (\d{4})")


@dataclass(frozen=True)
class Grid:
    """A tab as it stands in its file."""

    title: str
    sheet_id: int
    rows: int
    columns: int


@dataclass(frozen=True)
class File:
    """A spreadsheet's tabs, by title."""

    tabs: Mapping[str, Grid]

    @property
    def cells(self) -> int:
        """As Google counts them: every cell of the grids, also the empty ones."""
        return sum(grid.rows * grid.columns for grid in self.tabs.values())

    @property
    def years(self) -> list[int]:
        """Of its archive tabs, the oldest first."""
        return sorted(int(found[1]) for title in self.tabs if (found := ARCHIVE.fullmatch(title)))


def of_answer(answer: Mapping[str, Any]) -> File:
    """From spreadsheets.get with `PROPERTIES`."""
    found = [entry["properties"] for entry in answer.get("sheets", [])]
    return File({entry["title"]: _grid(entry) for entry in found})


def _grid(entry: Mapping[str, Any]) -> Grid:
    size = entry.get("gridProperties", {})
    return Grid(
        entry["title"],
        entry.get("sheetId", 0),
        size.get("rowCount", 0),
        size.get("columnCount", 0),
    )
