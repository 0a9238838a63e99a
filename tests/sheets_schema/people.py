"""People who work in Aduan, well or badly: each act is what one does in Google Sheets."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from sheets_schema import layout
from sheets_schema.cells import to_serial
from sheets_schema.tables import ADUAN, CHANNELS, CLOSE_REASONS, KINDS
from tests.sheets_schema.ledger import Ledger
from tests.sheets_schema.office import Office

PLAIN = ("Nama", "Lokasi", "Catatan Internal", "Kecamatan", "Kelurahan/Desa", "Isi Aduan")
INPUTS = ("Tindak Lanjut", "Jawaban", "Alasan", "Kelengkapan", "Balas Pelapor")
MACHINE = ("Tgl Diterima", "Batas Waktu", "Posisi", "Tahap SOP", "Catatan Sistem", "Penilaian")
LISTED = {
    "OPD": ("Dinhub", "dpupr", "DLH", "Dinas Entah"),
    "Jenis Aduan": (*KINDS, "entah"),
    "Alasan Tutup": (*CLOSE_REASONS, "bosan"),
    "Kategori": ("Jalan dan Jembatan", "entah"),
}
WORDS = ("Balas", "diteruskan", "entah apa")
NOTE = "Catatan Sistem"
Grid = list[list[Any]]


class People:
    """One act at a time; what it changed can be undone while nothing else has moved."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self.office = office
        self.ledger = ledger
        self.undo_of: list[Callable[[], None]] = []
        self.own = 0

    def act(self, name: str, dice: random.Random, *, in_last_moment: bool = False) -> None:
        before = self.text()
        getattr(self, name)(dice)
        after = self.text()
        keeps = name in ("delete_numbered_rows", "sort_rows")
        self.ledger.acted(before, after, keeps=keeps, in_last_moment=in_last_moment)

    def text(self) -> str:
        """All of the tab but Catatan Sistem: where a number stands twice a note replaces it."""
        return str([cells for cells in zip(*self.grid(), strict=True) if cells[0] != NOTE])

    def grid(self) -> Grid:
        found = self.office.stand_in.values("Aduan")
        wide = max((len(row) for row in found), default=0)
        return [[*row, *[""] * (wide - len(row))] for row in found]

    # --- cells

    def type_plain(self, dice: random.Random) -> None:
        self._type_cells(dice, {dice.choice(PLAIN): f"Isian {self.ledger.word()}"})

    def type_input(self, dice: random.Random) -> None:
        header = dice.choice((*INPUTS, *LISTED))
        self._type_cells(dice, {header: self._said(header, dice)})

    def type_machine_cell(self, dice: random.Random) -> None:
        self._type_cells(dice, {dice.choice(MACHINE): f"Isian {self.ledger.word()}"})

    def type_own_cell(self, dice: random.Random) -> None:
        header = self.grid()[0]
        own = [name for name in header if str(name).startswith("Punya")]
        if own:
            self._type_cells(dice, {str(dice.choice(own)): f"Isian {self.ledger.word()}"})

    def type_beside(self, dice: random.Random) -> None:
        """A note right of the table, under no header."""
        grid = self.grid()
        at = len(layout.trimmed(grid[0])) + dice.randint(0, 1)
        if len(grid) > 1 and at < self.office.stand_in.columns("Aduan"):
            place = f"{layout.letters(at)}{dice.randint(2, len(grid))}"
            self.office.stand_in.type("Aduan", place, f"Catatan {self.ledger.word()}")

    def empty_cell(self, dice: random.Random) -> None:
        self._type_cells(dice, {dice.choice((*PLAIN, *INPUTS, *LISTED, "Catatan Sistem")): ""})

    def type_status(self, dice: random.Random) -> None:
        """With its inputs or without, right or wrong."""
        states = [state.name for state in self.office.desk.sop.states]
        cells: dict[str, Any] = {"Status": dice.choice([*states, *states, *WORDS])}
        for header in (*INPUTS, *LISTED):
            if dice.random() < 0.6:
                cells[header] = self._said(header, dice)
        if dice.random() < 0.3:
            cells["Petugas"] = "Ani"  # without a word: what claims nothing is not kept
        self._type_cells(dice, cells)

    def clear_number(self, dice: random.Random) -> None:
        self._type_cells(dice, {"No. Aduan": ""})

    def retype_number(self, dice: random.Random) -> None:
        self._type_cells(dice, {"No. Aduan": f"ADU-{dice.randint(1, 99)}"})

    def undo(self, dice: random.Random) -> None:
        for _ in range(min(dice.randint(1, 3), len(self.undo_of))):
            self.undo_of.pop()()

    def _said(self, header: str, dice: random.Random) -> str:
        return dice.choice(LISTED[header]) if header in LISTED else f"Isian {self.ledger.word()}"

    def _type_cells(self, dice: random.Random, cells: dict[str, Any]) -> None:
        """Into one row, whichever it is."""
        grid = self.grid()
        if len(grid) < 2:
            return
        row, header = dice.randrange(1, len(grid)), grid[0]
        known = {name: cell for name, cell in cells.items() if name in header}
        before = {name: grid[row][header.index(name)] for name in known}
        self._put(row, known)
        key = grid[row][header.index(ADUAN.key)] if ADUAN.key in header else ""
        self.undo_of.append(lambda: self._put_where(key, known, before))

    def _put(self, row: int, cells: dict[str, Any]) -> None:
        """Cells of row `row`, which counts from 0."""
        header = self.grid()[0]
        data = [
            {"range": f"'Aduan'!{layout.letters(header.index(name))}{row + 1}", "values": [[cell]]}
            for name, cell in cells.items()
        ]
        body = {"valueInputOption": "RAW", "data": data}
        self.office.stand_in.staff("POST", "/values:batchUpdate", body)

    def _put_where(self, key: Any, typed: dict[str, Any], before: dict[str, Any]) -> None:
        """Ctrl-Z: only where what was typed still stands."""
        grid = self.grid()
        header = grid[0]
        if not {ADUAN.key, *typed} <= set(header):
            return
        for row, cells in enumerate(grid):
            now = {name: cells[header.index(name)] for name in typed}
            its_row = ADUAN.key in typed or cells[header.index(ADUAN.key)] == key
            if row and now == typed and its_row:
                self._put(row, before)
                return

    # --- rows

    def type_row(self, dice: random.Random) -> None:
        """A walk-in; sometimes not all of it, sometimes of last year."""
        cells: dict[str, Any] = {"Isi Aduan": f"Datang {self.ledger.word()}"}
        if dice.random() < 0.8:
            cells["Kanal"] = dice.choice(CHANNELS[1:-1])
        if dice.random() < 0.2:
            cells["Tgl Diterima"] = to_serial(self.office.now.replace(tzinfo=None)) - 40
        for header in ("Nama", "Lokasi", "Tindak Lanjut", "OPD"):
            if dice.random() < 0.4:
                cells[header] = self._said(header, dice)
        grid = self.grid()
        if set(cells) <= set(grid[0]):
            self._put(len(grid), cells)

    def insert_rows(self, dice: random.Random) -> None:
        self._insert("ROWS", dice.randint(1, len(self.grid())), dice.randint(1, 3))

    def delete_numbered_rows(self, dice: random.Random) -> None:
        """One row with a number that stands once; what it said must not be lost."""
        grid = self.grid()
        at = grid[0].index(ADUAN.key) if ADUAN.key in grid[0] else None
        keys = [row[at] for row in grid] if at is not None else []
        ours = set(self.office.numbers())
        once = [i for i, key in enumerate(keys) if i and key in ours and keys.count(key) == 1]
        if once:
            self._delete("ROWS", dice.choice(once), 1)

    def delete_rows(self, dice: random.Random) -> None:
        grid = self.grid()
        if len(grid) > 1:
            at = dice.randrange(1, len(grid))
            self._delete("ROWS", at, min(dice.randint(1, 4), len(grid) - at))

    def move_rows(self, dice: random.Random) -> None:
        self._move("ROWS", dice.randint(1, len(self.grid())), dice.randint(1, len(self.grid())))

    def copy_row(self, dice: random.Random) -> None:
        """Copied whole and pasted below the last one, with its number or without."""
        grid = self.grid()
        if len(grid) < 2:
            return
        row = list(dice.choice(grid[1:]))
        if dice.random() < 0.3 and ADUAN.key in grid[0]:
            row[grid[0].index(ADUAN.key)] = ""
        self.office.stand_in.put("Aduan", f"A{len(grid) + 1}", [row])

    def sort_rows(self, dice: random.Random) -> None:
        grid = self.grid()
        if len(grid) > 2:
            self.office.stand_in.sort("Aduan", dice.randrange(len(grid[0])))

    # --- columns

    def sort_one_column(self, dice: random.Random) -> None:
        """The accident: only this column's cells change places."""
        grid = self.grid()
        names = [name for name in ("Nama", "Lokasi", "Status", "OPD", "Jawaban") if name in grid[0]]
        if len(grid) < 3 or not names:
            return
        at = grid[0].index(dice.choice(names))
        before = [[row[at]] for row in grid[1:]]
        after = sorted(before, key=lambda cell: str(cell[0]), reverse=dice.random() < 0.5)
        self._column(at, after)
        self.undo_of.append(lambda: self._column_back(at, grid[0], after, before))

    def fill_down(self, dice: random.Random) -> None:
        grid = self.grid()
        header = dice.choice(("Status", "Jawaban", "Lokasi", "OPD", "Alasan Tutup"))
        if header not in grid[0] or len(grid) < 2:
            return
        states = [state.name for state in self.office.desk.sop.states]
        text = dice.choice(states) if header == "Status" else self._said(header, dice)
        at = grid[0].index(header)
        before, after = [[row[at]] for row in grid[1:]], [[text] for _ in grid[1:]]
        self._column(at, after)
        self.undo_of.append(lambda: self._column_back(at, grid[0], after, before))

    def _column(self, at: int, values: Grid) -> None:
        self.office.stand_in.put("Aduan", f"{layout.letters(at)}2", values)

    def _column_back(self, at: int, header: Sequence[Any], typed: Grid, before: Grid) -> None:
        grid = self.grid()
        if grid[0] == header and [[row[at]] for row in grid[1:]] == typed:
            self._column(at, before)

    def paste_block(self, dice: random.Random) -> None:
        """A block of the tab over another place, or of new words."""
        grid = self.grid()
        if len(grid) < 2:
            return
        rows, wide = dice.randint(1, 4), dice.randint(1, 3)
        top, left = dice.randrange(1, len(grid)), dice.randrange(1, max(2, len(grid[0]) - wide))
        if dice.random() < 0.5:
            block = [[f"Isian {self.ledger.word()}" for _ in range(wide)] for _ in range(rows)]
        else:
            source = grid[dice.randrange(1, len(grid)) :][:rows]
            block = [list(row[left : left + wide]) for row in source]
        self.office.stand_in.put("Aduan", f"{layout.letters(left)}{top + 1}", block)

    def insert_column(self, dice: random.Random) -> None:
        at = dice.randrange(len(self.grid()[0]) + 1)
        self._insert("COLUMNS", at, 1)
        if dice.random() < 0.8:
            self.own += 1
            self.office.stand_in.type("Aduan", f"{layout.letters(at)}1", f"Punya {self.own}")

    def delete_own_column(self, dice: random.Random) -> None:
        header = self.grid()[0]
        own = [at for at, name in enumerate(header) if name not in ADUAN.headers]
        if own:
            self._delete("COLUMNS", dice.choice(own), 1)

    def move_column(self, dice: random.Random) -> None:
        wide = len(self.grid()[0])
        self._move("COLUMNS", dice.randrange(wide), dice.randrange(wide))

    def break_header(self, dice: random.Random) -> None:
        """Deleted, retyped or doubled: the tab rests until `mend_headers`."""
        header = self.grid()[0]
        at = dice.choice([i for i, name in enumerate(header) if name in ADUAN.headers])
        if dice.random() < 0.4:
            self._delete("COLUMNS", at, 1)
        else:
            word = dice.choice(["Judul lain", str(dice.choice(header))])
            self.office.stand_in.type("Aduan", f"{layout.letters(at)}1", word)
            self.undo_of.append(lambda: self._header_back(at, word, header[at]))

    def _header_back(self, at: int, word: str, name: Any) -> None:
        if self.grid()[0][at : at + 1] == [word]:
            self.office.stand_in.type("Aduan", f"{layout.letters(at)}1", name)

    def filter_rows(self, _dice: random.Random) -> None:
        span = {"sheetId": self.office.stand_in.sheet_id("Aduan"), "startRowIndex": 0}
        self.office.stand_in.batch({"setBasicFilter": {"filter": {"range": span}}})

    def _insert(self, dimension: str, at: int, count: int) -> None:
        self.office.stand_in.batch({"insertDimension": {"range": self._at(dimension, at, count)}})

    def _delete(self, dimension: str, at: int, count: int) -> None:
        self.office.stand_in.batch({"deleteDimension": {"range": self._at(dimension, at, count)}})

    def _move(self, dimension: str, at: int, to: int) -> None:
        if not at <= to <= at + 1:
            move = {"source": self._at(dimension, at, 1), "destinationIndex": to}
            self.office.stand_in.batch({"moveDimension": move})

    def _at(self, dimension: str, at: int, count: int) -> dict[str, Any]:
        place = {"sheetId": self.office.stand_in.sheet_id("Aduan"), "dimension": dimension}
        return place | {"startIndex": at, "endIndex": at + count}
