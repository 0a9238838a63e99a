"""The whole register to keep: every column of a complaint, under the words of the Sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

#: Column of the journal -> its header; the order of the tab Aduan.
COLUMNS: Mapping[str, str] = {
    "number": "No. Aduan",
    "received_at": "Tgl Diterima",
    "name": "Nama",
    "body": "Isi Aduan",
    "location": "Lokasi",
    "last_words": "Pesan Terakhir Pelapor",
    "state": "Status",
    "state_since": "Status Sejak",
    "agency": "OPD",
    "due_at": "Batas Waktu",
    "follow_up": "Tindak Lanjut",
    "answer": "Jawaban",
    "reason": "Alasan",
    "close_reason": "Alasan Tutup",
    "assignee": "Petugas",
    "classification": "Klasifikasi",
    "kind": "Jenis Aduan",
    "completeness": "Kelengkapan",
    "category": "Kategori",
    "district": "Kecamatan",
    "village": "Kelurahan/Desa",
    "channel": "Kanal",
    "phone": "No. WA",
    "confidential": "Rahasia",
    "supporting_agencies": "OPD Pendukung",
    "step": "Tahap SOP",
    "rounds": "Dikembalikan",
    "closed_at": "Tgl Selesai",
    "rating": "Penilaian",
    "merged_into": "Aduan Induk",
    "internal_note": "Catatan Internal",
    "updated_at": "Terakhir Diubah",
}
HEADER = tuple(COLUMNS.values())


def cells(row: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    """`row`: a complaint as whoever exports it may read it."""
    return [_cell(row[name], zone) for name in COLUMNS]


def _cell(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)
