"""One worker for each journal.

SQLite: a second worker is refused in one sentence. PostgreSQL: it stands by. There the lock is a
session's, so the database frees it when the worker dies; and it is good only as long as the tenure
beside it is renewed, so a worker that sleeps or is cut off is replaced too, and knows it by its own
clock before it is (docs/runbook.md).
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from desk import faults, tenure
from desk.journal import Journal, JournalError
from desk.tenure import Who

#: Any number; the same for every Wadul, since an advisory lock belongs to one database.
POSTGRES_KEY = 870_118_501
RENEW_EVERY_S = 3.0
#: Without a renewal a worker stops after the first, and another one may begin after the second.
GOOD_FOR_S, TAKEN_AFTER_S = 15.0, 20.0
ASK_EVERY_S = 2.0
LEAVE_WITHIN_S = 3.0
TAKEN = "Pekerja lain sedang aktif."
AWAITED = "Masa pekerja sebelumnya belum berakhir."


class AlreadyRunning(Exception):
    """Another worker has this journal; the message is for the operator."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Pekerja lain sedang berjalan untuk jurnal {where}; hentikan dahulu.")


#: Told why a worker has to wait, each time it has asked.
Waiting = Callable[[str], None]


@contextmanager
def only_worker(
    journal: Journal, *, waiting: Waiting | None = None
) -> Iterator[Callable[[], bool]]:
    """Hold the journal's lock; gives a question: is it still ours? Costs nothing to ask.

    `waiting`: on PostgreSQL stand by until it is free. Without it, and always on SQLite, raises
    AlreadyRunning.
    """
    with _by_file(journal) if journal.is_sqlite else _by_database(journal, waiting) as held:
        yield held


@contextmanager
def _by_file(journal: Journal) -> Iterator[Callable[[], bool]]:
    path = Path(str(journal.engine.url.database)).resolve()  # by whatever link it was named
    lock = FileLock(f"{path}.lock", thread_local=False)  # every sender asks whether it is ours
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(str(path)) from None
    except OSError as problem:
        raise JournalError(faults.sentence(problem) or faults.NOT_OPENED) from None
    try:
        yield lambda: lock.is_locked
    finally:
        lock.release()


@contextmanager
def _by_database(journal: Journal, waiting: Waiting | None) -> Iterator[Callable[[], bool]]:
    who = Who(journal.name, socket.gethostname(), os.getpid())
    hold = Hold(_session_with_lock(journal, who, waiting), who)
    journal.fence = tenure.fence(who)
    try:
        yield hold
    finally:
        hold.end()


def _session_with_lock(journal: Journal, who: Who, waiting: Waiting | None) -> Connection:
    while True:
        try:
            session, why = _ask(journal, who)
        except SQLAlchemyError as problem:
            if waiting is None:
                raise
            session, why = None, faults.sentence(problem) or faults.AWAY
        if session is not None:
            return session
        if waiting is not None:
            waiting(why)
        elif why == TAKEN:
            raise AlreadyRunning(str(journal.engine.url.database))
        time.sleep(ASK_EVERY_S)


def _ask(journal: Journal, who: Who) -> tuple[Connection | None, str]:
    """The session that has the lock now, or why to wait. Raises SQLAlchemyError."""
    session = journal.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    why = AWAITED
    try:
        why = _try(journal, session, who)
    finally:
        if why:
            session.invalidate()  # it may hold the lock
            session.close()
    return (None, why) if why else (session, "")


def _try(journal: Journal, session: Connection, who: Who) -> str:
    """Why to wait; "" when this session has the lock and this worker the tenure."""
    tenure.oust(session, after_s=TAKEN_AFTER_S)
    take = text("SELECT pg_try_advisory_lock(:key)")
    mine = session.execute(take, {"key": POSTGRES_KEY}).scalar_one()
    age = tenure.age_s(session)
    if mine and (age is None or age > TAKEN_AFTER_S):
        with journal.engine.begin() as connection:
            tenure.take(connection, who)
        return ""
    tenure.stand_by(session, who)
    # The lock alone is not enough: its worker may only be cut off from the database.
    return AWAITED if mine else TAKEN


class Hold:
    """The tenure while it is ours, renewed by a thread. Calling it asks: is it still?"""

    def __init__(self, session: Connection, who: Who) -> None:
        self._session = session
        self._who = who
        self._good_at = elapsed_s()
        self._lost = False
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="tenure", daemon=True)
        self._thread.start()

    def __call__(self) -> bool:
        return not self._lost and elapsed_s() - self._good_at < GOOD_FOR_S

    def _keep(self) -> None:
        while not self._ending.wait(RENEW_EVERY_S):
            asked_at = elapsed_s()
            try:
                renewed = tenure.renew(self._session, self._who)
            except SQLAlchemyError:
                renewed = False
            if not renewed:
                self._lost = True
                return
            self._good_at = asked_at

    def end(self) -> None:
        """Give it back, if the database still answers."""
        self._ending.set()
        self._thread.join(LEAVE_WITHIN_S)
        if self._thread.is_alive():
            return  # it waits for an answer that does not come
        try:
            tenure.leave(self._session, self._who)
            self._session.invalidate()
        except SQLAlchemyError:
            pass  # the database ends it by its age
        self._session.close()


def elapsed_s() -> float:
    """Seconds that pass also while the machine sleeps, and never because somebody set the clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
