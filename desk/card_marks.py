"""A clerk's word on what a photo shows: "Ini foto KTP" seals it, "Bukan KTP" opens it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from desk import completeness, conversation, events, files, media, sight
from desk.acting import act_in, present, visible
from desk.actors import Actor
from desk.cards import IS_CARD, NO_CARD
from desk.context import Desk
from desk.evidence import sightings, told
from desk.problems import NotFound, Refused
from desk.schema import complaints, messages
from desk.schema import media as media_table
from desk.visibility import Fact

GONE = "Berkas ini tidak ada lagi di penyimpanan."
NAME = "foto"  # of what was taken for a card: its own name was never kept


def mark(desk: Desk, actor: Actor, media_id: str, *, is_card: bool, now: datetime) -> None:
    """Say what the photo shows; an event says who did. A complaint that waited for nothing but
    this card is complete with it. NotFound: not there or not theirs; Refused: not the city's."""
    with desk.journal.write() as connection:
        actor = present(connection, desk, actor, now=now)
        row = _photo(connection, media_id)
        complaint = visible(connection, desk, actor, row["number"])
        if not sight.may(desk, actor, complaint, Fact.CARD):
            raise Refused(desk.sop.in_words("Hanya petugas kota yang dapat menandai foto KTP."))
        if row["identity"] == is_card:
            return
        if is_card:
            media.protect(connection, media_id)
        else:
            _open(connection, desk, row, now=now)
        _note(connection, actor, complaint, row, now=now)
        completeness.refresh(connection, desk, row["number"])
        if is_card:
            _complete(connection, desk, actor, complaint, now=now)


def _photo(connection: Connection, media_id: str) -> Mapping[str, Any]:
    query = select(media_table).where(
        media_table.c.id == media_id, media_table.c.origin == "citizen"
    )
    row = connection.execute(query).mappings().first()
    if row is None or not row["number"]:
        raise NotFound(GONE)
    return dict(row)


def _open(connection: Connection, desk: Desk, row: Mapping[str, Any], *, now: datetime) -> None:
    """An ordinary attachment again. The sealed copy stays where it is: others may rest on it."""
    values: dict[str, Any] = {"identity": False, "name": NAME}
    if row["path"]:
        try:
            content = files.load(desk, row)
            plain = files.store(desk, content)
        except FileNotFoundError:
            raise NotFound(GONE) from None
        seen = told.columns(content, plain.mime, desk.timezone(connection))
        values |= {"path": plain.path, "state": "stored", **seen}
    same = media_table.c.id == row["id"]
    if row["sha256"]:
        same |= media_table.c.sha256 == row["sha256"]
    connection.execute(update(media_table).where(same).values(**values))
    sightings.note(connection, row["id"], now=now)


def _note(
    connection: Connection,
    actor: Actor,
    complaint: Mapping[str, Any],
    row: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    events.add(
        connection,
        number=row["number"],
        action=NO_CARD if row["identity"] else IS_CARD,
        actor=actor,
        now=now,
        from_state=complaint["state"],
        to_state=complaint["state"],
        data={"media": row["id"], "via": actor.via},
    )
    for table, key, value in (
        (messages, messages.c.id, row["message_id"]),
        (complaints, complaints.c.number, row["number"]),
    ):
        connection.execute(update(table).where(key == value).values(sheet_pending=True))


def _complete(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    complaint: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    if not desk.sop.state(complaint["state"]).waiting:
        return
    if completeness.answered(connection, desk, complaint).to_ask:
        return
    act_in(connection, desk, actor, complaint["number"], action=conversation.COMPLETE, now=now)
