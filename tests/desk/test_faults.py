"""Real errors of the databases and the disk, each in one sentence, and no other error in any."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from desk import faults
from desk.journal import Journal


@pytest.fixture
def database(postgres_url: str) -> Iterator[Connection]:
    with closing(Journal(postgres_url)) as journal, journal.engine.connect() as connection:
        yield connection
        connection.invalidate()


def meets(connection: Connection, *statements: str) -> str:
    with pytest.raises(SQLAlchemyError) as caught:
        for statement in statements:
            connection.execute(text(statement))
    return faults.sentence(caught.value)


def test_a_read_only_database_is_named(database: Connection) -> None:
    assert meets(database, "set transaction read only", "create table t (a int)") == (
        faults.READ_ONLY
    )


def test_a_session_that_was_ended_is_a_database_that_is_away(database: Connection) -> None:
    end = "select pg_terminate_backend(pg_backend_pid())"
    assert meets(database, end, "select 1") == faults.AWAY


def test_a_database_that_does_not_exist_is_named(postgres_url: str) -> None:
    url = make_url(postgres_url).set(database="tidak_ada")
    with closing(Journal(url.render_as_string(hide_password=False))) as journal:
        with pytest.raises(SQLAlchemyError) as caught, journal.read():
            pass
    assert faults.sentence(caught.value) in (faults.NOT_OPENED, faults.AWAY)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, faults.FULL),
        (errno.EROFS, faults.FILES_READ_ONLY),
        (errno.EIO, faults.DISK),
        (errno.ENOENT, ""),
    ],
)
def test_an_error_of_the_disk_is_named(number: int, said: str) -> None:
    assert faults.sentence(OSError(number, "…")) == said


def test_a_mistake_of_ours_is_nobody_elses_fault(database: Connection) -> None:
    assert meets(database, "select 1 / 0") == ""
    assert faults.sentence(ValueError("0812")) == ""
