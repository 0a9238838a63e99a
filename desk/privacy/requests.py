"""Requests about personal data that wait for an answer, and all that is kept on whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desk.actors import Actor
from desk.commands import Command
from desk.context import Desk
from desk.personal_data import OPEN
from desk.privacy.officer import officer
from desk.privacy_tables import data_requests
from desk.problems import NotFound
from desk.schema import complaints, media, messages

ERASURE, COPY = Command.ERASURE.value, Command.COPY.value
WITHOUT_NUMBER = "HAPUS"  # typed to confirm where there is no complaint
ANSWERED = "Permintaan ini sudah dijawab."


@dataclass(frozen=True)
class Asked:
    """One request that waits. `number` is "" of a chat that never complained."""

    id: str
    at: datetime
    due_at: datetime
    kind: str
    number: str

    @property
    def confirmation(self) -> str:
        """What the officer types before anything is erased."""
        return self.number or WITHOUT_NUMBER


@dataclass(frozen=True)
class Held:
    """A complaint of whoever asks."""

    number: str
    state: str
    received_at: datetime
    category: str
    open: bool


@dataclass(frozen=True)
class Holdings:
    """All that is kept on whoever asks."""

    complaints: tuple[Held, ...]
    messages: int
    photos: int
    cards: int

    @property
    def open_ones(self) -> tuple[str, ...]:
        return tuple(each.number for each in self.complaints if each.open)


def waiting(desk: Desk) -> list[Asked]:
    """Those that nobody has answered, the most urgent first."""
    columns = [data_requests.c[name] for name in Asked.__dataclass_fields__]
    query = select(*columns).where(data_requests.c.state == OPEN).order_by(data_requests.c.due_at)
    with desk.journal.read() as connection:
        return [Asked(**row) for row in connection.execute(query).mappings()]


def holdings(desk: Desk, actor: Actor, request_id: str, *, now: datetime) -> Holdings:
    """What is kept on whoever asks; for the officer."""
    with desk.journal.read() as connection:
        officer(connection, desk, actor, now=now)
        request = open_request(connection, request_id)
        rows = of_chat(connection, request)
        numbers = [row["number"] for row in rows]
        photos = media.c.number.in_(numbers) & (media.c.state == "stored")
        return Holdings(
            tuple(_held(desk, row) for row in rows),
            _count(connection, messages.c.id, said_with(request, numbers)),
            _count(connection, media.c.id, photos & ~media.c.identity),
            _count(connection, media.c.id, photos & media.c.identity),
        )


def of_chat(connection: Connection, request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The complaints of whoever asks, oldest first."""
    if not request["chat_id"]:
        return []
    query = select(complaints).where(of_this_chat(complaints, request))
    rows = connection.execute(query.order_by(complaints.c.number)).mappings()
    return [dict(row) for row in rows]


def of_this_chat(table: Any, request: Mapping[str, Any]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (table.c.gateway == request["gateway"]) & (
        table.c.chat_id == request["chat_id"]
    )
    return found


def said_with(request: Mapping[str, Any], numbers: Sequence[str]) -> ColumnElement[bool]:
    """The messages from and to this chat, and whatever else was written of its complaints."""
    return of_this_chat(messages, request) | messages.c.number.in_(numbers)


def open_request(connection: Connection, request_id: str, kind: str = "") -> Mapping[str, Any]:
    query = select(data_requests).where(
        data_requests.c.id == request_id, data_requests.c.state == OPEN
    )
    row = connection.execute(query.with_for_update()).mappings().first()
    if row is None or (kind and row["kind"] != kind):
        raise NotFound(ANSWERED)
    return dict(row)


def _held(desk: Desk, row: Mapping[str, Any]) -> Held:
    is_open = desk.sop.state(row["state"]).open
    return Held(row["number"], row["state"], row["received_at"], row["category"], is_open)


def _count(connection: Connection, column: Any, which: ColumnElement[bool]) -> int:
    query = select(func.count(column)).where(which)
    return int(connection.execute(query).scalar_one())
