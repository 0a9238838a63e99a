"""How full the register's file is, and rows for what comes next.

Google counts every cell of every tab's grid, also the empty ones, and refuses more than ten
million in a file. `appendCells` makes rows by itself, but they may come without the formats and
choices of the rows above: so the grid grows before its end is reached, from its last row.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from desk.context import Desk
from desk.journal import recall, remember
from sheets_schema import archive_check, requests
from sheets_schema.client import Sheet
from sheets_schema.grids import MOST_CELLS, File, Grid
from sheets_schema.known import Known
from sheets_schema.reference_tabs import REKAP
from sheets_schema.requests import Request
from sheets_schema.tables import ADUAN, PERCAKAPAN, RIWAYAT

log = logging.getLogger(__name__)

FACT = "sheet_cells"
CODE = "lembar:penuh"
WARN_AT = 0.6  # of Google's limit; from there on whole years leave for further files
SPARE_ROWS = 300  # fewer empty ones than this, and the tab gets more
MORE_ROWS = 1000
GROWING = (ADUAN.title, PERCAKAPAN.title, RIWAYAT.title, REKAP.title)
COPIED = ("PASTE_FORMAT", "PASTE_DATA_VALIDATION")


def share(file: File) -> float:
    """Of the cells that Google allows."""
    return file.cells / MOST_CELLS


def sentences(known: Known) -> dict[str, str]:
    """Alarms of a file that fills up, and of archive tabs that are gone: code -> sentence."""
    return {} if known.file is None else _gone(known, known.file) | _full(known, known.file)


def _gone(known: Known, file: File) -> dict[str, str]:
    return {
        f"lembar:{title}": f"Tab {title} tidak ada di Lembar. Kembalikan namanya, atau tab itu "
        "lewat Riwayat versi; bila tidak, isinya ditulis lagi malam ini."
        for title in sorted(known.archives - file.tabs.keys())
    }


def _full(known: Known, file: File) -> dict[str, str]:
    if share(file) < WARN_AT:
        return {}
    used = f"Lembar memakai {share(file):.0%} dari 10 juta sel yang diizinkan Google."
    if not known.further_files:
        todo = (
            "Buat Google Sheet kosong, bagikan kepada akun layanan sebagai Editor, lalu isi "
            "ARSIP_SPREADSHEET_IDS dengan ID-nya: tahun yang lalu dipindah ke sana."
        )
    elif file.years:
        return {}  # years leave at night
    else:
        todo = "Tidak ada tahun lama yang dapat dipindah; hapus tab, kolom atau baris kosong."
    return {CODE: f"{used} {todo}"}


def note(sheet: Sheet, desk: Desk, *, now: datetime) -> None:
    """Keep how full the file is, for who asks the journal; once after each description of it."""
    if sheet.known.file is None or sheet.known.file is sheet.known.noted:
        return
    sheet.known.noted = sheet.known.file
    with desk.journal.read() as connection:
        before = recall(connection, FACT)
        sheet.known.archives = archive_check.tabs_here(connection)
    fact = {"cells": sheet.known.file.cells, "most": MOST_CELLS}
    if before != fact:
        with desk.journal.write() as connection:
            remember(connection, FACT, fact, now=now)


def grow(sheet: Sheet) -> bool:
    """Rows for the tabs whose end is near; True: there were such tabs."""
    wanted = [request for grid in _short(sheet.known) for request in _more(grid)]
    if not wanted:
        return False
    sheet.known.file = None  # described anew, also when the outcome is unknown
    sheet.known.described_at = None
    sheet.write({"requests": wanted})
    log.info("the tabs have room for more rows")
    return True


def _short(known: Known) -> Iterator[Grid]:
    tabs = known.file.tabs if known.file else {}
    for title in GROWING:
        if title in tabs and title in known.last:
            if tabs[title].rows - known.last[title] < SPARE_ROWS:
                yield tabs[title]


def _more(grid: Grid) -> Iterator[Request]:
    """Rows at the end that look like the last one."""
    yield requests.add_rows(grid.sheet_id, MORE_ROWS)
    last = requests.span(grid.sheet_id, rows=(grid.rows - 1, grid.rows))
    new = requests.span(grid.sheet_id, rows=(grid.rows, grid.rows + MORE_ROWS))
    for kind in COPIED:
        yield {"copyPaste": {"source": last, "destination": new, "pasteType": kind}}
