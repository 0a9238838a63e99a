"""What people read beside a photo: when, where and by whom it was taken, and what is odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import Connection, select

from desk import positions, sight
from desk.actors import Actor
from desk.context import Desk
from desk.evidence import doubts, remarks, rounds, sightings
from desk.evidence.remarks import AFTER, BEFORE, FOLLOW_UP
from desk.positions import Position
from desk.recording import find
from desk.schema import media
from desk.visibility import Fact

PHASES = {BEFORE: "sebelum", AFTER: "sesudah"}
SAME_AS = "Foto ini juga ada pada aduan {number}."


@dataclass(frozen=True)
class Provenance:
    """`told`: one line; `odd`: sentences that somebody should look into."""

    told: str
    odd: tuple[str, ...] = ()
    phase: str = ""  # sebelum, sesudah
    position: Position | None = None

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but the line."""
        return not (self.odd or self.phase or self.position)


@dataclass(frozen=True)
class Evidence:
    """The photos of one complaint by their ids, and the pair that shows the work best."""

    photos: Mapping[str, Provenance]
    pair: tuple[str, str] | None = None  # before, after


def of(desk: Desk, actor: Actor, number: str) -> Evidence:
    """For a person who may see the photos; nothing of identity cards. NotFound: not theirs."""
    with desk.journal.read() as connection:
        row = sight.seen(connection, desk, actor, number)
        if not sight.may(desk, actor, row, Fact.PHOTOS):
            return Evidence({})
        rows = _pictures(connection, number)
        if not rows:
            return Evidence({})
        found = {one.media_id: one for one in doubts.of_all(connection, number)}
        seen = sightings.of(connection, [one["id"] for one in rows if one["origin"] == "citizen"])
        zone = desk.timezone(connection)
        told: dict[str, Provenance] = {}
        for photo in rows:
            odd = list(remarks.on(photo, row, zone))
            if doubt := found.get(photo["id"]):
                named = doubt.own or _may_know(connection, desk, actor, doubt.number)
                odd.append(doubt.sentence(desk.sop.citizen, zone, named=named))
            others = {one.number for one in seen.get(photo["id"], ())} - {number}
            known = [one for one in sorted(others) if _may_know(connection, desk, actor, one)]
            odd += [SAME_AS.format(number=one) for one in known]
            # Where a citizen stood may be where the citizen lives.
            placed = photo["origin"] != "citizen" or sight.may(desk, actor, row, Fact.CONTACT)
            told[photo["id"]] = _provenance(photo, odd, zone=zone, placed=placed)
        return Evidence(told, pair(rows))


def remarked(desk: Desk, number: str) -> tuple[str, ...]:
    """What is odd about when and where the photos were taken that go out with the result; for the
    city's desk, which decides on it."""
    with desk.journal.read() as connection:
        row, zone = find(connection, number), desk.timezone(connection)
        going = rounds.photos(connection, number)
        sent = [photo for photo in _pictures(connection, number) if photo["id"] in going]
        found = (remark for photo in sent for remark in remarks.on(photo, row, zone))
        return tuple(dict.fromkeys(found))


def pair(photos: Iterable[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Before and after: as the OPD chose, else the citizen's first photo and the newest of the
    work."""
    stored = [one for one in photos if one["mime"].startswith("image/")]
    work = [one for one in stored if one["origin"] == FOLLOW_UP]
    after = [one for one in work if one["phase"] != BEFORE]
    chosen = [one for one in work if one["phase"] == BEFORE]
    before = chosen or [one for one in stored if one["origin"] == "citizen"]
    return (before[0]["id"], after[-1]["id"]) if before and after else None


def _pictures(connection: Connection, number: str) -> list[dict[str, Any]]:
    query = select(media).where(
        media.c.number == number, media.c.state == "stored", ~media.c.identity
    )
    found = connection.execute(query.order_by(media.c.id)).mappings()
    return [dict(row) for row in found]


def _provenance(
    photo: Mapping[str, Any], odd: Iterable[str], *, zone: tzinfo, placed: bool
) -> Provenance:
    by = f", oleh {photo['taken_by']}" if photo["taken_by"] else ""
    return Provenance(
        told=remarks.source(photo, zone) + by,
        odd=tuple(dict.fromkeys(odd)),
        phase=PHASES.get(photo["phase"], ""),
        position=positions.written(photo["taken_place"]) if placed else None,
    )


def _may_know(connection: Connection, desk: Desk, actor: Actor, number: str) -> bool:
    return sight.may(desk, actor, find(connection, number), Fact.EXISTS)
