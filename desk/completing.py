"""What a citizen adds to a complaint that nobody has decided on: kept, weighed, and answered.

The answer names what is still missing; with nothing missing the complaint goes on by itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from desk import arrival as arrivals
from desk import completeness, conversation, emergency, replies, requests, texts
from desk.arrival import Arrival
from desk.conversation import Row
from desk.incoming import Kind
from desk.schema import complaints
from sop.model import Detail, Field


def answer(arrival: Arrival, row: Row) -> None:
    """A complaint that waits: with all that was asked for its verification goes on."""
    arrivals.attach(arrival, row, grows=not arrival.small_talk)
    if arrival.small_talk:
        return
    alert(arrival, row)
    _take_name(arrival, row)
    completeness.refresh(arrival.connection, arrival.desk, row["number"])
    missing = completeness.answered(arrival.connection, arrival.desk, _now(arrival, row)).to_ask
    if not missing:
        requests.act(arrival, row, conversation.COMPLETE)
        return
    until = completeness.deadline(arrival.reference, _now(arrival, row))
    requests.say(
        arrival,
        "masih_kurang",
        purpose=replies.NOTE,
        row=_now(arrival, row),
        kurang=texts.bullets("\n".join(missing)),
        batas=texts.moment(until, arrival.reference.preferences.zone),
    )


def go_on(arrival: Arrival, row: Row) -> None:
    """The same story: its text grows. Thanks and greetings are kept and need no answer."""
    before = completeness.of(arrival.connection, arrival.desk, row).missing
    arrivals.attach(arrival, row, grows=not arrival.small_talk)
    if arrival.small_talk:
        return
    alert(arrival, row)
    _take_name(arrival, row)
    standing = completeness.refresh(arrival.connection, arrival.desk, row["number"])
    grown = _now(arrival, row)
    missing = completeness.to_tell(arrival.desk, grown, standing).missing
    complete = before and not standing.missing
    template = "tercatat" if complete else "tambahan_diterima"
    listed = texts.bullets("\n".join(missing))
    requests.say(arrival, template, purpose=replies.NOTE, row=grown, kurang=listed, batas="")


def come_back(arrival: Arrival, row: Row) -> None:
    """It was closed for want of details: the same number is open again, and weighed anew."""
    reason = {Field.REASON: row["reason"]}
    requests.act(arrival, row, conversation.COMPLETE_LATE, reason)
    answer(arrival, _now(arrival, row))


def lapsed(arrival: Arrival) -> bool:
    """The next message of a chat whose complaint was closed for want of details is about it."""
    row = None if arrival.small_talk else conversation.lapsed(arrival)
    if row is None:
        return False
    come_back(arrival, row)
    return True


def supplied(arrival: Arrival) -> bool:
    """Nothing but details that the chat's undecided complaint lacks: no new one, however late."""
    row = conversation.incomplete(arrival)
    if row is None or arrival.small_talk:
        return False
    lacking = completeness.of(arrival.connection, arrival.desk, row).lacking
    given = _given(arrival)
    if Detail.STORY in given or not given & lacking:
        return False
    go_on(arrival, row)
    return True


def _given(arrival: Arrival) -> frozenset[Detail]:
    """What this message alone can be, before it belongs to a complaint."""
    incoming = arrival.incoming
    given = completeness.gives(arrival.reference, incoming.text)
    if incoming.kind is Kind.LOCATION:
        given |= {Detail.PLACE}
    if arrivals.without_words(incoming) or arrivals.shows_card(arrival):
        given |= {Detail.CARD}
    return given


def alert(arrival: Arrival, row: Row) -> None:
    """Emergency words: the number to call goes first, and whoever is on duty is told."""
    if emergency.named(arrival.reference, arrival.incoming.text):
        requests.say(arrival, "darurat", purpose=replies.NOTE, row=row)
        emergency.call(arrival.connection, arrival.desk, row, now=arrival.now)


def _take_name(arrival: Arrival, row: Row) -> None:
    """A name that came alone becomes Nama, where there is none."""
    number = row["number"]
    name = completeness.lone_name(arrival.connection, arrival.reference, number)
    same = (complaints.c.number == number) & (complaints.c.name == "")
    if name:
        arrival.connection.execute(update(complaints).where(same).values(name=name))


def _now(arrival: Arrival, row: Row) -> dict[str, Any]:
    """The complaint as this message has left it."""
    query = select(complaints).where(complaints.c.number == row["number"])
    return dict(arrival.connection.execute(query).mappings().one())
