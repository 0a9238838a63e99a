"""Rows that staff type by hand: a walk-in, a telephone call, a letter, a post on Instagram."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from desk import actors, events
from desk.context import Desk
from desk.editing import phone_digits
from desk.problems import DeskError
from desk.recording import Recorded, record_in
from desk.schema import complaints
from sheets_schema import accident_rows, bases, cells, old_typed, records, wording
from sheets_schema.bases import Base
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.columns import Owner
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN, CHANNELS
from sheets_schema.taken import Taken
from sheets_schema.typed import PUT_BACK

NEEDED = ("Kanal", "Isi Aduan")
NOTE = "Catatan Sistem"
#: Cells that a new complaint is made of; all others are edits of it.
RECORDED = (
    *NEEDED,
    "Nama",
    "No. WA",
    "Lokasi",
    "Kategori",
    "Kecamatan",
    "Kelurahan/Desa",
    "Catatan Internal",
)


def take_in(
    known: Known, desk: Desk, nameless: dict[int, Cells], taken: Taken, *, now: datetime
) -> None:
    """Rows with Kanal and Isi Aduan, read twice alike, become complaints; old ones Data Lama.

    `nameless` loses the old ones: their numbers are no mistake.
    """
    old = old_typed.among(desk, nameless, now=now)
    for row in old:
        del nameless[row]
    complete = {
        row: found
        for row, found in nameless.items()
        if all(found.get(header, "").strip() for header in NEEDED) and not found.get(ADUAN.key)
    }
    settled = {row: found for row, found in complete.items() if known.typed.get(row) == found}
    settled = accident_rows.typed(desk, settled, now=now)
    for row, found in settled.items():
        _record(known, desk, row, found, taken=taken, now=now)
    for row, found in old.items():
        if known.typed.get(row) == found:
            _record(known, desk, row, found, taken=taken, now=now, is_old=True)
    complete |= old
    known.typed = {
        row: found for row, found in complete.items() if row not in taken.places.values()
    }


def _record(
    known: Known,
    desk: Desk,
    row: int,
    found: Cells,
    *,
    taken: Taken,
    now: datetime,
    is_old: bool = False,
) -> None:
    """The complaint and the row it came from in one transaction: it is never recorded twice."""
    try:
        with desk.journal.write() as connection:
            if is_old:
                number = old_typed.record(connection, desk, found, now=now)
            else:
                recorded = _recorded(connection, desk, found, now=now)
                actor = actors.sheet(desk.sop)
                number = record_in(connection, desk, actor, recorded, now=now)
                _keep_unused(connection, desk, number, found, now=now)
            desired = records.desired(connection, desk, [number], now=now)[number]
            base = Base(found) if is_old else _as_if_shown(found, desired, now=now)
            bases.save(connection, ADUAN.title, number, base)
    except DeskError as refused:
        _refuse(row, found, refused.sentence, taken)
        return
    if known.statuses is not None:
        known.statuses[number] = ""
    taken.places[number] = row
    taken.touched.add(number)
    taken.moved = True


def _keep_unused(
    connection: Connection, desk: Desk, number: str, found: Cells, *, now: datetime
) -> None:
    """What was typed into cells that Wadul fills, and as no date or number: it is written over."""
    desired = records.desired(connection, desk, [number], now=now)[number]
    unused = {
        header: cell
        for header, cell in found.items()
        if _is_unused(header, cell) and desired.get(header, "") != cell
    }
    if not unused:
        return
    note = wording.unused(unused)
    events.add(
        connection,
        number=number,
        action=PUT_BACK,
        actor=actors.sheet(desk.sop),
        now=now,
        from_state=desk.sop.first_state,
        to_state=desk.sop.first_state,
        note=note,
        data={"typed": unused},
    )
    connection.execute(
        update(complaints).where(complaints.c.number == number).values(sheet_note=note)
    )


def _is_unused(header: str, cell: str) -> bool:
    column = ADUAN.column(header)
    if header == "No. WA":
        return any(letter.isalpha() for letter in cell)
    return column is not None and column.owner is Owner.MACHINE and header != NOTE


def _as_if_shown(found: Cells, desired: Cells, *, now: datetime) -> Base:
    """The base of the new row: what was typed beyond the record itself is an edit of it.

    It is kept as seen, so that it is not lost should the row vanish before the next read.
    """
    beyond = {
        column.header
        for column in ADUAN.columns
        if column.owner is not Owner.MACHINE and column.header not in RECORDED
    }
    shown = {h: desired.get(h, "") if h in beyond else cell for h, cell in found.items()}
    edits = {header: cell for header, cell in found.items() if cell != shown[header]}
    return Base(
        {header: cell for header, cell in shown.items() if cell},
        edits=edits or None,
        seen_at=now if edits else None,
    )


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
            witness={header: found.get(header, "") for header in (ADUAN.key, *NEEDED)},
            expected={NOTE: found.get(NOTE, "")},
            counts=False,
        )
    )
    taken.marks.append(bundle)
