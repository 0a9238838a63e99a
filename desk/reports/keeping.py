"""One step of a report inside a transaction: authorised as of now, kept, noted with who."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from desk.acting import present
from desk.actors import Actor
from desk.context import Desk
from desk.ids import new_id
from desk.problems import Changed, NotFound
from desk.reports import records, rights
from desk.reports.records import Report
from desk.reports.rights import Step
from desk.reports.tables import report_events, reports

CHANGED = (
    "Laporan ini sementara itu diubah orang lain. Isian masih ada: mohon diperiksa, lalu disimpan "
    "lagi."
)


def move(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    month: str,
    *,
    step: Step,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    version: int | None = None,
) -> Report:
    """The report after this step. `version`: the one that the person had before their eyes."""
    report, person = begin(
        connection, desk, actor, month, step=step, now=now, version=version, reason=reason
    )
    note(connection, person, month, step.name, now=now, words=reason)
    return keep(connection, report, {**(values or {}), "state": step.target})


def begin(
    connection: Connection,
    desk: Desk,
    actor: Actor,
    month: str,
    *,
    step: Step,
    now: datetime,
    version: int | None = None,
    reason: str = "",
) -> tuple[Report, Actor]:
    """The report, locked, and the person, both as they are now."""
    person = present(connection, desk, actor, now=now)
    reference = desk.reference(connection)
    report = records.find(connection, month, lock=True)
    if not rights.may_read(desk, reference, person, report):
        raise NotFound(records.NONE)
    rights.check(desk, reference, person, report, step=step, reason=reason)
    if version not in (None, report.version):
        raise Changed(CHANGED)
    return report, person


def keep(connection: Connection, report: Report, values: Mapping[str, Any]) -> Report:
    columns = {**values, "version": report.version + 1}
    connection.execute(update(reports).where(reports.c.month == report.month).values(**columns))
    return records.find(connection, report.month)


def note_saved(connection: Connection, actor: Actor, month: str, *, now: datetime) -> None:
    """One line, with the last time, for all that one person keeps in a row: the fields are kept by
    themselves whenever they are left."""
    columns = report_events.c
    newest = select(columns.id, columns.action, columns.actor).where(columns.month == month)
    last = connection.execute(newest.order_by(columns.id.desc()).limit(1)).first()
    if last and (last.action, last.actor) == (rights.SAVE.name, actor.id):
        connection.execute(update(report_events).where(columns.id == last.id).values(at=now))
    else:
        note(connection, actor, month, rights.SAVE.name, now=now)


def note(
    connection: Connection, actor: Actor, month: str, action: str, *, now: datetime, words: str = ""
) -> None:
    """A line of the report's history."""
    connection.execute(
        insert(report_events),
        {
            "id": new_id(now),
            "month": month,
            "at": now,
            "action": action,
            "actor": actor.id,
            "role": ", ".join(actor.roles),
            "note": words,
        },
    )
