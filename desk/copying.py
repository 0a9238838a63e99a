"""A whole journal copied, while others write to it: as one file, or table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, text, type_coerce

from desk import archive
from desk.column_types import metadata
from desk.journal import Journal, JournalError
from desk.protected_types import on_disk

AT_ONCE = 2_000  # rows in one statement

#: Told of what is copied: the table, rows so far, rows in all.
Progress = Callable[[str, int, int], None]


def snapshot(journal: Journal, target: Path, progress: Progress) -> None:
    """The journal as it is at one moment, as a SQLite file; nobody who writes has to wait."""
    if journal.is_sqlite:
        source = str(journal.engine.url.database)
        with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(target)) as copy:
            # All pages in one step: with several, every write would make it begin again.
            ours.backup(copy)
        return
    made = Journal(f"sqlite:///{target}").create()
    try:
        with journal.engine.connect() as reading, made.write() as connection:
            reading.execution_options(isolation_level="REPEATABLE READ")
            copy_rows(reading, connection, progress)
    finally:
        made.close()  # the last one to leave writes everything into the file itself


def copy_rows(source: Connection, target: Connection, progress: Progress) -> None:
    """Every row of `source` into `target`, in the caller's transactions; what was there goes.

    A journal of an older Wadul may lack tables and columns: those keep their defaults.
    """
    tables = every_table()
    for table in reversed(tables):
        target.execute(delete(table))
    present = set(inspect(source).get_table_names())
    for table in tables:
        if table.name in present:
            _copy_table(source, target, table, progress)
    if target.dialect.name == "postgresql":
        _count_on(target)


def every_table() -> list[Table]:
    """Those that others refer to first."""
    found = [*metadata.sorted_tables, *archive.archived.metadata.sorted_tables]
    return list(dict.fromkeys(found))


def _copy_table(source: Connection, target: Connection, table: Table, progress: Progress) -> None:
    names = {column["name"] for column in inspect(source).get_columns(table.name)}
    # As they lie on disk: what is sealed stays sealed, also without its key.
    columns = [
        type_coerce(column, on_disk(column.type)).label(column.name)
        for column in table.columns
        if column.name in names
    ]
    total = source.execute(select(func.count()).select_from(table)).scalar_one()
    query = select(*columns).execution_options(yield_per=AT_ONCE)
    rows = source.execute(query).mappings()
    done = 0
    for part in rows.partitions(AT_ONCE):
        target.execute(insert(table), [dict(row) for row in part])
        done += len(part)
        progress(table.name, done, total)


def _count_on(target: Connection) -> None:
    """PostgreSQL numbers the inbox by a counter of its own."""
    target.execute(
        text(
            "select setval(pg_get_serial_sequence('inbox', 'id'), max(id)) from inbox"
            " having max(id) is not null"
        )
    )


def open_copy(path: Path) -> Journal:
    """A copy that `snapshot` made. JournalError: it is damaged."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            (said,) = connection.execute("pragma quick_check(1)").fetchone()
        except sqlite3.DatabaseError as problem:
            said = str(problem)
    if said != "ok":
        raise JournalError(f"Jurnal di dalam cadangan rusak ({said}); pakai cadangan lain.")
    return Journal(f"sqlite:///{path}")
