"""Rows of the tabs that only grow: an event of Riwayat, a message of Percakapan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desk.outbox import WORDS
from sheets_schema import cells, rows
from sheets_schema.layout import Cells
from sheets_schema.rows import CONFIDED, Showing
from sheets_schema.tables import PERCAKAPAN, RIWAYAT

DIRECTIONS = {"in": "Masuk", "out": "Keluar"}
ON_TIME = {True: "Ya", False: "Tidak", None: "Tidak Terukur"}
KINDS = {
    "text": "Teks",
    "image": "Gambar",
    "video": "Video",
    "document": "Dokumen",
    "audio": "Suara",
    "sticker": "Stiker",
    "location": "Lokasi",
    "contact": "Kontak",
    "reaction": "Reaksi",
    "edit": "Suntingan",
    "deletion": "Penghapusan",
    "call": "Panggilan",
    "unreadable": "Tidak Terbaca",
    "other": "Lainnya",
}
#: Cells of a message that may differ from what was written first.
CHANGING = tuple(column.header for column in PERCAKAPAN.columns if column.changes)


def event(row: Mapping[str, Any], showing: Showing) -> Cells:
    shown = {
        column.header: str(row[column.field] or "") for column in RIWAYAT.columns if column.field
    }
    shown |= {
        "Waktu": cells.moment(row["at"], showing.zone),
        "Tahap": rows.step(row["step"], showing.sop),
        "Batas Waktu": cells.moment(row["due_at"], showing.zone),
        "Menit": "" if row["minutes"] is None else f"{row['minutes']:.4f}".rstrip("0").rstrip("."),
        "Tepat Waktu": ON_TIME[row["on_time"]] if row["step"] else "",
        "Data": json.dumps(row["data"], ensure_ascii=False, sort_keys=True) if row["data"] else "",
    }
    return rows.tidy(shown)


def message(
    row: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]],
    showing: Showing,
    *,
    confidential: bool,
) -> Cells:
    """`files`: rows of `media`. On a confidential complaint the citizen's own address is hidden."""
    shown = {
        column.header: str(row[column.field] or "") for column in PERCAKAPAN.columns if column.field
    }
    shown |= {
        "Waktu": cells.moment(row["at"], showing.zone),
        "Arah": DIRECTIONS.get(row["direction"], row["direction"]),
        "Jenis": KINDS.get(row["kind"], row["kind"]),
        "Chat": row["chat_id"],
        "Nama": row["name"],
        "Lampiran": ", ".join(_name(file) for file in files),
        "SHA-256": ", ".join(file["sha256"] for file in files if file["sha256"]),
        "Status": _status(row),
        "Waktu Status": cells.moment(row["state_at"], showing.zone),
    }
    if confidential:
        shown |= {header: CONFIDED for header in ("Chat", "Nama") if shown[header]}
    return rows.tidy(shown)


def _name(file: Mapping[str, Any]) -> str:
    return (
        "KTP (terlindungi)" if file["identity"] else str(file["name"] or file["mime"] or "berkas")
    )


def _status(row: Mapping[str, Any]) -> str:
    if row["direction"] != "out":
        return ""
    known = {state.value: word for state, word in WORDS.items()}
    return known.get(row["state"]) or str(row["state"])


def changing(shown: Cells) -> Cells:
    """The part of a message's row that is kept to see later what changed."""
    return {header: shown[header] for header in CHANGING if header in shown}
