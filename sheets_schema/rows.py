"""What the Sheet should say: records of the journal as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk import clock
from desk.clock import limit_of
from desk.masking import SECRET
from sheets_schema import cells
from sheets_schema.columns import Column, Kind
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN
from sop import clocks
from sop.model import Scope, Sop, State

CONFIDED = SECRET
#: Columns of the journal that a confidential complaint hides in the Sheet.
HIDDEN_FIELDS = (
    *("name", "phone", "body", "location", "follow_up", "answer", "reason", "reply_draft"),
    "internal_note",
)
#: What a note quotes: what somebody typed.
QUOTED = re.compile(r'"[^"]*"')
SHOWN_AS_THEY_ARE = tuple(column for column in ADUAN.columns if column.field)
HIDDEN_HEADERS = tuple(column.header for column in ADUAN.columns if column.field in HIDDEN_FIELDS)
#: What Ketepatan says when all is over, by whether every measured step was on time.
IN_THE_END = {True: "Tepat", False: "Terlambat", None: "Tidak Terukur"}


@dataclass(frozen=True)
class Showing:
    """What all rows of one pass have in common."""

    sop: Sop
    zone: ZoneInfo
    calendar: clocks.Calendar
    app_url: str
    now: datetime
    media_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Beside:
    """What stands in other tables of the journal beside a complaint."""

    files: int = 0
    identity: int = 0  # KTP photos: told apart, never named
    on_time: bool | None = None  # over all measured steps that ended; None: none was measured


@dataclass
class BesideThem:
    """`Beside` by number; a complaint without anything beside it has the empty one."""

    found: dict[str, Beside] = field(default_factory=dict)

    def of(self, number: str) -> Beside:
        return self.found.get(number, Beside())


def complaint(row: Mapping[str, Any], beside: Beside, showing: Showing) -> Cells:
    """One row of Aduan, empty cells left out."""
    state = _state(row, showing.sop)
    shown = {column.header: _cell(row[column.field], column) for column in SHOWN_AS_THEY_ARE}
    shown["OPD"] = row["agency_draft"] or row["agency"]
    shown |= {
        "No. Aduan": row["number"],
        "Tgl Diterima": cells.moment(row["received_at"], showing.zone),
        "Pesan Terakhir Pelapor": _last_words(row, showing.zone),
        "Batas Waktu": cells.moment(row["due_at"], showing.zone),
        "Ketepatan": timeliness(row, state, beside, showing),
        "Posisi": _holder(row, state, showing.sop),
        "Catatan Sistem": row["sheet_note"],
        "Lampiran": _attachments(row["number"], beside, showing.app_url),
        "Tahap SOP": step(row["step"], showing.sop),
        "Tgl Selesai": cells.moment(row["closed_at"], showing.zone),
        "Penilaian": row["rating"],
        "Terakhir Diubah": cells.moment(row["updated_at"], showing.zone),
    }
    if row["confidential"]:
        shown |= {header: CONFIDED for header in HIDDEN_HEADERS if shown[header]}
        shown["Catatan Sistem"] = QUOTED.sub(CONFIDED, shown["Catatan Sistem"])
    return tidy(shown)


def tidy(shown: Mapping[str, str]) -> Cells:
    """As the Sheet would give them back: one kind of line end, not too long, no empty cells."""
    clean = {header: cells.cut(cells.parse(cell, Kind.TEXT)) for header, cell in shown.items()}
    return {header: cell for header, cell in clean.items() if cell}


def _cell(value: Any, column: Column) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return str(value or "")


def _state(row: Mapping[str, Any], sop: Sop) -> State | None:
    """None for a state of another procedure, as old data may have."""
    return next((state for state in sop.states if state.name == row["state"]), None)


def _last_words(row: Mapping[str, Any], zone: ZoneInfo) -> str:
    words = CONFIDED if row["last_words"] and row["confidential"] else str(row["last_words"])
    if not words or row["last_words_at"] is None:
        return words
    return f"{row['last_words_at'].astimezone(zone):%d/%m %H.%M}: {words}"


def timeliness(
    row: Mapping[str, Any], state: State | None, beside: Beside, showing: Showing
) -> str:
    """The word of Ketepatan: it changes only with an event and when a deadline passes."""
    if state is None:
        return IN_THE_END[None]
    if not state.step or not row["step"]:
        return IN_THE_END[beside.on_time]
    if row["clock_from"] is None:
        return "Jeda"
    if limit_of(row) is None or row["due_at"] is None:
        return IN_THE_END[None]
    if showing.now <= row["due_at"]:
        return "Dalam Batas"
    try:
        kept = clock.kept(showing.calendar, row, now=showing.now)
    except clocks.OutsideCalendar:
        return "Terlambat"
    return "Dalam Batas" if kept else "Terlambat"


def _holder(row: Mapping[str, Any], state: State | None, sop: Sop) -> str:
    if state is None or not state.holder:
        return ""
    if sop.role(state.holder).scope is not Scope.AGENCY or not row["agency"]:
        return state.holder
    person = f": {row['assignee']}" if row["assignee"] else ""
    return f"{state.holder} {row['agency']}{person}"


def _attachments(number: str, beside: Beside, app_url: str) -> str:
    parts = [f"{beside.files} berkas"] if beside.files else []
    parts += [f"{beside.identity} KTP terlindungi"] if beside.identity else []
    link = f"\n{app_url}/aduan?nomor={number}" if app_url else ""
    return " + ".join(parts) + link if parts else ""


def step(key: str, sop: Sop) -> str:
    """A step of the SOP as people read it; an unknown key stays."""
    found = sop.step(key)
    return f"{found.key} {found.activity}" if found else key
