"""The journal: where every action of a person or a citizen is one transaction.

SQLite by default (WAL, every write BEGIN IMMEDIATE, synchronous FULL), PostgreSQL by URL.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from desk import (
    archive,
    engines,
    faults,
    making,
    protected,
    schema,
    sealing,
    search_index,
    tenure,
    unsealed,
    upgrades,
)
from desk.column_types import metadata
from desk.snapshot import Snapshot
from desk.upgrades import SCHEMA_VERSION as SCHEMA_VERSION

VERSION = "journal_version"
MADE = "journal_made"
#: Of several programs that start at once on one PostgreSQL, one makes the tables.
MAKING = 870_118_502


class JournalError(Exception):
    """The journal cannot be used; the message is one Indonesian sentence for the operator."""

    @property
    def sentence(self) -> str:
        return str(self)


class Journal:
    """Opens the database named by `url` and creates what is missing in it.

    >>> with journal.write() as connection: ...   # one transaction, takes the write lock at once
    >>> with journal.read() as connection: ...    # a consistent view, never blocks a writer
    >>> with journal.snapshot.held(): ...         # all that this thread reads is one such view
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.name = f"wadul-{secrets.token_hex(6)}"  # PostgreSQL knows its sessions by it
        try:
            self.engine = engines.build(url, self.name)
        except (SQLAlchemyError, ValueError, ImportError):
            raise JournalError("JOURNAL_URL bukan alamat sqlite:/// atau postgresql://.") from None
        #: Asked at the beginning of every write; refuses those of a worker that was replaced.
        self.fence: Callable[[Connection], None] = _open_to_all
        # SQLite has one writer at a time, and who waits for it there sleeps in growing steps;
        # the threads of one program take turns here instead.
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if self.is_sqlite else nullcontext()
        )
        self.snapshot = Snapshot(self._reading)

    def create(self) -> Journal:
        """Create missing tables and indexes, bring an older journal up to date, refuse a newer one.
        One that is as it should be is only looked at, whoever writes in it just then.

        Raises JournalError, also for a full or read-only disk, a damaged file, a lock.
        """
        try:
            self._make_folder()
            if self._is_made():
                return self
            with self.write() as connection:
                found = self._version(connection)
                if found < SCHEMA_VERSION and self.is_sqlite:
                    upgrades.keep_copy(Path(str(self.engine.url.database)), found)
                complete(connection, found)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            self.close()
            raise JournalError(faults.sentence(error) or _unknown(error)) from error
        return self

    def _is_made(self) -> bool:
        with self.read() as connection:
            known = connection.dialect.has_table(connection, schema.facts.name)
            facts = (recall(connection, VERSION), recall(connection, MADE)) if known else ()
        return facts == (SCHEMA_VERSION, making.fingerprint())

    def _make_folder(self) -> None:
        file = self.engine.url.database
        if self.is_sqlite and file and file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)

    def _version(self, connection: Connection) -> int:
        """The version that wrote this journal; the present one when it is empty."""
        if not self.is_sqlite:
            connection.execute(text(f"select pg_advisory_xact_lock({MAKING})"))
        if not inspect(connection).has_table(schema.facts.name):
            return SCHEMA_VERSION
        found = int(recall(connection, VERSION) or SCHEMA_VERSION)
        if found > SCHEMA_VERSION:
            raise JournalError(
                f"Jurnal ditulis oleh Wadul yang lebih baru (versi {found}); "
                "perbarui program dahulu."
            )
        return found

    def unlock(self, media_key: str) -> None:
        """Read and write what is sealed with this key; "" with none. Each `Desk` does it."""
        sealing.give(self.engine.dialect, media_key)

    def check(self) -> None:
        """Look through a SQLite file for damage (about a second for 200 MB); JournalError."""
        if not self.is_sqlite:
            return
        with self.read() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise JournalError(faults.DAMAGED)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._turn, self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self.fence(connection)
            yield connection
            turned = protected.seal(connection)
        self.snapshot.let_go()
        if turned:
            self.forget_old_pages()

    def forget_old_pages(self) -> bool:
        """Overwrite what SQLite's files still hold of words that are sealed by now: the search
        index's leftovers and the write-ahead log. False: somebody reads; ask again later."""
        if not self.is_sqlite:
            return True
        with self._turn, self.engine.connect() as connection:
            return engines.forget_old_pages(connection)

    def read(self) -> AbstractContextManager[Connection]:
        return self.snapshot.read()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def _open_to_all(_connection: Connection) -> None:
    """Pages and commands write at any time."""


def _unknown(error: Exception) -> str:
    return f"Jurnal tidak dapat dibuka ({type(error).__name__}); periksa JOURNAL_URL."


def complete(connection: Connection, version: int) -> None:
    """Tables of an older `version` as this program knows them, and what is missing beside them."""
    if version < SCHEMA_VERSION:
        upgrades.bring_up(connection, version)
    metadata.create_all(connection)
    archive.metadata.create_all(connection)
    tenure.metadata.create_all(connection)
    _create_indexes(connection)
    search_index.create(connection)
    unsealed.create(connection)
    if recall(connection, VERSION) != SCHEMA_VERSION:
        remember(connection, VERSION, SCHEMA_VERSION, now=datetime.now(UTC))
    if recall(connection, MADE) != making.fingerprint():
        remember(connection, MADE, making.fingerprint(), now=datetime.now(UTC))


def _create_indexes(connection: Connection) -> None:
    """Those that a table was not created with, because it is older than they are."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def remember(connection: Connection, name: str, value: Any, *, now: datetime) -> None:
    """Keep a fact about the desk itself, e.g. the gateway's state."""
    put(connection, schema.facts, {"name": name}, {"value": value, "at": now})


def recall(connection: Connection, name: str) -> Any:
    """The remembered value, or None."""
    query = select(schema.facts.c.value).where(schema.facts.c.name == name)
    return connection.execute(query).scalar_one_or_none()


def put(
    connection: Connection,
    table: Table,
    key: dict[str, Any],
    values: dict[str, Any],
    *,
    on_conflict: dict[str, Any] | None = None,
) -> None:
    """Insert the row with this key, or update it to `on_conflict` (default: to `values`)."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table).values(**key, **values)
    statement = statement.on_conflict_do_update(
        index_elements=list(key), set_=on_conflict or values
    )
    connection.execute(statement)
