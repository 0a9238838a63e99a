"""What a journal that comes from elsewhere needs before a worker may go on with it.

It was made again from the Sheet, or from a backup: what really left since is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, case, func, or_, select, update

from desk import commands, conditions, personal_data
from desk.context import Desk
from desk.journal import put, recall, remember
from desk.outbox import NEEDS_PERSON, State
from desk.schema import complaints, counters, events, messages

#: Numbers left out after the highest one known: some were given that nobody can see any more.
AHEAD = 100
LOST_ALARM = "nomor_hilang"
PRIVACY_ALARM = "data_pribadi_"
REQUESTED = ("Permintaan Hapus Data", "Permintaan Salinan Data")
HANDLED = "Peringatan Ditangani"
BEHIND = "behind_the_sheet"  # a restored journal that has not read yet what happened since
SHOWN = 5


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever recorded in this journal."""
    tables = (complaints, events, messages)
    return all(connection.execute(select(table).limit(1)).first() is None for table in tables)


def hold_unfinished(connection: Connection, *, now: datetime) -> int:
    """Nothing that may have left is sent again by itself: a person decides. Returns how many."""
    unfinished = (State.QUEUED, State.SENDING, State.UNKNOWN)
    held = connection.execute(
        update(messages)
        .where(
            messages.c.direction == "out",
            messages.c.state.in_(unfinished),
            or_(messages.c.state != State.UNKNOWN, messages.c.error != NEEDS_PERSON),
        )
        .values(
            state=State.UNKNOWN,
            state_at=now,
            error=NEEDS_PERSON,
            # An echo that the gateway still holds settles it by this.
            started_at=func.coalesce(messages.c.started_at, messages.c.at),
            sheet_pending=True,
        )
    )
    return held.rowcount


def count_on(
    connection: Connection, desk: Desk, numbers: Iterable[str], *, now: datetime
) -> dict[str, int]:
    """Every series goes on far above the highest of its numbers; returns where, by series."""
    year = now.astimezone(desk.timezone(connection)).year
    present = f"{desk.reference(connection).preferences.number_prefix}-{year}"
    highest = {present: 0}
    for name, value in connection.execute(select(counters.c.name, counters.c.value)):
        highest[name] = value
    for number in numbers:
        series, _, value = number.rpartition("-")
        if series and value.isdigit():
            highest[series] = max(highest.get(series, 0), int(value))
    after = {series: value + AHEAD for series, value in highest.items()}
    for series, value in after.items():
        higher = case((counters.c.value < value, value), else_=counters.c.value)
        put(connection, counters, {"name": series}, {"value": value}, on_conflict={"value": higher})
    return after


def lost(connection: Connection, told: Iterable[str], *, now: datetime) -> list[str]:
    """Numbers that citizens were told and nobody knows any more: an alarm names them."""
    wanted = sorted({number for text in told for number in commands.numbers(text)})
    query = select(complaints.c.number).where(complaints.c.number.in_(wanted))
    known = set(connection.execute(query).scalars())
    missing = [number for number in wanted if number not in known]
    if missing:
        more = f" dan {len(missing) - SHOWN} lainnya" if len(missing) > SHOWN else ""
        conditions.alarm(
            connection,
            LOST_ALARM,
            f"{', '.join(missing[:SHOWN])}{more} sudah diberitahukan kepada warga, tetapi tidak "
            "ada di Lembar. Cari pesannya di ponsel dinas, lalu catat lewat Catat Aduan.",
            now=now,
        )
    return missing


def ask_for_privacy(connection: Connection, desk: Desk, *, now: datetime) -> None:
    """Requests about personal data that nobody is known to have dealt with stand again."""
    query = (
        select(events.c.number, events.c.action, events.c.id)
        .where(events.c.action.in_((*REQUESTED, HANDLED)))
        .order_by(events.c.id)
    )
    waiting: dict[str, tuple[str, str]] = {}
    for number, action, event_id in connection.execute(query):
        waiting.pop(number, None)
        if action != HANDLED:
            waiting[number] = action, event_id
    officer = desk.reference(connection).preferences.privacy_officer
    for number, (action, event_id) in waiting.items():
        who = officer or "petugas pelindungan data pribadi"
        text = f"{action} ({number}): mohon ditangani oleh {who}."
        conditions.alarm(connection, PRIVACY_ALARM + event_id, text, now=now)
        _put_request(connection, number, action, event_id, now=now)


def _put_request(
    connection: Connection, number: str, action: str, event_id: str, *, now: datetime
) -> None:
    query = select(complaints.c.gateway, complaints.c.chat_id).where(complaints.c.number == number)
    chat = dict(connection.execute(query).mappings().one())
    kind = action.removeprefix("Permintaan ").upper()
    personal_data.put_request(
        connection, event_id, chat | {"kind": kind, "number": number}, now=now
    )


def is_behind(connection: Connection) -> bool:
    """Whether this journal was restored and must read first what the Sheet knows better."""
    return bool(recall(connection, BEHIND))


def note_behind(connection: Connection, behind: bool, *, now: datetime) -> None:
    remember(connection, BEHIND, behind, now=now)


def series_of(highest: Mapping[str, int]) -> str:
    """ALADIN-2026-00142: from where the numbers go on, as an operator reads it."""
    return ", ".join(f"{series}-{value + 1:05d}" for series, value in sorted(highest.items()))
