"""The export in SP4N-LAPOR! vocabulary: what can be entered there again, without who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from desk.exchange import vocabulary
from desk.masking import SECRET
from desk.reference import Reference
from desk.texts import isi_singkat
from sop.model import Sop

HEADER = (
    "ID Laporan Asal",
    "Tanggal Laporan",
    "Klasifikasi Laporan",
    "Topik",
    "Kategori Asal",
    "Judul Laporan",
    "Isi Laporan",
    "Lokasi Kejadian",
    "Kecamatan",
    "Kelurahan/Desa",
    "Instansi Terlapor",
    "Status",
    "Status Asal",
    "Alasan Tutup Asal",
    "Tindak Lanjut",
    "Tanggal Selesai",
    "Kanal Asal",
    "Rahasia",
)


def secret_cells(sop: Sop, row: Mapping[str, Any]) -> list[str]:
    """Of a confidential complaint: that there is one, and what became of it. Its date or OPD would
    tell which it is."""
    told = {
        "ID Laporan Asal": SECRET,
        "Isi Laporan": SECRET,
        "Status": vocabulary.status(sop, row),
        "Status Asal": row["state"],
        "Alasan Tutup Asal": row["close_reason"],
        "Rahasia": "Ya",
    }
    return [told.get(name, "") for name in HEADER]


def cells(sop: Sop, reference: Reference, row: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    """`row`: a complaint as whoever exports it may hand it on."""
    office = reference.agency(row["agency"])
    closed = row["closed_at"]
    return [
        row["number"],
        f"{row['received_at'].astimezone(zone):%Y-%m-%d %H:%M:%S}",
        vocabulary.CLASSES.get(row["classification"], row["classification"]),
        vocabulary.topic(row["category"]),
        row["category"],
        isi_singkat(row["body"]),
        row["body"],
        row["location"],
        row["district"],
        row["village"],
        office.name if office and office.name else row["agency"],
        vocabulary.status(sop, row),
        row["state"],
        row["close_reason"],
        row["answer"] or row["follow_up"],
        f"{closed.astimezone(zone):%Y-%m-%d %H:%M:%S}" if closed else "",
        row["channel"],
        "Ya" if row["confidential"] else "Tidak",
    ]
