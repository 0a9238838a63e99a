"""What a pass over Aduan must know of rows that are in an archive tab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from desk import archive
from desk.context import Desk
from sheets_schema.batch import Update
from sheets_schema.bundles import Bundle
from sheets_schema.known import Known
from sheets_schema.layout import Cells
from sheets_schema.tables import ADUAN
from sheets_schema.taken import Taken

NOTE = "Catatan Sistem"


def left_out(desk: Desk, numbers: list[str]) -> list[str]:
    """Those that are not archived: only they are missed in Aduan."""
    if not numbers:
        return numbers
    with desk.journal.read() as connection:
        elsewhere = archive.places(connection, numbers)
    return [number for number in numbers if number not in elsewhere]


def is_kept(connection: Connection, number: str) -> bool:
    """Its row is in an archive tab: what stands in Aduan is a copy that somebody pasted."""
    return bool(archive.places(connection, [number]))


def marks(desk: Desk, nameless: Mapping[int, Cells]) -> Iterator[Bundle]:
    """One note beside each pasted copy."""
    numbers = {row: cells.get(ADUAN.key, "").strip() for row, cells in nameless.items()}
    if not any(numbers.values()):
        return
    with desk.journal.read() as connection:
        elsewhere = archive.places(connection, filter(None, numbers.values()))
    for row, number in numbers.items():
        if number in elsewhere:
            text = copied(number, elsewhere[number].tab)
            if nameless[row].get(NOTE, "") != text:
                yield _mark(row, number, text, nameless[row])


def copied(number: str, tab: str) -> str:
    return (
        f"{number} ada di tab {tab}; baris ini hanya salinan dan tidak dibaca. "
        "Hapus baris ini, dan buka kembali aduan lewat aplikasi."
    )


def _mark(row: int, number: str, text: str, cells: Cells) -> Bundle:
    bundle = Bundle()
    bundle.change(
        Update(
            ADUAN.title,
            row,
            number,
            cells={NOTE: text},
            witness={ADUAN.key: cells[ADUAN.key]},
            expected={NOTE: cells.get(NOTE, "")},
            counts=False,
        )
    )
    return bundle


def note_edits(known: Known, taken: Taken, *, now: datetime) -> None:
    """Since when nobody has typed into Aduan: the archive waits for a quiet time."""
    if known.quiet_since is None or taken.touched or taken.moved:
        known.quiet_since = now
