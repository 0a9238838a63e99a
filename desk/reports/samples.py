"""A few photos of work that was done, for the report: of OPDs, never of citizens or secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from desk import files
from desk.context import Desk
from desk.figures.asked import of_examples
from desk.prints.dossier import small
from desk.problems import DeskError
from desk.reports.records import Photo
from desk.reports.spans import bounds
from desk.schema import complaints, media
from sop.common import FOLLOWED_UP

MOST = 6
LOOKED_AT = 60  # rows, of which some may be of one complaint or unreadable


def of_month(desk: Desk, month: date, *, now: datetime) -> list[Photo]:
    """The newest follow-up photo of each of a few complaints that the month counts as finished."""
    examples = of_examples(desk, month, cutoff=now)
    with desk.journal.read() as connection:
        rows = _rows(connection, desk, month, examples=examples, now=now)
    found: list[Photo] = []
    for row in rows:
        if len(found) == MOST:
            break
        found += _photo(desk, row)
    return found


def _rows(
    connection: Connection, desk: Desk, month: date, *, examples: bool, now: datetime
) -> list[Mapping[str, Any]]:
    start, end = bounds(month, desk.timezone(connection))
    query = (
        select(media, complaints.c.category, complaints.c.agency)
        .join(complaints, complaints.c.number == media.c.number)
        .where(
            media.c.origin == "follow_up",
            media.c.state == "stored",
            media.c.mime.startswith("image/"),
            ~media.c.identity,
            media.c.at < now,
            ~complaints.c.confidential,
            complaints.c.example == examples,
            complaints.c.close_reason == FOLLOWED_UP,
            complaints.c.closed_at >= start,
            complaints.c.closed_at < end,
        )
        .order_by(media.c.at.desc(), media.c.id)
        .limit(LOOKED_AT)
    )
    rows = connection.execute(query).mappings()
    each: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        each.setdefault(row["number"], dict(row))
    return list(each.values())


def _photo(desk: Desk, row: Mapping[str, Any]) -> Iterator[Photo]:
    try:
        picture = small(files.load(desk, row))
    except (OSError, DeskError):
        return
    if picture:
        parts = (row["number"], row["category"], row["agency"])
        caption = ", ".join(part for part in parts if part)
        yield Photo(caption, picture.width, picture.height, picture.data)
