"""A page as such desks usually have it: read the whole register from Google, then filter it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from tests.benchmarks.measure import slow_sheets
from tests.benchmarks.peers import SPREADSHEET, plain_gspread
from tests.stack import Stack

HEADER = ("No. Aduan", "Tgl Diterima", "Nama", "Isi Aduan", "Lokasi", "Status", "OPD", "Kategori")
CHUNK = 5_000
READS = 3


def measured(folder: Path, n: int) -> list[float]:
    """Milliseconds of each of `READS` openings over `n` rows; drawing is not in it."""
    with Stack(folder) as stack:
        stack.start_services()
        sheet = plain_gspread(stack).open_by_key(SPREADSHEET).sheet1
        sheet.resize(n + 1, len(HEADER))
        for first in range(0, n + 1, CHUNK):
            rows = list(_rows(first, min(first + CHUNK, n + 1)))
            sheet.update(rows, f"A{first + 1}", raw=True)
        slow_sheets(stack)
        return [_open(stack) for _ in range(READS)]


def _rows(first: int, end: int) -> Iterator[tuple[str | int, ...]]:
    for i in range(first, end):
        state = "Selesai" if i % 30 else "Baru"
        text = f"Lampu jalan di Jl. Hayam Wuruk nomor {i} mati sejak Senin malam"
        row = (f"ALADIN-2026-{i:05d}", 46000 + i / 280, f"Warga {i}", text, "Jl. Hayam Wuruk")
        yield HEADER if i == 0 else (*row, state, "Dinhub", "Penerangan Jalan Umum")


def _open(stack: Stack) -> float:
    started = time.perf_counter()
    frame = pd.DataFrame(plain_gspread(stack).open_by_key(SPREADSHEET).sheet1.get_all_records())
    shown = frame[frame["Status"] == "Baru"].sort_values("Tgl Diterima").head(50)
    assert len(shown) == 50 or len(frame) < 1500
    return (time.perf_counter() - started) * 1000
