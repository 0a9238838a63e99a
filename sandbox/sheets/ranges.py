"""Finding the cells that an A1 text means in a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.sheets import a1
from sandbox.sheets.a1 import Box, Open
from sandbox.sheets.book import Book, clip
from sandbox.sheets.errors import invalid
from sandbox.sheets.sheet import Sheet


@dataclass(frozen=True)
class Range:
    """A tab, the rectangle as it was written, and the part of it that lies in the grid."""

    sheet: Sheet
    written: Open
    box: Box

    @property
    def label(self) -> str:
        return a1.label(self.sheet.title, self.box)


def find(book: Book, text: str) -> Range:
    """The range of an A1 text or of a named range.

    Raises 400 "Unable to parse range" when tab or cells do not exist, "exceeds grid limits" when it
    begins outside the grid; what reaches past the grid is clipped.
    """
    title, cells = a1.split(text)
    if cells is None and title is not None and not text.startswith("'"):
        return _bare(book, title, text)
    sheet = book.find(title) if title is not None else None
    written = a1.parse_cells(cells) if cells is not None else Open()
    if sheet is None or written is None:
        raise invalid(f"Unable to parse range: {text}")
    return _within(sheet, written)


def _bare(book: Book, word: str, text: str) -> Range:
    """A text without "!": a named range, a tab, or cells of the first tab."""
    for named in book.named_ranges.values():
        if named["name"] == word and "range" in named:
            return of_grid_range(book, named["range"])
    sheet = book.find(word)
    if sheet is not None:
        return _within(sheet, Open())
    written = a1.parse_cells(word)
    if written is None:
        raise invalid(f"Unable to parse range: {text}")
    return _within(next(iter(book.sheets.values())), written)


def of_grid_range(book: Book, grid_range: dict[str, int]) -> Range:
    """The range of a GridRange. Raises 400 when it has no tab."""
    sheet = book.sheets.get(grid_range.get("sheetId", 0))
    if sheet is None:
        raise invalid(f"No grid with id: {grid_range.get('sheetId', 0)}")
    written = Open(
        grid_range.get("startRowIndex"),
        grid_range.get("endRowIndex"),
        grid_range.get("startColumnIndex"),
        grid_range.get("endColumnIndex"),
    )
    return _within(sheet, written)


def _within(sheet: Sheet, written: Open) -> Range:
    grid_range = {
        "startRowIndex": written.top,
        "endRowIndex": written.bottom,
        "startColumnIndex": written.left,
        "endColumnIndex": written.right,
    }
    box = clip(sheet, {name: edge for name, edge in grid_range.items() if edge is not None})
    if box is None:
        raise invalid(_exceeds(sheet, written))
    return Range(sheet, written, box)


def _exceeds(sheet: Sheet, written: Open) -> str:
    top, left = written.top or 0, written.left or 0
    outer = Box(top, written.bottom or top + 1, left, written.right or left + 1)
    return (
        f"Range ({a1.label(sheet.title, outer)}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def check_inside(sheet: Sheet, box: Box) -> None:
    """Raise 400 "exceeds grid limits" when a rectangle leaves the grid."""
    if not box.within(sheet.box):
        raise invalid(_exceeds(sheet, Open(box.top, box.bottom, box.left, box.right)))
