"""Rows with a No. Aduan that Wadul never gave: copied from elsewhere, or typed by hand.

Nothing in such a row is acted on. A note beside it says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.context import Desk
from sheets_schema import records, wording
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN

NOTE = "Catatan Sistem"


def marks(desk: Desk, nameless: Mapping[int, Cells]) -> Iterator[Bundle]:
    """One note for each of these rows whose number no complaint bears."""
    strange = {row: cells for row, cells in nameless.items() if cells.get(ADUAN.key, "").strip()}
    if not strange:
        return
    with desk.journal.read() as connection:
        ours = records.load(connection, {_number(cells) for cells in strange.values()})
    for row, cells in strange.items():
        text = wording.strange(_number(cells))
        # One of ours may be new and its batch unsettled: that is no stranger.
        if _number(cells) not in ours and cells.get(NOTE, "") != text:
            yield _mark(row, cells, text)


def _number(cells: Cells) -> str:
    return cells[ADUAN.key].strip()


def _mark(row: int, cells: Cells, text: str) -> Bundle:
    bundle = Bundle()
    bundle.change(
        Update(
            ADUAN.title,
            row,
            _number(cells),
            cells={NOTE: text},
            witness={ADUAN.key: cells[ADUAN.key]},
            expected={NOTE: cells.get(NOTE, "")},
            counts=False,
        )
    )
    return bundle
