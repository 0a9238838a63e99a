"""The register's file and its further ones, read tab by tab in large pieces."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from sheets_schema import layout as layouts
from sheets_schema.client import Sheet
from sheets_schema.columns import Rows, Tab
from sheets_schema.errors import SheetError
from sheets_schema.layout import Cells, Layout, quoted
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT

#: Rows in one call: a few megabytes, which Google answers in seconds.
PIECE = {ADUAN.title: 4_000, RIWAYAT.title: 10_000, PERCAKAPAN.title: 10_000}
ARCHIVE = re.compile(r"Arsip \d{4}")
PROPERTIES = "sheets(properties(title,gridProperties(rowCount)))"
PATIENCE_S, WAIT_S = 600.0, 5.0

T = TypeVar("T")
#: Told of what is read: the tab, rows so far, rows in all.
Progress = Callable[[str, int, int], None]


class RebuildError(Exception):
    """The Sheet cannot be read as a register; the message is one Indonesian sentence."""


@dataclass(frozen=True)
class File:
    """A spreadsheet of the register. `name`: "" for its own file, the id of a further one."""

    sheet: Sheet
    name: str = ""

    def tabs(self) -> dict[str, int]:
        """The tabs' titles and how many rows their grids have. The first thing that is asked: who
        cannot be reached now is not waited for."""
        answer = self.sheet.describe(PROPERTIES)
        found = [entry["properties"] for entry in answer.get("sheets", [])]
        return {
            entry["title"]: int(entry.get("gridProperties", {}).get("rowCount", 1))
            for entry in found
        }

    def rows(self, tab: Tab, grid_rows: int, progress: Progress) -> Iterator[list[Cells]]:
        """All rows that have a key, by header, in pieces. RebuildError: a header is missing."""
        layout: Layout | None = None
        size = PIECE.get(tab.title, PIECE[ADUAN.title])
        for first in range(2, max(grid_rows, 2) + 1, size):
            last = min(first + size - 1, max(grid_rows, 2))
            wanted = [f"{quoted(tab.title)}!{first}:{last}"]
            if layout is None:
                header, found = self._read([f"{quoted(tab.title)}!1:1", *wanted])
                layout = _sound(layouts.read(tab, header[0] if header else ()))
            else:
                (found,) = self._read(wanted)
            progress(self._called(tab), last - 1, max(grid_rows, 2) - 1)
            yield [layout.cells(row) for row in found if layout.key_of(row)]

    def keys(self, tab: Tab) -> set[str]:
        """Every key of a tab, in one call."""
        header, *_ = self._read([f"{quoted(tab.title)}!1:1"])
        layout = _sound(layouts.read(tab, header[0] if header else ()))
        column = layout.letters(tab.key)
        (found,) = self._read([f"{quoted(tab.title)}!{column}2:{column}"])
        return {str(row[0]).strip() for row in found if row and str(row[0]).strip()}

    def raw(self, titles: list[str]) -> dict[str, Rows]:
        """These tabs as they are, header first, in one call."""
        found = self._read([quoted(title) for title in titles])
        return dict(zip(titles, found, strict=True))

    def _read(self, ranges: list[str]) -> list[Rows]:
        return patiently(lambda: self.sheet.read(ranges))

    def _called(self, tab: Tab) -> str:
        return f"{tab.title} ({self.name[:8]}…)" if self.name else tab.title


def registers(titles: dict[str, int]) -> list[Tab]:
    """Aduan and the archive tabs among these: all that have Aduan's columns."""
    found = [ADUAN] if ADUAN.title in titles else []
    years = sorted(title for title in titles if ARCHIVE.fullmatch(title))
    return found + [replace(ADUAN, title=title) for title in years]


def _sound(layout: Layout) -> Layout:
    if layout.sound:
        return layout
    names = ", ".join((*layout.missing, *layout.doubled))
    raise RebuildError(
        f"Tab {layout.tab.title}: judul kolom {names} tidak ada atau ada dua kali di baris 1. "
        "Perbaiki judulnya, lalu jalankan lagi."
    )


def patiently(ask: Callable[[], T]) -> T:
    """Ask again while Google is busy or away, for ten minutes. SheetError after that."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except SheetError as error:
            if error.permanent or time.monotonic() + WAIT_S > end:
                raise
            time.sleep(WAIT_S)
