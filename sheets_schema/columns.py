"""The words in which the register is written: tabs and columns, as frozen data.

`sheets_schema/tables.py` is written in these words; provisioning, reading and writing read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Raw = str | int | float | bool  # a cell as Google gives it unformatted; "" when empty
Rows = list[list[Raw]]  # trailing empty cells and rows are left out


class Kind(StrEnum):
    """What stands in a column's cells."""

    TEXT = "teks"  # format @: a message that starts with "=" or "0" stays text
    NUMBER = "angka"
    MOMENT = "tanggal dan jam"  # a serial number in the spreadsheet's own timezone
    DAY = "tanggal"
    CHOICE = "pilihan"
    FLAG = "Ya/Tidak"


class Owner(StrEnum):
    """Who writes a column, and what a person's change in it means."""

    MACHINE = "mesin"  # put back with a note
    ACTION = "tindakan"  # a change is an action
    INPUT = "masukan tindakan"  # saved as a draft; sends nothing by itself
    CLAIM = "pengakuan petugas"  # who says he did it; emptied afterwards
    PLAIN = "isian"  # simply taken over
    REFERENCE = "acuan"  # a reference tab: staff write, the desk obeys


@dataclass(frozen=True)
class Column:
    """One column, found by its header wherever staff have moved it."""

    header: str
    meaning: str
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.MACHINE
    field: str = ""  # the journal's column that this cell shows and, where people write, changes
    choices: tuple[str, ...] = ()
    choices_from: str = ""  # a tab whose first column is the list; "Status": the SOP's states
    several_of: str = ""  # a tab of which several entries may stand here, with commas between
    changes: bool = False  # in a tab that only grows: may change after it was written
    width: int = 110  # pixels


class Use(StrEnum):
    """What a tab is for."""

    REGISTER = "register"  # people and the desk write it
    LOG = "catatan"  # grows at its end, only the desk writes it
    REFERENCE = "acuan"
    REPORT = "laporan"
    GUIDE = "petunjuk"


@dataclass(frozen=True)
class Tab:
    """One tab. `key` heads the column that tells its rows apart."""

    title: str
    use: Use
    columns: tuple[Column, ...]
    meaning: str
    key: str = ""
    locked: bool = False  # hard protection: the owner and named admins only
    rows: int = 1000  # grid rows of a new tab

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @cached_property
    def _by_header(self) -> dict[str, Column]:
        return {column.header: column for column in self.columns}

    def column(self, header: str) -> Column | None:
        return self._by_header.get(header)

    def owned_by(self, *owners: Owner) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.owner in owners)
