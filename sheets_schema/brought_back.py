"""A row of Aduan that vanished is written again, whole, and its history says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, update

from desk import actors, events
from desk.context import Desk
from desk.schema import complaints
from sheets_schema import bases, records, wording
from sheets_schema.tables import ADUAN


def bring_back(
    connection: Connection,
    desk: Desk,
    numbers: Collection[str],
    *,
    told: Collection[str],
    now: datetime,
) -> list[str]:
    """Let these complaints be written as rows, with what stood in the staff's own columns last.

    `told`: those for which it is news; the others were tried before. Returns the numbers that
    the journal knows.
    """
    shown = bases.load(connection, ADUAN.title, numbers)
    rows = records.load(connection, numbers)
    for number, row in rows.items():
        connection.execute(
            update(complaints)
            .where(complaints.c.number == number)
            .values(sheet_note=wording.restored(), sheet_pending=True)
        )
        if number in told:
            events.add(
                connection,
                number=number,
                action="Baris Dikembalikan",
                actor=actors.system(desk.sop),
                now=now,
                from_state=row["state"],
                to_state=row["state"],
                data=bases.only_there(shown.get(number)),
            )
    return list(rows)
