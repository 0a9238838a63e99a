"""What one rebuild holds while it runs, and how rows go into the journal by the thousand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from sheets_schema.rebuilding.files import File, Progress
from sheets_schema.rebuilding.reading import Reading, Trace

AT_ONCE = 2_000  # rows in one statement


@dataclass
class Rebuilt:
    """What was found: for the operator, who reads it, and for tests."""

    complaints: int = 0  # taken in, those in archives among them
    archived: int = 0
    events: int = 0
    messages: int = 0
    files: int = 0  # found in MEDIA_DIR
    files_gone: int = 0
    held: int = 0  # messages of ours that nobody sends by itself
    masked: int = 0  # confidential, and their identity could not be unsealed
    lost: list[str] = field(default_factory=list)  # numbers told that stand nowhere
    counters: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@dataclass
class Build:
    """`known`: the complaints that the journal had before, and when each was last changed."""

    connection: Connection
    reading: Reading
    files: Sequence[File]
    progress: Progress
    titles: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # file -> tab -> rows
    known: Mapping[str, datetime] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # numbers with a row
    archived: set[str] = field(default_factory=set)  # those of them in archive tabs
    taken: set[str] = field(default_factory=set)  # numbers whose row the Sheet knows better
    unproven: set[str] = field(default_factory=set)  # rows that may be nobody's complaint
    traces: dict[str, Trace] = field(default_factory=dict)
    chats: dict[str, tuple[str, str, str]] = field(
        default_factory=dict
    )  # message id, gateway, chat
    result: Rebuilt = field(default_factory=Rebuilt)

    def trace(self, number: str) -> Trace:
        return self.traces.setdefault(number, Trace())


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: str,
    change: Collection[str] = (),
) -> None:
    """Insert these rows; where one stands already, only the columns of `change` are changed."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table)
    if change:
        said = {name: statement.excluded[name] for name in change}
        statement = statement.on_conflict_do_update(index_elements=[key], set_=said)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=[key])
    for first in range(0, len(rows), AT_ONCE):
        connection.execute(statement, [dict(row) for row in rows[first : first + AT_ONCE]])
