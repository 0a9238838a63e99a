"""The journal: where every action of a person or a citizen is one transaction.

SQLite by default (WAL, every write BEGIN IMMEDIATE, synchronous FULL), PostgreSQL by URL.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from desk import archive, schema, search_index
from desk.column_types import metadata

SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 10


class JournalError(Exception):
    """The journal cannot be used; the message is one Indonesian sentence for the operator."""


class Journal:
    """Opens the database named by `url` and creates what is missing in it.

    >>> with journal.write() as connection: ...   # one transaction, takes the write lock at once
    >>> with journal.read() as connection: ...    # a consistent view, never blocks a writer
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        # SQLite has one writer at a time, and who waits for it there sleeps in growing steps;
        # the threads of one program take turns here instead.
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if self.is_sqlite else nullcontext()
        )

    def create(self) -> Journal:
        """Create missing tables and indexes; refuse a journal that a newer program wrote."""
        with self.write() as connection:
            metadata.create_all(connection)
            archive.metadata.create_all(connection)
            _create_indexes(connection)
            search_index.create(connection)
            _check_version(connection)
        return self

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._turn, self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(
            parsed, pool_pre_ping=True, json_serializer=_dump, hide_parameters=True
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        connect_args={"timeout": BUSY_TIMEOUT_S},
        json_serializer=_dump,
        pool_size=10,
        hide_parameters=True,  # no citizen's text in an error's message
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    # None: the driver issues no BEGIN of its own, so ours decides when the write lock is taken.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _create_indexes(connection: Connection) -> None:
    """Those that a table was not created with, because it is older than they are."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _check_version(connection: Connection) -> None:
    found = recall(connection, "journal_version")
    if found is None:
        remember(connection, "journal_version", SCHEMA_VERSION, now=datetime.now(UTC))
    elif found > SCHEMA_VERSION:
        raise JournalError(
            f"Jurnal ditulis oleh Wadul yang lebih baru (versi {found}); perbarui program dahulu."
        )


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
