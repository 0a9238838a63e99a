"""Taking in a message: what it is about decides what happens, and the first that fits does.

Reaction, edit or deletion · what staff answer to a message of ours · a command · a complaint it
quotes or names · a complaint that waits for completion, or was closed for want of it · a rating ·
the story that goes on · what it lacks · assent to a result · greetings · else a new complaint. A
command is asked for first because "CEK ALADIN-2026-00042" names a complaint too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from desk import (
    addresses,
    commands,
    completeness,
    completing,
    confidence,
    conversation,
    details,
    emergency,
    events,
    flood,
    kept_numbers,
    newcomers,
    path,
    replies,
    requests,
    soundness,
    staff_chat,
)
from desk import arrival as arrivals
from desk.actors import citizen
from desk.arrival import Arrival
from desk.commands import Command
from desk.context import Desk
from desk.conversation import Row
from desk.incoming import Chat, Incoming, Kind
from desk.recording import open_complaint
from desk.schema import complaints
from sop.common import ANSWERED

#: Closed so, a reply to it asks for it to be looked at again: the texts invite that.
REPLY_REOPENS = frozenset({ANSWERED})


def take_in(connection: Connection, desk: Desk, incoming: Incoming, *, now: datetime) -> None:
    """Take in one message, in the caller's transaction. Known ones change nothing; in a group only
    what staff answer to a disposition counts."""
    if incoming.chat is Chat.GROUP:
        staff_chat.in_group(connection, desk, soundness.sound(incoming, now=now), now=now)
        return
    if incoming.chat is not Chat.PERSON or path.is_own(connection, incoming.chat_id):
        return
    incoming = addresses.at_home(connection, soundness.sound(incoming, now=now), now=now)
    if arrivals.find(connection, incoming, incoming.id):
        return
    numbers = kept_numbers.written_in(incoming)
    incoming = soundness.without_identity_numbers(incoming)
    if arrivals.about_another(connection, desk, incoming, now=now):
        about = arrivals.find(connection, incoming, incoming.about_id)
        kept_numbers.keep(connection, numbers, message_id=about["id"] if about else None, now=now)
        return
    arrival = arrivals.keep(connection, desk, incoming, now=now)
    kept_numbers.keep(connection, numbers, message_id=arrival.message_id, now=now)
    today = now.astimezone(arrival.reference.preferences.zone).date()
    if arrival.reference.is_blocked(incoming.chat_id, today):
        return
    for branch in BRANCHES:
        if branch(arrival):
            return


def _remarked(arrival: Arrival) -> bool:
    """A reaction or deletion of something that never came: kept, and that is all."""
    return arrival.incoming.kind in (Kind.REACTION, Kind.DELETION)


def _called(arrival: Arrival) -> bool:
    if arrival.incoming.kind is not Kind.CALL:
        return False
    requests.say(arrival, "panggilan", purpose=replies.GUIDE)
    return True


def _unreadable(arrival: Arrival) -> bool:
    """Asked for once more; people see it beside the complaint it may belong to."""
    if arrival.incoming.kind is not Kind.UNREADABLE:
        return False
    row = conversation.waiting(arrival) or conversation.story(arrival)
    if row:
        arrivals.attach(arrival, row)
    requests.say(arrival, "kirim_ulang", purpose=replies.GUIDE)
    return True


def _commanded(arrival: Arrival) -> bool:
    text = arrival.incoming.text
    asked = commands.parse(text) or confidence.command(text)
    if asked is None or (arrival.incoming.attachment and asked.command is not Command.OBJECTION):
        return False
    return requests.answer(arrival, asked)


def _meant(arrival: Arrival) -> bool:
    row = conversation.meant(arrival)
    if row is None:
        return False
    if _rated(arrival):
        return True
    state = arrival.desk.sop.state(row["state"])
    if conversation.agreed(arrival, [row]):
        arrivals.attach(arrival, row)
    elif state.waiting:
        completing.answer(arrival, row)
    elif not state.verified:
        completing.go_on(arrival, row)
    elif not arrival.small_talk and conversation.lapsed(arrival, row):
        completing.come_back(arrival, row)
    elif _asks_again(arrival, row):
        requests.object_to(arrival, row)
    else:
        _add(arrival, row)
    return True


def _asks_again(arrival: Arrival, row: Row) -> bool:
    lately = conversation.objectionable(arrival, [row])
    return bool(lately) and row["close_reason"] in REPLY_REOPENS and not arrival.small_talk


def _completing(arrival: Arrival) -> bool:
    row = conversation.waiting(arrival)
    if row is None:
        return False
    completing.answer(arrival, row)
    return True


def _rated(arrival: Arrival) -> bool:
    rating = commands.rating(arrival.incoming.text)
    row = conversation.surveyed(arrival) if rating else None
    if rating is None or row is None:
        return False
    score, remark = rating
    arrivals.attach(arrival, row)
    arrival.connection.execute(
        update(complaints).where(complaints.c.number == row["number"]).values(rating=str(score))
    )
    events.add(
        arrival.connection,
        number=row["number"],
        action="Penilaian",
        actor=citizen(arrival.desk.sop),
        now=arrival.now,
        from_state=row["state"],
        to_state=row["state"],
        note=f"{score} {remark}".strip(),
        data={"rating": score},
    )
    low = score <= 2
    template = "survei_terima_rendah" if low else "survei_terima"
    requests.say(arrival, template, purpose=replies.NOTE, row=row)
    return True


def _going_on(arrival: Arrival) -> bool:
    row = conversation.story(arrival)
    if row is None:
        return False
    completing.go_on(arrival, row)
    return True


def _add(arrival: Arrival, row: Row) -> None:
    """A complaint that people are at work on: they see the new words, the story stays."""
    arrivals.attach(arrival, row)
    if not arrival.small_talk:
        completing.alert(arrival, row)
        requests.say(arrival, "tambahan_diterima", purpose=replies.NOTE, row=row)


def _agreed(arrival: Arrival) -> bool:
    """ "Sudah beres" after a result: kept with it, like thanks; it closes when its time is over."""
    row = None if arrival.small_talk else conversation.agreed(arrival, arrival.of_chat)
    if row is None:
        return False
    arrivals.attach(arrival, row)
    return True


def _greeted(arrival: Arrival) -> bool:
    """Nothing to handle: thanks go to the newest complaint, a greeting gets the guide."""
    if not arrival.small_talk:
        return False
    rows = arrival.of_chat
    if rows and commands.is_thanks(arrival.incoming.text):
        arrivals.attach(arrival, rows[0])
    else:
        requests.say(arrival, "panduan", purpose=replies.GUIDE)
    return True


def _opened(arrival: Arrival) -> bool:
    """A new complaint; its number is told always."""
    connection, desk, incoming = arrival.connection, arrival.desk, arrival.incoming
    fields: dict[str, Any] = {
        "gateway": incoming.gateway,
        "chat_id": incoming.chat_id,
        "phone": incoming.phone,
        "received_at": incoming.at,
        "body": details.words(incoming),
        **details.of(arrival.reference, incoming),
    }
    row = open_complaint(connection, desk, fields, now=arrival.now)
    arrivals.attach(arrival, row)
    standing = completeness.refresh(connection, desk, row["number"])
    urgent = emergency.named(arrival.reference, incoming.text)
    replies.welcome(connection, desk, row, standing, emergency=urgent, now=arrival.now)
    tell = emergency.call if urgent else newcomers.tell
    tell(connection, desk, row, now=arrival.now)
    return True


#: In this order; the first that returns True has taken the message in.
BRANCHES: tuple[Callable[[Arrival], bool], ...] = (
    _remarked,
    _called,
    _unreadable,
    staff_chat.acted,
    _commanded,
    flood.ebbed,
    _meant,
    _completing,
    completing.lapsed,
    _rated,
    _going_on,
    completing.supplied,
    _agreed,
    _greeted,
    _opened,
)
