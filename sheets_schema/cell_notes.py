"""Notes on refused cells of reference tabs that have no column for remarks.

A note is Google's own: a small triangle, read by pointing at the cell. What staff noted there
themselves stays behind ours. Writing the same note again changes nothing, so it needs no guard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.context import Desk
from desk.journal import recall, remember
from desk.reference import Problem
from sheets_schema import requests
from sheets_schema.client import Sheet
from sheets_schema.errors import SheetError
from sheets_schema.layout import Layout, quoted
from sheets_schema.requests import Request

FACT = "sheet_cell_notes"  # tab -> the notes that were written there
FIELDS = "sheets(properties(title),data(rowData(values(note))))"
MARK = re.compile(r"^\[Ditolak: [^\]]*\]\s?")

Note = list[Any]  # row from 1, header, sentence: as JSON gives it back


def of_problems(layout: Layout, problems: Sequence[Problem]) -> list[Note]:
    """What is to stand on which cells of this tab."""
    return [
        [problem.row, problem.column, problem.sentence]
        for problem in problems
        if problem.row and problem.column in layout.columns
    ]


def write(sheet: Sheet, desk: Desk, *, now: datetime) -> bool:
    """Write the notes of the tabs that were read in this pass. Raises SheetError."""
    found, sheet.known.refused = sheet.known.refused, {}
    if not found:
        return False
    with desk.journal.read() as connection:
        standing: dict[str, list[Note]] = recall(connection, FACT) or {}
    changed = {
        title: notes
        for title, notes in found.items()
        if notes != standing.get(title, []) and title in sheet.known.sheet_ids
    }
    if not changed:
        return False
    try:
        wanted = list(_requests(sheet, changed))
        if wanted:
            sheet.write({"requests": wanted})
    except SheetError:
        sheet.known.refused = found
        raise
    with desk.journal.write() as connection:
        remember(connection, FACT, standing | changed, now=now)
    return bool(wanted)


def _requests(sheet: Sheet, changed: Mapping[str, list[Note]]) -> Iterator[Request]:
    answer = sheet.describe(FIELDS, [quoted(title) for title in changed])
    for entry in answer.get("sheets", []):
        title = entry["properties"]["title"]
        layout = sheet.known.reference_layouts[title]
        there = dict(_notes(entry))
        wanted = {(row - 1, layout.columns[name]): text for row, name, text in changed[title]}
        for place in there.keys() | wanted.keys():
            row, column = place
            text = _text(wanted.get(place, ""), there.get(place, ""))
            if text != there.get(place, ""):
                yield requests.note(sheet.known.sheet_ids[title], row, column, text)


def _notes(entry: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], str]]:
    """(row, column) from 0 -> the note that stands there."""
    for data in entry.get("data", []):
        for row, cells in enumerate(data.get("rowData", [])):
            for column, cell in enumerate(cells.get("values", [])):
                if cell.get("note"):
                    yield (row, column), cell["note"]


def _text(refused: str, there: str) -> str:
    own = MARK.sub("", there)
    return f"[Ditolak: {refused.replace(']', ')')}]\n{own}".rstrip() if refused else own
