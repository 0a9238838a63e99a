"""One row for each complaint that a month's balance counts: nobody's name, number or words."""

from __future__ import annotations

from collections.abc import Mapping
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
NOT_TOLD = ("number", "category", "district", "agency")  # of a confidential complaint

Cell = str | int | float | None


def of_month(desk: Desk, month: date, *, now: datetime) -> tuple[tuple[Cell, ...], ...]:
    """The rows in the order of the numbers, first COLUMNS, then COUNTED."""
    question = asked(desk, month, cutoff=now)
    counted = _counted(question)
    places = np.flatnonzero(counted.any(axis=1))
    numbers = sorted((question.record.numbers[place], int(place)) for place in places)
    with desk.journal.read() as connection:
        zone = desk.timezone(connection)
        known = _rows(connection, [number for number, _ in numbers])
    return tuple(
        (*_told(known[number], zone), *(int(value) for value in counted[place]))
        for number, place in numbers
        if number in known
    )


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
    shown = {**row, **dict.fromkeys(NOT_TOLD, SECRET)} if row["confidential"] else row
    return (
        shown["number"],
        _moment(shown["received_at"], zone),
        *(shown[name] for name in ("channel", "classification", "kind", "category", "district")),
        *(shown[name] for name in ("agency", "state", "close_reason")),
        _moment(shown["closed_at"], zone),
        shown["rounds"],
        _rating(shown["rating"]),
        "Ya" if shown["confidential"] else "Tidak",
    )


def _moment(when: datetime | None, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}" if when else ""


def _rating(said: str) -> int | None:
    """Only the number: what was written beside it are a citizen's words."""
    return int(said[0]) if said[:1].isdigit() else None
