"""Rekap Bulanan: the figures of every published report, written once and put back when altered.

Rows are known by Bulan, Bagian and Ukuran, wherever somebody has sorted them. Rows of months that
the journal has not published (a rebuilt one knows none) are nobody's business here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from desk.context import Desk
from desk.ids import new_id
from desk.reports import recap
from desk.reports.recap import Line
from sheets_schema import cells, writing
from sheets_schema import layout as layouts
from sheets_schema.batch import Batch, Removal, Update
from sheets_schema.client import Sheet
from sheets_schema.columns import Kind, Rows
from sheets_schema.layout import Cells, Layout, quoted
from sheets_schema.reference_tabs import REKAP

EVERY = timedelta(minutes=10)
KEY = ("Bulan", "Bagian", "Ukuran")
SENTENCE = (
    "Judul kolom tab Rekap Bulanan tidak lengkap atau ganda, jadi angka laporan belum ditulis di "
    "sana."
)

Key = tuple[str, ...]


def write(sheet: Sheet, desk: Desk, *, now: datetime) -> bool:
    """Write what is missing or altered of one month. Raises SheetError."""
    known = sheet.known
    with desk.journal.read() as connection:
        months = recap.months(connection)
    due = known.recap_at is None or now - known.recap_at >= EVERY or months != known.recap_months
    if not months or not due or REKAP.title not in (known.titles or ()):
        return False
    rows = sheet.read([quoted(REKAP.title)])[0]
    layout = layouts.read(REKAP, rows[0] if rows else ())
    known.recap_at, known.recap_months = now, months
    known.recap_wrong = "" if layout.sound else SENTENCE
    if not layout.sound:
        return False
    known.reference_layouts[REKAP.title] = layout
    known.last[REKAP.title] = len(rows)
    batch = _batch(desk, layout, rows, months, now=now)
    if batch is None:
        return False
    known.recap_at = None  # another month may be left, and what was written is read again
    return writing.send(sheet, desk, batch, now=now)


def _batch(
    desk: Desk, layout: Layout, rows: Rows, months: Sequence[str], *, now: datetime
) -> Batch | None:
    """What differs in the first month in which anything does."""
    shown = {row: layout.cells(raw) for row, raw in enumerate(rows, start=1) if row > 1}
    for month in months:
        with desk.journal.read() as connection:
            rows_of = [cells_of(line) for line in recap.lines(connection, month)]
        wanted = {key_of(each): each for each in rows_of}
        here = {row: found for row, found in shown.items() if found.get("Bulan") == month}
        updates, missing, removals = _differences(here, wanted)
        if updates or missing or removals:
            return Batch(
                id=new_id(now),
                appended={REKAP.title: missing} if missing else {},
                updates=tuple(updates),
                removals=tuple(removals),
                headers={REKAP.title: layout.header_row},
            )
    return None


def _differences(
    here: Mapping[int, Cells], wanted: Mapping[Key, Cells]
) -> tuple[list[Update], dict[str, Cells], list[Removal]]:
    """Altered rows take the place of what is missing; what is left over goes."""
    places: dict[Key, int] = {}
    strange: list[int] = []
    for row, found in here.items():
        key = key_of(found)
        if key in wanted and key not in places:
            places[key] = row
        else:
            strange.append(row)
    updates = [
        _update(row, here[row], changed)
        for key, row in places.items()
        if (changed := _changed(here[row], wanted[key]))
    ]
    missing = [key for key in wanted if key not in places]
    for row, key in zip(strange, missing, strict=False):
        updates.append(_update(row, here[row], _changed(here[row], wanted[key])))
    appended = {" · ".join(key): wanted[key] for key in missing[len(strange) :]}
    rest = strange[len(missing) :]
    return updates, appended, [Removal(REKAP.title, row, _name(here[row])) for row in rest]


def _update(row: int, found: Cells, changed: Cells) -> Update:
    """`found`: how the row stands; it is written only while it still does."""
    witness = {header: found.get(header, "") for header in REKAP.headers}
    return Update(REKAP.title, row, _name(found), changed, witness)


def _name(found: Cells) -> str:
    return found.get(REKAP.key, "").strip()


def _changed(found: Cells, wanted: Cells) -> Cells:
    return {
        header: wanted.get(header, "")
        for header in REKAP.headers
        if found.get(header, "") != wanted.get(header, "")
    }


def key_of(found: Cells) -> Key:
    return tuple(found.get(header, "") for header in KEY)


def cells_of(line: Line) -> Cells:
    """The row as the Sheet is to show it; an empty cell is left out."""
    value = "" if line.value is None else cells.parse(line.value, Kind.NUMBER)
    row = (line.month, line.part, line.name, value, line.remark)
    return {header: cell for header, cell in zip(REKAP.headers, row, strict=True) if cell}
