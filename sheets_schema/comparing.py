"""Three values per cell: what the Sheet showed last, what it shows now, what it should show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sheets_schema.bases import Base
from sheets_schema.columns import Tab
from sheets_schema.layout import Cells

Flying = Mapping[str, Collection[str]]  # header -> values that are on their way to this row


@dataclass(frozen=True)
class Difference:
    """How a row differs from what it showed last. Cells of "" were emptied."""

    ours: Cells = field(default_factory=dict)  # as we want them, or as we wrote them
    edits: Cells = field(default_factory=dict)  # a person's
    strays: Cells = field(default_factory=dict)  # written by us for another row

    def __bool__(self) -> bool:
        return bool(self.ours or self.edits or self.strays)


def compare(tab: Tab, shown: Cells, base: Base, *, desired: Cells, flying: Flying) -> Difference:
    """Only a value that is neither the last one nor ours is a person's edit."""
    ours: Cells = {}
    edits: Cells = {}
    strays: Cells = {}
    known = set(tab.headers)
    for header in (shown.keys() | base.cells.keys()) - {tab.key}:
        now, before = shown.get(header, ""), base.cells.get(header, "")
        if now == before:
            continue
        if base.strays.get(header) == now:
            strays[header] = now
        elif header not in known or now == desired.get(header, "") or now in flying.get(header, ()):
            ours[header] = now
        else:
            edits[header] = now
    return Difference(ours, edits, strays)


def with_cells(base: Base, cells: Mapping[str, str]) -> Base:
    """The base with these cells; empty ones are left out."""
    merged = {**base.cells, **cells}
    return replace(base, cells={header: cell for header, cell in merged.items() if cell})


def to_write(tab: Tab, base: Base, desired: Cells) -> Cells:
    """The cells that must change: whose desired value is not what the Sheet shows.

    A cell with an unsettled edit waits; "" empties a cell.
    """
    open_edits = base.edits or {}
    return {
        header: desired.get(header, "")
        for header in tab.headers
        if header not in open_edits and desired.get(header, "") != base.cells.get(header, "")
    }
