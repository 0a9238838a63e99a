"""One message while it is being taken in: kept whole first, then attached to what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from desk import card_words, cards, commands, completeness, details, media
from desk.context import Desk
from desk.ids import new_id
from desk.incoming import Incoming, Kind
from desk.reference import Reference
from desk.schema import complaints, messages
from sop.model import Detail

#: "Ini KTP saya", then the photo; or the photo, then the words.
SAME_BREATH = timedelta(minutes=5)
#: How long a story goes on by itself.
STORY = timedelta(minutes=30)
CAN_BE_IDENTITY = frozenset({Kind.IMAGE, Kind.DOCUMENT})


@dataclass(frozen=True)
class Arrival:
    """A message of a person's chat, already kept under `message_id`."""

    connection: Connection
    desk: Desk
    reference: Reference
    incoming: Incoming
    message_id: str
    now: datetime

    @cached_property
    def of_chat(self) -> list[dict[str, Any]]:
        """This chat's complaints, newest first, locked until the transaction ends: as they stood
        when the message came."""
        query = (
            select(complaints)
            # Word for word: another person's number is as unknown as one that does not exist.
            .where(
                complaints.c.gateway == self.incoming.gateway,
                complaints.c.chat_id == self.incoming.chat_id,
            )
            .order_by(complaints.c.received_at.desc(), complaints.c.number.desc())
        )
        return [dict(row) for row in self.connection.execute(query.with_for_update()).mappings()]

    @property
    def small_talk(self) -> bool:
        """Greetings, thanks, stickers: they change nothing about a complaint."""
        if self.incoming.kind is Kind.STICKER:
            return True
        text = self.incoming.text
        plain = self.incoming.kind is Kind.TEXT and self.incoming.attachment is None
        return plain and (commands.is_greeting(text) or commands.is_thanks(text))


def find(connection: Connection, incoming: Incoming, gateway_id: str) -> RowMapping | None:
    """The message of this chat with this gateway id, ours or theirs."""
    query = select(messages).where(
        messages.c.gateway == incoming.gateway,
        messages.c.gateway_id == gateway_id,
        messages.c.chat_id == incoming.chat_id,
    )
    return connection.execute(query.limit(1)).mappings().first() if gateway_id else None


def keep(connection: Connection, desk: Desk, incoming: Incoming, *, now: datetime) -> Arrival:
    """Write the message as it came; whose complaint it is about is found out next."""
    message_id = new_id(now)
    connection.execute(
        insert(messages),
        {
            "id": message_id,
            "at": incoming.at,
            "direction": "in",
            "gateway": incoming.gateway,
            "chat_id": incoming.chat_id,
            "name": incoming.sender_name,
            "kind": incoming.kind.value,
            "body": incoming.text,
            "quoted_id": incoming.quoted_id,
            "gateway_id": incoming.id,
            "state": "received",
            "state_at": now,
            "data": _extras(incoming),
        },
    )
    return Arrival(connection, desk, desk.reference(connection), incoming, message_id, now)


def _extras(incoming: Incoming) -> dict[str, Any]:
    extras = {
        "latitude": incoming.latitude,
        "longitude": incoming.longitude,
        "forwarded": incoming.forwarded or None,
        "quoted_text": incoming.quoted_text or None,
        "about": incoming.about_id or None,
    }
    return {name: value for name, value in extras.items() if value is not None}


def attach(arrival: Arrival, row: Mapping[str, Any], *, grows: bool = False) -> None:
    """The message belongs to this complaint; with `grows` its words become part of the story."""
    incoming, number = arrival.incoming, row["number"]
    link(arrival, number)
    if incoming.attachment and incoming.kind is not Kind.STICKER:
        media.expect(
            arrival.connection,
            incoming,
            message_id=arrival.message_id,
            number=number,
            identity=_is_identity(arrival, row),
            now=arrival.now,
        )
    elif card_words.says_card(incoming.text):
        _protect_latest(arrival, number)
    _update(arrival, row, grows=grows)


def link(arrival: Arrival, number: str) -> None:
    """The message is about this complaint, and says nothing that staff must read."""
    arrival.connection.execute(
        update(messages).where(messages.c.id == arrival.message_id).values(number=number)
    )


def _update(arrival: Arrival, row: Mapping[str, Any], *, grows: bool) -> None:
    columns: dict[str, Any] = {
        "last_words": details.words(arrival.incoming),
        "last_words_at": arrival.incoming.at,
        "updated_at": arrival.now,
        "sheet_pending": True,
    }
    if grows:
        # A clerk who has the shorter story before their eyes is told before they answer it.
        columns |= details.grown(row, arrival.reference, arrival.incoming)
        columns["version"] = row["version"] + 1
    arrival.connection.execute(
        update(complaints).where(complaints.c.number == row["number"]).values(**columns)
    )


def _is_identity(arrival: Arrival, row: Mapping[str, Any]) -> bool:
    """Is the attachment an identity card: by its words, by those before it, or as asked for?"""
    if arrival.incoming.kind not in CAN_BE_IDENTITY:
        return False
    return shows_card(arrival) or _answers_the_request(arrival, row)


def shows_card(arrival: Arrival) -> bool:
    """Does it say so itself: in its caption, in its name, in the message just before?"""
    pictured = arrival.incoming.kind in CAN_BE_IDENTITY and arrival.incoming.attachment is not None
    said = card_words.says_card(arrival.incoming.text) or _named_so(arrival.incoming)
    return pictured and (said or _announced(arrival))


def _named_so(incoming: Incoming) -> bool:
    """A document bears the name that its sender gave it: KTP_siti.pdf."""
    name = incoming.attachment.name if incoming.attachment else ""
    return card_words.says_card(re.sub(r"[_.\d]", " ", name))


def _answers_the_request(arrival: Arrival, row: Mapping[str, Any]) -> bool:
    """Does a picture without words answer our request for an identity card?

    While a clerk waits for it, the next one does. Else one that quotes the request, and, sent
    after we had asked, one when nothing else is missing or long after the story.
    """
    state = arrival.desk.sop.state(row["state"])
    if state.verified or not without_words(arrival.incoming):
        return False
    if state.waiting:
        standing = completeness.answered(arrival.connection, arrival.desk, row)
        asked = arrival.incoming.at >= row["state_since"]
        return asked and Detail.CARD in standing.lacking
    lacking = completeness.of(arrival.connection, arrival.desk, row).lacking
    if Detail.CARD not in lacking:
        return False
    if _quotes_the_request(arrival):
        return True
    later = arrival.incoming.at - row["received_at"] > STORY
    asked = cards.asked_for(arrival.connection, row, at=arrival.incoming.at)
    return asked and (later or lacking == {Detail.CARD})


def without_words(incoming: Incoming) -> bool:
    """A picture alone, or with "ini pak" and the like below it."""
    pictured = incoming.kind in CAN_BE_IDENTITY and incoming.attachment is not None
    words = frozenset(commands.tokens(incoming.text))
    return pictured and words <= commands.FILLERS | commands.THANKS | commands.GREETINGS


def _quotes_the_request(arrival: Arrival) -> bool:
    quoted = find(arrival.connection, arrival.incoming, arrival.incoming.quoted_id)
    ours = quoted is not None and quoted["direction"] == "out"
    words = quoted["body"] if quoted is not None and ours else arrival.incoming.quoted_text
    return commands.names_identity(words)


def _announced(arrival: Arrival) -> bool:
    """Did this chat's message just before say that an identity card follows?"""
    query = (
        select(messages.c.body)
        .where(
            messages.c.gateway == arrival.incoming.gateway,
            messages.c.chat_id == arrival.incoming.chat_id,
            messages.c.direction == "in",
            messages.c.id != arrival.message_id,
            messages.c.at >= arrival.incoming.at - SAME_BREATH,
        )
        .order_by(messages.c.id.desc())
        .limit(1)
    )
    before = arrival.connection.execute(query).scalar()
    return not arrival.incoming.text.strip() and card_words.says_card(before or "")


def _protect_latest(arrival: Arrival, number: str) -> None:
    """The words came after the photo: then the photo of the last minutes is the card."""
    since = arrival.now - SAME_BREATH
    found = media.latest_without_words(arrival.connection, number, since=since)
    if found:
        media.protect(arrival.connection, found)


def about_another(connection: Connection, desk: Desk, incoming: Incoming, *, now: datetime) -> bool:
    """Reaction, edit, deletion: noted on the message it is about, whose first text stays.

    False: it is none of these, or what it is about never came.
    """
    note = NOTES.get(incoming.kind)
    about = find(connection, incoming, incoming.about_id)
    if note is None or about is None:
        return False
    noted = {**about["data"], **note(about["data"], incoming)}
    if noted == about["data"]:
        return True  # told once more, after a rebuild
    connection.execute(
        update(messages).where(messages.c.id == about["id"]).values(data=noted, sheet_pending=True)
    )
    if incoming.kind is Kind.EDIT and about["number"] and about["direction"] == "in":
        known = desk.reference(connection)
        _correct(Arrival(connection, desk, known, incoming, about["id"], now), about["number"])
    return True


def _correct(arrival: Arrival, number: str) -> None:
    """Staff see the new wording; before anyone has decided it is part of the story."""
    query = select(complaints).where(complaints.c.number == number).with_for_update()
    row = arrival.connection.execute(query).mappings().one()
    open_story = not arrival.desk.sop.state(row["state"]).verified
    corrected = replace(arrival.incoming, text=f"Ralat: {arrival.incoming.text}")
    _update(replace(arrival, incoming=corrected), dict(row), grows=open_story)


def _reacted(data: Mapping[str, Any], incoming: Incoming) -> dict[str, Any]:
    reaction = {"at": incoming.at.isoformat(), "text": incoming.text}
    return {"reactions": _with(data.get("reactions", []), reaction)}


def _edited(data: Mapping[str, Any], incoming: Incoming) -> dict[str, Any]:
    edit = {"at": incoming.at.isoformat(), "text": incoming.text}
    return {"edits": _with(data.get("edits", []), edit)}


def _with(known: list[dict[str, str]], one: dict[str, str]) -> list[dict[str, str]]:
    return known if one in known else [*known, one]


def _deleted(data: Mapping[str, Any], incoming: Incoming) -> dict[str, Any]:
    return {"deleted_at": incoming.at.isoformat()}


NOTES: dict[Kind, Callable[[Mapping[str, Any], Incoming], dict[str, Any]]] = {
    Kind.REACTION: _reacted,
    Kind.EDIT: _edited,
    Kind.DELETION: _deleted,
}
