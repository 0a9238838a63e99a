"""The proof that nothing was changed afterwards: digests computed again, files read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, RowMapping, Text, func, select, type_coerce

from desk import digest_lines, digests, keyring, texts
from desk.context import Desk
from desk.digest_tables import digest_lines as lines
from desk.digest_tables import digests as months
from desk.digests import SETTLED_AFTER, bounds, without_line
from desk.files import MediaKeyWrong, load
from desk.protected_types import SEALED
from desk.schema import events, media
from desk.sealing import is_sealed

#: Told of what is done: the work, so far, in all.
Progress = Callable[[str, int, int], None]
EVERY = 1000

CHANGED = "Kejadian {id} ({number}, {action}, {when}) berubah sesudah dicatat."
MISSING = "Kejadian {id} dari bulan {month} hilang dari jurnal."
ADDED = "Kejadian {id} ({number}, {action}, {when}) tidak punya catatan: ditambahkan kemudian."
LATE = (
    "Kejadian {id} ({number}, {action}) bertanggal {when}, tetapi masuk sesudah bulan itu disegel."
)
FILE_ROW = "Catatan berkas {id} berubah atau hilang sesudah dicatat."
OTHER_HEX = "Sidik bulan {month} tidak sama: disegel {sealed}, dihitung ulang {again}."
OTHER_CHAIN = "Sidik bulan {month} tidak menyambung pada bulan sebelumnya."
FILE_GONE = "Berkas {id} ({number}) tidak ada di penyimpanan."
FILE_CHANGED = "Berkas {id} ({number}) isinya berubah: SHA-256 tidak sama dengan yang dicatat."
NO_KEY = "Berkas {id} ({number}) tidak dapat dibuka dengan MEDIA_KEY ini."


@dataclass
class Findings:
    """`differences`: one sentence each. `notes`: what is no difference and should be known.

    `readable`: MEDIA_KEY opens what is sealed; then what does not open is a difference. Without it
    sealed events and files are not checked; `closed_events` and `closed_files`: how many.
    """

    readable: bool = True
    closed_events: int = 0
    closed_files: int = 0
    differences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sealed: list[digests.Digest] = field(default_factory=list)
    events: int = 0
    files: int = 0


def verify(desk: Desk, *, now: datetime, progress: Progress, month: str | None = None) -> Findings:
    """Every month (or one) against its digest, and every stored file against its SHA-256."""
    found = Findings()
    with desk.journal.read() as connection:
        found.readable = keyring.is_right(connection)
        zone = desk.timezone(connection)
        for row in _months(connection, month):
            _month(connection, row, zone, found=found, progress=progress)
        within = bounds(month, zone) if month else None
        _added(connection, zone, found, before=now - SETTLED_AFTER, within=within)
    _files(desk, found, within=within, progress=progress)
    return found


def _months(connection: Connection, month: str | None) -> list[RowMapping]:
    query = select(months).order_by(months.c.month)
    if month:
        query = query.where(months.c.month == month)
    return list(connection.execute(query).mappings())


def _month(
    connection: Connection, row: RowMapping, zone: Any, *, found: Findings, progress: Progress
) -> None:
    """Each line of the month beside its event as it is now, then the month's number."""
    again, aside = [], 0
    month = str(row["month"])
    total = _lines_of(connection, month)
    for kind, kept in _kept(connection, month):
        closed = not found.readable and _is_closed(kept)
        found.closed_events += closed
        line = kept["line"] if closed else _line(kind, kept, row["salt"])
        if line != kept["line"]:
            found.differences.append(_told(kind, kept, month, zone))
        if kept["late"] and kept["number"]:
            found.notes.append(LATE.format(**_words(kept, zone)))
        again.append(line or b"")
        aside += bool(kept["set_aside"])
        if len(again) % EVERY == 0 or len(again) == total:
            progress(f"Memeriksa {month}", len(again), total)
    found.events += sum(1 for _ in again)
    if aside:
        found.notes.append(
            f"Bulan {month}: {texts.number(aside)} kejadian dianonimkan atau dihapus menurut "
            "aturan; sidiknya tetap."
        )
    if row["sealed_at"]:
        _seal(connection, row, again, found)


def _seal(connection: Connection, row: RowMapping, again: list[bytes], found: Findings) -> None:
    month = str(row["month"])
    hexed = digest_lines.hex_of(month, row["previous"], again)
    if hexed != row["hex"]:
        found.differences.append(OTHER_HEX.format(month=month, sealed=row["hex"], again=hexed))
    before = select(months.c.hex).where(months.c.month < month).order_by(months.c.month.desc())
    if (connection.execute(before.limit(1)).scalar() or "") != row["previous"]:
        found.differences.append(OTHER_CHAIN.format(month=month))
    names = ("month", "hex", "events", "files", "previous", "sealed_at")
    found.sealed.append(digests.Digest(**{name: row[name] for name in names}))


def _lines_of(connection: Connection, month: str) -> int:
    query = select(func.count()).select_from(lines).where(lines.c.month == month)
    return int(connection.execute(query).scalar_one())


def _kept(connection: Connection, month: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The month's lines in order, each with its event or file beside it."""
    query = (
        select(
            lines,
            *(events.c[name].label(f"event_{name}") for name in events.c.keys()),
            type_coerce(events.c.note, Text).label("raw_note"),
            type_coerce(events.c.data, JSON).label("raw_data"),
            media.c.id.label("file_id"),
            media.c.sha256.label("file_sha256"),
        )
        .outerjoin(events, events.c.id == lines.c.id)
        .outerjoin(media, media.c.id == lines.c.id)
        .where(lines.c.month == month)
        .order_by(lines.c.id)
        .execution_options(yield_per=EVERY)
    )
    for row in connection.execute(query).mappings():
        event = {name: row[f"event_{name}"] for name in events.c.keys()}
        file = {"file_id": row["file_id"], "sha256": row["file_sha256"]}
        names = ("line", "personal", "set_aside", "late", "raw_note", "raw_data")
        own = {name: row[name] for name in names} | {"line_id": row["id"]}
        yield row["kind"], {**event, **file, **own}


def _is_closed(kept: Mapping[str, Any]) -> bool:
    """An event whose personal text lies sealed, and nobody kept what it hashed to."""
    sealed = is_sealed(kept["raw_note"] or "") or SEALED in (kept["raw_data"] or {})
    return sealed and kept["personal"] is None


def _line(kind: str, kept: Mapping[str, Any], salt: bytes) -> bytes | None:
    """The line as it would be made today; None: its record is gone."""
    if kind == "file":
        here = kept["file_id"] and kept["sha256"]
        file = {"id": kept["file_id"], "sha256": kept["sha256"]}
        line: bytes | None = digest_lines.of_file(file) if here else None
    elif kept["id"] is None:
        line = None
    else:
        personal = kept["personal"] or digest_lines.personal_of(kept, salt)
        line = digest_lines.of_event(kept, personal)
    # What was taken out by the rules is gone or empty, and its line stays.
    return bytes(kept["line"]) if line is None and kept["set_aside"] else line


def _told(kind: str, kept: Mapping[str, Any], month: str, zone: Any) -> str:
    if kind == "file":
        return FILE_ROW.format(id=kept["line_id"])
    if kept["id"] is None:
        return MISSING.format(id=kept["line_id"], month=month)
    return CHANGED.format(**_words(kept, zone))


def _words(event: Mapping[str, Any], zone: Any) -> dict[str, str]:
    names = ("id", "number", "action")
    return {name: event[name] for name in names} | {"when": texts.moment(event["at"], zone)}


def _added(
    connection: Connection,
    zone: Any,
    found: Findings,
    *,
    before: datetime,
    within: tuple[datetime, datetime] | None,
) -> None:
    """Events of sealed months that nobody kept a line of. Those of an open month may still come."""
    sealed = select(func.max(months.c.month)).where(months.c.sealed_at.is_not(None))
    last = connection.execute(sealed).scalar()
    if last is None:
        return
    conditions = [events.c.at < min(before, bounds(last, zone)[1])]
    if within:
        conditions += [events.c.at >= within[0], events.c.at < within[1]]
    for row in connection.execute(without_line(events, *conditions)).mappings():
        found.differences.append(ADDED.format(**_words(dict(row), zone)))


def _files(
    desk: Desk,
    found: Findings,
    *,
    within: tuple[datetime, datetime] | None,
    progress: Progress,
) -> None:
    """Every stored file read whole, encrypted ones opened; the same content is read once."""
    query = select(media).where(media.c.state == "stored").order_by(media.c.path, media.c.id)
    if within:
        query = query.where(media.c.at >= within[0], media.c.at < within[1])
    with desk.journal.read() as connection:
        rows = list(connection.execute(query).mappings())
    last, sentence = None, ""
    for done, row in enumerate(rows, start=1):
        if (row["path"], row["sha256"]) != last:
            last, sentence = (row["path"], row["sha256"]), _wrong(desk, row)
        if sentence == NO_KEY and not found.readable:
            found.closed_files += 1
        elif sentence:
            found.differences.append(sentence.format(id=row["id"], number=row["number"] or "-"))
        if done % 100 == 0 or done == len(rows):
            progress("Memeriksa berkas", done, len(rows))
    found.files = len(rows)


def _wrong(desk: Desk, row: RowMapping) -> str:
    """What is wrong with a file on disk; "" when nothing is."""
    try:
        same = hashlib.sha256(load(desk, dict(row))).hexdigest() == row["sha256"]
    except FileNotFoundError:
        return FILE_GONE
    except MediaKeyWrong:
        return NO_KEY
    return "" if same else FILE_CHANGED
