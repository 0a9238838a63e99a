"""What one pass has read of the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sheets_schema.columns import Raw, Rows
from sheets_schema.layout import Layout

MOST_BLOCKS = 60  # ranges of one call: the address of a GET has a length


@dataclass
class View:
    """Rows count from 1. `keys` of a log hold only what was read of its ID column."""

    layouts: Mapping[str, Layout]
    keys: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    rows: dict[int, list[Raw]] = field(default_factory=dict)  # rows of Aduan, read in full
    statuses: dict[str, str] = field(default_factory=dict)  # number -> its Status cell
    blanks: list[int] = field(default_factory=list)  # rows of Aduan without a number
    doubled: dict[str, list[int]] = field(default_factory=dict)  # numbers in several rows of Aduan
    whole: set[str] = field(default_factory=set)  # logs whose whole ID column was read
    reference: dict[str, Rows] = field(default_factory=dict)  # rows, header first

    @property
    def aduan(self) -> Layout | None:
        """The register's layout, unless the tab is missing or its headers are."""
        layout = self.layouts.get("Aduan")
        return layout if layout and layout.sound else None

    def number_at(self, row: int) -> str:
        """The number that stands in this row of Aduan; it must have been read in full."""
        return self.aduan.key_of(self.rows[row]) if self.aduan and row in self.rows else ""


def index(keys: Iterable[str], *, first: int) -> dict[str, list[int]]:
    """The rows of each key, when the first key stands in row `first`."""
    found: dict[str, list[int]] = {}
    for row, key in enumerate(keys, start=first):
        if key:
            found.setdefault(key, []).append(row)
    return found


def blocks(rows: Iterable[int], *, most: int = MOST_BLOCKS) -> list[tuple[int, int]]:
    """At most `most` spans that cover all rows, with as few rows between them as possible."""
    ordered = sorted(set(rows))
    if not ordered:
        return []
    gaps = sorted(
        range(1, len(ordered)), key=lambda at: ordered[at] - ordered[at - 1], reverse=True
    )
    # Neighbours never need a gap; a few rows too many cost less than another range.
    cuts = sorted(at for at in gaps[: most - 1] if ordered[at] - ordered[at - 1] > 4)
    starts, ends = [0, *cuts], [*cuts, len(ordered)]
    return [(ordered[s], ordered[e - 1]) for s, e in zip(starts, ends, strict=True)]
