"""What a row of an archive tab holds that Aduan can't take back: kept in Riwayat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from desk import actors, events
from desk.context import Desk
from desk.privacy.erasing import ERASED
from sheets_schema import fields, records
from sheets_schema.columns import Owner
from sheets_schema.layout import Cells, Layout

NOTE = "Isi baris arsip yang tidak dipakai lagi"
ACTION = "Kembali dari Arsip"
PLAIN = fields.headers_owned_by(Owner.PLAIN)


def left(cells: Cells, desired: Cells, aduan: Layout) -> Cells:
    """Columns that Aduan does not have any more, and plain fields typed over in the archive."""
    known = {*aduan.columns, *aduan.own}
    return {
        header: cell
        for header, cell in cells.items()
        if header not in known or (header in PLAIN and cell != desired.get(header, ""))
    }


def note_what_is_left(
    connection: Connection, desk: Desk, found: Mapping[str, Cells], *, now: datetime
) -> None:
    """One event for each complaint that came back."""
    rows = records.load(connection, found)
    for number, row in rows.items():
        # What was erased here stays erased: the archive's words are not brought back in an event.
        cells = found[number] if row["body"] != ERASED else {}
        events.add(
            connection,
            number=number,
            action=ACTION,
            actor=actors.system(desk.sop),
            now=now,
            from_state=row["state"],
            to_state=row["state"],
            agency=row["agency"],
            note=NOTE if cells else "",
            data={"typed": cells} if cells else None,
        )
