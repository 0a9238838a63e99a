"""Everything the gateway gives, on disk word for word before it is acknowledged there.

What can't be taken in waits and is tried again; after the third failure it is parked where people
see it. It never blocks what comes after it.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from desk import addresses, intake, phone, settling, storable
from desk.conditions import alarm, clear, note_number_state
from desk.context import Desk
from desk.incoming import Chat, Echo, Ignored, Incoming, News, NumberState, Receipt
from desk.schema import inbox

logger = logging.getLogger(__name__)

MAX_TRIES = 3
LONGEST_KEY = 200
AT_ONCE = 500  # keys in one question
NOT_READ = "notifikasi tidak dapat dibaca"
ALARM = "inbox_parked"


def receive(
    desk: Desk, *, gateway: str, key: str, raw: dict[str, Any], news: News | None, now: datetime
) -> bool:
    """Keep a notification and do all that it causes, in one transaction.

    `key` is the gateway's own id of the notification; `news` is None when it could not be read.
    When taking in fails, the raw notification alone is kept, to be tried again. False: this key
    is known. After it returns, the caller may acknowledge.
    """
    with desk.journal.write() as connection:
        row_id = _keep(connection, gateway=gateway, key=key, raw=raw, now=now)
        if row_id is None:
            return False
        _try(connection, desk, row_id, lambda: news, attempts=1, now=now)
    return True


def unknown(desk: Desk, gateway: str, keys: Sequence[str]) -> set[str]:
    """Those of these keys that were never received."""
    left = {_short(storable.text(key)): key for key in keys}
    with desk.journal.read() as connection:
        for start in range(0, len(keys), AT_ONCE):
            asked = [_short(storable.text(key)) for key in keys[start : start + AT_ONCE]]
            query = select(inbox.c.key).where(inbox.c.gateway == gateway, inbox.c.key.in_(asked))
            for known in connection.execute(query).scalars():
                left.pop(known, None)
    return set(left.values())


def retry(desk: Desk, read: Callable[[dict[str, Any]], News], *, now: datetime) -> bool:
    """Try the oldest notification that failed again. False: there is none."""
    query = select(inbox).where(inbox.c.state == "new").order_by(inbox.c.attempts, inbox.c.id)
    with desk.journal.write() as connection:
        row = connection.execute(query.limit(1).with_for_update()).mappings().first()
        if row is None:
            return False
        attempts = row["attempts"] + 1
        _try(connection, desk, row["id"], lambda: read(row["raw"]), attempts=attempts, now=now)
    return True


def parked(connection: Connection) -> Sequence[RowMapping]:
    """What people must look at, oldest first: id, gateway, key, received_at, raw, error."""
    query = select(inbox).where(inbox.c.state == "parked").order_by(inbox.c.id)
    return connection.execute(query).mappings().all()


def again(connection: Connection, row_id: int, *, now: datetime) -> bool:
    """The parked notification is tried again. False: it is no longer parked."""
    return _decide(connection, row_id, state="new", now=now)


def dismiss(connection: Connection, row_id: int, *, now: datetime) -> bool:
    """Somebody has dealt with the parked notification. False: it is no longer parked."""
    return _decide(connection, row_id, state="done", now=now)


def _decide(connection: Connection, row_id: int, *, state: str, now: datetime) -> bool:
    decided = connection.execute(
        update(inbox)
        .where(inbox.c.id == row_id, inbox.c.state == "parked")
        .values(state=state, attempts=0)
    )
    _raise_alarm(connection, now=now)
    return decided.rowcount > 0


def _keep(
    connection: Connection, *, gateway: str, key: str, raw: dict[str, Any], now: datetime
) -> int | None:
    """The id of the new row; None when this notification is known."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = (
        build(inbox)
        .values(
            gateway=gateway,
            key=_short(storable.text(key)),
            received_at=now,
            raw=storable.tree(raw),
            state="new",
        )
        .on_conflict_do_nothing(index_elements=["gateway", "key"])
        .returning(inbox.c.id)
    )
    return connection.execute(statement).scalar()


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _try(
    connection: Connection,
    desk: Desk,
    row_id: int,
    read: Callable[[], News | None],
    *,
    attempts: int,
    now: datetime,
) -> None:
    """Take it in; a failure undoes what it did so far and nothing else."""
    state, error = "done", ""
    try:
        news = read()
        if news is None:
            raise ValueError(NOT_READ)
        with connection.begin_nested():
            _take_in(connection, desk, news, now=now)
            _forget_groups(connection, row_id, news)
    except Exception as problem:  # one bad notification must not stop the others
        state = "parked" if attempts >= MAX_TRIES else "new"
        error = f"{type(problem).__name__}: {problem}"[:300]
        # Without the exception's own words: they may repeat the message.
        trace = "".join(traceback.format_tb(problem.__traceback__))
        logger.error("inbox row %s failed: %s\n%s", row_id, type(problem).__name__, trace)
    connection.execute(
        update(inbox)
        .where(inbox.c.id == row_id)
        .values(state=state, attempts=attempts, error=storable.text(error))
    )
    if state == "parked":
        _raise_alarm(connection, now=now)


def _forget_groups(connection: Connection, row_id: int, news: News) -> None:
    """What people say to each other there is none of ours; an answer to us is a message by now."""
    if isinstance(news, Incoming) and news.chat is not Chat.PERSON:
        connection.execute(update(inbox).where(inbox.c.id == row_id).values(raw={}))


def _take_in(connection: Connection, desk: Desk, news: News, *, now: datetime) -> None:
    match news:
        case Incoming():
            intake.take_in(connection, desk, news, now=now)
        case Receipt():
            settling.take_in_receipt(connection, desk, news, now=now)
        case Echo():
            news = replace(news, chat_id=addresses.home_of(connection, news.chat_id))
            if not settling.take_in_echo(connection, desk, news, now=now):
                phone.typed(connection, desk, news, now=now)
        case NumberState():
            note_number_state(connection, news.state, now=now)
        case Ignored():
            pass


def _raise_alarm(connection: Connection, *, now: datetime) -> None:
    query = select(func.count()).where(inbox.c.state == "parked")
    count = connection.execute(query).scalar_one()
    if not count:
        clear(connection, ALARM)
        return
    sentence = (
        f"{count} pesan masuk tidak dapat diolah program. Buka Kondisi Sistem, lihat isinya, lalu "
        "tangani atau coba lagi."
    )
    alarm(connection, ALARM, sentence, now=now)
