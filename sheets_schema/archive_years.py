"""Which years leave the register's file, and which rows belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, or_, select, update

from desk import archive
from desk.archive import Place, archived, archived_rows
from desk.context import Desk
from desk.journal import recall, remember
from desk.outbox import State
from desk.schema import complaints, events, messages
from sheets_schema import bases, grids
from sheets_schema.tables import PERCAKAPAN, RIWAYAT

FACT = "sheet_archive_year"
MOST_ROWS = 400  # of one unit
TABLES = {RIWAYAT.title: events, PERCAKAPAN.title: messages}
RESTLESS = (State.QUEUED, State.SENDING, State.UNKNOWN)  # messages that may still change


@dataclass(frozen=True)
class Year:
    """A year on its way to a further file.

    `removing`: keys of rows in `tab` that stand in both files; the further one's count.
    """

    year: int
    spreadsheet: str
    tab: str = ""
    removing: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"Arsip {self.year}"


def kept(connection: Connection) -> Year | None:
    found = recall(connection, FACT)
    return Year(**found | {"removing": tuple(found["removing"])}) if found else None


def keep(connection: Connection, year: Year | None, *, now: datetime) -> None:
    remember(connection, FACT, asdict(year) if year else None, now=now)


def oldest(connection: Connection, desk: Desk, *, now: datetime) -> int | None:
    """The oldest archived year in the register's own file that is over."""
    query = select(archived.c.tab).where(archived.c.spreadsheet == "").distinct()
    this_year = now.astimezone(desk.timezone(connection)).year
    years = [
        int(found[1])
        for tab in connection.execute(query).scalars()
        if (found := grids.ARCHIVE.fullmatch(tab))
    ]
    return min((year for year in years if year < this_year), default=None)


def rows_of(connection: Connection, desk: Desk, year: Year) -> tuple[str, list[str]]:
    """A tab, and keys of rows there that go next; ("", []) when the year has left."""
    for tab, query in (
        (year.title, _complaints(year)),
        (RIWAYAT.title, _events(year)),
        (PERCAKAPAN.title, _messages(connection, desk, year)),
    ):
        keys = list(connection.execute(query.limit(MOST_ROWS)).scalars())
        if keys:
            return tab, keys
    return "", []


def _complaints(year: Year) -> Select[Any]:
    return (
        select(archived.c.number)
        .join(complaints, complaints.c.number == archived.c.number)
        .where(archived.c.tab == year.title, archived.c.spreadsheet == "")
        .where(~complaints.c.sheet_pending)
        .order_by(archived.c.number)
    )


def _events(year: Year) -> Select[Any]:
    return (
        select(events.c.id)
        .join(archived, archived.c.number == events.c.number)
        .where(archived.c.tab == year.title, archived.c.spreadsheet == year.spreadsheet)
        .where(~events.c.sheet_pending, ~exists().where(archived_rows.c.key == events.c.id))
        .order_by(events.c.id)
    )


def _messages(connection: Connection, desk: Desk, year: Year) -> Select[Any]:
    """Those of its complaints, and those of nobody that are not younger than it."""
    end = datetime(year.year + 1, 1, 1, tzinfo=desk.timezone(connection))
    of_the_year = exists().where(
        archived.c.number == messages.c.number,
        archived.c.tab == year.title,
        archived.c.spreadsheet == year.spreadsheet,
    )
    nobodys = messages.c.number.is_(None) & (messages.c.at < end)
    return (
        select(messages.c.id)
        .where(or_(of_the_year, nobodys), messages.c.state.not_in(RESTLESS))
        .where(~messages.c.sheet_pending, ~exists().where(archived_rows.c.key == messages.c.id))
        .order_by(messages.c.id)
    )


def write_anew(connection: Connection, year: Year, tab: str, keys: Sequence[str]) -> None:
    """Rows that stand nowhere: the next pass writes them into the register's file."""
    if tab == year.title:
        archive.drop(connection, keys)
    table = TABLES.get(tab, complaints)
    key = table.c.number if table is complaints else table.c.id
    for chunk in bases.chunks(list(keys)):
        connection.execute(update(table).where(key.in_(chunk)).values(sheet_pending=True))
    bases.forget(connection, tab, keys)


def say_moved(
    connection: Connection, year: Year, tab: str, keys: Sequence[str], *, now: datetime
) -> None:
    """These rows count as standing in the further file; what stands here is to be removed."""
    if tab == year.title:
        places = dict.fromkeys(keys, Place(year.spreadsheet, tab))
        archive.put(connection, places, now=now)
    else:
        archive.put_rows(connection, tab, keys, year.spreadsheet)
        bases.forget(connection, tab, keys)
    keep(connection, Year(year.year, year.spreadsheet, tab, tuple(keys)), now=now)
