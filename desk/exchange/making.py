"""An export for whoever may have one: authorised, masked row by row, and written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, select

from desk import accesses, masking, sight
from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.exchange import files, national, register
from desk.problems import Refused
from desk.reports.spans import bounds
from desk.schema import complaints
from desk.visibility import Access, Fact
from sop.model import Scope

NOT_YOURS = "Unduhan data aduan hanya untuk petugas kota."
AT_ONCE = 1000
IDENTITY = ("name", *sight.CONTACT)  # nobody's business elsewhere
WORDS = ("body", "location", "follow_up", "answer", "reason", "last_words", "internal_note")


class Export(StrEnum):
    """What is in the file."""

    NATIONAL = "SP4N-LAPOR!"
    REGISTER = "Arsip register"


def made(
    desk: Desk, actor: Actor, export: Export, kind: str, *, now: datetime, month: date | None = None
) -> bytes:
    """The file. `kind`: csv or xlsx; `month`: only complaints received in it.

    Refused: not for this person. The look is noted before a byte of it is given.
    """
    with desk.journal.write() as connection:
        person = present(connection, desk, actor, now=now)
        if Scope.CITY not in sight.scopes_of(desk, person):
            raise Refused(desk.sop.in_words(NOT_YOURS))
        reason = f"{month:%Y-%m}" if month else "semua"
        look = accesses.Look.EXPORT
        accesses.noted(connection, person, look, "", field=str(export), reason=reason, now=now)
    with desk.journal.read() as connection:
        header = national.HEADER if export is Export.NATIONAL else register.HEADER
        rows = _rows(connection, desk, person, export, month=month)
        if kind == "csv":
            return files.as_csv(header, rows)
        return files.as_xlsx(str(export), header, rows, now=now)


def file_name(export: Export, kind: str, *, month: date | None = None) -> str:
    span = f"{month:%Y-%m}" if month else "semua"
    return f"{export.replace('!', '')} {span}.{kind}"


def _rows(
    connection: Connection, desk: Desk, actor: Actor, export: Export, *, month: date | None
) -> Iterator[list[str]]:
    zone, reference = desk.timezone(connection), desk.reference(connection)
    for row in _complaints(connection, desk, actor, month=month, zone=zone):
        shown = _allowed(desk, actor, row)
        if shown is None:
            continue
        if export is Export.REGISTER:
            yield register.cells(shown, zone)
        elif row["confidential"]:
            yield national.secret_cells(desk.sop, row)
        else:
            yield national.cells(desk.sop, reference, _nameless(shown), zone)


def _complaints(
    connection: Connection, desk: Desk, actor: Actor, *, month: date | None, zone: ZoneInfo
) -> Iterator[Mapping[str, Any]]:
    query: Select[Any] = select(complaints).where(sight.visible_rows(desk, actor))
    if month:
        start, end = bounds(month, zone)
        query = query.where(complaints.c.received_at >= start, complaints.c.received_at < end)
    ordered = query.order_by(complaints.c.number).execution_options(yield_per=AT_ONCE)
    for row in connection.execute(ordered).mappings():
        yield dict(row)


def _allowed(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row as this person may hand it on; None: not at all."""
    access = sight.access(desk, actor, row, Fact.EXPORT)
    if access is Access.NO:
        return None
    shown = sight.veiled(desk, actor, row)
    return shown if access is Access.YES else _secret(shown)


def _secret(row: Mapping[str, Any]) -> dict[str, Any]:
    """Of a secret complaint only that there is one, and what became of it."""
    hidden = (*WORDS, *IDENTITY, "category", "district", "village")
    return {**row, **{name: masking.SECRET for name in hidden if row.get(name)}}


def _nameless(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without who the citizen is, also in the words: anybody may have quoted them.

    The place is the place of the complaint, whatever label somebody wrote before it.
    """
    words = {name: masking.told(row, str(row[name] or "")) for name in WORDS if name != "location"}
    words["location"] = masking.nameless(row, str(row["location"] or ""))
    return {**row, **words, **dict.fromkeys(IDENTITY, "")}
