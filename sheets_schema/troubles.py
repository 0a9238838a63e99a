"""Tabs that are missing or whose headers are: alarms that name them, until they are put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from desk import accidents, conditions
from desk.context import Desk
from desk.journal import recall, remember
from desk.schema import alarms
from sheets_schema.known import HEADERS_FACT, Known
from sheets_schema.reference_tabs import TITLES
from sheets_schema.tables import ADUAN
from sheets_schema.view import View
from sheets_schema.wording import doubled

CODE = "lembar:"


def report(known: Known, desk: Desk, view: View, *, now: datetime) -> None:
    """Raise and clear alarms; keep the sound header rows, so that they can be put back."""
    found = _sentences(known, view)
    headers = {
        title: list(layout.header_row) for title, layout in view.layouts.items() if layout.sound
    }
    with desk.journal.read() as connection:
        kept = recall(connection, HEADERS_FACT) or {}
        standing = alarms_of(connection, CODE)
        found |= accidents.alarm(connection)
    if standing == found and kept == kept | headers:
        return
    with desk.journal.write() as connection:
        remember(connection, HEADERS_FACT, kept | headers, now=now)
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


def _sentences(known: Known, view: View) -> dict[str, str]:
    """code -> sentence, of everything that keeps a tab from being read or written."""
    titles = known.titles or frozenset()
    found = {
        CODE + title: f"Tab {title} tidak ada di Lembar. Kembalikan lewat Riwayat versi, atau "
        "jalankan: python -m sheets_schema"
        for title in TITLES
        if title not in titles
    }
    for title, layout in view.layouts.items():
        if layout.missing:
            names = ", ".join(layout.missing)
            found[CODE + title] = (
                f"Tab {title} tidak ditulis: judul kolom {names} tidak ada. "
                "Ketik kembali judul itu di baris 1."
            )
        elif layout.doubled:
            names = ", ".join(layout.doubled)
            found[CODE + title] = (
                f"Tab {title} tidak ditulis: judul kolom {names} ada dua kali. "
                "Hapus salah satu judul di baris 1."
            )
    if known.parked:
        keys = ", ".join(sorted(known.parked)[:3])
        found[f"{CODE}ditolak"] = f"Google menolak menulis {keys}; dicoba lagi tiap 10 menit."
    if view.doubled:
        number, rows = min(view.doubled.items())
        found[f"{CODE}{ADUAN.title}:ganda"] = doubled(number, rows)
    return found
