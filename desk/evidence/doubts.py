"""Photos of a follow-up that were there before: in another complaint, or the citizen's own.

Before the result goes to the citizen somebody has to look at them and say why they are right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import Connection, select, update

from desk import texts
from desk.context import Desk
from desk.evidence import looks, rounds, sightings
from desk.evidence.remarks import BEFORE, FOLLOW_UP
from desk.evidence.sightings import SAME_FILE, Sighting
from desk.schema import complaints, media

OWN = "Foto tindak lanjut sama dengan foto {citizen} sendiri."
ELSEWHERE = "Foto tindak lanjut ini juga ada pada {number} ({when})."
UNNAMED = "aduan lain"


@dataclass(frozen=True)
class Doubt:
    """One photo of the follow-up and where it was before."""

    media_id: str
    other_id: str
    number: str  # of the complaint where it was before; the same one: the citizen's own photo
    at: datetime
    own: bool
    same_file: bool

    def sentence(self, citizen: str, zone: tzinfo, *, named: bool = True) -> str:
        """`named`: whether the reader may know of the other complaint."""
        if self.own:
            return OWN.format(citizen=citizen.lower())
        number = f"aduan {self.number}" if named else UNNAMED
        when = texts.long_date(self.at.astimezone(zone).date())
        return ELSEWHERE.format(number=number, when=when)

    def facts(self) -> dict[str, str]:
        """For the data of an event."""
        return {"media": self.media_id, "other": self.other_id, "number": self.number}


def of(connection: Connection, number: str) -> list[Doubt]:
    """One for each photo that would go out and is not plainly this complaint's own, in order."""
    counted = rounds.photos(connection, number)
    return [doubt for doubt in of_all(connection, number) if doubt.media_id in counted]


def of_all(connection: Connection, number: str) -> list[Doubt]:
    """Those of earlier rounds too."""
    query = select(media.c.id).where(
        media.c.number == number,
        media.c.origin == FOLLOW_UP,
        media.c.state == "stored",
        media.c.phase != BEFORE,  # that one shows what the citizen showed
        ~media.c.identity,
    )
    ids = list(connection.execute(query.order_by(media.c.id)).scalars())
    if not ids:
        return []
    found = sightings.of(connection, ids)
    kin = _kin(connection, number) if found else frozenset()
    doubted = (_first(media_id, found.get(media_id, []), number, kin) for media_id in ids)
    return [doubt for doubt in doubted if doubt]


def _first(media_id: str, seen: list[Sighting], number: str, kin: frozenset[str]) -> Doubt | None:
    for one in seen:
        own = one.number == number
        if (own and one.origin == "citizen") or (
            not own and one.number not in kin and one.origin in ("citizen", FOLLOW_UP, "answer")
        ):
            same = one.distance == SAME_FILE
            return Doubt(media_id, one.media_id, one.number, one.at, own, same)
    return None


def _kin(connection: Connection, number: str) -> frozenset[str]:
    """Complaints that are one with it: what it is merged into, and what is merged into that."""
    into = select(complaints.c.merged_into).where(complaints.c.number == number)
    main = connection.execute(into).scalar() or number
    doubles = select(complaints.c.number).where(complaints.c.merged_into == main)
    return frozenset({main, number, *connection.execute(doubles).scalars()})


def foreseen(desk: Desk, number: str, data: bytes, mime: str) -> str:
    """What would be doubted of a photo of the follow-up that is not sent yet; "" for nothing."""
    digest = hashlib.sha256(data).hexdigest()
    with desk.journal.read() as connection:
        if sightings.is_example(connection, number):
            return ""
        seen = sightings.seen_before(connection, digest, looks.of(data, mime))
        doubt = _first("", seen, number, _kin(connection, number)) if seen else None
        zone = desk.timezone(connection)
        return doubt.sentence(desk.sop.citizen, zone, named=False) if doubt else ""


def sentences(connection: Connection, desk: Desk, number: str) -> tuple[str, ...]:
    """For who decides on the result, and so sees all complaints."""
    zone = desk.timezone(connection)
    told = (doubt.sentence(desk.sop.citizen, zone) for doubt in of(connection, number))
    return tuple(dict.fromkeys(told))


def tell_the_sheet(connection: Connection, desk: Desk, number: str) -> None:
    """Catatan Sistem says it as soon as the photo is here."""
    told = sentences(connection, desk, number)
    if not told:
        return
    complaint = complaints.c.number == number
    before = connection.execute(select(complaints.c.sheet_note).where(complaint)).scalar_one()
    note = "\n".join(dict.fromkeys((*filter(None, str(before).split("\n")), *told)))
    connection.execute(
        update(complaints).where(complaint).values(sheet_note=note, sheet_pending=True)
    )
