"""Each month's digest: one number that changes when any event or file of the month does.

A line per event is kept soon after it happened; when the month is over they are sealed into one
hexadecimal number, chained to the month before. It stands in Rekap Bulanan and in the signed
report, and `python -m workers verify` computes it again from what the journal says then.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, func, insert, select, update

from desk import digest_lines, keyring
from desk.context import Desk
from desk.digest_tables import digest_lines as lines
from desk.digest_tables import digests
from desk.journal import recall, remember
from desk.schema import events, media

Kind = Literal["event", "file"]

#: An action by WhatsApp can be taken back for two minutes, and then its event gives up its step.
SETTLED_AFTER = timedelta(minutes=10)
SEAL_AFTER = timedelta(hours=1)  # after the month's end
#: A photo may come a day after its message.
FILES_AFTER = timedelta(days=2)
AT_ONCE = 2_000
CURSOR = "digested_until"  # id of the newest event that has its line


@dataclass(frozen=True)
class Digest:
    """`hex` is "" until the month is over and sealed; then it never changes again."""

    month: str
    hex: str
    events: int
    files: int
    previous: str = ""
    sealed_at: datetime | None = None


def of_month(connection: Connection, month: str, zone: tzinfo) -> Digest:
    """The digest of a month ("2026-10"); of one that is not sealed, how much it holds so far."""
    row = connection.execute(select(digests).where(digests.c.month == month)).mappings().first()
    if row and row["sealed_at"]:
        names = ("hex", "events", "files", "previous", "sealed_at")
        return Digest(month, **{name: row[name] for name in names})
    start, end = bounds(month, zone)
    return Digest(month, "", _count(connection, events, start, end), _stored(connection, month))


def keep_up(desk: Desk, *, now: datetime) -> bool:
    """A line for what is new, and the seal of a month that is over. True: there is more.

    Without the key of confidential words it all waits: a line would be one of "(rahasia)".
    """
    with desk.journal.read() as connection:
        if not keyring.opens_words(connection):
            return False
    if _new_lines(desk, now=now):
        return True
    with desk.journal.read() as connection:
        month = _next_to_seal(connection, desk, now=now)
        if month is None:
            return False
        missed = _without_line(connection, limit=AT_ONCE, before=now - SETTLED_AFTER)
    with desk.journal.write() as connection:
        if missed:
            add_lines(connection, desk.timezone(connection), missed)
        else:
            _seal(connection, month, now=now)
    return True


def set_aside(connection: Connection, ids: Iterable[str], *, why: str, zone: tzinfo) -> None:
    """To be called before personal text of these events (or files) is changed or taken out.

    Their lines stay as they are, so the month's digest does; `verify` says that they are set aside.
    """
    wanted = list(ids)
    known = set(connection.execute(select(lines.c.id).where(lines.c.id.in_(wanted))).scalars())
    for kind, table in (("event", events), ("file", media)):
        rows = _rows(connection, select(table).where(table.c.id.in_(wanted)))
        new = [row for row in rows if row["id"] not in known and row.get("sha256") != ""]
        add_lines(connection, zone, [(kind, row) for row in new])
        if kind == "event":
            _keep_personal(connection, rows)
    connection.execute(update(lines).where(lines.c.id.in_(wanted)).values(set_aside=why))


def _keep_personal(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """What the text hashes to now, unless an earlier setting aside has kept it."""
    for row in rows:
        query = (
            select(digests.c.salt)
            .join(lines, lines.c.month == digests.c.month)
            .where(lines.c.id == row["id"], lines.c.personal.is_(None))
        )
        salt = connection.execute(query).scalar_one_or_none()
        if salt is not None:
            personal = digest_lines.personal_of(row, salt)
            same = lines.c.id == row["id"]
            connection.execute(update(lines).where(same).values(personal=personal))


def bounds(month: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first instant of the month and of the next one."""
    year, number = (int(part) for part in month.split("-"))
    start = datetime(year, number, 1, tzinfo=zone)
    return start, datetime(year + number // 12, number % 12 + 1, 1, tzinfo=zone)


def month_of(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m}"


def without_line(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Records that no line speaks of."""
    query = select(table).outerjoin(lines, lines.c.id == table.c.id)
    return query.where(lines.c.id.is_(None), *conditions).order_by(table.c.id)


def _new_lines(desk: Desk, *, now: datetime) -> bool:
    """The newest events and files, found by their ids; True: there may be more."""
    with desk.journal.read() as connection:
        cursor = recall(connection, CURSOR) or ""
        settled = (events.c.id > cursor) & (events.c.id < _id_at(now - SETTLED_AFTER))
        query = select(events).where(settled).order_by(events.c.id).limit(AT_ONCE)
        found: list[tuple[Kind, Any]] = [("event", row) for row in _rows(connection, query)]
        lately = media.c.id > _id_at(now - FILES_AFTER)
        query = without_line(media, lately, media.c.sha256 != "").limit(AT_ONCE)
        files: list[tuple[Kind, Any]] = [("file", row) for row in _rows(connection, query)]
    if not found and not files:
        return False
    with desk.journal.write() as connection:
        add_lines(connection, desk.timezone(connection), [*found, *files])
        if found:
            remember(connection, CURSOR, found[-1][1]["id"], now=now)
    return len(found) == AT_ONCE or len(files) == AT_ONCE


def _without_line(
    connection: Connection, *, limit: int, before: datetime
) -> list[tuple[Kind, Any]]:
    """What no line was made for in passing: events that came from the Sheet, late photos."""
    query = without_line(events, events.c.at <= before).limit(limit)
    found: list[tuple[Kind, Any]] = [("event", row) for row in _rows(connection, query)]
    query = without_line(media, media.c.sha256 != "").limit(limit)
    return found + [("file", row) for row in _rows(connection, query)]


def _rows(connection: Connection, query: Select[Any]) -> list[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]


def add_lines(
    connection: Connection, zone: tzinfo, found: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """A line for each record. One that belongs to a sealed month stands in the next open one."""
    ids = [row["id"] for _, row in found]
    known: set[str] = set()
    for start in range(0, len(ids), 500):
        part = lines.c.id.in_(ids[start : start + 500])
        known |= set(connection.execute(select(lines.c.id).where(part)).scalars())
    open_from = _first_open(connection)
    salts: dict[str, bytes] = {}
    made = []
    for kind, row in found:
        own = month_of(row["at"], zone)
        month = max(own, open_from)
        if month not in salts:
            salts[month] = _salt(connection, month)
        line = (
            digest_lines.of_event(row, digest_lines.personal_of(row, salts[month]))
            if kind == "event"
            else digest_lines.of_file(row)
        )
        late = kind == "event" and month != own
        if row["id"] not in known:
            made.append({"id": row["id"], "month": month, "kind": kind, "line": line, "late": late})
    if made:
        connection.execute(insert(lines), made)


def _first_open(connection: Connection) -> str:
    """The first month after the last sealed one; "" where none is sealed."""
    sealed = digests.c.sealed_at.is_not(None)
    last = connection.execute(select(func.max(digests.c.month)).where(sealed)).scalar()
    return _after(last) if last else ""


def _after(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def _salt(connection: Connection, month: str) -> bytes:
    query = select(digests.c.salt).where(digests.c.month == month)
    salt: bytes | None = connection.execute(query).scalar_one_or_none()
    if salt is None:
        salt = secrets.token_bytes(32)
        connection.execute(insert(digests).values(month=month, salt=salt))
    return salt


def _next_to_seal(connection: Connection, desk: Desk, *, now: datetime) -> str | None:
    """The oldest month that is over and not sealed; months without an event in between too."""
    zone = desk.timezone(connection)
    month = _first_open(connection)
    if not month:
        first = connection.execute(select(func.min(events.c.at))).scalar()
        if first is None:
            return None
        month = month_of(first, zone)
    return month if bounds(month, zone)[1] + SEAL_AFTER <= now else None


def _seal(connection: Connection, month: str, *, now: datetime) -> None:
    """From the lines as they were kept at the time."""
    _salt(connection, month)
    previous = _hex_before(connection, month)
    found = connection.execute(
        select(lines.c.kind, lines.c.line).where(lines.c.month == month).order_by(lines.c.id)
    ).all()
    values = {
        "previous": previous,
        "hex": digest_lines.hex_of(month, previous, (line for _, line in found)),
        "events": sum(1 for kind, _ in found if kind == "event"),
        "files": sum(1 for kind, _ in found if kind == "file"),
        "sealed_at": now,
    }
    connection.execute(update(digests).where(digests.c.month == month).values(**values))


def _hex_before(connection: Connection, month: str) -> str:
    query = select(digests.c.hex).where(digests.c.month < month).order_by(digests.c.month.desc())
    return str(connection.execute(query.limit(1)).scalar() or "")


def _count(connection: Connection, table: Table, start: datetime, end: datetime) -> int:
    query = select(func.count()).where(table.c.at >= start, table.c.at < end)
    return int(connection.execute(query).scalar_one())


def _stored(connection: Connection, month: str) -> int:
    query = select(func.count()).where(lines.c.month == month, lines.c.kind == "file")
    return int(connection.execute(query).scalar_one())


def _id_at(moment: datetime) -> str:
    """The first id of this millisecond, as `desk.ids` makes them."""
    return f"{int(moment.timestamp() * 1000):012x}"
