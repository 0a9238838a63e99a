"""Many readings in one transaction, and when it ends."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from sqlalchemy.exc import SQLAlchemyError

from desk.journal import Journal, recall, remember


def test_all_readings_within_are_one_transaction(journal: Journal) -> None:
    with journal.snapshot.held():
        with journal.read() as first:
            pass
        with journal.read() as second:
            pass
        assert first is second
    with journal.read() as after:
        assert after is not first
    assert first.closed


def test_what_the_same_thread_writes_is_read_afterwards(journal: Journal, now: datetime) -> None:
    with journal.snapshot.held():
        assert lamp(journal) is None
        with journal.write() as connection:
            remember(connection, "lamp", "dark", now=now)
        assert lamp(journal) == "dark"


def test_whoever_is_reading_while_the_same_thread_writes_reads_on(
    journal: Journal, now: datetime
) -> None:
    with journal.snapshot.held():
        with journal.read() as reading:
            recall(reading, "lamp")
            with journal.write() as connection:
                remember(connection, "lamp", "dark", now=now)
            recall(reading, "lamp")
        assert lamp(journal) == "dark"


def test_another_thread_reads_for_itself(journal: Journal) -> None:
    found = []

    def other() -> None:
        with journal.read() as connection:
            found.append(connection)

    with journal.snapshot.held(), journal.read() as ours:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert found[0] is not ours


def test_after_a_failure_of_the_database_the_next_reading_begins_anew(journal: Journal) -> None:
    with journal.snapshot.held():
        with pytest.raises(SQLAlchemyError), journal.read() as broken:
            broken.exec_driver_sql("select nothing from nowhere")
        assert lamp(journal) is None


def test_the_leftovers_of_sealed_words_are_not_kept_by_ones_own_reading(
    sqlite_journal: Journal, now: datetime
) -> None:
    with sqlite_journal.snapshot.held():
        assert lamp(sqlite_journal) is None
        with sqlite_journal.write() as connection:
            remember(connection, "lamp", "dark", now=now)
        assert sqlite_journal.forget_old_pages()


def lamp(journal: Journal) -> object:
    with journal.read() as connection:
        return recall(connection, "lamp")
