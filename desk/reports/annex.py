"""One row for each complaint that a month's balance counts: nobody's name, number or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Connection, select

from desk.context import Desk
from desk.figures import Asked, volumes
from desk.masking import SECRET
from desk.reports.counting import asked
from desk.schema import complaints
from sop.common import RESOLVED

COLUMNS = (
    "No. Aduan",
    "Tgl Diterima",
    "Kanal",
    "Klasifikasi",
    "Jenis Aduan",
    "Kategori",
    "Kecamatan",
    "OPD",
    "Status",
    "Alasan Tutup",
    "Tgl Selesai",
    "Dikembalikan",
    "Penilaian",
    "Rahasia",
)
#: How the balance counts it: the sum of each column is the figure of Ringkasan.
COUNTED = ("Sisa awal", "Diterima", "Dibuka kembali", "Tuntas", "Ditutup lain", "Sisa akhir")
AT_ONCE = 500
#: Of a confidential complaint only that it is one: its time or channel would tell which.
HIDDEN = (SECRET, *[""] * (len(COLUMNS) - 2), "Ya")

Cell = str | int | float | None


def of_month(desk: Desk, month: date, *, now: datetime) -> tuple[tuple[Cell, ...], ...]:
    """The rows in the order of the numbers, the confidential ones last; first COLUMNS, then
    COUNTED."""
    question = asked(desk, month, cutoff=now)
    counted = _counted(question)
    places = np.flatnonzero(counted.any(axis=1))
    numbers = sorted((question.record.numbers[place], int(place)) for place in places)
    with desk.journal.read() as connection:
        zone = desk.timezone(connection)
        known = _rows(connection, [number for number, _ in numbers])
    rows = (
        (*_told(known[number], zone), *(int(value) for value in counted[place]))
        for number, place in numbers
        if number in known
    )
    return tuple(sorted(rows, key=_is_hidden))


def _is_hidden(row: Sequence[Cell]) -> tuple[bool, Sequence[Cell]]:
    """The others keep their order; of these not even that of their numbers shows."""
    hidden = row[0] == SECRET
    return hidden, row[len(COLUMNS) :] if hidden else ()


def _counted(question: Asked) -> Any:
    """A row per complaint, a column per COUNTED."""
    record, edges = question.record, question.edges
    moves, at = record.moves, record.columns["received_at"]
    during = question.during(moves.at) & question.complaints[moves.complaint]
    resolved = np.isin(moves.reason, [record.code(reason) for reason in RESOLVED])
    size = len(question.complaints)
    columns = (
        volumes.is_open_at(question, int(edges[0])),
        question.during(at),
        _times(moves.complaint[during & ~moves.closes], size),
        _times(moves.complaint[during & moves.closes & resolved], size),
        _times(moves.complaint[during & moves.closes & ~resolved], size),
        volumes.is_open_at(question, int(edges[-1])),
    )
    counted = np.stack([np.asarray(column, dtype=np.int64) for column in columns], axis=1)
    return counted * question.complaints[:, None]


def _times(complaint: Any, size: int) -> Any:
    return np.bincount(complaint, minlength=size)


def _rows(connection: Connection, numbers: list[str]) -> dict[str, Mapping[str, Any]]:
    names = (
        "number received_at channel classification kind category district agency state "
        "close_reason closed_at rounds rating confidential"
    ).split()
    found: dict[str, Mapping[str, Any]] = {}
    for first in range(0, len(numbers), AT_ONCE):
        part = numbers[first : first + AT_ONCE]
        query = select(*(complaints.c[name] for name in names))
        rows = connection.execute(query.where(complaints.c.number.in_(part))).mappings()
        found |= {row["number"]: dict(row) for row in rows}
    return found


def _told(row: Mapping[str, Any], zone: ZoneInfo) -> tuple[Cell, ...]:
    if row["confidential"]:
        return HIDDEN
    return (
        row["number"],
        _moment(row["received_at"], zone),
        *(row[name] for name in ("channel", "classification", "kind", "category", "district")),
        *(row[name] for name in ("agency", "state", "close_reason")),
        _moment(row["closed_at"], zone),
        row["rounds"],
        _rating(row["rating"]),
        "Tidak",
    )


def _moment(when: datetime | None, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}" if when else ""


def _rating(said: str) -> int | None:
    """Only the number: what was written beside it are a citizen's words."""
    return int(said[0]) if said[:1].isdigit() else None
