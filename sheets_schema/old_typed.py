"""Rows pasted into Aduan whose day of receipt is more than a week ago: they are Data Lama.

Their Status is where they stand, not an action, and a number that is not ours is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from desk import actors, old_records
from desk.channels import OLD_DATA
from desk.context import Desk
from sheets_schema import records, wording
from sheets_schema.importing import moments, old_rows
from sheets_schema.importing.headers import BODY, MEANINGS, NUMBER, RECEIVED
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN

NOTE = "Catatan Sistem"
SOURCE = "diketik di Lembar"
TOLD = (
    "Dicatat sebagai Data Lama karena Tgl Diterima lebih dari 7 hari yang lalu: "
    "tanpa batas waktu dan tanpa pesan."
)
#: Columns of ours that an older register has too, and those that only Wadul fills.
CARRIED = frozenset((*MEANINGS, "Catatan Internal", NOTE))


def among(desk: Desk, nameless: Mapping[int, Cells], *, now: datetime) -> dict[int, Cells]:
    """Those of the rows without a number of ours that are Data Lama, by row."""
    dated = {row: found for row, found in nameless.items() if found.get(RECEIVED)}
    if not dated:
        return {}
    with desk.journal.read() as connection:
        zone = desk.timezone(connection)
        old = {row: found for row, found in dated.items() if is_old(found, zone, now=now)}
        # One of ours may be new and its batch unsettled, or archived: that is no new row.
        ours = records.load(connection, {found.get(NUMBER, "").strip() for found in old.values()})
    return {row: found for row, found in old.items() if found.get(NUMBER, "").strip() not in ours}


def is_old(found: Cells, zone: ZoneInfo, *, now: datetime) -> bool:
    """A complaint with a day of receipt that is long ago, or that somebody called Data Lama."""
    when = moments.understood(found.get(RECEIVED, ""), zone)
    if when is None or not found.get(BODY, "").strip():
        return False
    named = wording.is_same(found.get("Kanal", ""), OLD_DATA)
    return named or old_records.is_old(when[0], now=now)


def record(connection: Connection, desk: Desk, found: Cells, *, now: datetime) -> str:
    """Take the row in; returns its number. Refused: see `old_rows.record`."""
    terms = old_rows.Terms(
        desk.sop,
        desk.reference(connection),
        desk.timezone(connection),
        has_status="Status" in found,
    )
    left = {
        column.header: found[column.header]
        for column in ADUAN.columns
        if column.header in found and column.header not in CARRIED
    }
    made = old_rows.record(terms, found, left)
    told = replace(made, source=SOURCE, sheet_note=TOLD)
    return old_records.take_in(connection, desk, told, now=now, actor=actors.sheet(desk.sop))
