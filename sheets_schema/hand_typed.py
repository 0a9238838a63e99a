"""Rows that staff type by hand: a walk-in, a telephone call, a letter, a post on Instagram."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from desk import actors
from desk.context import Desk
from desk.editing import phone_digits
from desk.problems import DeskError
from desk.recording import Recorded, record_in
from sheets_schema import bases, cells, wording
from sheets_schema.bases import Base
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.columns import Owner
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN, CHANNELS, STATUS
from sheets_schema.taken import Taken

NEEDED = ("Kanal", "Isi Aduan")
NOTE = "Catatan Sistem"


def take_in(
    known: Known, desk: Desk, nameless: dict[int, Cells], taken: Taken, *, now: datetime
) -> None:
    """Rows with Kanal and Isi Aduan, read twice alike, become complaints."""
    complete = {
        row: found
        for row, found in nameless.items()
        if all(found.get(header, "").strip() for header in NEEDED) and not found.get(ADUAN.key)
    }
    settled = {row: found for row, found in complete.items() if known.typed.get(row) == found}
    for row, found in settled.items():
        _record(known, desk, row, found, taken=taken, now=now)
    known.typed = {
        row: found for row, found in complete.items() if row not in taken.places.values()
    }


def _record(
    known: Known, desk: Desk, row: int, found: Cells, *, taken: Taken, now: datetime
) -> None:
    """The complaint and the row it came from in one transaction: it is never recorded twice."""
    try:
        with desk.journal.write() as connection:
            recorded = _recorded(connection, desk, found, now=now)
            actor = actors.sheet(desk.sop)
            number = record_in(connection, desk, actor, recorded, now=now)
            base = Base(_as_if_shown(found, desk.sop.first_state))
            bases.save(connection, ADUAN.title, number, base)
    except DeskError as refused:
        _refuse(row, found, refused.sentence, taken)
        return
    if known.statuses is not None:
        known.statuses[number] = ""
    taken.places[number] = row
    taken.touched.add(number)
    taken.moved = True


def _as_if_shown(found: Cells, state: str) -> Cells:
    """The base of the new row: what was typed as an action or its input stays an edit of it."""
    taken_over = {
        header: cell
        for header, cell in found.items()
        if (column := ADUAN.column(header)) is None or column.owner in (Owner.PLAIN, Owner.MACHINE)
    }
    return taken_over | ({STATUS: state} if STATUS in found else {})


def _recorded(connection: Connection, desk: Desk, found: Cells, *, now: datetime) -> Recorded:
    channel = wording.closest(found["Kanal"], {name: name for name in CHANNELS})
    return Recorded(
        channel=channel or found["Kanal"],
        body=found["Isi Aduan"],
        name=found.get("Nama", ""),
        phone=phone_digits(found.get("No. WA", "")),
        location=found.get("Lokasi", ""),
        category=found.get("Kategori", ""),
        district=found.get("Kecamatan", ""),
        village=found.get("Kelurahan/Desa", ""),
        internal_note=found.get("Catatan Internal", ""),
        received_at=cells.instant(found.get("Tgl Diterima", ""), desk.timezone(connection)),
    )


def _refuse(row: int, found: Cells, sentence: str, taken: Taken) -> None:
    """A note beside the row; nothing is recorded until it is put right."""
    if found.get(NOTE) == sentence:
        return
    bundle = Bundle()
    bundle.change(
        Update(
            ADUAN.title,
            row,
            "",
            cells={NOTE: sentence},
            witness={ADUAN.key: "", **{header: found[header] for header in NEEDED}},
            expected={NOTE: found.get(NOTE, "")},
            counts=False,
        )
    )
    taken.marks.append(bundle)
