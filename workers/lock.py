"""One worker for each journal: a second one is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from desk.journal import Journal

#: Any number; the same for every Wadul, since an advisory lock belongs to one database.
POSTGRES_KEY = 870_118_501


class AlreadyRunning(Exception):
    """Another worker has this journal; the message is for the operator."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Pekerja lain sedang berjalan untuk jurnal {where}; hentikan dahulu.")


@contextmanager
def only_worker(journal: Journal) -> Iterator[Callable[[], bool]]:
    """Hold the journal's lock; gives a question: is it still ours? Raises AlreadyRunning."""
    with _by_file(journal) if journal.is_sqlite else _by_database(journal) as held:
        yield held


@contextmanager
def _by_file(journal: Journal) -> Iterator[Callable[[], bool]]:
    path = journal.engine.url.database
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(str(path)) from None
    try:
        yield lambda: lock.is_locked
    finally:
        lock.release()


@contextmanager
def _by_database(journal: Journal) -> Iterator[Callable[[], bool]]:
    """The lock lasts as long as this session: the database frees it when the worker dies."""
    with journal.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        take = text("SELECT pg_try_advisory_lock(:key)")
        if not session.execute(take, {"key": POSTGRES_KEY}).scalar_one():
            raise AlreadyRunning(str(journal.engine.url.database))

        def held() -> bool:
            try:
                session.execute(text("SELECT 1"))
            except SQLAlchemyError:
                return False
            return True

        try:
            yield held
        finally:
            session.invalidate()
