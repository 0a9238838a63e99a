"""Reminders of running limits and what goes up to the next one: a round every half hour at most.

Everything a round tells is one message per person, without a citizen's name, number or words. What
was told stands in the complaint's row (`reminded`), written with the messages: no level comes twice
for one clock, also after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from desk import actors, audience, clock, events, outbox, reminder_texts
from desk.audience import Reader
from desk.context import Desk
from desk.journal import recall, remember
from desk.reference import Reference
from desk.schema import complaints
from sop import reminders
from sop.clocks import OutsideCalendar, next_service
from sop.model import Unit
from sop.reminders import Level

ROUND = timedelta(minutes=30)
LAST_ROUND = "reminders_last_round"
#: The gateway pauses between two messages; a citizen's reply must not stand behind all of these.
APART = timedelta(seconds=5)
PURPOSE = "note"  # sent at most once: a lost reminder is nobody's decision
ESCALATED = "Pengingat kepada Atasan"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Due:
    """A complaint whose clock has passed `levels` of which nobody was told."""

    row: Row
    levels: tuple[Level, ...]

    @property
    def goes_up(self) -> bool:
        return any(level.up for level in self.levels)

    @property
    def reminds(self) -> bool:
        return any(not level.up for level in self.levels)


@dataclass
class Bundle:
    """What one person is told in this round: what waits for them, and what is late below them."""

    reader: Reader
    own: list[Row] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [*self.own, *self.below]


def go_round(desk: Desk, *, now: datetime) -> int:
    """Remind of everything that has reached a level since the last round. Returns how many were
    told; 0 also while the last round is less than half an hour old."""
    with desk.journal.read() as connection:
        if _lately(connection, now) or not _due(connection, desk, now=now):
            return 0
    with desk.journal.write() as connection:
        found = [] if _lately(connection, now) else _due(connection, desk, now=now)
        bundles = _bundles(connection, desk, found, now=now)
        _send(connection, desk, bundles, now=now)
        _note(connection, desk, found, now=now)
        if bundles:
            remember(connection, LAST_ROUND, now.isoformat(), now=now)
    return len(bundles)


def hold(connection: Connection, desk: Desk, *, now: datetime) -> None:
    """Of the levels reached by now nobody is told any more: after a rebuild nothing is known of
    what was told, and nothing is sent twice."""
    for due in _due(connection, desk, now=now, at_night=True):
        _mark(connection, due)


def _lately(connection: Connection, now: datetime) -> bool:
    last = recall(connection, LAST_ROUND)
    return bool(last) and datetime.fromisoformat(last) <= now < datetime.fromisoformat(last) + ROUND


def _due(connection: Connection, desk: Desk, *, now: datetime, at_night: bool = False) -> list[Due]:
    """The most urgent first. Outside service hours only what counts round the clock, unless
    `at_night`."""
    running = [state.name for state in desk.sop.states if state.step and not state.waiting]
    query = select(complaints).where(
        complaints.c.state.in_(running),
        complaints.c.clock_from.is_not(None),
        complaints.c.clock_limit > 0,
        complaints.c.reminded < reminders.HIGHEST,
        or_(~_is_short(), and_(complaints.c.due_at <= now, complaints.c.reminded == 0)),
    )
    rows = connection.execute(query.order_by(complaints.c.due_at)).mappings()
    found = (_reached(connection, desk, dict(row), now=now) for row in rows)
    due = [one for one in found if one.levels]
    if due and not at_night and _is_night(desk, connection, now):
        due = [one for one in due if not reminders.in_service_hours(_limit(one.row))]
    return due


def _is_short() -> ColumnElement[bool]:
    """`reminders.is_short`, for the journal: in a flood thousands of these have long to go."""
    minutes = complaints.c.clock_unit == Unit.MINUTE.value
    return minutes & (complaints.c.clock_limit < reminders.SHORT_MINUTES)


def _reached(connection: Connection, desk: Desk, row: Row, *, now: datetime) -> Due:
    try:
        used = clock.used(connection, desk, row, now=now) or 0.0
    except OutsideCalendar:
        used = 0.0  # years old: Kondisi Sistem and the lists tell of it
    return Due(row, reminders.passed(_limit(row), used, told=row["reminded"]))


def _limit(row: Row) -> Any:
    return clock.limit_of(row)


def _is_night(desk: Desk, connection: Connection, now: datetime) -> bool:
    return next_service(desk.calendar(now, connection), now) > now


def _bundles(
    connection: Connection, desk: Desk, found: Iterable[Due], *, now: datetime
) -> list[Bundle]:
    """One for each person, in the order in which they are first concerned."""
    reference = desk.reference(connection)
    today = now.astimezone(reference.preferences.zone).date()
    bundles: dict[str, Bundle] = {}
    for due in found:
        holder, agency = desk.sop.state(due.row["state"]).holder, due.row["agency"]
        told = audience.of_turn(desk.sop, reference, holder, agency, today=today)
        told = audience.told_of(desk.sop, reference, told, due.row, now=now)
        for reader in told if due.reminds else ():
            bundles.setdefault(reader.phone, Bundle(reader)).own.append(due.row)
        told = _above(desk, reference, due.row, now=now)
        for reader in told if due.goes_up else ():
            bundles.setdefault(reader.phone, Bundle(reader)).below.append(due.row)
    return list(bundles.values())


def _send(connection: Connection, desk: Desk, bundles: Sequence[Bundle], *, now: datetime) -> None:
    for place, bundle in enumerate(bundles):
        numbers = {row["number"] for row in bundle.rows}
        body = reminder_texts.body(
            connection, desk, bundle.reader, own=bundle.own, below=bundle.below, now=now
        )
        if not body:  # the city has emptied the template
            continue
        outbox.queue(
            connection,
            chat_id=bundle.reader.chat_id,
            gateway=desk.gateway,
            body=body,
            purpose=PURPOSE,
            # Of one complaint alone it can be answered with a quote.
            number=next(iter(numbers)) if len(numbers) == 1 else None,
            template=reminder_texts.ABOVE
            if bundle.below
            else reminder_texts.turn_template(desk, bundle.reader),
            not_before=now + place * APART,
            now=now,
        )


def _note(connection: Connection, desk: Desk, found: Iterable[Due], *, now: datetime) -> None:
    """What was told is not told again; that it went up stands in Riwayat."""
    reference = desk.reference(connection)
    for due in found:
        _mark(connection, due)
        told = _above(desk, reference, due.row, now=now)
        if due.goes_up and told:
            _record(connection, desk, due.row, told, now=now)


def _above(desk: Desk, reference: Reference, row: Row, *, now: datetime) -> tuple[Reader, ...]:
    """Who hears that it is late, of those who may know of it."""
    today = now.astimezone(reference.preferences.zone).date()
    holder = desk.sop.state(row["state"]).holder
    found = audience.above(desk.sop, reference, holder, row["agency"], today=today)
    return audience.told_of(desk.sop, reference, found, row, now=now)


def _mark(connection: Connection, due: Due) -> None:
    highest = max(level.percent for level in due.levels)
    connection.execute(
        update(complaints).where(complaints.c.number == due.row["number"]).values(reminded=highest)
    )


def _record(
    connection: Connection, desk: Desk, row: Row, told: Sequence[Reader], *, now: datetime
) -> None:
    events.add(
        connection,
        number=row["number"],
        action=ESCALATED,
        actor=actors.system(desk.sop),
        now=now,
        from_state=row["state"],
        to_state=row["state"],
        agency=row["agency"],
        note="\n".join(_who(told)),
    )


def _who(told: Iterable[Reader]) -> Iterator[str]:
    for reader in told:
        yield f"Diberi tahu: {reader.name} ({reader.role})"
