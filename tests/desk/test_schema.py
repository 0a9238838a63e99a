"""The journal's tables: questions that are asked all day long find their index."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Connection, select, text
from sqlalchemy.dialects import sqlite

from desk.journal import Journal
from desk.schema import complaints, events, messages


def plan(connection: Connection, column: Column[bool]) -> str:
    """How SQLite looks for the rows with this flag."""
    query = select(column.table.c.number).where(column).compile(dialect=sqlite.dialect())
    return str(connection.execute(text(f"explain query plan {query}")).all())


@pytest.mark.parametrize(
    "flag",
    [
        complaints.c.sheet_pending,
        complaints.c.reopen_asked,
        events.c.sheet_pending,
        messages.c.sheet_pending,
    ],
    ids=str,
)
def test_the_few_rows_with_a_raised_flag_are_found_by_index(
    sqlite_journal: Journal, flag: Column[bool]
) -> None:
    with sqlite_journal.read() as connection:
        assert " INDEX " in plan(connection, flag)
