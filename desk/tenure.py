"""Which worker has the journal, where several may stand by: one row, renewed by its worker.

PostgreSQL only. Times are the database's own, so that no clock of two machines is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, select, text

from desk.column_types import Instant, words

metadata = MetaData()  # of its own: a backup does not carry who worked then

#: `holder`: the name of its sessions. As the primary key it can be locked against removal only.
worker_tenure = Table(
    "worker_tenure",
    metadata,
    Column("holder", String(40), primary_key=True),
    words("host"),
    Column("pid", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("renewed_at", Instant, nullable=False),
)
worker_standbys = Table(
    "worker_standbys",
    metadata,
    Column("holder", String(40), primary_key=True),
    words("host"),
    Column("pid", Integer, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

CLOCK = "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)"
STANDBY_GONE_AFTER_S = 60
REPLACED = "Pekerja lain sudah mengambil alih jurnal; yang ini tidak menulis lagi."


class Replaced(Exception):
    """This worker's tenure is over: nothing of it may reach the journal."""

    sentence = REPLACED


@dataclass(frozen=True)
class Who:
    """A worker: the name of its sessions, its machine and its process."""

    holder: str
    host: str
    pid: int


@dataclass(frozen=True)
class Posts:
    """Who works and who waits. `active` None: nobody, or the journal is SQLite."""

    active: Who | None
    since: datetime | None
    standing_by: tuple[Who, ...]


NOBODY = Posts(None, None, ())


def age_s(connection: Connection) -> float | None:
    """Seconds since the tenure was renewed; None when nobody has it."""
    query = text(f"select ({CLOCK} - max(renewed_at)) / 1e6 from worker_tenure")
    found = connection.execute(query).scalar()
    return None if found is None else float(found)


def take(connection: Connection, who: Who) -> None:
    """End every other tenure and begin this one; waits for writes that an older one has open."""
    connection.execute(text("set local lock_timeout = '5s'"))
    connection.execute(worker_tenure.delete())
    connection.execute(
        worker_standbys.delete().where(worker_standbys.c.holder == who.holder),
    )
    connection.execute(
        text(
            "insert into worker_tenure (holder, host, pid, since, renewed_at) "
            f"values (:holder, :host, :pid, {CLOCK}, {CLOCK})"
        ),
        vars(who),
    )


def renew(connection: Connection, who: Who) -> bool:
    """False: somebody else has it."""
    query = text(f"update worker_tenure set renewed_at = {CLOCK} where holder = :holder")
    return bool(connection.execute(query, {"holder": who.holder}).rowcount)


def leave(connection: Connection, who: Who) -> None:
    """At a clean end, so that the next worker need not wait."""
    connection.execute(worker_tenure.delete().where(worker_tenure.c.holder == who.holder))


def oust(connection: Connection, *, after_s: float) -> None:
    """End the sessions of a worker that has not renewed for so long: it sleeps or is cut off."""
    connection.execute(
        text(
            "select pg_terminate_backend(a.pid) from pg_stat_activity a, worker_tenure t "
            "where a.application_name = t.holder and a.pid <> pg_backend_pid() "
            f"and t.renewed_at < {CLOCK} - :after * 1000000"
        ),
        {"after": after_s},
    )


def stand_by(connection: Connection, who: Who) -> None:
    """This worker waits for its turn."""
    connection.execute(
        text(
            "insert into worker_standbys (holder, host, pid, seen_at) "
            f"values (:holder, :host, :pid, {CLOCK}) "
            "on conflict (holder) do update set seen_at = excluded.seen_at"
        ),
        vars(who),
    )


def fence(who: Who) -> Callable[[Connection], None]:
    """What a worker's every write begins with. The row stays until the write is done: whoever
    takes over waits for it, renewing does not. Raises Replaced."""
    query = text("select 1 from worker_tenure where holder = :holder for key share")

    def check(connection: Connection) -> None:
        if connection.execute(query, {"holder": who.holder}).first() is None:
            raise Replaced(REPLACED)

    return check


def posts(connection: Connection) -> Posts:
    """Who works and who waits, for people."""
    if connection.dialect.name == "sqlite":
        return NOBODY
    row = connection.execute(select(worker_tenure)).first()
    lately = text(f"seen_at > {CLOCK} - {STANDBY_GONE_AFTER_S} * 1000000")
    order = (worker_standbys.c.host, worker_standbys.c.pid)
    waiting = connection.execute(select(worker_standbys).where(lately).order_by(*order))
    return Posts(
        active=Who(row.holder, row.host, row.pid) if row else None,
        since=row.since if row else None,
        standing_by=tuple(Who(one.holder, one.host, one.pid) for one in waiting),
    )
