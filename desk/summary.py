"""The leaders' daily summary: what came, was finished, is open and late, in numbers alone.

It leaves in the first minute of service of a working day and covers everything since the working
day before: on Monday Friday to Sunday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desk import audience, outbox, reminder_texts, texts
from desk.audience import Reader
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.journal import recall, remember
from desk.reminding import APART, PURPOSE
from desk.schema import complaints, events
from sop import clocks
from sop.clocks import Calendar
from sop.common import RESOLVED
from sop.model import Hours, Unit

TEMPLATE = reminder_texts.SUMMARY
LAST_DAY = "summary_last_day"
LONGEST_BREAK = 20  # days without service that a summary looks back over
RATED = "Penilaian"
LOW = 2  # a rating up to here: the citizen was told that leaders hear of it


@dataclass(frozen=True)
class Summary:
    """The figures of `first` to `last`, both included, and how it stands now."""

    first: date
    last: date
    received: int
    resolved: int
    closed_otherwise: int
    low_ratings: int
    open: int
    late: int
    oldest: Mapping[str, Any] | None

    @property
    def is_empty(self) -> bool:
        return not (self.received or self.resolved or self.closed_otherwise or self.open)


def send(desk: Desk, *, now: datetime) -> int:
    """Tell every leader once a working day, in service hours. Returns how many were told."""
    with desk.journal.read() as connection:
        if not _is_time(connection, desk, now=now):
            return 0
    with desk.journal.write() as connection:
        if not _is_time(connection, desk, now=now):
            return 0
        remember(connection, LAST_DAY, _today(connection, desk, now).isoformat(), now=now)
        found = of(connection, desk, now=now)
        return 0 if found.is_empty else _tell(connection, desk, found, now=now)


def hold(connection: Connection, desk: Desk, *, now: datetime) -> None:
    """After a rebuild nobody knows whether today's has left: it does not leave again."""
    remember(connection, LAST_DAY, _today(connection, desk, now).isoformat(), now=now)


def of(connection: Connection, desk: Desk, *, now: datetime) -> Summary:
    """The figures as of `now`."""
    today = _today(connection, desk, now)
    first = _day_before(desk.calendar(now, connection), today)
    span = _midnight(connection, desk, first), _midnight(connection, desk, today)
    columns = complaints.c
    closed = columns.closed_at.between(span[0], span[1] - timedelta(microseconds=1))
    resolved = columns.close_reason.in_(RESOLVED)
    received = columns.received_at.between(span[0], span[1] - timedelta(microseconds=1))
    is_open = columns.state.in_([state.name for state in desk.sop.states if state.open])
    return Summary(
        first=first,
        last=today - timedelta(days=1),
        received=_count(connection, received),
        resolved=_count(connection, closed & resolved),
        closed_otherwise=_count(connection, closed & ~resolved),
        low_ratings=_low_ratings(connection, span),
        open=_count(connection, is_open),
        late=_count(connection, is_open & (columns.due_at < now)),
        oldest=_oldest(connection, desk),
    )


def body(connection: Connection, desk: Desk, reader: Reader, found: Summary) -> str:
    reference = desk.reference(connection)
    facts = {
        "sapaan": texts.greeting(reader.name),
        "periode": _period(found),
        "daftar": "\n".join(_lines(found, desk.timezone(connection))),
        "tautan": f"{desk.app_url}/dasbor" if desk.app_url else "",
    }
    return texts.render(reference, desk.sop, TEMPLATE, facts)


def _is_time(connection: Connection, desk: Desk, *, now: datetime) -> bool:
    if not desk.reference(connection).preferences.leaders_summary:
        return False
    if recall(connection, LAST_DAY) == _today(connection, desk, now).isoformat():
        return False
    return clocks.next_service(desk.calendar(now, connection), now) <= now


def _tell(connection: Connection, desk: Desk, found: Summary, *, now: datetime) -> int:
    readers = _leaders(connection, desk, _today(connection, desk, now))
    for place, reader in enumerate(readers):
        text = body(connection, desk, reader, found)
        if text:
            outbox.queue(
                connection,
                chat_id=reader.chat_id,
                gateway=desk.gateway,
                body=text,
                purpose=PURPOSE,
                template=TEMPLATE,
                not_before=now + place * APART,
                now=now,
            )
    return len(readers)


def _leaders(connection: Connection, desk: Desk, today: date) -> list[Reader]:
    reference = desk.reference(connection)
    briefed = (role.name for role in desk.sop.roles if role.briefed)
    every = (audience.of_role(desk.sop, reference, role, "", today=today) for role in briefed)
    return list({reader.phone: reader for readers in every for reader in readers}.values())


def _day_before(calendar: Calendar, today: date) -> date:
    """The last day before `today` that has service; yesterday when there is none near."""
    days = (today - timedelta(days=back) for back in range(1, LONGEST_BREAK))
    return next((day for day in days if _has_service(calendar, day)), today - timedelta(days=1))


def _has_service(calendar: Calendar, day: date) -> bool:
    start = datetime.combine(day, time(), calendar.timezone)
    end = start + timedelta(days=1)
    return clocks.elapsed(calendar, Unit.MINUTE, Hours.SERVICE, start=start, end=end) > 0


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(complaints)
    found = connection.execute(query.where(condition, complaints.c.channel != OLD_DATA))
    return int(found.scalar_one())


def _low_ratings(connection: Connection, span: tuple[datetime, datetime]) -> int:
    query = select(events.c.data).where(
        events.c.action == RATED, events.c.at >= span[0], events.c.at < span[1]
    )
    given = (data.get("rating") for data in connection.execute(query).scalars())
    return sum(rating is not None and rating <= LOW for rating in given)


def _oldest(connection: Connection, desk: Desk) -> Mapping[str, Any] | None:
    """The complaint for which somebody of the staff has had to do something for longest."""
    turns = [state.name for state in desk.sop.states if state.step and not state.waiting]
    query = select(complaints).where(
        complaints.c.state.in_(turns),
        complaints.c.channel != OLD_DATA,
        ~complaints.c.confidential,  # of those a leader knows how many there are, and no more
    )
    row = connection.execute(query.order_by(complaints.c.received_at).limit(1)).mappings().first()
    return dict(row) if row else None


def _lines(found: Summary, zone: Any) -> Iterable[str]:
    yield f"Masuk: {found.received}"
    yield f"Tuntas: {found.resolved}"
    if found.closed_otherwise:
        yield f"Ditutup dengan alasan lain: {found.closed_otherwise}"
    if found.low_ratings:
        yield f"Penilaian 1-2 dari warga: {found.low_ratings}"
    yield f"Masih berjalan: {found.open}"
    yield f"Melewati batas waktu: {found.late}"
    if found.oldest:
        row = found.oldest
        told = (row["state"], row["category"], row["agency"])
        since = texts.long_date(row["received_at"].astimezone(zone).date())
        about = ", ".join(part for part in told if part)
        yield f"Paling lama menunggu: {row['number']} sejak {since} ({about})"


def _period(found: Summary) -> str:
    """22 November 2026, or 20 November 2026 sampai 22 November 2026"""
    last = texts.long_date(found.last)
    return last if found.first == found.last else f"{texts.long_date(found.first)} sampai {last}"


def _today(connection: Connection, desk: Desk, now: datetime) -> date:
    return now.astimezone(desk.timezone(connection)).date()


def _midnight(connection: Connection, desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.timezone(connection))
