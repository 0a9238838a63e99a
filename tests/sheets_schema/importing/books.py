"""Registers as cities really keep them, made with openpyxl."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

HEADERS = (
    "No",
    "Tgl Masuk",
    "Nama Pelapor",
    "No HP/WA",
    "Isi Laporan/Uraian/Keluhan",
    "Alamat",
    "OPD/Dinas Terkait",
    "Tanggapan/Jawaban",
    "Status",
    "Petugas Piket",
)
MARCH_4 = datetime(2024, 3, 4, 9, 15)  # noqa: DTZ001 - an Excel date has no zone
ROWS: tuple[tuple[Any, ...], ...] = (
    ("1/2024", MARCH_4, "Siti", 81234567890, "Jalan berlubang")
    + ("Jl. Mawar", "DPUPR", "Sudah ditambal", "selesai", "Ani"),
    ("2/2024", "05/03/2024", "Budi", "0812-3456-7891", "Lampu mati")
    + ("Jl. Melati", "dishub", "", "Proses", "Ani"),
    ("3/2024", "6 Maret 2024", "Tini", "-", "Sampah menumpuk")
    + ("Pasar", "Dinas Antah", "", "batal", "Edi"),
    ("4/2024", 45358, "Joko", "", "Got mampet", "", "", "", "", "Edi"),
)


def register(path: Path, rows: Sequence[Sequence[Any]] = ROWS, *, titled: bool = True) -> Path:
    """A file whose header is in row 4, below merged titles, and which ends with a sum."""
    book = openpyxl.Workbook()
    tab = book.active
    assert tab is not None
    tab.title = "Rekap 2024"
    if titled:
        tab["A1"] = "REKAPITULASI PENGADUAN MASYARAKAT"
        tab["A2"] = "TAHUN 2024"
        tab.merge_cells("A1:J1")
        tab.merge_cells("A2:J2")
        tab.append([])
    for row in (HEADERS, *rows):
        tab.append(list(row))
    if titled:
        tab.append([])
        tab.append(["JUMLAH", None, None, None, len(rows)])
        tab.append([None, None, None, None, None, None, None, "Pekalongan, 31 Desember 2024"])
    book.save(path)
    book.close()
    return path
