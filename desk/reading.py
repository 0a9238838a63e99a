"""One complaint as a page shows it: its facts, its conversation, its history, its photos' names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from desk import actors, holding, merging, outbox, positions, sight
from desk.actors import Actor
from desk.context import Desk
from desk.positions import Position
from desk.recording import find
from desk.reference import Reference
from desk.schema import events, media, messages
from desk.visibility import Fact
from sop.model import Limit

FAILED = frozenset({outbox.State.FAILED, outbox.State.UNKNOWN})


@dataclass(frozen=True)
class Photo:
    """A photo or document. `identity`: opened only on purpose, and that is noted."""

    id: str
    name: str
    mime: str
    origin: str  # citizen, follow_up, answer
    state: str  # waiting, stored, refused, gone
    identity: bool
    at: datetime
    error: str = ""

    @property
    def is_picture(self) -> bool:
        return self.state == "stored" and self.mime.startswith("image/") and not self.identity


@dataclass(frozen=True)
class Spoken:
    """One message of the conversation with the citizen."""

    id: str
    at: datetime
    ours: bool
    text: str
    word: str  # the delivery state in the words of Percakapan; "" for the citizen's own
    alert: bool  # it did not arrive, or nobody knows
    who: str  # the member of staff who caused it
    quoted: str  # the message that this one answers
    quotes_us: bool  # whose that was
    photos: tuple[Photo, ...]
    state: str = ""  # the delivery state; "" for the citizen's own
    error: str = ""  # why it did not arrive
    reactions: tuple[str, ...] = ()  # what the citizen did to it later
    edited: str = ""  # the newest wording; `text` is the first
    deleted: bool = False
    position: Position | None = None  # of a place that was sent


@dataclass(frozen=True)
class Happened:
    """One event of the complaint's history. `minutes` in the unit of `limit`."""

    at: datetime
    action: str
    from_state: str
    to_state: str
    who: str
    role: str
    agency: str
    note: str
    step: str
    minutes: float | None
    limit: Limit | None
    due_at: datetime | None
    on_time: bool | None
    shares: tuple[tuple[str, float], ...] = ()  # role and time, where several held the step


@dataclass(frozen=True)
class Told:
    """A message to staff about the complaint."""

    at: datetime
    to: str
    word: str
    alert: bool


def complaint(desk: Desk, actor: Actor, number: str) -> dict[str, Any]:
    """The complaint's row as this person may read it; NotFound when they may not see it at all."""
    with desk.journal.read() as connection:
        return sight.veiled(desk, actor, sight.seen(connection, desk, actor, number))


def conversation(desk: Desk, actor: Actor, number: str) -> list[Spoken]:
    """What the citizen and the desk wrote to each other, oldest first, as this person may read
    it; empty when it is not for them."""
    with desk.journal.read() as connection:
        row = sight.seen(connection, desk, actor, number)
        if not sight.may(desk, actor, row, Fact.TALK):
            return []
        same_chat = (messages.c.chat_id == row["chat_id"]) | (messages.c.direction == "in")
        found = _messages(connection, number, same_chat)
        photos = _photos(connection, desk, actor, row)
        photos[""] = [*photos.get("", []), *_of_the_main(connection, desk, actor, row)]
        by_id = {message["gateway_id"]: message for message in found}
        writer = partial(_writer, desk, desk.reference(connection))
        read = partial(sight.words, desk, actor, row, fact=Fact.TALK)
        spoken = (_spoken(message, photos, by_id, writer) for message in found)
        return [_as_read(each, read) for each in spoken]


def told_staff(desk: Desk, actor: Actor, number: str) -> list[Told]:
    """Who of the staff was told of this complaint and whether it arrived; for the city's desk."""
    with desk.journal.read() as connection:
        row = sight.seen(connection, desk, actor, number)
        if not sight.may(desk, actor, row, Fact.NOTE):
            return []
        others = (messages.c.chat_id != row["chat_id"]) & (messages.c.direction == "out")
        reference = desk.reference(connection)
        return [
            Told(
                message["at"],
                _owner(reference, message["chat_id"]),
                outbox.WORDS[outbox.State(message["state"])],
                message["state"] in FAILED,
            )
            for message in _messages(connection, number, others)
        ]


def doubles(desk: Desk, actor: Actor, number: str) -> list[dict[str, Any]]:
    """Those of the complaints merged into this one that the person may see."""
    with desk.journal.read() as connection:
        sight.seen(connection, desk, actor, number)
        found = merging.doubles(connection, number)
        theirs = (each for each in found if sight.may(desk, actor, each, Fact.EXISTS))
        return [sight.veiled(desk, actor, each) for each in theirs]


def history(desk: Desk, actor: Actor, number: str) -> list[Happened]:
    """Everything that happened to the complaint, oldest first."""
    with desk.journal.read() as connection:
        row = sight.seen(connection, desk, actor, number)
        read = partial(sight.words, desk, actor, row, fact=Fact.HISTORY)
        query = select(events).where(events.c.number == number).order_by(events.c.id)
        found = list(connection.execute(query).mappings())
        reference = desk.reference(connection)
        held = holding.shares(connection, desk, found)
        return [
            _happened(event, reference, read, shares=held.get(event["id"], ())) for event in found
        ]


def count_of_events(desk: Desk, actor: Actor, number: str) -> int:
    """How many events the complaint's history has by now."""
    with desk.journal.read() as connection:
        sight.seen(connection, desk, actor, number)
        query = select(func.count()).where(events.c.number == number)
        return int(connection.execute(query).scalar_one())


def photos(desk: Desk, actor: Actor, number: str) -> list[Photo]:
    """The files of the complaint that this person may see, oldest first."""
    with desk.journal.read() as connection:
        row = sight.seen(connection, desk, actor, number)
        return [
            photo for found in _photos(connection, desk, actor, row).values() for photo in found
        ]


def _messages(connection: Connection, number: str, condition: Any) -> list[RowMapping]:
    query = select(messages).where(messages.c.number == number, condition)
    return list(connection.execute(query.order_by(messages.c.at, messages.c.id)).mappings())


def _photos(
    connection: Connection, desk: Desk, actor: Actor, row: dict[str, Any]
) -> dict[str, list[Photo]]:
    """Files by the message or event they came with, those that this person may see."""
    query = select(media).where(media.c.number == row["number"]).order_by(media.c.id)
    if not sight.may(desk, actor, row, Fact.PHOTOS):
        query = query.where(media.c.identity)
    if not sight.may(desk, actor, row, Fact.CARD):
        query = query.where(~media.c.identity)
    found: dict[str, list[Photo]] = {}
    for file in connection.execute(query).mappings():
        photo = Photo(**{name: file[name] for name in Photo.__dataclass_fields__})
        found.setdefault(file["message_id"] or file["event_id"] or "", []).append(photo)
    return found


def _of_the_main(
    connection: Connection, desk: Desk, actor: Actor, row: dict[str, Any]
) -> list[Photo]:
    """Photos that a double's citizen was sent from the complaint it is merged into."""
    if not row["merged_into"]:
        return []
    main = find(connection, row["merged_into"])
    found = _photos(connection, desk, actor, main)
    return [photo for each in found.values() for photo in each if photo.origin == "follow_up"]


def _spoken(
    message: RowMapping,
    photos: dict[str, list[Photo]],
    others: dict[str, RowMapping],
    writer: Callable[[str], str],
) -> Spoken:
    ours = message["direction"] == "out"
    by_id = {photo.id: photo for found in photos.values() for photo in found}
    sent = [by_id[key] for key in message["media_ids"].split(",") if key in by_id]
    data, failed = message["data"], message["state"] in FAILED
    edits = data.get("edits", [])
    quoted = others.get(message["quoted_id"]) if message["quoted_id"] else None
    return Spoken(
        id=message["id"],
        at=message["at"],
        ours=ours,
        text=message["body"],
        word=outbox.WORDS[outbox.State(message["state"])] if ours else "",
        alert=ours and failed,
        who=writer(message["actor"]) if ours else "",
        quoted=quoted["body"] if quoted else "",
        quotes_us=quoted is not None and quoted["direction"] == "out",
        photos=tuple(sent or photos.get(message["id"], [])),
        state=message["state"] if ours else "",
        error=message["error"] if ours and failed else "",
        reactions=tuple(str(one["text"]) for one in data.get("reactions", [])[-1:] if one["text"]),
        edited=str(edits[-1].get("text", "")) if edits else "",
        deleted=bool(data.get("deleted_at")),
        position=positions.sent(data),
    )


def _as_read(spoken: Spoken, read: Callable[[str], str]) -> Spoken:
    """With the words that this person may read of it."""
    return replace(
        spoken, text=read(spoken.text), quoted=read(spoken.quoted), edited=read(spoken.edited)
    )


def _happened(
    event: RowMapping,
    reference: Reference,
    read: Callable[[str], str],
    *,
    shares: tuple[tuple[str, float], ...],
) -> Happened:
    names = ("at", "action", "from_state", "to_state", "role", "agency", "step", "minutes")
    return Happened(
        **{name: event[name] for name in (*names, "due_at", "on_time")},
        who=_name(reference, event["actor"]),
        note=read(event["note"]),
        limit=reference.limits.get(event["step"]),
        shares=shares,
    )


def _name(reference: Reference, actor: str) -> str:
    person = reference.person(actor)
    return person.name if person else actor


def _writer(desk: Desk, reference: Reference, actor: str) -> str:
    """Who of the staff sent a message of ours; "" when the desk answered by itself, also to what
    the citizen did."""
    by_itself = (actors.citizen(desk.sop).id, actors.system(desk.sop).id)
    return "" if actor in by_itself else _name(reference, actor)


def _owner(reference: Reference, chat_id: str) -> str:
    """Whose chat of the staff this is."""
    digits = chat_id.partition("@")[0]
    owners = [person.name for person in reference.staff if person.phone == digits]
    groups = [agency.short for agency in reference.agencies if agency.group == chat_id]
    return next(iter(owners + groups), "petugas")
