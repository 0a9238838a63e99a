"""What staff write in the reference tabs: handed to the desk, and noted where it makes no sense."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from desk.context import Desk
from desk.reference import Problem, accept
from sheets_schema import cell_notes, cells, header_row
from sheets_schema import layout as layouts
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.columns import Kind, Rows, Tab
from sheets_schema.known import Known
from sheets_schema.layout import Layout
from sheets_schema.reference_tabs import REFERENCE_TABS
from sheets_schema.taken import Taken
from sheets_schema.troubles import alarms_of, raise_exactly
from sheets_schema.view import View

CODE = "acuan:"
REMARK = "Keterangan"
STAYS = "Isi terakhir yang benar tetap berlaku."
MARK = re.compile(r"^\[Ditolak: [^\]]*\] ?")


def take_in(known: Known, desk: Desk, view: View, *, now: datetime) -> Taken:
    """Tabs that changed; in force when two reads were equal, at the start at once."""
    taken = Taken()
    for tab in REFERENCE_TABS:
        if tab.title in view.reference:
            _take_tab(known, desk, tab, view.reference[tab.title], taken=taken, now=now)
    return taken


def _take_tab(
    known: Known, desk: Desk, tab: Tab, rows: Rows, *, taken: Taken, now: datetime
) -> None:
    title = tab.title
    digest = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    before = known.reference.get(title)
    if digest == before:
        return
    if before is not None and known.reference_seen.get(title) != digest:
        known.reference_seen[title] = digest
        known.reference_at = None  # the next pass reads them again, to see if it stays so
        return
    layout = layouts.read(tab, rows[0] if rows else ())
    known.reference_layouts[title] = layout
    problems = _accept(desk, layout, rows, now=now)
    if layout.sound:
        taken.marks += _marks(layout, rows, problems)
        if REMARK not in layout.columns:
            known.refused[title] = cell_notes.of_problems(layout, problems)
    known.reference[title] = digest
    taken.moved = True


def _accept(desk: Desk, layout: Layout, rows: Rows, *, now: datetime) -> list[Problem]:
    title = layout.tab.title
    wrong = header_row.sentence(layout, None)
    if wrong:
        # Also Hari Libur and Blokir, which may be empty: without headers they were cleared.
        problems = [Problem(0, "", f"{wrong} {STAYS}")]
    else:
        with desk.journal.write() as connection:
            problems = accept(connection, desk.sop, title, list(named(layout, rows)), now=now)
    with desk.journal.write() as connection:
        found = {CODE + title: _sentence(title, problems)} if problems else {}
        if alarms_of(connection, CODE + title) != found:
            raise_exactly(connection, CODE + title, found, now=now)
    return problems


def named(layout: Layout, rows: Rows) -> Iterator[dict[str, object]]:
    """The rows by header, as Google gave them: numbers stay numbers."""
    for row in rows[1:]:
        yield {header: row[at] if at < len(row) else "" for header, at in layout.columns.items()}


def _sentence(title: str, problems: Sequence[Problem]) -> str:
    first = problems[0]
    place = f", baris {first.row}" if first.row else ""
    column = f", kolom {first.column}" if first.column else ""
    more = f" (dan {len(problems) - 1} lainnya)" if len(problems) > 1 else ""
    return f"Tab {title}{place}{column}: {first.sentence}{more}"


def _marks(layout: Layout, rows: Rows, problems: Sequence[Problem]) -> Iterator[Bundle]:
    """The note in Keterangan of each refused row, before what staff wrote there; or its removal."""
    if REMARK not in layout.columns:
        return
    sentences: dict[int, list[str]] = {}
    for problem in problems:
        sentences.setdefault(problem.row, []).append(f"{problem.column}: {problem.sentence}")
    for number, row in enumerate(rows[1:], start=2):
        there = layout.cell(row, REMARK)
        own = MARK.sub("", there)
        refused = " ".join(sentences.get(number, ())).replace("]", ")")
        wanted = f"[Ditolak: {refused}] {own}".rstrip() if refused else own
        if wanted != there and any(row):
            yield _mark(layout, number, row_key=layout.key_of(row), there=there, wanted=wanted)


def _mark(layout: Layout, row: int, *, row_key: str, there: str, wanted: str) -> Bundle:
    bundle = Bundle()
    title, key = layout.tab.title, layout.tab.key
    bundle.change(
        Update(
            title,
            row,
            row_key,
            cells={REMARK: cells.cut(cells.parse(wanted, Kind.TEXT))},
            witness={key: row_key},
            expected={REMARK: there},
            counts=False,
        )
    )
    return bundle
