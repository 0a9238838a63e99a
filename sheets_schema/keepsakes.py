"""What the cell Data of Riwayat carries beside the event's own data, so that the journal can be
made again from the Sheet: what the Sheet has no column for.

Every hidden column changes together with an event, so the newest event that was written says how
the complaint stands. A citizen's identity that must not be seen is sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desk.context import Desk
from desk.schema import media
from desk.sealing import seal
from sheets_schema import records
from sheets_schema.bases import chunks
from sheets_schema.rows import CONFIDED

COMPLAINT, IDENTITY, FILES = "aduan", "identitas", "berkas"  # keys beside the event's own
KEYS = (COMPLAINT, IDENTITY, FILES)

INSTANTS = ("state_since", "clock_from", "due_at")
#: Columns of a complaint that its row in Aduan does not show, or shows only to the minute or word.
HIDDEN = (
    *("state", "agency", "assignee", "rounds", "merged_into", "reopen_asked", "example"),
    *("confidential", "version", "step", "clock_used", "clock_limit", "clock_unit", "clock_hours"),
    *INSTANTS,
)
SEALED = ("gateway", "chat_id", "phone", "name")
FILE = ("id", "origin", "name", "mime", "size", "sha256")
PERSONAL = ("name", "phone")

Row = Mapping[str, Any]


def of_events(
    connection: Connection, desk: Desk, waiting: Mapping[str, Sequence[Row]]
) -> dict[str, dict[str, Any]]:
    """event id -> the whole of its Data, for the events by number that are about to be written."""
    if not waiting:
        return {}
    found = {row["id"]: dict(row["data"] or {}) for rows in waiting.values() for row in rows}
    for event_id, files in _files(connection, list(found)).items():
        found[event_id][FILES] = files
    for number, complaint in records.load(connection, waiting).items():
        for row in waiting[number] if complaint["confidential"] else ():
            found[row["id"]] = _masked(found[row["id"]])
        newest = max(row["id"] for row in waiting[number])
        found[newest] |= standing(desk, complaint)
    return found


def standing(desk: Desk, complaint: Row) -> dict[str, Any]:
    """How the complaint stands, and whose it is where the Sheet must not say so."""
    kept = {name: _plain(complaint[name]) for name in HIDDEN if complaint[name]}
    said: dict[str, Any] = {COMPLAINT: kept}
    if complaint["confidential"]:
        facts = {name: complaint[name] for name in SEALED}
        said |= {IDENTITY: token} if (token := seal(desk.media_key, facts)) else {}
    return said


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _masked(data: dict[str, Any]) -> dict[str, Any]:
    """An edit's values before and after, without the name and number of a confidential citizen."""
    return data | {
        side: {
            name: CONFIDED if name in PERSONAL and value else value
            for name, value in data[side].items()
        }
        for side in ("from", "to")
        if isinstance(data.get(side), dict)
    }


def _files(connection: Connection, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Photos that a page brought with an event: no message tells of them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for chunk in chunks(list(ids)):
        query = select(media).where(media.c.event_id.in_(chunk)).order_by(media.c.id)
        for row in connection.execute(query).mappings():
            said = {name: row[name] for name in FILE if row[name]}
            found.setdefault(row["event_id"], []).append(said)
    return found
