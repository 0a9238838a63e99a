"""What a reminder says: number, category, place and time; never who complains, nor their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection

from desk import masking, texts
from desk.audience import Reader
from desk.context import Desk
from sop.model import Scope

AGENCY, CITY, ABOVE = "pengingat_opd", "pengingat_petugas", "pengingat_atasan"
SUMMARY = "ringkasan_pimpinan"
#: Templates that may tell of several complaints at once.
LISTS = frozenset({AGENCY, CITY, ABOVE, SUMMARY})
LETTERS = 560  # of one list: a longer message is folded on the phone; the pages have all of it
PLACE = 36  # letters
CONFIDENTIAL = "rahasia"

Row = Mapping[str, Any]


def body(
    connection: Connection,
    desk: Desk,
    reader: Reader,
    *,
    own: Sequence[Row],
    below: Sequence[Row],
    now: datetime,
) -> str:
    """The whole message to one person: what is late below them first, then what waits for them."""
    parts = ((ABOVE, below), (turn_template(desk, reader), own))
    written = [
        _part(connection, desk, reader, template=template, rows=rows, now=now)
        for template, rows in parts
        if rows
    ]
    return "\n\n".join(part for part in written if part)


def turn_template(desk: Desk, reader: Reader) -> str:
    """The template for what waits for this person."""
    return AGENCY if _at_agency(desk, reader) else CITY


def _at_agency(desk: Desk, reader: Reader) -> bool:
    return desk.sop.role(reader.role).scope is Scope.AGENCY


def _part(
    connection: Connection,
    desk: Desk,
    reader: Reader,
    *,
    template: str,
    rows: Sequence[Row],
    now: datetime,
) -> str:
    agencies = list(dict.fromkeys(row["agency"] for row in rows if row["agency"]))
    facts = {
        "sapaan": texts.greeting(reader.name),
        "opd": ", ".join(agencies),
        "petugas": reader.name,
        "jumlah": str(len(rows)),
        "daftar": "\n".join(_lines(rows, with_agency=template == ABOVE, now=now)),
        "tautan": _link(desk, reader, rows),
    }
    return texts.render(desk.reference(connection), desk.sop, template, facts)


def _lines(rows: Sequence[Row], *, with_agency: bool, now: datetime) -> list[str]:
    lines = [_line(row, with_agency=with_agency, now=now) for row in rows]
    lengths = accumulate(len(line) + 1 for line in lines)
    shown = max(1, sum(length <= LETTERS for length in lengths))
    more = len(lines) - shown
    return [*lines[:shown], f"dan {more} aduan lain"] if more else lines


def _line(row: Row, *, with_agency: bool, now: datetime) -> str:
    """ALADIN-2026-00042 – Penerangan Jalan Umum, Jl. Mawar – sisa 2 jam"""
    agency = [row["agency"]] if with_agency else []
    what = (
        [*agency, CONFIDENTIAL] if row["confidential"] else [*agency, row["category"], _place(row)]
    )
    about = ", ".join(part for part in what if part)
    return " – ".join(part for part in (row["number"], about, time_left(row, now=now)) if part)


def _place(row: Row) -> str:
    """Typed by a citizen, perhaps with their name or number in it."""
    return texts.excerpt(masking.nameless(row, row["location"]), PLACE)


def time_left(row: Row, *, now: datetime) -> str:
    """sisa 2 jam, or terlambat 5 menit: by the clock on the wall, as the pages say it."""
    left: timedelta = row["due_at"] - now
    minutes = abs(left.total_seconds()) / 60
    return f"{'sisa' if left > timedelta(0) else 'terlambat'} {texts.duration_words(minutes)}"


def _link(desk: Desk, reader: Reader, rows: Sequence[Row]) -> str:
    """To the complaint itself, or to the list in which all of them are."""
    if not desk.app_url:
        return ""
    if len(rows) == 1:
        return f"{desk.app_url}/aduan?nomor={rows[0]['number']}"
    return f"{desk.app_url}/{'disposisi-masuk' if _at_agency(desk, reader) else 'kotak-masuk'}"
