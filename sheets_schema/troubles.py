"""Tabs that are missing or whose headers are: alarms that name them, until they are put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from desk import accidents, conditions
from desk.context import Desk
from desk.schema import alarms
from sheets_schema import growth, merges, room, structure, trash
from sheets_schema.known import Known
from sheets_schema.reference_tabs import REKAP
from sheets_schema.structure import Facts
from sheets_schema.tables import ADUAN
from sheets_schema.view import View
from sheets_schema.wording import doubled

CODE = "lembar:"


def report(known: Known, desk: Desk, view: View, *, now: datetime) -> None:
    """Raise and clear alarms; keep the sound header rows, so that they can be put back."""
    with desk.journal.read() as connection:
        facts = structure.facts(connection)
        standing = alarms_of(connection, CODE)
        held = accidents.alarm(connection)
    found = _sentences(known, view, facts) | held
    after = structure.after(facts, known, view)
    if standing == found and facts == after:
        return
    with desk.journal.write() as connection:
        structure.keep(connection, facts, after, now=now)
        raise_exactly(connection, CODE, found, now=now)


def alarms_of(connection: Connection, prefix: str) -> dict[str, str]:
    """code -> text of the alarms that stand now and whose code begins so."""
    query = select(alarms.c.code, alarms.c.text).where(alarms.c.code.startswith(prefix))
    return {row.code: row.text for row in connection.execute(query)}


def raise_exactly(
    connection: Connection, prefix: str, found: Mapping[str, str], *, now: datetime
) -> None:
    """These alarms and, of all whose code begins with `prefix`, no others."""
    for code in alarms_of(connection, prefix).keys() - found.keys():
        conditions.clear(connection, code)
    for code, text in found.items():
        conditions.alarm(connection, code, text, now=now)


def _sentences(known: Known, view: View, facts: Facts) -> dict[str, str]:
    """code -> sentence, of everything that keeps a tab from being read or written."""
    found = growth.sentences(known) | room.sentences(known) | trash.sentences(known)
    found |= {CODE + title: text for title, text in structure.sentences(known, view, facts).items()}
    found |= merges.sentences(known.merges, view.aduan)
    if known.recap_wrong:
        found[f"{CODE}{REKAP.title}"] = known.recap_wrong
    if known.parked:
        keys = ", ".join(sorted(known.parked)[:3])
        found[f"{CODE}ditolak"] = f"Google menolak menulis {keys}; dicoba lagi tiap 10 menit."
    if view.doubled:
        number, rows = min(view.doubled.items())
        found[f"{CODE}{ADUAN.title}:ganda"] = doubled(number, rows)
    return found
