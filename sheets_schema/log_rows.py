"""Rows of the tabs that only grow: an event of Riwayat, a message of Percakapan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desk.file_remarks import with_remark
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
#: What one of our messages is for.
PURPOSES = {
    "receipt": "balasan pertama",
    "answer": "kepada pelapor",
    "staff": "kepada petugas",
    "guide": "panduan",
    "note": "pemberitahuan",
    "check": "jawaban CEK",
    "phone": "dari ponsel",
    "canary": "uji jalur",
}
BETWEEN, PLACE = " · ", "titik "
IDENTITY = "KTP (terlindungi)"
#: Cells of a message that may differ from what was written first.
CHANGING = tuple(column.header for column in PERCAKAPAN.columns if column.changes)


def event(row: Mapping[str, Any], showing: Showing, data: Mapping[str, Any] | None = None) -> Cells:
    """`data`: what Data says, if that is more than the event's own (see `keepsakes`)."""
    data = row["data"] if data is None else data
    shown = {
        column.header: str(row[column.field] or "") for column in RIWAYAT.columns if column.field
    }
    shown |= {
        "Waktu": cells.moment(row["at"], showing.zone),
        "Tahap": rows.step(row["step"], showing.sop),
        "Batas Waktu": cells.moment(row["due_at"], showing.zone),
        "Menit": "" if row["minutes"] is None else f"{row['minutes']:.4f}".rstrip("0").rstrip("."),
        "Tepat Waktu": ON_TIME[row["on_time"]] if row["step"] else "",
        "Data": json.dumps(data, ensure_ascii=False, sort_keys=True) if data else "",
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
        "Jenis": kind(row),
        "Chat": row["chat_id"],
        "Nama": row["name"],
        "Lampiran": ", ".join(_name(file) for file in files) or _place(row["data"] or {}),
        "SHA-256": ", ".join(file["sha256"] for file in files if file["sha256"]),
        "Status": _status(row),
        "Waktu Status": cells.moment(row["state_at"], showing.zone),
    }
    if confidential:
        shown |= {header: CONFIDED for header in ("Chat", "Nama") if shown[header]}
    return rows.tidy(shown)


def kind(row: Mapping[str, Any]) -> str:
    """Gambar; of one of ours also to whom and by which template: Teks · kepada pelapor · hasil."""
    parts = [KINDS.get(row["kind"], row["kind"])]
    if row["direction"] == "out":
        parts += [PURPOSES.get(row["purpose"], row["purpose"]), row["template"]]
    return BETWEEN.join(part for part in parts if part)


def _place(data: Mapping[str, Any]) -> str:
    """Where a citizen said to be: what a location has instead of a file."""
    if data.get("latitude") is None or data.get("longitude") is None:
        return ""
    return f"{PLACE}{data['latitude']:.6f}, {data['longitude']:.6f}"


def _name(file: Mapping[str, Any]) -> str:
    name = IDENTITY if file["identity"] else str(file["name"] or file["mime"] or "berkas")
    return with_remark(name, file)


def _status(row: Mapping[str, Any]) -> str:
    if row["direction"] != "out":
        return ""
    known = {state.value: word for state, word in WORDS.items()}
    return known.get(row["state"]) or str(row["state"])


def changing(shown: Cells) -> Cells:
    """The part of a message's row that is kept to see later what changed."""
    return {header: shown[header] for header in CHANGING if header in shown}
