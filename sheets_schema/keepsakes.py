"""What the cell Data of Riwayat carries beside the event's own data, so that the journal can be
made again from the Sheet: what the Sheet has no column for.

Every hidden column changes together with an event, so the newest event that was written says how
the complaint stands. Of a confidential one everything that anybody wrote is sealed: each event
carries its own words and those of the messages that came after it, the newest also the complaint's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from desk.context import Desk
from desk.schema import events, media, messages
from desk.sealing import seal
from sheets_schema import fingerprints, log_rows, records
from sheets_schema.bases import chunks
from sheets_schema.rows import HIDDEN_FIELDS

COMPLAINT, IDENTITY, FILES = "aduan", "identitas", "berkas"  # keys beside the event's own
SEALED_FACTS = log_rows.HIDDEN
MESSAGES = "pesan"  # inside what is sealed
KEYS = (COMPLAINT, IDENTITY, FILES, SEALED_FACTS)

INSTANTS = ("state_since", "clock_from", "due_at")
#: Columns of a complaint that its row in Aduan does not show, or shows only to the minute or word.
HIDDEN = (
    *("state", "agency", "assignee", "rounds", "merged_into", "reopen_asked", "example"),
    *("confidential", "version", "step", "clock_used", "clock_limit", "clock_unit", "clock_hours"),
    *INSTANTS,
)
FILE = ("id", "origin", "name", "mime", "size", "sha256")
#: What is sealed of a confidential complaint, beside whose it is.
SEALED = ("gateway", "chat_id", *HIDDEN_FIELDS, "last_words")
MESSAGE = ("gateway", "chat_id", "name", "body", "data")
LONGEST = 45_000  # letters of a token; a cell holds 50,000

Row = Mapping[str, Any]


def of_events(
    connection: Connection, desk: Desk, waiting: Mapping[str, Sequence[Row]]
) -> dict[str, dict[str, Any]]:
    """event id -> the whole of its Data, for the events by number that are about to be written."""
    if not waiting:
        return {}
    found = {row["id"]: dict(row["data"] or {}) for rows in waiting.values() for row in rows}
    for event_id, files in _files(connection, desk, list(found)).items():
        found[event_id][FILES] = files
    newest_of = _newest(connection, waiting)
    for number, complaint in records.load(connection, waiting).items():
        newest = newest_of.get(number, "")
        if complaint["confidential"]:
            told = _told(connection, number)
            for row in waiting[number]:
                facts = told.get(row["id"], {}) | {"note": row["note"], "data": row["data"]}
                facts |= _standing(complaint) if row["id"] == newest else {}
                found[row["id"]] = _hidden(desk, found[row["id"]], facts)
        if newest in found:
            found[newest][COMPLAINT] = {
                name: _plain(complaint[name]) for name in HIDDEN if complaint[name]
            }
    return found


def _standing(complaint: Row) -> dict[str, Any]:
    return {IDENTITY: {name: complaint[name] for name in SEALED if complaint[name]}}


def _hidden(desk: Desk, data: Row, facts: Row) -> dict[str, Any]:
    """What Data shows of an event of a confidential complaint: nothing that anybody wrote."""
    whole = {**facts, FILES: data.get(FILES)}
    token = _fitting(desk.media_key, {name: value for name, value in whole.items() if value})
    return {SEALED_FACTS: token}


def _fitting(key: str, facts: dict[str, Any]) -> str:
    """The token; where it is too long for a cell the longest texts are left out, one by one."""
    token = seal(key, facts)
    while len(token) > LONGEST and facts.get(MESSAGES):
        kept = facts[MESSAGES]
        longest = max(kept, key=lambda one: len(str(kept[one])))
        facts = facts | {MESSAGES: {one: kept[one] for one in kept if one != longest}}
        token = seal(key, facts)
    return token if len(token) <= LONGEST else seal(key, {**facts, "data": {}})


def _newest(connection: Connection, numbers: Iterable[str]) -> dict[str, str]:
    """The id of each complaint's newest event."""
    found: dict[str, str] = {}
    for chunk in chunks(list(numbers)):
        query = select(events.c.number, func.max(events.c.id)).where(events.c.number.in_(chunk))
        for number, newest in connection.execute(query.group_by(events.c.number)):
            found[number] = newest
    return found


def _told(connection: Connection, number: str) -> dict[str, dict[str, Any]]:
    """The complaint's messages by the event with which they are kept: the last one before them, as
    `desk.protected.keeper` says; those before all events by the first."""
    ids = connection.execute(select(events.c.id).where(events.c.number == number)).scalars()
    known = sorted(ids)
    found: dict[str, dict[str, Any]] = {}
    query = select(messages).where(messages.c.number == number).order_by(messages.c.id)
    for row in connection.execute(query).mappings():
        keeper = known[max(bisect_right(known, row["id"]) - 1, 0)]
        said = {name: row[name] for name in MESSAGE if row[name]}
        found.setdefault(keeper, {MESSAGES: {}})[MESSAGES][row["id"]] = said
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _files(
    connection: Connection, desk: Desk, ids: Iterable[str]
) -> dict[str, list[dict[str, Any]]]:
    """Photos that a page brought with an event: no message tells of them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for chunk in chunks(list(ids)):
        query = select(media).where(media.c.event_id.in_(chunk)).order_by(media.c.id)
        for row in connection.execute(query).mappings():
            said = {name: row[name] for name in FILE if row[name]}
            if row["sha256"]:
                said["sha256"] = fingerprints.shown(desk.media_key, dict(row))
            found.setdefault(row["event_id"], []).append(said)
    return found
