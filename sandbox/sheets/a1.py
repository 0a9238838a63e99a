"""Rectangles of cells and their A1 notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

CORNER = re.compile(r"^\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?$")
PLAIN_TITLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_.]*$")
LOOKS_LIKE_A_CELL = re.compile(r"^([A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*)$")


@dataclass(frozen=True, slots=True)
class Box:
    """Rows [top, bottom) and columns [left, right), counted from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def meets(self, other: Box) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def within(self, other: Box) -> bool:
        return (
            other.top <= self.top
            and self.bottom <= other.bottom
            and other.left <= self.left
            and self.right <= other.right
        )

    def grid_range(self, sheet_id: int) -> dict[str, Any]:
        """As a GridRange; like every proto3 zero, sheet 0 is left out."""
        shown: dict[str, Any] = {"sheetId": sheet_id} if sheet_id else {}
        return shown | {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }


@dataclass(frozen=True, slots=True)
class Open:
    """A rectangle as it was written: a side that was not given is None."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @property
    def single(self) -> bool:
        """One cell: to a write this names only where to begin."""
        return (
            self.top is not None
            and self.left is not None
            and self.bottom == self.top + 1
            and self.right == self.left + 1
        )


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def quoted(title: str) -> str:
    """A tab's title as ranges show it: quoted only where needed."""
    if PLAIN_TITLE.match(title) and not LOOKS_LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def label(title: str, box: Box) -> str:
    """`Sheet1!A1:B2`; a single cell collapses to `Sheet1!A1`."""
    first = cell_name(box.top, box.left)
    last = cell_name(box.bottom - 1, box.right - 1)
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")


def split(text: str) -> tuple[str | None, str | None]:
    """The tab's title and the cells of a range; what is not there is None.

    A text without "!" may be either: the whole text comes back as the title.
    """
    if text.startswith("'"):
        match = re.match(r"^'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if not match:
            return None, None
        return match[1].replace("''", "'"), match[2]
    if "!" in text:
        title, _, cells = text.rpartition("!")
        return title, cells
    return text, None


def parse_cells(text: str) -> Open | None:
    """The rectangle that `A1`, `A1:B2`, `A:C`, `2:5` or `B3:D` names, None when it names none."""
    first, colon, last = text.partition(":")
    start, end = CORNER.match(first), CORNER.match(last or first)
    if not start or not end or not first or (colon and not last):
        return None
    if not colon and not (start[1] and start[2]):
        return None
    rows = _ordered(_row(start[2]), _row(end[2]))
    columns = _ordered(_column(start[1]), _column(end[1]))
    return Open(rows[0], rows[1], columns[0], columns[1])


def _row(digits: str | None) -> int | None:
    return int(digits) - 1 if digits else None


def _column(letters: str | None) -> int | None:
    return column_index(letters) if letters else None


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None:
        return min(first, last), max(first, last) + 1
    if first is None and last is not None:
        return last, None
    return first, None
