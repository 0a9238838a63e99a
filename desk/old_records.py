"""Data Lama: complaints of a register that is older than Wadul, taken in as they stand.

They have no clock, and nothing is ever sent because of them by itself: no receipt, no reminder, no
survey. Figures count them apart. Staff may still act on one that is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, insert, select

from desk import events, storable, texts
from desk.actors import Actor, system
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.inputs import MAX_TEXT
from desk.journal import put
from desk.problems import Refused
from desk.recording import next_number
from desk.schema import complaints, counters
from desk.schema import events as event_rows

ACTION = "Data Lama Dicatat"
OLD_AFTER = timedelta(days=7)  # since the day of receipt: typed in later, a row is Data Lama
LONGEST_COUNTER = 5  # digits; a slip of the pen must not use up a year's numbers
NOT_COLUMNS = ("number", "source", "digest")  # of an OldRecord
SEVERAL = 500  # digests asked for in one query


@dataclass(frozen=True)
class OldRecord:
    """One row of an older register. `state` is a state of the SOP; a closed one may lack its date.

    `number`: as that register has it. `source`: where the row stands there, for people to find it.
    `digest`: tells the row's content apart from all others, so that it is taken in once.
    """

    body: str
    received_at: datetime
    state: str
    number: str = ""
    closed_at: datetime | None = None
    close_reason: str = ""
    name: str = ""
    phone: str = ""  # digits
    location: str = ""
    category: str = ""
    district: str = ""
    village: str = ""
    kind: str = ""
    classification: str = ""
    agency: str = ""
    follow_up: str = ""
    answer: str = ""
    reason: str = ""
    internal_note: str = ""
    sheet_note: str = ""
    confidential: bool = False
    source: str = ""
    digest: str = ""


def is_old(received_at: datetime, *, now: datetime) -> bool:
    return now - received_at > OLD_AFTER


def take_in(
    connection: Connection,
    desk: Desk,
    record: OldRecord,
    *,
    now: datetime,
    actor: Actor | None = None,
) -> str:
    """Keep the record in the caller's transaction; returns its number.

    That is its own where it is one of ours and free, else the next of the year of receipt; then the
    old number stands in Catatan Internal. Refused: no text, too long, a date that is still to come.
    """
    record = _sound(desk, record, now=now)
    number = _number(connection, desk, record)
    if record.number and record.number != number:
        note = f"No. lama: {record.number}\n{record.internal_note}".strip()
        record = replace(record, internal_note=note)
    columns = {name: value for name, value in asdict(record).items() if name not in NOT_COLUMNS}
    columns |= {"number": number, "channel": OLD_DATA, "updated_at": now}
    columns["state_since"] = record.closed_at or record.received_at
    connection.execute(insert(complaints), columns)
    events.add(
        connection,
        number=number,
        action=ACTION,
        actor=actor or system(desk.sop),
        now=now,
        # No change of state: when it was closed, the complaint's own row says.
        from_state=record.state,
        to_state=record.state,
        agency=record.agency,
        note=record.source,
        data={"source": record.source, "digest": record.digest, "number": record.number},
    )
    return number


def taken(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """digest -> number, of the rows among these that were taken in before."""
    wanted = list(digests)
    said = event_rows.c.data["digest"].as_string()
    found: dict[str, str] = {}
    for first in range(0, len(wanted), SEVERAL):
        query = select(said, event_rows.c.number).where(
            event_rows.c.action == ACTION, said.in_(wanted[first : first + SEVERAL])
        )
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def reserve(connection: Connection, desk: Desk, records: Iterable[OldRecord]) -> None:
    """No number that these records bring along is given to another one before its turn comes."""
    highest: dict[str, int] = {}
    for record in records:
        series, value = _own(connection, desk, record)
        highest[series] = max(highest.get(series, 0), value)
    for series, value in highest.items():
        _count_on(connection, series, value)


def _sound(desk: Desk, record: OldRecord, *, now: datetime) -> OldRecord:
    """The same, fit for the journal, or Refused."""
    clean: dict[str, Any] = {
        name: storable.text(value).strip()
        for name, value in asdict(record).items()
        if isinstance(value, str)
    }
    if not clean["body"]:
        raise Refused("Isi Aduan kosong.")
    if max(map(len, clean.values())) > MAX_TEXT:
        raise Refused(f"Isian terlalu panjang: paling banyak {texts.number(MAX_TEXT)} huruf.")
    if record.received_at > now:
        raise Refused("Tgl Diterima belum lewat.")
    if record.closed_at and (desk.sop.state(record.state).open or record.closed_at > now):
        clean["closed_at"] = None
    return replace(record, **clean)


def _number(connection: Connection, desk: Desk, record: OldRecord) -> str:
    series, value = _own(connection, desk, record)
    own = f"{series}-{value:05d}"
    if not value or is_taken(connection, own):
        return next_number(connection, desk, now=record.received_at)
    _count_on(connection, series, value)
    return own


def is_taken(connection: Connection, number: str) -> bool:
    """Whether a complaint has this number."""
    query = select(complaints.c.number).where(complaints.c.number == number)
    return connection.execute(query).first() is not None


def _own(connection: Connection, desk: Desk, record: OldRecord) -> tuple[str, int]:
    """The series and counter of its own number; 0: it has none of ours, or of another year."""
    prefix = desk.reference(connection).preferences.number_prefix
    year = record.received_at.astimezone(desk.timezone(connection)).year
    series = f"{prefix}-{year}"
    pattern = rf"{re.escape(series)}-(\d{{1,{LONGEST_COUNTER}}})"
    match = re.fullmatch(pattern, record.number.strip(), re.IGNORECASE)
    return series, int(match[1]) if match else 0


def _count_on(connection: Connection, series: str, value: int) -> None:
    """New numbers of this series come after `value`."""
    if value:
        higher = case((counters.c.value < value, value), else_=counters.c.value)
        key, values = {"name": series}, {"value": value}
        put(connection, counters, key, values, on_conflict={"value": higher})
