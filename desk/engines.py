"""How each database is spoken to: SQLite's pragmas, PostgreSQL's patience with a dead line."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from desk import search_index

BUSY_TIMEOUT_S = 10
PATIENCE_MS = 250  # with readers, for what can be done later
#: For whoever waits for an answer of a database that went away without a word.
CONNECT_S, QUIET_S, ASK_AGAIN_S, ASK_TIMES = 5, 10, 5, 3
UNANSWERED_MS = 20_000


def build(url: str, name: str) -> Engine:
    """An engine for this URL. PostgreSQL shows its sessions under `name`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            _addressed(parsed, name),
            pool_pre_ping=True,
            json_serializer=_dump,
            hide_parameters=True,
        )
    engine = create_engine(
        parsed,
        connect_args={"timeout": BUSY_TIMEOUT_S},
        json_serializer=_dump,
        pool_size=10,
        hide_parameters=True,  # no citizen's text in an error's message
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def forget_old_pages(connection: Connection) -> bool:
    """Merge the search index, whose old parts hold words that left it, and empty the write-ahead
    log. False: a reader of an older state is still there."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        connection.exec_driver_sql(search_index.FORGET)
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    except OperationalError:
        return False
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
    return not busy


def _addressed(url: URL, name: str) -> URL:
    """Both ends notice within half a minute that the other one is cut off; the URL may say else.

    https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-KEEPALIVES
    """
    given = dict(url.query)
    ours = {
        "connect_timeout": str(CONNECT_S),
        "keepalives_idle": str(QUIET_S),
        "keepalives_interval": str(ASK_AGAIN_S),
        "keepalives_count": str(ASK_TIMES),
        "tcp_user_timeout": str(UNANSWERED_MS),
    }
    theirs = (
        f"-c tcp_keepalives_idle={QUIET_S} -c tcp_keepalives_interval={ASK_AGAIN_S} "
        f"-c tcp_keepalives_count={ASK_TIMES} -c tcp_user_timeout={UNANSWERED_MS}"
    )
    options = f"{theirs} {given.get('options', '')}".strip()
    query = {**ours, **given, "options": options, "application_name": name}
    return url.set(drivername="postgresql+psycopg", query=query)


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
    # What was replaced, e.g. words that are sealed now, is overwritten and not only let go.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
