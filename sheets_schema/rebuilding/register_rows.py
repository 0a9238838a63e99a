"""The first part of a rebuild: the rows of Aduan and of the archive tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, update

from desk import archive
from desk.archive import Place
from desk.recording import WHATSAPP
from desk.schema import complaints
from sheets_schema import bases, records
from sheets_schema.bases import Base
from sheets_schema.columns import Tab
from sheets_schema.keepsakes import HIDDEN, SEALED
from sheets_schema.layout import Cells
from sheets_schema.rebuilding.build import Build, upsert
from sheets_schema.rebuilding.complaints import first_look, settled, shown_before, updated_at
from sheets_schema.rebuilding.files import File, RebuildError, registers
from sheets_schema.rebuilding.reading import Reading
from sheets_schema.rows import CONFIDED, HIDDEN_FIELDS
from sheets_schema.tables import ADUAN

NUMBER = re.compile(r"\S.{0,24}-\d{4}-\d{5,9}")
TRIES = 3  # staff may sort while we read: what slipped from one piece to the next is read again
COLUMNS = [column.name for column in complaints.columns if column.name != "number"]
SETTLED = ("agency_draft", "closed_at", *HIDDEN, *SEALED)


def take_in(build: Build) -> None:
    """Every complaint that has a row anywhere; one in Aduan and in an archive counts in Aduan."""
    for file in build.files:
        titles = build.titles[file.name]
        if not file.name and ADUAN.title not in titles:
            raise RebuildError("Tab Aduan tidak ada di Lembar; kembalikan lewat Riwayat versi.")
        for tab in registers(dict(titles)):
            _tab(build, file, tab, titles[tab.title])


def _tab(build: Build, file: File, tab: Tab, grid_rows: int) -> None:
    for _ in range(TRIES):
        for piece in file.rows(tab, grid_rows, build.progress):
            _piece(build, file, tab, piece)
        if all(key in build.seen for key in file.keys(tab) if NUMBER.fullmatch(key)):
            return
    raise RebuildError(f"Tab {tab.title} terus berubah saat dibaca; coba lagi saat tidak dipakai.")


def _piece(build: Build, file: File, tab: Tab, piece: Iterable[Cells]) -> None:
    shown: dict[str, Cells] = {}
    for cells in piece:
        number = cells[ADUAN.key].strip()
        if NUMBER.fullmatch(number) and number not in build.seen:
            shown[number] = cells
            build.seen.add(number)
    before = records.load(build.connection, [n for n in shown if n in build.known])
    newer = {
        number: cells
        for number, cells in shown.items()
        if _is_newer(cells, before.get(number), build.reading)
    }
    rows = [first_look(cells, build.reading, before.get(n)) for n, cells in newer.items()]
    upsert(build.connection, complaints, rows, key="number", change=COLUMNS)
    build.taken |= newer.keys()
    build.unproven |= {n for n, cells in newer.items() if not cells.get("Tgl Diterima")}
    if tab.title == ADUAN.title:
        _in_aduan(build, shown, newer)
    else:
        _in_archive(build, shown, Place(file.name, tab.title))


def _is_newer(cells: Cells, before: Mapping[str, Any] | None, reading: Reading) -> bool:
    if before is None:
        return True
    shown = updated_at(cells, reading)
    return shown is not None and shown > before["updated_at"].replace(microsecond=0)


def _in_aduan(build: Build, shown: Mapping[str, Cells], newer: Mapping[str, Cells]) -> None:
    """What the Sheet showed last: of a row that the journal has as new, that is known already."""
    archive.drop(build.connection, shown)
    there = bases.load(build.connection, ADUAN.title, shown)
    found = {
        number: Base(cells)
        for number, cells in shown.items()
        if number in newer or number not in there
    }
    bases.save_all(build.connection, ADUAN.title, found)


def _in_archive(build: Build, shown: Mapping[str, Cells], place: Place) -> None:
    archive.put(build.connection, dict.fromkeys(shown, place), now=build.reading.now)
    bases.forget(build.connection, ADUAN.title, shown)
    build.archived |= shown.keys()
    build.result.archived += len(shown)


def open_unseen(build: Build, numbers: Iterable[str]) -> None:
    """Complaints of which only the history stands: their rows come back to Aduan."""
    rows = []
    for number in numbers:
        trace = build.traces[number]
        opened = trace.opened_at or build.reading.now
        cells = {ADUAN.key: number, "Kanal": trace.channel or WHATSAPP}
        row = first_look(cells, build.reading, None)
        rows.append(row | {"received_at": opened, "updated_at": opened, "sheet_pending": True})
    upsert(build.connection, complaints, rows, key="number")
    build.taken |= {row["number"] for row in rows}
    if rows:
        names = ", ".join(sorted(row["number"] for row in rows)[:5])
        build.result.remarks.append(
            f"{len(rows)} aduan tanpa baris di Aduan dipulihkan dari Riwayat: {names}"
        )


def settle(build: Build) -> None:
    """What the history knows better than the row, and what that makes of the cells seen."""
    _drop_strangers(build)
    for chunk in bases.chunks(sorted(build.taken)):
        rows = records.load(build.connection, chunk)
        found = {
            n: settled(row, build.trace(n), build.reading, archived=n in build.archived)
            for n, row in rows.items()
        }
        after = {number: rows[number] | columns for number, columns in found.items()}
        _store(build, after)
        _see(build, after)
        build.result.masked += sum(_is_masked(row) for row in after.values())
    build.result.complaints = len(build.taken)


def _store(build: Build, after: Mapping[str, Mapping[str, Any]]) -> None:
    statement = update(complaints).where(complaints.c.number == bindparam("of"))
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in SETTLED}
    said = [
        {"of": number} | {f"to_{name}": row[name] for name in SETTLED}
        for number, row in after.items()
    ]
    if said:
        build.connection.execute(statement.values(**values), said)


def _see(build: Build, after: Mapping[str, Mapping[str, Any]]) -> None:
    found = bases.load(build.connection, ADUAN.title, after)
    corrected = {n: Base(shown_before(base.cells, after[n])) for n, base in found.items()}
    changed = {n: base for n, base in corrected.items() if base.cells != found[n].cells}
    bases.save_all(build.connection, ADUAN.title, changed)


def _is_masked(row: Mapping[str, Any]) -> bool:
    return bool(row["confidential"]) and CONFIDED in (row[name] for name in HIDDEN_FIELDS)


def _drop_strangers(build: Build) -> None:
    """Rows with a number that nobody gave: no date, no history. The passes tell their authors."""
    strange = sorted(build.unproven - build.traces.keys() - build.known.keys())
    for chunk in bases.chunks(strange):
        build.connection.execute(delete(complaints).where(complaints.c.number.in_(chunk)))
        bases.forget(build.connection, ADUAN.title, chunk)
        archive.drop(build.connection, chunk)
    build.taken -= set(strange)
    build.seen -= set(strange)
    if strange:
        build.result.remarks.append(f"Nomor yang tidak dikenal dilewati: {', '.join(strange[:5])}")
