"""Batches on their way: kept before they leave, and until it is certain what became of them.

Google applies a batch whole or not at all, and refuses one whose guard stands already. So a batch
of unknown outcome is sent again unchanged and lands once. When its rows have moved meanwhile, only
its guard is sent: if that is accepted, the batch can never land and its content is composed anew.
"""

from __future__ import annotations

import gzip
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from desk.schema import sheet_batches
from sheets_schema import batch as batches
from sheets_schema.batch import Batch, Update
from sheets_schema.errors import SheetError
from sheets_schema.tables import ADUAN
from sheets_schema.view import View

log = logging.getLogger(__name__)

FLYING, LANDED, REFUSED = "flying", "landed", "refused"
UNPROVEN = "landed, but the answer that says where was lost"
UNPROVEN_FOR = timedelta(minutes=15)  # a full read comes within that time
GUARDS_STAND = timedelta(hours=1)
KEPT = timedelta(days=1)  # settled batches, to look into
MOST_OLD_GUARDS = 50


def packed(batch: Batch, body: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The batch as it is kept; made before the transaction, which then holds up nobody."""
    return {
        "id": batch.id,
        "left_at": now,
        "body": gzip.compress(json.dumps(body).encode(), compresslevel=1),
        "cells": batch.as_json(),
        "state": FLYING,
    }


def take_off(connection: Connection, kept: dict[str, Any]) -> None:
    """Keep the batch, in a transaction that is committed before the request leaves."""
    connection.execute(insert(sheet_batches).values(**kept))


@dataclass(frozen=True)
class Flight:
    """A batch of unknown outcome, its request, and when it first left."""

    batch: Batch
    body: dict[str, Any]
    left_at: datetime


def in_the_air(connection: Connection) -> Flight | None:
    """There is at most one."""
    query = select(sheet_batches).where(sheet_batches.c.state == FLYING)
    row = connection.execute(query.order_by(sheet_batches.c.id).limit(1)).mappings().first()
    if row is None:
        return None
    body = json.loads(gzip.decompress(row["body"]))
    return Flight(batches.from_json(row["cells"]), body, row["left_at"])


def unproven(connection: Connection, *, now: datetime) -> list[Batch]:
    """Batches that landed lately without saying where."""
    query = select(sheet_batches.c.cells).where(
        sheet_batches.c.state == LANDED,
        sheet_batches.c.error == UNPROVEN,
        sheet_batches.c.settled_at > now - UNPROVEN_FOR,
    )
    return [batches.from_json(cells) for cells in connection.execute(query).scalars()]


def settle(
    connection: Connection, batch_id: str, state: str, *, now: datetime, error: str = ""
) -> None:
    # What it said is not needed any more, and some of it may be hidden since.
    spoken = {} if error == UNPROVEN else {"body": b"", "cells": {}}
    connection.execute(
        update(sheet_batches)
        .where(sheet_batches.c.id == batch_id)
        .values(state=state, settled_at=now, error=error[:500], **spoken)
    )
    connection.execute(
        delete(sheet_batches).where(
            sheet_batches.c.state != FLYING, sheet_batches.c.settled_at < now - KEPT
        )
    )


def is_seen(batch: Batch, view: View) -> bool:
    """Whether this read shows the batch's new rows; one of them proves all of it."""
    for tab, rows in batch.appended.items():
        if rows and tab in view.keys and list(rows)[-1] in view.keys[tab]:
            return True
    return False


def may_be_resent(batch: Batch, view: View) -> bool:
    """Whether every row and column it writes to stands where it stood, and nobody typed there."""
    for tab, header in batch.headers.items():
        layout = view.layouts.get(tab)
        if layout is None or layout.header_row != header:
            return False
    places = [(u.tab, u.row, u.witness.get(_key(view, u.tab), "")) for u in batch.updates]
    places += [(removal.tab, removal.row, removal.key) for removal in batch.removals]
    if not all(row in view.keys.get(tab, {}).get(key, ()) for tab, row, key in places):
        return False
    return not any(_is_typed_over(update, view) for update in batch.updates)


def _is_typed_over(update: Update, view: View) -> bool:
    """Whether a cell that it writes says neither what we saw there nor what we write."""
    layout = view.aduan
    if update.tab != ADUAN.title or layout is None:
        return False
    if update.row not in view.rows:
        return True  # nobody has looked: composed anew, it is looked at again
    shown = layout.cells(view.rows[update.row])
    return any(
        shown.get(header, "") not in (update.expected[header], cell)
        for header, cell in update.cells.items()
        if header in update.expected
    )


def _key(view: View, tab: str) -> str:
    return view.layouts[tab].tab.key


def has_landed_before(error: SheetError, batch_id: str) -> bool:
    """Google's refusal of a guard that stands. Its exact words were not seen live yet."""
    about_the_guard = batch_id in error.detail or "addNamedRange" in error.detail
    return error.status == 400 and about_the_guard and "already" in error.detail


def old_guards(guards: tuple[str, ...], *, now: datetime) -> tuple[str, ...]:
    """Guards that may go: their ids begin with the millisecond of their making."""
    before = int((now - GUARDS_STAND).timestamp() * 1000)
    old = [guard for guard in guards if _made_at(guard) < before]
    return tuple(old[:MOST_OLD_GUARDS])


def _made_at(guard: str) -> int:
    try:
        return int(guard[:12], 16)
    except ValueError:
        return 2**63  # not ours
