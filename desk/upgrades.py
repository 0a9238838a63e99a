"""A journal of an older Wadul, brought up to date in the transaction that opens it.

One numbered step per version; tables and indexes that are only new need none, they are created.
A step may find its work done (a backup of an older journal is restored into new tables), so each
statement has to be harmless then.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect


@dataclass(frozen=True)
class Add:
    """A column that the table may not have yet; `definition` as both databases read it."""

    table: str
    column: str
    definition: str


#: The Sheet is told again: it shows the SHA-256 of identity cards, and of all files of confidential
#: complaints, only sealed. An event is written over where an entry says that its row stands there.
_HIDDEN = "number in (select number from complaints where confidential)"
_WITH_FILES = f"{_HIDDEN} and not sheet_pending and id in (select event_id from media)"
FINGERPRINTS = (
    "update messages set sheet_pending = true where "
    f"{_HIDDEN} or id in (select message_id from media where identity)",
    "insert into sheet_rows (tab, key, base, missing) "
    f"select 'Riwayat', id, '{{}}', 0 from events where {_WITH_FILES} on conflict do nothing",
    f"update events set sheet_pending = true where {_WITH_FILES}",
)

#: (version that the journal has afterwards, what brings it there)
UPGRADES: tuple[tuple[int, tuple[str | Add, ...]], ...] = (
    (
        2,
        (
            Add("complaints", "agency_draft", "text not null default ''"),
            Add("messages", "resent", "boolean not null default false"),
            # Indexes with other columns under their old name, or with nobody who asks them.
            "drop index if exists complaints_to_sheet",
            "drop index if exists complaints_objected",
            "drop index if exists complaints_state",
            "drop index if exists events_to_sheet",
            "drop index if exists messages_to_sheet",
            "drop index if exists ix_messages_number",
        ),
    ),
    (3, (Add("complaints", "reminded", "integer not null default 0"),)),
    (
        4,
        (
            Add("complaints", "identity_released", "boolean not null default false"),
            Add("media", "taken_at", "bigint"),
            Add("media", "taken_place", "text not null default ''"),
            Add("media", "taken_by", "text not null default ''"),
            Add("media", "looks", "text not null default ''"),
            Add("media", "phase", "text not null default ''"),
            Add("media", "taken_from", "text not null default ''"),
            Add("media", "recorded_at", "bigint"),
        ),
    ),
    # The Sheet shows SHA-256 of cards and of confidential complaints' files only sealed.
    (5, FINGERPRINTS),
)
SCHEMA_VERSION = UPGRADES[-1][0]


def bring_up(connection: Connection, version: int) -> None:
    """Every step after `version`, in the caller's transaction: all of them or none."""
    for number, statements in UPGRADES:
        for statement in statements if number > version else ():
            _do(connection, statement)


def _do(connection: Connection, statement: str | Add) -> None:
    if isinstance(statement, str):
        connection.exec_driver_sql(statement)
    elif statement.column not in _columns(connection, statement.table):
        connection.exec_driver_sql(
            f"alter table {statement.table} add column {statement.column} {statement.definition}"
        )


def _columns(connection: Connection, table: str) -> Iterator[str]:
    # A new inspector: it remembers what it has seen, and a step before may have changed it.
    return (column["name"] for column in inspect(connection).get_columns(table))


def keep_copy(path: Path, version: int) -> Path:
    """The SQLite file as it is, beside it: `journal.db.versi-1`. OSError, sqlite3.Error.

    Called while the write lock is held, so nothing is added to the one and not to the other.
    """
    kept = path.with_name(f"{path.name}.versi-{version}")
    draft = path.with_name(f".{kept.name}")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as ours, closing(sqlite3.connect(draft)) as copy:
        ours.backup(copy)
    os.chmod(draft, path.stat().st_mode & 0o777)
    draft.replace(kept)
    return kept
