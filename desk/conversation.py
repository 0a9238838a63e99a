"""The complaints of one chat, and which of them a message means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from desk import commands
from desk.arrival import STORY, Arrival, find
from desk.incoming import Kind
from desk.outbox import State
from desk.schema import messages
from sop.completeness import INCOMPLETE

SURVEY = "survei_kepuasan"
SURVEY_OPEN = timedelta(days=7)

Row = Mapping[str, Any]


def numbered(arrival: Arrival, number: str) -> list[Row]:
    """Those with this number, or whose number ends in these digits."""
    if "-" in number:
        return [row for row in arrival.of_chat if row["number"] == number]
    wanted = number.lstrip("0")
    return [
        row for row in arrival.of_chat if row["number"].rpartition("-")[2].lstrip("0") == wanted
    ]


def quoted(arrival: Arrival) -> Row | None:
    """The complaint that the quoted message is about."""
    message = find(arrival.connection, arrival.incoming, arrival.incoming.quoted_id)
    numbers = [message["number"]] if message and message["number"] else []
    # A quote from before a rebuild is known by the number in its text.
    numbers += commands.numbers(arrival.incoming.quoted_text)
    return _first(arrival, numbers)


def meant(arrival: Arrival) -> Row | None:
    """The complaint of this chat that the message quotes or names."""
    return quoted(arrival) or _first(arrival, commands.numbers(arrival.incoming.text))


def _first(arrival: Arrival, numbers: Sequence[str]) -> Row | None:
    for number in numbers:
        found = [row for row in arrival.of_chat if row["number"] == number]
        if found:
            return found[0]
    return None


def running(arrival: Arrival) -> list[Row]:
    """Those that are still open."""
    return [row for row in arrival.of_chat if arrival.desk.sop.state(row["state"]).open]


def waiting(arrival: Arrival) -> Row | None:
    """The newest one that waits for what the citizen was asked to add."""
    state = arrival.desk.sop.waiting_state
    return next((row for row in arrival.of_chat if row["state"] == state), None)


def story(arrival: Arrival) -> Row | None:
    """The chat's newest complaint, if it came within half an hour and nobody has decided on it."""
    newest = next(iter(arrival.of_chat), None)
    if newest is None or arrival.desk.sop.state(newest["state"]).verified:
        return None
    return newest if arrival.incoming.at - newest["received_at"] <= STORY else None


def incomplete(arrival: Arrival) -> Row | None:
    """The chat's newest complaint, if nobody has decided on it, whatever its age."""
    newest = next(iter(arrival.of_chat), None)
    undecided = newest is not None and not arrival.desk.sop.state(newest["state"]).verified
    return newest if undecided else None


def lapsed(arrival: Arrival, row: Row | None = None) -> Row | None:
    """The chat's newest complaint, or this one, if it was closed lately for want of details."""
    newest = row or next(iter(arrival.of_chat), None)
    if newest is None or newest["close_reason"] != INCOMPLETE:
        return None
    days = timedelta(days=arrival.reference.preferences.reopen_days)
    closed = not arrival.desk.sop.state(newest["state"]).open
    return newest if closed and newest["state_since"] >= arrival.now - days else None


def surveyed(arrival: Arrival) -> Row | None:
    """The complaint whose survey this chat was sent last and has not answered."""
    query = (
        select(messages.c.number)
        .where(
            messages.c.gateway == arrival.incoming.gateway,
            messages.c.chat_id == arrival.incoming.chat_id,
            messages.c.template == SURVEY,
            messages.c.state.not_in((State.FAILED, State.DROPPED)),
            or_(messages.c.not_before.is_(None), messages.c.not_before <= arrival.now),
            messages.c.at >= arrival.now - SURVEY_OPEN,
        )
        .order_by(messages.c.id.desc())
        .limit(1)
    )
    number = arrival.connection.execute(query).scalar()
    row = _first(arrival, [number]) if number else None
    return row if row and not row["rating"] else None


def objectionable(arrival: Arrival, rows: Sequence[Row]) -> list[Row]:
    """Those of `rows` that were answered or closed so lately that they can still be reopened."""
    days = arrival.reference.preferences.reopen_days
    sources = arrival.desk.sop.action(OBJECT).sources
    since = arrival.now - timedelta(days=days)
    return [row for row in rows if row["state"] in sources and row["state_since"] >= since]


def agreed(arrival: Arrival, rows: Sequence[Row]) -> Row | None:
    """The newest of `rows` with a result of these days, where the message says that all is well
    and no more."""
    incoming = arrival.incoming
    words = incoming.kind is Kind.TEXT and incoming.attachment is None
    if not words or not commands.agrees(incoming.text):
        return None
    return next(iter(objectionable(arrival, rows)), None)


#: Names of the citizen's own actions in every SOP.
COMPLETE, COMPLETE_LATE, WITHDRAW, OBJECT, CONFIDE = (
    "Kelengkapan Diterima",
    "Kelengkapan Menyusul",
    "Cabut Aduan",
    "Minta Dibuka Kembali",
    "Rahasia",
)
