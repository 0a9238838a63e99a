"""One chat that writes without end: everything is kept, nothing is weighed or answered, and the
admin is told. Without this a single telephone would keep the desk from everybody else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from desk import arrival as arrivals
from desk.arrival import Arrival
from desk.conditions import alarm, clear
from desk.context import Desk
from desk.schema import alarms, messages

ALARM = "banjir_pesan_"
SPAN = timedelta(hours=1)
MOST = 120  # messages of one chat in that time; a long story in short pieces has some thirty
TOLD = (
    "Satu percakapan mengirim lebih dari {most} pesan dalam satu jam; semuanya disimpan pada "
    "aduan {number} dan tidak dibalas otomatis."
)


def ebbed(arrival: Arrival) -> bool:
    """Keep the message with the newest complaint of its chat and be silent, in a flood only."""
    if _written(arrival) <= MOST or not arrival.of_chat:
        return False
    newest = arrival.of_chat[0]
    arrivals.attach(arrival, newest)
    told = TOLD.format(most=MOST, number=newest["number"])
    alarm(arrival.connection, f"{ALARM}{newest['number']}", told, now=arrival.now)
    return True


def _written(arrival: Arrival) -> int:
    incoming = arrival.incoming
    query = select(func.count()).where(
        messages.c.gateway == incoming.gateway,
        messages.c.chat_id == incoming.chat_id,
        messages.c.at > arrival.now - SPAN,
        messages.c.direction == "in",
    )
    return int(arrival.connection.execute(query).scalar_one())


def forget(desk: Desk, *, now: datetime) -> bool:
    """Take back the alarms of chats that have calmed down. Never has more to do."""
    query = select(alarms.c.code).where(alarms.c.code.startswith(ALARM))
    with desk.journal.read() as connection:
        codes = connection.execute(query).scalars().all()
    for code in codes:
        with desk.journal.write() as connection:
            if not _goes_on(connection, code.removeprefix(ALARM), now=now):
                clear(connection, code)
    return False


def _goes_on(connection: Connection, number: str, *, now: datetime) -> bool:
    query = select(func.count()).where(
        messages.c.number == number, messages.c.direction == "in", messages.c.at > now - SPAN
    )
    return int(connection.execute(query).scalar_one()) > MOST // 2
