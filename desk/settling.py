"""Settling what became of our messages: by the gateway's news, by asking it, or by a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, select

from desk import early, events
from desk.actors import Actor
from desk.context import Desk
from desk.incoming import Delivery, Echo, Receipt
from desk.outbox import NEEDS_PERSON, UNSETTLED, Outgoing, State, adopt, move, outgoing, row_of
from desk.problems import Refused
from desk.schema import messages

#: How far a message is; news may arrive in any order and never moves it back.
PROGRESS = (State.ACCEPTED, State.SENT, State.DELIVERED, State.READ)
#: Sent at most once: a missing guide annoys less than ten.
SILENT_AFTER, WORTH_ASKING = timedelta(hours=25), timedelta(days=8)
#: A gateway that loses the same message so often has a reason that a person must find.
MOST_ATTEMPTS = 10
AT_MOST_ONCE = frozenset({"guide", "check", "note", "canary"})

#: As long as that the gateway is asked first; longer, when it does not answer.
STILL_ASKING = timedelta(minutes=10)
TOO_EARLY = (
    "Gateway masih ditanya apakah pesan ini sudah terkirim. Coba lagi 10 menit setelah pengiriman."
)


def uncertain_ones(desk: Desk, *, older_than: datetime) -> list[Outgoing]:
    """Uncertain messages that left before `older_than` and are not yet a person's to decide."""
    with desk.journal.read() as connection:
        rows = connection.execute(
            select(messages)
            .where(
                messages.c.direction == "out",
                messages.c.state == State.UNKNOWN,
                messages.c.started_at <= older_than,
                messages.c.error != NEEDS_PERSON,
            )
            .order_by(messages.c.id)
        ).mappings()
        return [outgoing(connection, desk, row) for row in rows]


def settle(
    desk: Desk, message_id: str, *, gateway_id: str | None, now: datetime, same_again: bool = False
) -> None:
    """The gateway was asked. Found: it was sent. Found nowhere: sent once more, then a person's.

    `same_again`: sent once more it is the same message to WhatsApp, so that may be done often.
    """
    with desk.journal.write() as connection:
        row = row_of(connection, message_id)
        if row["state"] != State.UNKNOWN:
            return
        if gateway_id:
            adopt(connection, desk, row, gateway_id, now=now)
        elif same_again and row["attempts"] < MOST_ATTEMPTS:
            move(connection, message_id, State.QUEUED, now=now, not_before=None)
        elif row["purpose"] in AT_MOST_ONCE:
            move(connection, message_id, State.FAILED, now=now, error="tidak terkirim")
        elif not (row["resent"] or same_again):
            move(connection, message_id, State.QUEUED, now=now, not_before=None, resent=True)
        else:
            move(connection, message_id, State.UNKNOWN, now=now, error=NEEDS_PERSON)


def ask_people(desk: Desk, *, now: datetime) -> int:
    """Every uncertain message is a person's to decide, unless its echo comes. Returns how many."""
    waiting = (
        (messages.c.direction == "out")
        & (messages.c.state == State.UNKNOWN)
        & (messages.c.error != NEEDS_PERSON)
        & messages.c.purpose.not_in(AT_MOST_ONCE)
    )
    with desk.journal.read() as connection:
        found = list(connection.execute(select(messages.c.id).where(waiting)).scalars())
    for message_id in found:
        with desk.journal.write() as connection:
            if row_of(connection, message_id)["state"] == State.UNKNOWN:
                move(connection, message_id, State.UNKNOWN, now=now, error=NEEDS_PERSON)
    return len(found)


def ask_about_silent_ones(desk: Desk, *, now: datetime) -> int:
    """What the gateway accepted more than a day ago and never told of: it keeps a message for 24
    hours and forgets it. A person decides; late news still counts. Returns how many."""
    silent = (
        (messages.c.direction == "out")
        & (messages.c.state == State.ACCEPTED)
        & (messages.c.gateway_id != "")
        & (messages.c.started_at < now - SILENT_AFTER)
        & (messages.c.started_at > now - WORTH_ASKING)
    )
    with desk.journal.read() as connection:
        if connection.execute(select(messages.c.id).where(silent).limit(1)).first() is None:
            return 0
    with desk.journal.write() as connection:
        found = connection.execute(select(messages.c.id, messages.c.purpose).where(silent)).all()
        for message_id, purpose in found:
            state = State.FAILED if purpose in AT_MOST_ONCE else State.UNKNOWN
            move(connection, message_id, state, now=now, error=NEEDS_PERSON)
    return len(found)


def decided(
    connection: Connection, desk: Desk, actor: Actor, message_id: str, *, sent: bool, now: datetime
) -> None:
    """Somebody of the city looked at the phone: it was sent, or it is to be sent again.

    Refused: to send again what the gateway may still let go, while it is being asked.
    """
    row = row_of(connection, message_id)
    if row["state"] != State.UNKNOWN:
        return
    asked = row["error"] == NEEDS_PERSON or (row["started_at"] or now) <= now - STILL_ASKING
    if not (sent or asked):
        raise Refused(TOO_EARLY)
    if sent:
        adopt(connection, desk, row, "", now=now)
    else:
        fresh = {"gateway_id": "", "error": "", "attempts": 0}
        move(connection, message_id, State.QUEUED, now=now, **fresh)
    note = "Sudah terkirim" if sent else "Kirim lagi"
    events.checked(connection, row, actor=actor, note=note, now=now)


def take_in_receipt(connection: Connection, desk: Desk, news: Receipt, *, now: datetime) -> bool:
    """The gateway's news of one of ours: sent, delivered, read or failed. False: not ours, or of
    one whose id is not known yet: then they are kept until it is."""
    row = (
        connection.execute(
            select(messages).where(
                messages.c.gateway == news.gateway,
                messages.c.gateway_id == news.id,
                messages.c.direction == "out",
            )
        )
        .mappings()
        .first()
    )
    if row is None:
        if _unsettled_in(connection, news.chat_id):
            early.note(connection, news, now=now)
        return False
    state = State(news.delivery.value)
    if news.delivery is Delivery.FAILED:
        move(connection, row["id"], state, now=news.at, error=news.reason)
    elif _further(State(row["state"]), state):
        move(connection, row["id"], state, now=news.at, error="")
    return True


def _unsettled_in(connection: Connection, chat_id: str) -> bool:
    query = select(messages.c.id).where(
        messages.c.direction == "out",
        messages.c.state.in_(UNSETTLED),
        messages.c.chat_id == chat_id,
    )
    return connection.execute(query.limit(1)).first() is not None


def _further(present: State, news: State) -> bool:
    return present not in PROGRESS or PROGRESS.index(news) > PROGRESS.index(present)


def take_in_echo(connection: Connection, desk: Desk, echo: Echo, *, now: datetime) -> bool:
    """The gateway repeats what it sent: settles an uncertain message with this chat and text."""
    known = select(messages.c.id).where(
        messages.c.gateway == echo.gateway,
        messages.c.gateway_id == echo.id,
        messages.c.direction == "out",
    )
    if connection.execute(known).first() is not None:
        return True
    for row in _unsettled_to(connection, echo):
        if same_text(row["body"], echo.text):
            adopt(connection, desk, row, echo.id, now=now)
            return True
    return False


def _unsettled_to(connection: Connection, echo: Echo) -> list[RowMapping]:
    query = select(messages).where(
        messages.c.direction == "out",
        messages.c.state.in_(UNSETTLED),  # an echo may outrun the answer to its request
        messages.c.chat_id == echo.chat_id,
        messages.c.started_at <= echo.at + timedelta(minutes=1),
    )
    # Those of which no news is expected any more come last.
    in_turn = query.order_by(messages.c.error == NEEDS_PERSON, messages.c.id)
    return list(connection.execute(in_turn).mappings())


def same_text(ours: str, theirs: str) -> bool:
    """Equal but for line endings and white space at the ends."""
    return _plain(ours) == _plain(theirs)


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
