"""What one process remembers of the spreadsheet between two passes; losing it loses nothing.

All of it comes back with the first reads of a new process. What must not be forgotten (what the
Sheet last showed, what is in flight) is in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sheets_schema.grids import File
from sheets_schema.layout import Cells, Layout
from sheets_schema.merges import Merge
from sheets_schema.register import Numbers

MOST_BUNDLES = 500
HEADERS_FACT = "sheet_headers"  # tab -> its last sound header row


@dataclass
class Known:
    """Rows count from 1, as the Sheet shows them."""

    titles: frozenset[str] | None = None  # tabs that exist; None: not looked yet
    sheet_ids: dict[str, int] = field(default_factory=dict)
    look_alikes: dict[str, str] = field(default_factory=dict)  # missing tab -> one with its headers
    described_at: datetime | None = None
    full_at: datetime | None = None  # when all rows of Aduan were last read
    reference_at: datetime | None = None
    layouts: dict[str, Layout] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)  # tab -> key -> row
    last: dict[str, int] = field(default_factory=dict)  # tab -> last row that has a key
    tails: dict[str, str] = field(default_factory=dict)  # tab -> key in that row
    numbers: Numbers = field(default_factory=Numbers)  # as read last
    blanks: tuple[int, ...] = ()  # rows of Aduan without a number that we gave
    merges: tuple[Merge, ...] = ()  # of Aduan, as last described
    guards: tuple[str, ...] = ()  # ids of our named ranges, as last described
    file: File | None = None  # its tabs and their sizes, as last described
    archives: frozenset[str] = frozenset()  # archive tabs that the file should have
    noted: File | None = None  # the same, as the archive has looked at it
    further_files: int = 0  # that archived years may go to
    quiet_since: datetime | None = None  # since when nobody has typed into Aduan
    statuses: dict[str, str] | None = None  # number -> Status of its base: rows in the Sheet
    typed: dict[int, Cells] = field(default_factory=dict)  # rows typed by hand, read once
    recap_at: datetime | None = None  # when Rekap Bulanan was last found as it should be
    recap_months: tuple[str, ...] = ()  # that were published then
    recap_wrong: str = ""  # what keeps it from being written
    gone: dict[str, int] = field(default_factory=dict)  # number -> passes without its row
    reference_layouts: dict[str, Layout] = field(default_factory=dict)
    reference: dict[str, str] = field(default_factory=dict)  # tab -> digest that was taken in
    reference_seen: dict[str, str] = field(default_factory=dict)  # tab -> digest read once
    #: Notes for refused cells of the reference tabs that were read: tab -> row, header, sentence.
    refused: dict[str, list[list[Any]]] = field(default_factory=dict)
    largest: int = MOST_BUNDLES  # in one batch; fewer after a refusal, to find the one refused
    no_room_at: datetime | None = None  # when Google last said that the file is full
    in_bin: bool = False  # the file lies in its owner's bin
    parked: dict[str, datetime] = field(default_factory=dict)  # key Google refused -> since when
    #: Changed cells of which a read of all rows has shown that their column was not sorted.
    examined: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def every_layout(self) -> dict[str, Layout]:
        return self.reference_layouts | self.layouts

    def forget_places(self) -> None:
        """The grid is not what we thought: look at it all again."""
        self.titles = None
        self.full_at = None
        self.rows.clear()
        self.last.clear()
        self.tails.clear()
        self.blanks = ()
        self.guards = ()
