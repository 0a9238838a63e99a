"""Whether the path to the citizens is alive, seen from here: what leaves, what comes, and a canary.

A gateway can lose its line to WhatsApp and still answer every question well. Three signs tell: what
it accepted leaves the number; somebody writes now and then; and when all has been quiet for hours,
the desk writes to its own number, and the gateway must tell of that message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, func, select

from desk import outbox, refusals, texts
from desk.context import Desk
from desk.journal import recall, remember
from desk.outbox import State
from desk.schema import inbox, messages
from sop import clocks
from sop.model import Hours, Unit

PURPOSE = "canary"
WORDS = "Uji jalur {moment}: pesan otomatis dari Wadul untuk nomor ini sendiri."
OWN_CHAT = "own_chat"
#: Time for a message on its way, beside the gateway's own pause for each before it.
PATIENCE = timedelta(minutes=10)
#: A gateway forgets what it could not send within a day.
KEPT = timedelta(hours=24)
ON_ITS_WAY = (State.SENDING, State.ACCEPTED, State.UNKNOWN)
HELD = (
    "{count} pesan sudah diterima gateway tetapi belum keluar dari nomor dinas, yang tertua sejak "
    "{since}."
)
QUIET = "Tidak ada pesan masuk selama {hours} jam layanan, sejak {since}."
DEAD = (
    "Pesan uji ke nomor sendiri ({since}) tidak kembali: gateway mungkin kehilangan sambungan ke "
    "WhatsApp walau menyatakan siap."
)


@dataclass(frozen=True)
class Sign:
    """Something on the path that a person must look at."""

    code: str
    text: str
    since: datetime


def leaves_in(desk: Desk, *, now: datetime) -> timedelta:
    """How long until all that waits has left the number, by the gateway's own pause for each."""
    with desk.journal.read() as connection:
        waiting = outbox.counts(connection)["waiting"] + _accepted(connection, now=now)[0]
    return waiting * timedelta(milliseconds=desk.gateway_delay_ms)


def signs(
    connection: Connection, desk: Desk, *, ready_since: datetime, now: datetime
) -> Iterator[Sign]:
    """What seems wrong although the number has been ready since then."""
    zone = desk.timezone(connection)
    count, oldest = _accepted(connection, now=now)
    patience = PATIENCE + count * timedelta(milliseconds=desk.gateway_delay_ms)
    if oldest and max(oldest, ready_since) < now - patience:
        since = texts.moment(oldest, zone)
        yield Sign("gateway_holds", HELD.format(count=count, since=since), oldest)
    sent = _canary(connection, desk)
    if sent and sent >= ready_since and sent < now - PATIENCE:
        yield Sign("path_dead", DEAD.format(since=texts.moment(sent, zone)), sent)
        return
    hours = desk.reference(connection).preferences.quiet_hours
    last = _newest_message(connection)
    quiet_since = max(last, ready_since) if last else ready_since
    if hours and _service_hours(connection, desk, quiet_since, now) >= hours:
        since = texts.moment(quiet_since, zone)
        yield Sign("path_quiet", QUIET.format(hours=hours, since=since), quiet_since)


def note_own_chat(connection: Connection, chat_id: str, *, now: datetime) -> None:
    """The gateway says which chat is the desk's own number."""
    if chat_id and recall(connection, OWN_CHAT) != chat_id:
        remember(connection, OWN_CHAT, chat_id, now=now)


def is_own(connection: Connection, chat_id: str) -> bool:
    return bool(chat_id) and recall(connection, OWN_CHAT) == chat_id


def send_canary(desk: Desk, *, every_h: int, ready_since: datetime, now: datetime) -> bool:
    """Write to the own number when nothing was heard of the gateway for `every_h` service hours."""
    with desk.journal.write() as connection:
        own = recall(connection, OWN_CHAT)
        canary = _newest_canary(connection, desk)
        moments = (ready_since, _last_sign(connection), canary and canary["at"])
        since = max(moment for moment in moments if moment)
        quiet = _service_hours(connection, desk, since, now) >= every_h
        if not (every_h and own and quiet) or refusals.standing(connection):
            return False
        outbox.queue(
            connection,
            chat_id=own,
            gateway=desk.gateway,
            body=WORDS.format(moment=texts.moment(now, desk.timezone(connection))),
            purpose=PURPOSE,
            now=now,
        )
    return True


def _accepted(connection: Connection, *, now: datetime) -> tuple[int, datetime | None]:
    """How many messages the gateway has and has not said to be sent, and since when the first."""
    query = select(func.count(), func.min(messages.c.started_at)).where(
        messages.c.direction == "out",
        messages.c.state == State.ACCEPTED,
        messages.c.gateway_id != "",
        messages.c.started_at > now - KEPT,
    )
    count, oldest = connection.execute(query).one()
    return int(count), oldest


def _canary(connection: Connection, desk: Desk) -> datetime | None:
    """When the newest canary left, if nothing was heard of it."""
    newest = _newest_canary(connection, desk)
    return newest["started_at"] if newest and newest["state"] in ON_ITS_WAY else None


def _newest_canary(connection: Connection, desk: Desk) -> RowMapping | None:
    query = select(messages.c.state, messages.c.started_at, messages.c.at).where(
        messages.c.gateway == desk.gateway,
        messages.c.chat_id == (recall(connection, OWN_CHAT) or ""),  # there is an index by chat
        messages.c.purpose == PURPOSE,
    )
    return connection.execute(query.order_by(messages.c.at.desc()).limit(1)).mappings().first()


def _last_sign(connection: Connection) -> datetime | None:
    """When the gateway last gave a notification of any kind."""
    query = select(inbox.c.received_at).order_by(inbox.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def _newest_message(connection: Connection) -> datetime | None:
    # An expression: by the index of `direction` SQLite would sort everything that ever came.
    query = select(messages.c.at).where(messages.c.direction + "" == "in")
    return connection.execute(query.order_by(messages.c.id.desc()).limit(1)).scalar()


def _service_hours(connection: Connection, desk: Desk, since: datetime, now: datetime) -> float:
    """Hours of service since then; 0 outside service, when nobody could look."""
    calendar = desk.calendar(now, connection)
    if since >= now or clocks.next_service(calendar, now) > now:
        return 0.0
    minutes = clocks.elapsed(calendar, Unit.MINUTE, Hours.SERVICE, start=since, end=now)
    return minutes / 60
