"""Where a complaint's row stands when it has left the tab Aduan: an archive tab, here or elsewhere.

The journal keeps every complaint whole, so search, CEK and reports find archived ones as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    MetaData,
    String,
    Table,
    delete,
    exists,
    insert,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from desk.column_types import Instant
from desk.schema import complaints

CHUNK = 500
metadata = MetaData()

archived = Table(
    "archived",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("spreadsheet", String(80), nullable=False),  # "": the register's own file
    Column("tab", String(60), nullable=False),  # Arsip 2026
    Column("moved_at", Instant, nullable=False),
    Index("archived_place", "tab", "spreadsheet"),
)

# Rows of Riwayat and Percakapan that went to a further file with their year.
archived_rows = Table(
    "archived_rows",
    metadata,
    Column("key", String(40), primary_key=True),  # ID of the event or message
    Column("tab", String(20), nullable=False, index=True),
    Column("spreadsheet", String(80), nullable=False),
)


@dataclass(frozen=True)
class Place:
    """`spreadsheet` is "" for the register's own file."""

    spreadsheet: str
    tab: str


@dataclass(frozen=True)
class Row:
    """A row of a log in a further file."""

    key: str
    tab: str
    spreadsheet: str


def places(connection: Connection, numbers: Iterable[str]) -> dict[str, Place]:
    """Where those of these complaints stand that are archived."""
    found: dict[str, Place] = {}
    for chunk in _chunks(list(numbers)):
        query = select(archived).where(archived.c.number.in_(chunk))
        for row in connection.execute(query):
            found[row.number] = Place(row.spreadsheet, row.tab)
    return found


def put(connection: Connection, found: Mapping[str, Place], *, now: datetime) -> None:
    """These complaints stand there now, wherever they stood."""
    drop(connection, found)
    rows = [
        {"number": number, "spreadsheet": at.spreadsheet, "tab": at.tab, "moved_at": now}
        for number, at in found.items()
    ]
    if rows:
        connection.execute(insert(archived), rows)


def drop(connection: Connection, numbers: Iterable[str]) -> None:
    """These complaints stand in Aduan again."""
    for chunk in _chunks(list(numbers)):
        connection.execute(delete(archived).where(archived.c.number.in_(chunk)))


def is_archived() -> ColumnElement[bool]:
    """The condition on `complaints`: its row is in an archive tab."""
    return exists().where(archived.c.number == complaints.c.number)


def changed(connection: Connection, *, elsewhere: bool, most: int) -> dict[str, Place]:
    """Archived complaints that the journal has changed since: their rows must come back.

    `elsewhere`: from further files; else from the register's own.
    """
    there = archived.c.spreadsheet != "" if elsewhere else archived.c.spreadsheet == ""
    # Pending complaints are few and have an index of their own; archived ones are many.
    pending = select(complaints.c.number).where(complaints.c.sheet_pending)
    query = select(archived).where(archived.c.number.in_(pending), there).limit(most)
    return {row.number: Place(row.spreadsheet, row.tab) for row in connection.execute(query)}


def put_rows(connection: Connection, tab: str, keys: Iterable[str], spreadsheet: str) -> None:
    """These rows of a log stand in a further file."""
    drop_rows(connection, keys := list(keys))
    rows = [{"key": key, "tab": tab, "spreadsheet": spreadsheet} for key in keys]
    if rows:
        connection.execute(insert(archived_rows), rows)


def drop_rows(connection: Connection, keys: Iterable[str]) -> None:
    for chunk in _chunks(list(keys)):
        connection.execute(delete(archived_rows).where(archived_rows.c.key.in_(chunk)))


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
