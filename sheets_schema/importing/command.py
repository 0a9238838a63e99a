"""`python -m sheets_schema impor FILE|SHEET`: a dry run, or with --apply in earnest."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from desk import old_records, texts
from desk.context import Desk
from desk.journal import JournalError
from desk.opening import open_desk
from desk.problems import DeskError, Refused
from settings import SANDBOX_SPREADSHEET, Settings, load
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.importing import applying, headers, plan, registers, report, statuses
from sheets_schema.importing.old_rows import Terms
from sheets_schema.importing.plan import Plan
from sheets_schema.importing.registers import Grid
from sheets_schema.reference_tabs import TITLES

Open = Callable[[Settings, str], Sheet]

#: Between two transactions: who waits for SQLite's lock looks for it every 0.1 s.
BREATH_S = 0.12
TOLD_EVERY_S = 2.0
ARCHIVE = "Arsip "  # how our own archive tabs begin
AFTERWARDS = "Pekerja menulisnya ke Lembar sendiri dalam beberapa menit."


def main(given: Sequence[str], open_sheet: Open) -> int:
    """`open_sheet`: a spreadsheet by its id, with the credentials of the settings."""
    arguments = _parser().parse_args(given)
    try:
        return _run(arguments, load(), open_sheet)
    except (DeskError, SheetError) as problem:
        return _refuse(problem.sentence)
    except JournalError as problem:
        return _refuse(str(problem))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sheets_schema impor", description=__doc__)
    parser.add_argument("register", help=".xlsx, .csv, or a Google Sheet's id or address")
    parser.add_argument("--tab", action="append", default=[], help="take this tab; may be repeated")
    parser.add_argument("--map", action="append", default=[], metavar="THEIRS=OURS")
    parser.add_argument("--status", action="append", default=[], metavar="THEIRS=OURS")
    parser.add_argument("--apply", action="store_true", help="write it; else only report")
    return parser


def _run(arguments: argparse.Namespace, settings: Settings, open_sheet: Open) -> int:
    desk = open_desk(settings)
    try:
        terms = Terms(
            desk.sop,
            desk.reference(),
            desk.timezone(),
            statuses.given_statuses(arguments.status, desk.sop),
        )
        columns = headers.given_columns(arguments.map)
        grids = _chosen(_opened(arguments.register, settings, open_sheet), arguments.tab, columns)
        plans = [plan.make(grid, terms, columns) for grid in grids]
        for one in plans:
            _show(desk, one, terms)
        if not arguments.apply:
            _say("Belum ada yang ditulis. Bila sudah sesuai, jalankan lagi dengan --apply.")
            return 0
        for one in plans:
            _apply(desk, one)
        return 0
    finally:
        desk.journal.close()


def _opened(named: str, settings: Settings, open_sheet: Open) -> list[Grid]:
    if not registers.is_address(named):
        return registers.from_file(Path(named))
    wanted = registers.spreadsheet_id(named)
    register = settings.sheets_spreadsheet_id or SANDBOX_SPREADSHEET

    def is_own(title: str) -> bool:
        return wanted == register and (title in TITLES or title.startswith(ARCHIVE))

    return registers.from_sheet(open_sheet(settings, wanted), is_own)


def _chosen(grids: Sequence[Grid], tabs: Sequence[str], columns: dict[str, str]) -> list[Grid]:
    """The tabs that were named, or the only one that looks like a register."""
    titles = ", ".join(f'"{grid.tab}"' for grid in grids) or "(tidak ada)"
    if tabs:
        found = [grid for grid in grids if grid.tab in tabs]
        if missing := set(tabs) - {grid.tab for grid in found}:
            raise Refused(f"Tab {', '.join(sorted(missing))} tidak ada. Yang ada: {titles}.")
        return found
    alike = [grid for grid in grids if plan.is_register(grid, columns)]
    if len(alike) > 1:
        several = " ".join(f'--tab "{grid.tab}"' for grid in alike)
        raise Refused(f"Beberapa tab tampak seperti register; sebutkan yang dimaksud: {several}")
    if not alike and len(grids) != 1:
        raise Refused(f"Tab register tidak ditemukan; pilih dengan --tab: {titles}.")
    return alike or list(grids)


def _show(desk: Desk, one: Plan, terms: Terms) -> None:
    with desk.journal.read() as connection:
        known = old_records.taken(connection, (record.digest for _, record in one.records))
    for line in report.lines(one, terms.zone, known=known):
        _say(line)


def _apply(desk: Desk, one: Plan) -> None:
    applied = applying.apply(
        desk, one.records, now=datetime.now(UTC), progress=_Progress(time.monotonic).tell
    )
    _say(
        f'Tab "{one.grid.tab}": {texts.number(applied.written)} baris dicatat, '
        f"{texts.number(applied.known)} sudah ada sebelumnya. {AFTERWARDS}"
    )
    for reason, rows in applied.refused.items():
        _say(f"  Ditolak, baris {', '.join(map(str, rows))}: {reason}")


class _Progress:
    """One line on stderr now and then: rows done, of how many, and how long it may still take."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.begun = self.told = clock()

    def tell(self, done: int, of: int) -> None:
        time.sleep(BREATH_S)
        since = self.clock()
        if since - self.told < TOLD_EVERY_S and done < of:
            return
        self.told = since
        left = round((since - self.begun) * (of - done) / max(done, 1))
        sys.stderr.write(
            f"{texts.number(done)} dari {texts.number(of)} baris; "
            f"sisa kira-kira {left // 60} menit {left % 60} detik\n"
        )
        sys.stderr.flush()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1
