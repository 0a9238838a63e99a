"""Messages out. One row is one call of the gateway: a text, or one file with its caption.

The row says "sending" with its exact text before the request leaves. A definite refusal is retried
later or failed; anything else is UNKNOWN and is settled by asking the gateway what it sent, never
by sending again blindly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, insert, or_, select, update

from desk import early, events
from desk.context import Desk
from desk.file_names import harmless
from desk.ids import new_id
from desk.schema import media, messages


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"  # taken back before it left


#: The words of the column Status in Percakapan.
WORDS = {
    State.QUEUED: "Antre",
    State.SENDING: "Mengirim",
    State.ACCEPTED: "Diterima Gateway",
    State.SENT: "Terkirim",
    State.DELIVERED: "Sampai",
    State.READ: "Dibaca",
    State.FAILED: "Gagal",
    State.UNKNOWN: "Perlu Diperiksa",
    State.DROPPED: "Dibatalkan",
}
UNSETTLED = (State.SENDING, State.UNKNOWN)
NEEDS_PERSON = "tidak ditemukan di gateway; mohon diperiksa di ponsel"


@dataclass(frozen=True)
class MediaFile:
    """A file that goes out with a message."""

    path: Path
    name: str
    mime: str


@dataclass(frozen=True)
class Outgoing:
    """What leaves for the gateway now."""

    id: str
    chat_id: str
    body: str
    purpose: str
    quoted_id: str
    attempts: int
    started_at: datetime | None
    media: MediaFile | None = None


def queue(
    connection: Connection,
    *,
    now: datetime,
    chat_id: str,
    gateway: str,
    body: str,
    purpose: str,
    number: str | None = None,
    template: str = "",
    quoted_id: str = "",
    media_id: str = "",
    actor: str = "",
    not_before: datetime | None = None,
) -> str:
    """Put one message in the outbox, in the caller's transaction. Returns its id."""
    message_id = new_id(now)
    connection.execute(
        insert(messages),
        {
            "id": message_id,
            "at": now,
            "number": number,
            "direction": "out",
            "gateway": gateway,
            "chat_id": chat_id,
            "kind": "image" if media_id else "text",
            "body": body,
            "quoted_id": quoted_id,
            "state": State.QUEUED,
            "state_at": now,
            "actor": actor,
            "purpose": purpose,
            "template": template,
            "media_ids": media_id,
            "not_before": not_before,
        },
    )
    return message_id


@dataclass(frozen=True)
class Outcome:
    """What became of one message: its id at the gateway, or the error and what it means."""

    message_id: str
    gateway_id: str = ""
    error: str = ""
    uncertain: bool = False  # it may have gone out: nobody sends it again before asking
    retry_at: datetime | None = None  # a definite no for now; without it, for good


def claim(desk: Desk, *, now: datetime, most: int = 1) -> list[Outgoing]:
    """Take up to `most` messages: they are "sending" on disk before their requests leave.

    Oldest first, and never two under way to one chat, so a photo follows its text; nor one with
    the words of an uncertain one, so what the gateway says it sent is never taken for the other.
    """
    with desk.journal.write() as connection:
        rows = _first_of_each_chat(connection.execute(_next(now, most)).mappings())
        claimed = []
        for row in rows:
            attempts = row["attempts"] + 1
            if row["media_ids"] and _file(connection, desk, row["media_ids"]) is None:
                move(connection, row["id"], State.FAILED, now=now, error="foto tidak ada lagi")
                continue
            move(connection, row["id"], State.SENDING, now=now, started_at=now, attempts=attempts)
            leaving = {**row, "started_at": now, "attempts": attempts}
            claimed.append(outgoing(connection, desk, leaving))
    return claimed


def _next(now: datetime, most: int) -> Select[Any]:
    other = messages.alias()
    under_way = select(other.c.id).where(
        other.c.direction == "out",
        other.c.state.in_(UNSETTLED),
        other.c.chat_id == messages.c.chat_id,
        or_(
            other.c.state == State.SENDING,
            (other.c.body == messages.c.body) & (other.c.error != NEEDS_PERSON),
        ),
    )
    return (
        select(messages)
        .where(
            messages.c.direction == "out",
            messages.c.state == State.QUEUED,
            or_(messages.c.not_before.is_(None), messages.c.not_before <= now),
            ~under_way.exists(),
        )
        .order_by(messages.c.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=messages)
    )


def _first_of_each_chat(rows: Iterable[RowMapping]) -> list[RowMapping]:
    first: dict[str, RowMapping] = {}
    for row in rows:
        first.setdefault(row["chat_id"], row)
    return list(first.values())


def outgoing(connection: Connection, desk: Desk, row: Mapping[Any, Any]) -> Outgoing:
    return Outgoing(
        id=row["id"],
        chat_id=row["chat_id"],
        body=row["body"],
        purpose=row["purpose"],
        quoted_id=row["quoted_id"],
        attempts=row["attempts"],
        started_at=row["started_at"],
        media=_file(connection, desk, row["media_ids"]),
    )


def _file(connection: Connection, desk: Desk, media_id: str) -> MediaFile | None:
    """None: no file, or one that must not leave (protected identity)."""
    query = select(media).where(media.c.id == media_id, ~media.c.identity)
    row = connection.execute(query).mappings().first() if media_id else None
    if row is None:
        return None
    name = harmless(row["name"], row["mime"])
    return MediaFile(path=desk.media_dir / row["path"], name=name, mime=row["mime"])


def note(desk: Desk, outcomes: Iterable[Outcome], *, now: datetime) -> None:
    """Write down what became of messages that were under way, all in one transaction."""
    with desk.journal.write() as connection:
        for outcome in outcomes:
            row = row_of(connection, outcome.message_id)
            if row["state"] != State.SENDING:
                continue  # its echo was faster
            if outcome.gateway_id:
                adopt(connection, desk, row, outcome.gateway_id, now=now)
            else:
                _not_sent(connection, outcome, now=now)


def _not_sent(connection: Connection, outcome: Outcome, *, now: datetime) -> None:
    state = State.QUEUED if outcome.retry_at else State.FAILED
    if outcome.uncertain:
        state = State.UNKNOWN
    move(
        connection,
        outcome.message_id,
        state,
        now=now,
        error=outcome.error,
        not_before=outcome.retry_at,
    )


def adopt(
    connection: Connection, desk: Desk, row: RowMapping, gateway_id: str, *, now: datetime
) -> None:
    """It is the gateway's now, under this id; what had come further stays there."""
    if row["state"] in UNSETTLED:
        move(connection, row["id"], State.ACCEPTED, now=now, gateway_id=gateway_id, error="")
        events.replied(connection, desk, row, now=now)
        news = early.take(connection, row["gateway"], gateway_id)
        if news:
            reached = State(news["delivery"].value)
            move(connection, row["id"], reached, now=news["at"], error=news["reason"])


def crashed(desk: Desk, *, now: datetime) -> int:
    """At start: what was under way when the worker died is uncertain. Returns how many."""
    with desk.journal.write() as connection:
        found = connection.execute(
            update(messages)
            .where(messages.c.direction == "out", messages.c.state == State.SENDING)
            .values(state=State.UNKNOWN, state_at=now, sheet_pending=True)
        )
        return found.rowcount


def counts(connection: Connection) -> dict[str, int]:
    """How many messages wait to leave, and how many are uncertain."""
    rows = connection.execute(
        select(messages.c.state, func.count())
        .where(
            and_(
                messages.c.direction == "out",
                messages.c.state.in_((State.QUEUED, State.SENDING, State.UNKNOWN)),
            )
        )
        .group_by(messages.c.state)
    )
    found = {State(state): count for state, count in rows}
    return {
        "waiting": found.get(State.QUEUED, 0) + found.get(State.SENDING, 0),
        "unknown": found.get(State.UNKNOWN, 0),
    }


def row_of(connection: Connection, message_id: str) -> RowMapping:
    query = select(messages).where(messages.c.id == message_id).with_for_update()
    return connection.execute(query).mappings().one()


def move(
    connection: Connection, message_id: str, state: State, *, now: datetime, **values: Any
) -> None:
    connection.execute(
        update(messages)
        .where(messages.c.id == message_id)
        .values(state=state, state_at=now, sheet_pending=True, **values)
    )
