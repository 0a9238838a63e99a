"""The reports that there are, as they stand in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from desk.problems import NotFound
from desk.reports import contents
from desk.reports.contents import Contents
from desk.reports.tables import report_events, report_photos, reports

NONE = "Laporan bulan ini belum ada."


class State(StrEnum):
    """Where a report stands, in the words of the page."""

    DRAFT = "Konsep"
    SENT = "Menunggu Tinjauan"
    AGREED = "Disetujui"
    PUBLISHED = "Terbit"


@dataclass(frozen=True)
class Report:
    """One month's report. `number` and `digest` are "" until it is published."""

    month: str
    version: int
    state: State
    obstacles: str
    recommendations: str
    returned_for: str
    drafted_at: datetime
    sent_at: datetime | None
    sent_by: str
    agreed_at: datetime | None
    agreed_by: str
    published_at: datetime | None
    published_by: str
    number: str
    digest: str

    @property
    def first_day(self) -> date:
        return date.fromisoformat(f"{self.month}-01")


@dataclass(frozen=True)
class Happening:
    """A line of a report's history."""

    at: datetime
    action: str
    actor: str
    role: str
    note: str


@dataclass(frozen=True)
class Photo:
    """A follow-up photo of a published report: JPEG, sides in pixels."""

    caption: str
    width: int
    height: int
    data: bytes


PLAIN = tuple(reports.c[name] for name in Report.__dataclass_fields__)


def name_of(month: date) -> str:
    """2026-10"""
    return f"{month:%Y-%m}"


def listed(connection: Connection) -> list[Report]:
    """All of them, newest month first."""
    query = select(*PLAIN).order_by(reports.c.month.desc())
    return [_report(row) for row in connection.execute(query).mappings()]


def find(connection: Connection, month: str, *, lock: bool = False) -> Report:
    """NotFound: there is none of this month."""
    query = select(*PLAIN).where(reports.c.month == month)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound(NONE)
    return _report(row)


def published(connection: Connection, month: date) -> Report | None:
    """The published report of the month that begins on this day; None while there is none."""
    query = select(*PLAIN).where(
        reports.c.month == name_of(month), reports.c.state == State.PUBLISHED
    )
    row = connection.execute(query).mappings().first()
    return _report(row) if row else None


def frozen(connection: Connection, month: str) -> Contents:
    """What a published report says. NotFound: it is not published."""
    query = select(reports.c.frozen).where(
        reports.c.month == month, reports.c.state == State.PUBLISHED
    )
    kept = connection.execute(query).scalar()
    if kept is None:
        raise NotFound("Laporan bulan ini belum terbit.")
    return contents.thawed(kept)


def photos(connection: Connection, month: str) -> list[Photo]:
    columns = report_photos.c
    query = select(columns.caption, columns.width, columns.height, columns.data)
    rows = connection.execute(query.where(columns.month == month).order_by(columns.place))
    return [Photo(*row) for row in rows]


def history(connection: Connection, month: str) -> list[Happening]:
    """What was done with it, oldest first."""
    columns = report_events.c
    query = select(columns.at, columns.action, columns.actor, columns.role, columns.note)
    rows = connection.execute(query.where(columns.month == month).order_by(columns.id))
    return [Happening(*row) for row in rows]


def _report(row: Mapping[Any, Any]) -> Report:
    return Report(**{**row, "state": State(row["state"])})
