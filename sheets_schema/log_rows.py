"""Rows of the tabs that only grow: an event of Riwayat, a message of Percakapan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desk.file_remarks import with_remark
from desk.outbox import WORDS
from desk.privacy.erasing import ERASED
from sheets_schema import cells, fingerprints, rows
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
NAMELESS = "berkas"
HIDDEN = "tersegel"  # in Data: the event's own words, sealed
#: Cells of a message that may differ from what was written first; its words only to be hidden.
CHANGING = tuple(column.header for column in PERCAKAPAN.columns if column.changes)
WORDS_OF = "Isi"
#: Cells of an event that are written again when its complaint becomes confidential, or is no more.
TOLD = ("Catatan", "Data")


def event(row: Mapping[str, Any], showing: Showing, data: Mapping[str, Any] | None = None) -> Cells:
    """`data`: what Data says, if that is more than the event's own (see `keepsakes`): of a
    confidential complaint its own is sealed there, and so is the note."""
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
    }
    return rows.tidy(shown | _words(row, data))


def words_of(row: Mapping[str, Any], data: Mapping[str, Any]) -> Cells:
    """The cells of an event that may be written again."""
    return rows.tidy(_words(row, data))


def _words(row: Mapping[str, Any], data: Mapping[str, Any]) -> Cells:
    note = CONFIDED if HIDDEN in data and row["note"] else str(row["note"] or "")
    return {
        "Catatan": note,
        "Data": json.dumps(data, ensure_ascii=False, sort_keys=True) if data else "",
    }


def message(
    row: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]],
    showing: Showing,
    *,
    confidential: bool,
) -> Cells:
    """`files`: rows of `media`. Of a confidential complaint only that there was a message is told:
    when, which way, of what kind, and how far it came."""
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
        "SHA-256": fingerprints.cell(showing.media_key, files, confidential=confidential),
        "Status": _status(row),
        "Waktu Status": cells.moment(row["state_at"], showing.zone),
    }
    if confidential:
        hidden = ["Chat", "Nama", WORDS_OF, *([] if files else ["Lampiran"])]
        shown |= {header: CONFIDED for header in hidden if shown[header]}
        shown["Lampiran"] = shown["Lampiran"] and (_counted(files) or CONFIDED)
    return rows.tidy(shown)


def _counted(files: Sequence[Mapping[str, Any]]) -> str:
    """Names of files tell; what they are does not."""
    named = (file | {"name": "", "mime": file["mime"] or NAMELESS} for file in map(dict, files))
    return ", ".join(_name(file) for file in named)


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
    name = IDENTITY if file["identity"] else str(file["name"] or file["mime"] or NAMELESS)
    return with_remark(name, file)


def _status(row: Mapping[str, Any]) -> str:
    if row["direction"] != "out":
        return ""
    known = {state.value: word for state, word in WORDS.items()}
    return known.get(row["state"]) or str(row["state"])


def changing(shown: Cells) -> Cells:
    """The part of a message's row that is kept to see later what changed."""
    kept = {header: shown[header] for header in CHANGING if header in shown}
    words = shown.get(WORDS_OF, "")
    return kept | ({WORDS_OF: words} if words in (CONFIDED, ERASED) else {})


def is_hidden(shown: Cells) -> bool:
    """Whether it is an event of a confidential complaint: its row may be written again."""
    return f'"{HIDDEN}"' in shown.get("Data", "")


def says_the_same(shown: Cells, before: Cells) -> bool:
    """Whether an event's row tells what it told. How the complaint stands, which Data also carries,
    changes with an event of its own."""
    return _sealed_part(shown) == _sealed_part(before)


def _sealed_part(shown: Cells) -> tuple[str, str]:
    data = shown.get("Data", "")
    token = json.loads(data)[HIDDEN] if is_hidden(shown) else data
    return shown.get("Catatan", ""), token


def told(shown: Cells) -> Cells:
    """The part of an event's row that may be written again."""
    return {header: shown[header] for header in TOLD if header in shown}
