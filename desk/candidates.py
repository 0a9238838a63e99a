"""Which complaint a double may belong to: alike in words, kind, place, citizen and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from desk import commands, listing, sight
from desk.actors import Actor
from desk.context import Desk
from desk.listing import Filters, View
from desk.problems import NotFound
from desk.schema import complaints
from sop.common import RESOLVED

WINDOW = timedelta(days=14)  # doubles come in the days of what they are about
MOST_READ = 200
MOST_SHOWN = 5
ENOUGH = 3.0  # points
FEW, MANY = 4, 0.2  # a word in more complaints than either says little: number, share
TELLING = 4  # letters of a word that says something
COLUMNS = ("number", "received_at", "name", "body", "location", "category", "state", "agency")


@dataclass(frozen=True)
class Candidate:
    """A complaint to merge into, and why it is offered ("kategori sama, kata sama: hayam")."""

    number: str
    row: Mapping[str, Any]
    reason: str


def alike(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> list[Candidate]:
    """The likeliest main complaints that this person may see, best first; none when nothing is
    alike."""
    with desk.journal.read() as connection:
        others = _near(connection, row, sight.visible_rows(desk, actor))
    common = _common(others)
    scored = [(*_points(row, other, common), other) for other in others]
    good = [found for found in scored if found[0] >= ENOUGH]
    good.sort(key=lambda found: (-found[0], found[2]["number"]))
    return [
        Candidate(str(other["number"]), other, ", ".join(reasons))
        for _, reasons, other in good[:MOST_SHOWN]
    ]


def searched(
    desk: Desk, actor: Actor, row: Mapping[str, Any], typed: str, *, now: datetime
) -> list[Candidate]:
    """What the person looks for: a number as typed, else the first of a search."""
    number = next(iter(commands.numbers(typed)), "")
    if number:
        with desk.journal.read() as connection:
            found = _numbered(connection, desk, actor, number)
    else:
        page = listing.listed(desk, actor, View.ALL, now=now, filters=Filters(text=typed.strip()))
        found = list(page.rows)
    others = [other for other in found if other["number"] != row["number"]]
    return [_candidate(row, other) for other in others[:MOST_SHOWN]]


def _numbered(
    connection: Connection, desk: Desk, actor: Actor, number: str
) -> list[dict[str, Any]]:
    try:
        return [sight.seen(connection, desk, actor, number)]
    except NotFound:
        return []


def _near(
    connection: Connection, row: Mapping[str, Any], visible: ColumnElement[bool]
) -> list[dict[str, Any]]:
    """Complaints of these days with the kind, the place or the citizen in common."""
    columns, received = complaints.c, row["received_at"]
    same = [
        getattr(columns, name) == row[name]
        for name in ("category", "village", "chat_id")
        if row[name]
    ]
    query = (
        select(*(getattr(columns, name) for name in (*COLUMNS, "district", "village", "chat_id")))
        .where(
            columns.received_at.between(received - WINDOW, received + WINDOW),
            columns.number != row["number"],
            visible,
            columns.merged_into == "",
            or_(columns.closed_at.is_(None), columns.close_reason.in_(RESOLVED)),
            or_(*same) if same else columns.district == row["district"],
        )
        .order_by(columns.received_at.desc())
        .limit(MOST_READ)
    )
    return [dict(found) for found in connection.execute(query).mappings()]


def _common(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Words that stand in many of these complaints: they tell no double from a neighbour."""
    counts = Counter(word for row in rows for word in _telling(row))
    many = max(FEW, len(rows) * MANY)
    return frozenset(word for word, count in counts.items() if count > many)


def _points(
    row: Mapping[str, Any], other: Mapping[str, Any], common: frozenset[str] = frozenset()
) -> tuple[float, tuple[str, ...]]:
    """How alike, and the reasons in words."""
    named = (
        ("category", 2.0, "kategori sama"),
        ("village", 2.0, "kelurahan sama"),
        ("district", 0.5, ""),
        ("chat_id", 2.0, "pelapor sama"),
    )
    points, reasons = 0.0, []
    for column, worth, word in named:
        if row[column] and row[column] == other.get(column):
            points += worth
            reasons += [word] if word else []
    words = [word for word in _shared(row, other) if word not in common]
    if words:
        reasons.append(f"kata sama: {', '.join(words[:4])}")
    return points + min(len(words), 4) * 0.75, tuple(reasons)


def _shared(row: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    mine, theirs = _telling(row), _telling(other)
    return [word for word in mine if word in theirs]


def _telling(row: Mapping[str, Any]) -> dict[str, None]:
    """The words that say what and where, in their order."""
    words = commands.tokens(f"{row['body']} {row['location']}")
    return dict.fromkeys(w for w in words if len(w) >= TELLING and w not in commands.FILLERS)


def _candidate(row: Mapping[str, Any], other: Mapping[str, Any]) -> Candidate:
    _, reasons = _points(row, other)
    return Candidate(str(other["number"]), other, ", ".join(reasons))
