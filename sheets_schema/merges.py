"""Cells of Aduan that staff merged: what lay under the merge is gone from the Sheet.

That nobody meant to empty those cells is known from the merge. While it stands they are neither
taken in nor written, an alarm asks to undo it, and then what stood there is written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from desk.schema import complaints
from sheets_schema.layout import Cells, Layout, letters
from sheets_schema.tables import ADUAN
from sheets_schema.typed import Typed

FIELDS = "sheets.merges"
CODE = f"lembar:{ADUAN.title}:gabung"


@dataclass(frozen=True)
class Merge:
    """A merged block. Rows and columns count from 0, the ends are outside."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def place(self) -> str:
        return f"{letters(self.left)}{self.top + 1}:{letters(self.right - 1)}{self.bottom}"

    def hides(self, row: int, column: int) -> bool:
        """Whether this cell lies under the block's first one. `row` counts from 0."""
        inside = self.top <= row < self.bottom and self.left <= column < self.right
        return inside and (row, column) != (self.top, self.left)


def of_answer(answer: Mapping[str, Any]) -> tuple[Merge, ...]:
    """The merges of Aduan, from spreadsheets.get with `FIELDS` and the tabs' properties."""
    return tuple(
        Merge(
            merge.get("startRowIndex", 0),
            merge["endRowIndex"],
            merge.get("startColumnIndex", 0),
            merge["endColumnIndex"],
        )
        for entry in answer.get("sheets", [])
        if entry["properties"]["title"] == ADUAN.title
        for merge in entry.get("merges", ())
    )


def hidden(merges: Iterable[Merge], layout: Layout, row: int) -> frozenset[str]:
    """Our headers whose cells in this row lie under a merge. `row` counts from 1."""
    return frozenset(
        header
        for merge in merges
        for header, at in layout.columns.items()
        if merge.hides(row - 1, at)
    )


def leave_out(typed: Typed, headers: Iterable[str]) -> None:
    """Cells that a merge emptied: the Sheet shows them empty, and nobody meant anything by it."""
    emptied = [header for header in headers if typed.left.get(header) == ""]
    if emptied:
        typed.settle(emptied)
        typed.connection.execute(
            update(complaints)
            .where(complaints.c.number == typed.number)
            .values(sheet_pending=True)  # to be written when the merge is undone
        )


def visible(cells: Cells, merges: Iterable[Merge], layout: Layout | None, row: int) -> Cells:
    """Of cells to be written in this row those that no merge hides."""
    under = hidden(merges, layout, row) if layout else frozenset()
    return {header: cell for header, cell in cells.items() if header not in under}


def sentences(merges: Iterable[Merge], layout: Layout | None) -> dict[str, str]:
    """code -> sentence, while a merge hides cells of ours."""
    if layout is None:
        return {}
    places = [merge.place for merge in merges if _matters(merge, layout)]
    if not places:
        return {}
    return {
        CODE: f"Sel {', '.join(places[:3])} di tab Aduan digabung. Isi yang tertutup tersimpan di "
        "Wadul dan ditulis lagi sesudah gabungan dipisah: pilih sel itu, lalu Format > Gabungkan "
        "sel > Pisahkan."
    }


def _matters(merge: Merge, layout: Layout) -> bool:
    return any(hidden([merge], layout, row + 1) for row in range(merge.top, merge.bottom))
