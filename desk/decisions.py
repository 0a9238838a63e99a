"""What an admin decides on Kondisi Sistem: parked messages, and alarms that only people can end.

Each decision is noted with who and when; one that concerns a complaint is an event of it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desk import (
    commands,
    conditions,
    emergency,
    events,
    failures,
    inbox,
    personal_data,
    settling,
    sight,
)
from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.ids import new_id
from desk.journal import remember
from desk.problems import NotFound, Refused
from desk.schema import alarms, complaints, facts, messages
from desk.visibility import Fact
from sop.model import Recipient, Scope

BY_PEOPLE = ("data_pribadi_", "nomor_hilang", emergency.NOBODY_ALARM)
HANDLED = "Peringatan Ditangani"
LOG = "ditangani:"
SHOWN = 10
NOT_FAILED = "Pesan ini sudah dikirim lagi atau sudah ditangani."


@dataclass(frozen=True)
class Decided:
    """One line of the log. `by` is a name."""

    what: str
    by: str
    at: datetime


def ends_by_people(code: str) -> bool:
    """Whether this alarm stands until somebody says that it is dealt with."""
    return code.startswith(BY_PEOPLE)


def may_decide(desk: Desk, actor: Actor) -> bool:
    """Whether this person is one of the city's admins."""
    return bool(set(actor.roles) & set(desk.sop.addressees.get(Recipient.CITY_ADMIN, ())))


def settle(desk: Desk, actor: Actor, code: str, *, now: datetime) -> None:
    """An admin has dealt with the alarm. Refused: not theirs to end; NotFound: it is gone."""
    with desk.journal.write() as connection:
        actor = admin(connection, desk, actor, now=now)
        if not ends_by_people(code):
            raise Refused("Peringatan ini hilang sendiri setelah sebabnya diperbaiki.")
        text = connection.execute(select(alarms.c.text).where(alarms.c.code == code)).scalar()
        if text is None:
            raise NotFound("Peringatan ini sudah ditangani.")
        conditions.clear(connection, code)
        if code.startswith(personal_data.ALARM):
            request_id = code.removeprefix(personal_data.ALARM)
            done = personal_data.DONE
            personal_data.settle(connection, request_id, done, actor=actor.id, now=now)
        note(connection, actor, text, now=now)
        _event(connection, actor, text, now=now)


def retry(desk: Desk, actor: Actor, row_id: int, *, now: datetime) -> None:
    """An admin has a parked message tried again."""
    with desk.journal.write() as connection:
        actor = admin(connection, desk, actor, now=now)
        if not inbox.again(connection, row_id, now=now):
            raise NotFound("Pesan ini sudah ditangani.")
        note(connection, actor, f"Pesan masuk {row_id} dicoba lagi", now=now)


def dismiss(desk: Desk, actor: Actor, row_id: int, *, now: datetime) -> None:
    """An admin has dealt with a parked message in another way."""
    with desk.journal.write() as connection:
        actor = admin(connection, desk, actor, now=now)
        if not inbox.dismiss(connection, row_id, now=now):
            raise NotFound("Pesan ini sudah ditangani.")
        note(connection, actor, f"Pesan masuk {row_id} sudah ditangani", now=now)


def was_sent(desk: Desk, actor: Actor, message_id: str, *, sent: bool, now: datetime) -> None:
    """Somebody of the city has looked at the phone: this uncertain message was sent, or leaves."""
    with desk.journal.write() as connection:
        actor = _of_the_city(connection, desk, actor, message_id, now=now)
        settling.decided(connection, desk, actor, message_id, sent=sent, now=now)


def send_again(desk: Desk, actor: Actor, message_id: str, *, now: datetime) -> None:
    """Somebody of the city has a message that failed sent once more."""
    with desk.journal.write() as connection:
        actor = _of_the_city(connection, desk, actor, message_id, now=now)
        if not failures.again(connection, actor, message_id, now=now):
            raise NotFound(NOT_FAILED)


def let_be(desk: Desk, actor: Actor, message_id: str, *, now: datetime) -> None:
    """Somebody of the city has dealt with a message that failed, by telephone for example."""
    with desk.journal.write() as connection:
        actor = _of_the_city(connection, desk, actor, message_id, now=now)
        if not failures.let_be(connection, actor, message_id, now=now):
            raise NotFound(NOT_FAILED)


def _of_the_city(
    connection: Connection, desk: Desk, actor: Actor, message_id: str, *, now: datetime
) -> Actor:
    """Whoever acts now. NotFound: the message is about a complaint that they may not see."""
    current = present(connection, desk, actor, now=now)
    if not any(desk.sop.role(name).scope is Scope.CITY for name in current.roles):
        raise Refused(desk.sop.in_words("Hanya petugas kota yang dapat memutuskan ini."))
    about = complaints.join(messages, messages.c.number == complaints.c.number)
    query = select(complaints).select_from(about).where(messages.c.id == message_id)
    row = connection.execute(query).mappings().first()
    if row is not None and not sight.may(desk, current, dict(row), Fact.EXISTS):
        raise NotFound(NOT_FAILED)
    return current


def lately(desk: Desk) -> list[Decided]:
    """The newest decisions first."""
    query = select(facts).where(facts.c.name.startswith(LOG)).order_by(facts.c.name.desc())
    with desk.journal.read() as connection:
        rows = connection.execute(query.limit(SHOWN)).all()
    return [Decided(row.value["what"], row.value["by"], row.at) for row in rows]


def admin(connection: Connection, desk: Desk, actor: Actor, *, now: datetime) -> Actor:
    """Whoever acts, as Petugas says now. Refused: not one of the city's admins."""
    current = present(connection, desk, actor, now=now)
    if not may_decide(desk, current):
        raise Refused(desk.sop.in_words("Hanya Admin Kota yang dapat memutuskan ini."))
    return current


def note(connection: Connection, actor: Actor, what: str, *, now: datetime) -> None:
    """A line of the log of Kondisi Sistem, in the caller's transaction."""
    line = {"what": what, "by": actor.name or actor.id, "id": actor.id}
    # The id rises with the time: the log needs no order of its own.
    remember(connection, f"{LOG}{new_id(now)}", line, now=now)


def _event(connection: Connection, actor: Actor, text: str, *, now: datetime) -> None:
    """On the complaint that the alarm names, if it names one."""
    for number in commands.numbers(text)[:1]:
        query = select(complaints.c.state).where(complaints.c.number == number)
        state = connection.execute(query).scalar()
        if state is not None:
            events.add(
                connection,
                number=number,
                action=HANDLED,
                actor=actor,
                now=now,
                from_state=state,
                to_state=state,
                note=text,
            )
