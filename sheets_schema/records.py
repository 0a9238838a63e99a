"""What the journal has for the Sheet: active complaints, and records it was not seen to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Table, cast, func, select, union

from desk import archive
from desk.context import Desk
from desk.schema import complaints, events, media, messages
from sheets_schema import rows
from sheets_schema.bases import chunks
from sheets_schema.layout import Cells
from sheets_schema.rows import Beside, BesideThem, Showing

STAYS_ACTIVE = timedelta(days=2)  # after closing


def showing(connection: Connection, desk: Desk, *, now: datetime) -> Showing:
    return Showing(
        sop=desk.sop,
        zone=desk.timezone(connection),
        calendar=desk.calendar(now, connection),
        app_url=desk.app_url,
        now=now,
        media_key=desk.media_key,
    )


def active(connection: Connection, desk: Desk, *, now: datetime) -> list[str]:
    """Numbers of complaints in Aduan that are open, closed lately, or not yet shown as they are."""
    open_states = [state.name for state in desk.sop.states if state.open]
    # Three questions that an index answers each; asked with "or" they are a look at every row.
    each = (
        select(complaints.c.number).where(condition, ~archive.is_archived())
        for condition in (
            complaints.c.state.in_(open_states),
            complaints.c.closed_at > now - STAYS_ACTIVE,
            complaints.c.sheet_pending,
        )
    )
    return sorted(connection.execute(union(*each)).scalars())


def load(
    connection: Connection, numbers: Iterable[str], *, lock: bool = False
) -> dict[str, dict[str, Any]]:
    """The complaints' rows; `lock`: nobody changes them before this transaction ends."""
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(list(numbers)):
        query = select(complaints).where(complaints.c.number.in_(chunk))
        query = query.with_for_update() if lock else query
        found |= {row["number"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def beside(connection: Connection, numbers: Iterable[str]) -> BesideThem:
    """Attachments and the steps' timeliness of these complaints."""
    found = BesideThem()
    for chunk in chunks(list(numbers)):
        files = _files(connection, chunk)
        on_time = _on_time(connection, chunk)
        for number in files.keys() | on_time.keys():
            ordinary, identity = files.get(number, (0, 0))
            found.found[number] = Beside(ordinary, identity, on_time.get(number))
    return found


def _files(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[int, int]]:
    identity = func.sum(cast(media.c.identity, Integer))
    erased = (media.c.state == "gone") & (media.c.url == "") & (media.c.sha256 == "")
    query = (
        select(media.c.number, func.count(), identity)
        .where(media.c.number.in_(numbers), media.c.state != "refused", ~erased)
        .group_by(media.c.number)
    )
    return {
        number: (total - int(hidden or 0), int(hidden or 0))
        for number, total, hidden in connection.execute(query)
    }


def _on_time(connection: Connection, numbers: Iterable[str]) -> dict[str, bool]:
    kept = func.min(cast(events.c.on_time, Integer))
    query = (
        select(events.c.number, kept)
        .where(events.c.number.in_(numbers), events.c.on_time.is_not(None))
        .group_by(events.c.number)
    )
    return {number: bool(worst) for number, worst in connection.execute(query)}


def desired(
    connection: Connection, desk: Desk, numbers: Iterable[str], *, now: datetime
) -> dict[str, Cells]:
    """What the Sheet should say of these complaints."""
    numbers = list(numbers)
    common = showing(connection, desk, now=now)
    around = beside(connection, numbers)
    return {
        number: rows.complaint(row, around.of(number), common)
        for number, row in load(connection, numbers).items()
    }


@dataclass(frozen=True)
class Waiting:
    """What the Sheet was not yet seen to show: all of it for `numbers`, and loose messages.

    `later`: complaints whose turn comes in another pass.
    """

    numbers: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by number
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by number; "" without


def waiting(connection: Connection, *, most: int) -> Waiting:
    """Everything of the first `most` numbers, and as many messages that belong to none."""
    raised = [
        select(table.c.number).where(table.c.sheet_pending, table.c.number.is_not(None))
        for table in (complaints, events, messages)
    ]
    numbers = sorted(set(connection.execute(union(*raised)).scalars()))
    found = Waiting(frozenset(numbers[:most]), frozenset(numbers[most:]))
    for chunk in chunks(numbers[:most]):
        _gather(connection, events, events.c.number.in_(chunk), found.events)
        _gather(connection, messages, messages.c.number.in_(chunk), found.messages)
    _gather(connection, messages, messages.c.number.is_(None), found.messages, most=most)
    return found


def _gather(
    connection: Connection,
    table: Table,
    which: ColumnElement[bool],
    found: dict[str, list[dict[str, Any]]],
    *,
    most: int | None = None,
) -> None:
    query = select(table).where(table.c.sheet_pending, which).order_by(table.c.id).limit(most)
    for row in connection.execute(query).mappings():
        found.setdefault(row["number"] or "", []).append(dict(row))


def files_of(
    connection: Connection, found: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """Attachments by message id: those that came with it, those that go out with it."""
    messages_of: dict[str, list[str]] = {}  # by media id
    for row in found:
        if row["media_ids"]:
            messages_of.setdefault(row["media_ids"], []).append(row["id"])
    by_message: dict[str, list[Mapping[str, Any]]] = {}
    for column, chunk in _either(found, list(messages_of)):
        query = select(media).where(column.in_(chunk)).order_by(media.c.id)
        for file in connection.execute(query).mappings():
            for message in messages_of.get(file["id"], [file["message_id"]]):
                by_message.setdefault(message, []).append(dict(file))
    return by_message


def _either(
    found: Sequence[Mapping[str, Any]], media_ids: list[str]
) -> Iterator[tuple[ColumnElement[Any], Sequence[str]]]:
    incoming = [row["id"] for row in found if not row["media_ids"]]
    yield from ((media.c.message_id, chunk) for chunk in chunks(incoming))
    yield from ((media.c.id, chunk) for chunk in chunks(media_ids))


def confidential(connection: Connection, numbers: Iterable[str]) -> set[str]:
    """Those of these complaints whose citizen's identity is hidden."""
    found: set[str] = set()
    for chunk in chunks([number for number in numbers if number]):
        query = select(complaints.c.number).where(
            complaints.c.number.in_(chunk), complaints.c.confidential
        )
        found |= set(connection.execute(query).scalars())
    return found
