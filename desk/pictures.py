"""The bytes of a complaint's files, for people who may see them; looking at a KTP is noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desk import accesses, events, sight
from desk.acting import present, visible
from desk.actors import Actor
from desk.context import Desk
from desk.files import load
from desk.problems import NotFound, Refused
from desk.schema import media
from desk.visibility import Fact

GONE = "Berkas ini tidak ada lagi di penyimpanan."
LOOKED = "Lihat Identitas"


def picture(desk: Desk, actor: Actor, media_id: str, *, now: datetime) -> bytes:
    """An ordinary file of a complaint. NotFound: not there, not theirs, or it shows identity."""
    with desk.journal.read() as connection:
        row = _row(connection, media_id)
        complaint = visible(
            connection, desk, present(connection, desk, actor, now=now), row["number"]
        )
        if row["identity"] or not sight.may(desk, actor, complaint, Fact.PHOTOS):
            raise NotFound(GONE)
    return _bytes(desk, row)


def identity(desk: Desk, actor: Actor, media_id: str, *, now: datetime) -> bytes:
    """A photo of an identity card, for the city's desk only; an event says who looked, first."""
    with desk.journal.write() as connection:
        actor = present(connection, desk, actor, now=now)
        row = _row(connection, media_id)
        complaint = visible(connection, desk, actor, row["number"])
        if not sight.may(desk, actor, complaint, Fact.CARD):
            raise Refused(desk.sop.in_words("Foto identitas hanya dapat dilihat petugas kota."))
        events.add(
            connection,
            number=row["number"],
            action=LOOKED,
            actor=actor,
            now=now,
            from_state=complaint["state"],
            to_state=complaint["state"],
            data={"media": media_id, "via": actor.via},
        )
        look = accesses.Look.CARD
        accesses.noted(connection, actor, look, row["number"], field=media_id, now=now)
    return _bytes(desk, row)


def _row(connection: Connection, media_id: str) -> Mapping[str, Any]:
    query = select(media).where(media.c.id == media_id, media.c.state == "stored")
    row = connection.execute(query).mappings().first()
    if row is None or not row["number"]:
        raise NotFound(GONE)
    return dict(row)


def _bytes(desk: Desk, row: Mapping[str, Any]) -> bytes:
    try:
        return load(desk, row)
    except FileNotFoundError:
        raise NotFound(GONE) from None
