"""The same picture, or nearly the same, kept before: found when a picture is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from desk.evidence import looks
from desk.evidence.looks import NEAR
from desk.schema import complaints, media
from desk.schema import picture_bands as bands
from desk.schema import picture_matches as matches

SAME_FILE = -1
MOST = 20  # matches kept of one picture, the nearest ones


@dataclass(frozen=True)
class Sighting:
    """A picture that was there before. `distance`: bits that differ, or SAME_FILE."""

    media_id: str
    number: str
    at: datetime
    origin: str
    distance: int


def note(connection: Connection, media_id: str, *, now: datetime) -> None:
    """Make a stored picture findable, and keep what it is the same as. Safe to call again."""
    row = connection.execute(select(media).where(media.c.id == media_id)).mappings().one()
    forget(connection, media_id)
    if row["identity"]:  # recognised while it was being compared
        unlike = {"looks": "", "taken_place": ""}
        connection.execute(update(media).where(media.c.id == media_id).values(**unlike))
        return
    if not row["number"] or is_example(connection, row["number"]):
        return
    if row["looks"]:
        values = [{"band": band, "media_id": media_id} for band in looks.bands(row["looks"])]
        connection.execute(insert(bands), values)
    found = seen_before(connection, row["sha256"], row["looks"], but=media_id)
    if found:
        kept = [
            {"media_id": media_id, "other_id": one.media_id, "distance": one.distance, "at": now}
            for one in found
        ]
        connection.execute(insert(matches), kept)


def forget(connection: Connection, *media_ids: str) -> None:
    """A picture of an identity card is compared with nothing, and neither is one that is gone."""
    connection.execute(delete(bands).where(bands.c.media_id.in_(media_ids)))
    either = or_(matches.c.media_id.in_(media_ids), matches.c.other_id.in_(media_ids))
    connection.execute(delete(matches).where(either))


def seen_before(
    connection: Connection, sha256: str, looked: str, *, but: str = ""
) -> list[Sighting]:
    """Pictures of any real complaint that are the same file or look nearly the same."""
    found = {row["id"]: _sighting(row, SAME_FILE) for row in _same_files(connection, sha256, but)}
    for row in _near(connection, looked, but) if looked else ():
        apart = looks.distance(looked, row["looks"])
        if apart <= NEAR and row["id"] not in found:
            found[row["id"]] = _sighting(row, apart)
    return sorted(found.values(), key=lambda one: (one.distance, one.at))[:MOST]


def of(connection: Connection, media_ids: list[str]) -> dict[str, list[Sighting]]:
    """What was found when these were stored, by their ids; as it stands now."""
    query = (
        select(*_columns(), matches.c.media_id.label("newer"), matches.c.distance)
        .join(matches, matches.c.other_id == media.c.id)
        .where(matches.c.media_id.in_(media_ids), *_comparable())
        .order_by(matches.c.distance, media.c.at)
    )
    found: dict[str, list[Sighting]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["newer"], []).append(_sighting(row, row["distance"]))
    return found


def is_example(connection: Connection, number: str) -> bool:
    """Example complaints share their few drawn photos."""
    query = select(complaints.c.example).where(complaints.c.number == number)
    return bool(connection.execute(query).scalar_one_or_none())


def _columns() -> tuple[ColumnElement[Any], ...]:
    return (media.c.id, media.c.number, media.c.at, media.c.origin, media.c.looks)


def _comparable() -> tuple[ColumnElement[bool], ...]:
    return (media.c.number.is_not(None), ~media.c.identity, media.c.state == "stored")


def _same_files(connection: Connection, sha256: str, but: str) -> list[RowMapping]:
    real = and_(complaints.c.number == media.c.number, ~complaints.c.example)
    query = (
        select(*_columns())
        .join(complaints, real)
        .where(media.c.sha256 == sha256, media.c.id != but, *_comparable())
        .order_by(media.c.id)
        .limit(MOST)
    )
    return list(connection.execute(query).mappings()) if sha256 else []


def _near(connection: Connection, looked: str, but: str) -> list[RowMapping]:
    shared = select(bands.c.media_id).where(bands.c.band.in_(list(looks.neighbours(looked))))
    query = select(*_columns()).where(
        media.c.id.in_(shared.distinct()), media.c.id != but, *_comparable()
    )
    return list(connection.execute(query).mappings())


def _sighting(row: RowMapping, distance: int) -> Sighting:
    return Sighting(row["id"], row["number"], row["at"], row["origin"], distance)
