"""Where the columns of a tab stand now: found by their headers, wherever staff moved them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_schema import cells
from sheets_schema.columns import Kind, Raw, Tab

Cells = dict[str, str]  # header -> cell; empty cells are left out
OWN = "kolom "  # a column of the staff's own without a header of its own, by its letters
LAST = "ZZ"  # a range up to here ends at the grid's edge, so it holds notes beside the table too


@dataclass(frozen=True)
class Layout:
    """The header row of one tab, read. Columns count from 0."""

    tab: Tab
    header_row: tuple[str, ...]
    columns: Mapping[str, int]
    own: Mapping[str, int] = field(default_factory=dict)  # what staff added
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Nothing is written to a tab whose headers are missing or doubled."""
        return not self.missing and not self.doubled

    def letters(self, header: str) -> str:
        return letters(self.columns[header])

    @property
    def places(self) -> dict[str, int]:
        """Where each header stands, the staff's own too."""
        return {**self.own, **self.columns}

    def place(self, header: str) -> int | None:
        """Where this header stands; None when it does not. A note beside the table has a place."""
        if header in self.places:
            return self.places[header]
        word = header.removeprefix(OWN)
        at = column_of(word) if header.startswith(OWN) and word.isascii() and word.isalpha() else 0
        return at if at >= len(self.header_row) else None

    def name(self, at: int) -> str:
        """What the cells of this column are called here; "" under a header that stands twice."""
        if at >= len(self.header_row):
            return OWN + letters(at)
        return next((header for header, place in self.places.items() if place == at), "")

    def key_of(self, row: Sequence[Raw]) -> str:
        """The cell that tells this row apart, trimmed; "" when there is none."""
        return self.cell(row, self.tab.key).strip()

    def cell(self, row: Sequence[Raw], header: str) -> str:
        at = self.columns.get(header)
        if at is None or at >= len(row):
            return ""
        column = self.tab.column(header)
        return cells.parse(row[at], column.kind if column else Kind.TEXT)

    def telling(self, row: Sequence[Raw]) -> list[str]:
        """Headers of the cells in which a full identity number stands."""
        places = (at for at, raw in enumerate(row) if cells.shows_identity_number(raw))
        return [name for at in places if (name := self.name(at))]

    def cells(self, row: Sequence[Raw]) -> Cells:
        """The row by header, with the staff's own columns and what stands beside the table."""
        found = {header: self.cell(row, header) for header in self.columns}
        beside = {OWN + letters(at): at for at in range(len(self.header_row), len(row))}
        found |= {
            header: cells.parse(row[at], Kind.TEXT)
            for header, at in {**self.own, **beside}.items()
            if at < len(row)
        }
        return {header: cell for header, cell in found.items() if cell}


def read(tab: Tab, header_row: Sequence[Raw]) -> Layout:
    """The layout that this header row gives the tab."""
    names = trimmed(header_row)
    times = Counter(names)
    known = set(tab.headers)
    return Layout(
        tab=tab,
        header_row=names,
        columns={name: names.index(name) for name in tab.headers if times[name]},
        own={_own_name(names, at): at for at, name in enumerate(names) if name not in known},
        missing=tuple(name for name in tab.headers if not times[name]),
        doubled=tuple(name for name in tab.headers if times[name] > 1),
    )


def _own_name(names: Sequence[str], at: int) -> str:
    """A column of the staff's own by its header; by its letters where that says too little."""
    name, place = names[at], OWN + letters(at)
    if not name:
        return place
    return name if names.index(name) == at else f"{name} ({place})"


def fresh(tab: Tab) -> Layout:
    """The layout of a tab as it is provisioned."""
    return read(tab, tab.headers)


def letters(column: int) -> str:
    """The letters of a column that counts from 0: A, Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def column_of(word: str) -> int:
    """The column of these letters, from 0."""
    found = 0
    for letter in word.upper():
        found = found * 26 + ord(letter) - 64
    return found - 1


def quoted(title: str) -> str:
    """The tab's title as ranges name it."""
    return "'" + title.replace("'", "''") + "'"


def trimmed(header_row: Sequence[Raw]) -> tuple[str, ...]:
    """The header row without blanks around its names and without empty cells at its end."""
    names = [str(name).strip() for name in header_row]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
