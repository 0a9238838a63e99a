"""Take a citizen out of complaints: their words, names, addresses and photos go, and what figures
and reports count stays.

Everything happens in the caller's transaction, and once more does no harm. The files themselves
and the rows of the Sheet follow (`destroying`, `sheets_schema.erasing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, literal, select, update

from desk import digests, events, kept_numbers
from desk.actors import Actor
from desk.context import Desk
from desk.erased import ERASED as ERASED
from desk.evidence.tables import picture_bands, picture_matches
from desk.journal import put
from desk.outbox import State
from desk.privacy import forgetting
from desk.privacy_tables import erased_events
from desk.schema import complaints, media, messages
from desk.schema import events as happened

#: The event that says so; a complaint closed after it is a new one for the retention.
ACTION = "Data Pribadi Dihapus"
WHY = "Dihapus karena pelindungan data pribadi."

#: What people wrote: gone, and a word says that something was there.
WORDS = (
    *("name", "body", "location", "last_words", "internal_note", "follow_up", "answer"),
    *("reason", "reply_draft"),
)
#: Addresses: gone without a word, for a word here would be taken for an address.
ADDRESSES = ("gateway", "chat_id", "phone")
EMPTIED = ("sheet_note", "assignee", "completeness")
#: What an event's data may go on saying: figures and a rebuild need it, and it names nobody.
DATA = ("channel", "via", "rating", "digest", "undoes", "undone")
INPUTS = ("Alasan Tutup", "Jenis Aduan", "Klasifikasi", "OPD", "OPD Pendukung")
UNSENT = (State.QUEUED, State.UNKNOWN)


def erase(
    connection: Connection, desk: Desk, numbers: Sequence[str], *, actor: Actor, now: datetime
) -> None:
    """Anonymise these complaints, with an event of each that says who did it."""
    for number in numbers:
        row = connection.execute(select(complaints).where(complaints.c.number == number))
        state = row.mappings().one()["state"]
        _complaint(connection, number, now=now)
        _events(connection, desk, number, now=now)
        kept_numbers.forget(connection, number)
        erase_messages(connection, messages.c.number == number, now=now)
        erase_files(connection, desk, media.c.number == number, now=now)
        events.add(
            connection,
            number=number,
            action=ACTION,
            actor=actor,
            now=now,
            from_state=state,
            to_state=state,
            note=WHY,
        )
    forgetting.overwrite_what_goes(connection)


def _complaint(connection: Connection, number: str, *, now: datetime) -> None:
    values: dict[str, Any] = {name: _worded(complaints.c[name]) for name in WORDS}
    values |= dict.fromkeys((*ADDRESSES, *EMPTIED), "")
    values |= {
        "last_words_at": None,
        "identity_released": False,
        "version": complaints.c.version + 1,
        "updated_at": now,
        "sheet_pending": True,
    }
    connection.execute(update(complaints).where(complaints.c.number == number).values(**values))


def _worded(column: ColumnElement[str]) -> ColumnElement[str]:
    return case((column == "", literal("")), else_=literal(ERASED))


def _events(connection: Connection, desk: Desk, number: str, *, now: datetime) -> None:
    query = select(happened.c.id, happened.c.note, happened.c.data).where(
        happened.c.number == number
    )
    rows = connection.execute(query).all()
    _set_aside(connection, desk, [row.id for row in rows])
    for row in rows:
        values = {"note": ERASED if row.note else "", "data": impersonal(row.data or {})}
        if values["note"] == row.note and values["data"] == row.data:
            continue
        connection.execute(update(happened).where(happened.c.id == row.id).values(**values))
        _rewrite(connection, row.id, number, now=now)


def impersonal(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an event's data says without anybody's words."""
    kept = {name: data[name] for name in DATA if name in data}
    if isinstance(inputs := data.get("inputs"), Mapping):
        kept["inputs"] = {name: inputs[name] for name in INPUTS if name in inputs}
    return kept


def erase_messages(
    connection: Connection, which: ColumnElement[bool], *, now: datetime, but: str = ""
) -> None:
    """Words, names and addresses of messages; `but`: the id of one that must still arrive."""
    query = select(messages).where(which, messages.c.id != but).order_by(messages.c.id)
    for row in map(dict, connection.execute(query).mappings().all()):
        connection.execute(
            update(messages).where(messages.c.id == row["id"]).values(**_silent(row))
        )


def _silent(row: Mapping[str, Any]) -> dict[str, Any]:
    """What went to staff keeps the address of the staff."""
    to_staff = row["purpose"] == "staff"
    unsent = row["direction"] == "out" and row["state"] in UNSENT
    return {
        "body": ERASED if row["body"] else "",
        "name": ERASED if row["name"] else "",
        "chat_id": row["chat_id"] if to_staff else "",
        "data": {},
        "media_ids": "",
        "error": "",
        "state": State.DROPPED if unsent else row["state"],
        "sheet_pending": True,
    }


def erase_files(
    connection: Connection,
    desk: Desk,
    which: ColumnElement[bool],
    *,
    now: datetime,
    error: str = WHY,
) -> int:
    """Rows of files stay as "gone"; their bytes are doomed. Returns how many there were."""
    query = select(media).where(which, media.c.error != error)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    ids = [row["id"] for row in rows]
    _set_aside(connection, desk, ids)
    _forget_looks(connection, ids)
    for row in rows:
        if row["path"]:
            forgetting.doom(connection, row["path"], now=now)
        connection.execute(update(media).where(media.c.id == row["id"]).values(**_gone(row, error)))
    _show(connection, rows, now=now)
    return len(rows)


def _set_aside(connection: Connection, desk: Desk, ids: Sequence[str]) -> None:
    """The digest of their month holds on to what they hashed to."""
    if ids:
        digests.set_aside(connection, ids, why=ACTION, zone=desk.timezone(connection))


def _forget_looks(connection: Connection, ids: Sequence[str]) -> None:
    """By what the same picture would be found again."""
    either = picture_matches.c.media_id.in_(ids) | picture_matches.c.other_id.in_(ids)
    connection.execute(delete(picture_matches).where(either))
    connection.execute(delete(picture_bands).where(picture_bands.c.media_id.in_(ids)))


def _gone(row: Mapping[str, Any], error: str) -> dict[str, Any]:
    empty = ("path", "url", "sha256", "taken_place", "taken_by", "taken_from", "looks")
    return dict.fromkeys(empty, "") | {
        "state": "gone",
        "error": error,
        "name": row["name"] if row["identity"] else "",
        "size": None,
        "taken_at": None,
        "recorded_at": None,
        "not_before": None,
    }


def _show(connection: Connection, rows: Iterable[Mapping[str, Any]], *, now: datetime) -> None:
    """The Sheet tells of them with their message and complaint, or with the event they came by."""
    for row in rows:
        for table, key, value in (
            (messages, messages.c.id, row["message_id"]),
            (complaints, complaints.c.number, row["number"]),
        ):
            connection.execute(update(table).where(key == value).values(sheet_pending=True))
        if row["event_id"]:
            _rewrite(connection, row["event_id"], row["number"] or "", now=now)


def _rewrite(connection: Connection, event_id: str, number: str, *, now: datetime) -> None:
    """Riwayat still says what the event said."""
    put(connection, erased_events, {"key": event_id}, {"number": number, "at": now})
